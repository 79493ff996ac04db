//! The tables of single values, `fixtures/*.tsv`: each text is read as its line says.

use std::fs;
use std::path::PathBuf;

use anjuan::text::fold_char;
use anjuan::values::date::{DateMatch, bare_date, find_dates};
use anjuan::values::doc_number::{NumberMatch, find_doc_numbers, has_damaged_number, key};

/// Line number, text and expectation of every line of a table; its comments and heading left out.
fn table(name: &str) -> Vec<(usize, String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    let table = fs::read_to_string(path).expect("the table is readable");
    let lines = table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'));
    lines
        .skip(1)
        .map(|(nth, line)| {
            let (text, expected) = line
                .split_once('\t')
                .unwrap_or_else(|| panic!("{name}:{}: two columns, please", nth + 1));
            let text = text.replace("\\n", "\n").replace("\\t", "\t");
            (nth + 1, text, expected.to_owned())
        })
        .collect()
}

/// Compares a whole table and names every line that fails.
fn compare(name: &str, least: usize, read: fn(&str) -> String) {
    let table = table(name);
    assert!(table.len() >= least, "{name} has {} lines", table.len());
    let failures: Vec<String> = table
        .iter()
        .filter_map(|(line, text, expected)| {
            let folded: String = text.chars().map(fold_char).collect();
            let got = read(&folded);
            (got != *expected)
                .then(|| format!("{name}:{line}: {text:?}: expected {expected}, read {got}"))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} lines\n{}",
        failures.len(),
        table.len(),
        failures.join("\n")
    );
}

fn joined(parts: Vec<String>, between: &str) -> String {
    if parts.is_empty() {
        return "-".into();
    }
    parts.join(between)
}

/// Every date of a folded text; digits alone as a labelled value reads them.
fn dates(folded: &str) -> String {
    let show = |found: DateMatch| {
        found
            .date
            .map_or("invalid".to_owned(), |date| date.to_string())
    };
    let alone = folded.chars().all(|c| c.is_ascii_digit());
    let found = if alone {
        bare_date(folded).into_iter().collect()
    } else {
        find_dates(folded)
    };
    joined(found.into_iter().map(show).collect(), " ")
}

/// The keys of every document number of a folded text, ranges as `9-11`, lists as `9,12`; `damaged` where one lost its shape.
fn doc_numbers(folded: &str) -> String {
    let show = |found: NumberMatch| {
        let code = key(&folded[found.code], found.year, found.serial);
        let serials = found.serials.replace('、', ",");
        code.trim_end_matches(|c: char| c.is_ascii_digit())
            .to_owned()
            + &serials
    };
    let found = find_doc_numbers(folded);
    if has_damaged_number(folded) {
        return "damaged".into();
    }
    joined(found.into_iter().map(show).collect(), ";")
}

#[test]
fn dates_are_read_as_the_table_says() {
    compare("dates.tsv", 300, dates);
}

#[test]
fn doc_numbers_are_read_as_the_table_says() {
    compare("doc_numbers.tsv", 250, doc_numbers);
}
