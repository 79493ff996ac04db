//! Tests of reading a table of words.

use proptest::prelude::*;

use super::*;

fn read(rows: &[&str]) -> Vec<Page> {
    let mut table = Table::default();
    for row in rows {
        table.row(row);
    }
    table.pages()
}

fn pieces(rows: &[&str]) -> Vec<Piece> {
    let Some(Page::Pieces(pieces)) = read(rows).into_iter().next() else {
        panic!("a page");
    };
    pieces
}

const PAGE: &str = "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1000\t-1\t";

#[test]
fn words_become_lines_without_spaces_between_han() {
    let found = pieces(&[
        "level\tpage_num\tblock_num",
        PAGE,
        "4\t1\t1\t1\t1\t0\t10\t10\t400\t40\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t10\t80\t40\t90\t市",
        "5\t1\t1\t1\t1\t2\t95\t10\t80\t40\t80\t政协",
        "5\t1\t1\t1\t2\t1\t10\t90\t80\t40\t50\tR&D",
        "5\t1\t1\t1\t2\t2\t100\t90\t80\t40\t50\t12",
    ]);
    let texts: Vec<&str> = found.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(texts, ["市政协", "R&D 12"]);
    assert!((found[0].confidence - 0.8333).abs() < 0.001);
}

#[test]
fn a_wide_gap_parts_a_line() {
    let found = pieces(&[
        PAGE,
        "5\t1\t1\t1\t1\t1\t10\t10\t200\t40\t90\t云科函117号",
        "5\t1\t1\t1\t1\t2\t600\t10\t80\t40\t90\t签发人",
    ]);
    assert_eq!(found.len(), 2);
}

#[test]
fn pages_and_lines_of_the_same_number_on_the_next_page_are_apart() {
    let word = "5\t1\t1\t1\t1\t1\t10\t10\t200\t40\t90\t字";
    let pages = read(&[PAGE, word, PAGE, word]);
    assert_eq!(pages.len(), 2);
    assert!(
        pages
            .iter()
            .all(|page| matches!(page, Page::Pieces(p) if p.len() == 1))
    );
}

#[test]
fn a_line_that_sinks_keeps_its_slope() {
    let rows: Vec<String> = (0..10)
        .map(|n| {
            format!(
                "5\t1\t1\t1\t1\t{n}\t{}\t{}\t90\t40\t90\t字",
                n * 100,
                100 + n * 2
            )
        })
        .collect();
    let mut all = vec![PAGE];
    all.extend(rows.iter().map(String::as_str));
    let found = pieces(&all);
    let [left, right, ..] = found[0].corners;
    assert!((right[1] - left[1] - 0.02 * (right[0] - left[0])).abs() < 1.0);
}

#[test]
fn a_page_on_its_head_or_side_is_turned_upright() {
    // Three words of two lines on the upright page: left, top, right, bottom.
    let upright = [
        (0i32, 0i32),
        (50, 0),
        (100, 0),
        (0, 60),
        (50, 60),
        (100, 60),
    ];
    let places: [fn(i32, i32) -> [i32; 4]; 3] = [
        |x, y| [500 - x - 40, 500 - y - 40, 40, 40],
        |x, y| [500 - y - 40, x, 40, 40],
        |x, y| [y, 500 - x - 40, 40, 40],
    ];
    for place in places {
        let mut table = Table::default();
        table.row(PAGE);
        for (number, (x, y)) in upright.into_iter().enumerate() {
            let [left, top, width, height] = place(x, y);
            let line = number / 3 + 1;
            table.row(&format!(
                "5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t{height}\t90\t字"
            ));
        }
        let Some(Page::Pieces(pieces)) = table.pages().pop() else {
            panic!("a page");
        };
        let [first, second] = &pieces[..] else {
            panic!("{pieces:?}");
        };
        assert!(first.corners[0][0] < first.corners[1][0]);
        assert!(first.corners[0][1] < second.corners[0][1]);
    }
}

#[test]
fn rows_that_are_none_are_passed_over() {
    assert!(
        read(&[
            "",
            "x",
            "5\t1",
            "\t\t\t",
            "5\t1\t1\t1\t1\t1\tNaN\t0\t0\t0\t0\tx"
        ])
        .is_empty()
    );
    assert!(pieces(&[PAGE, "5\t1\t1\t1\t1\t1\t1e30\t0\t5\t5\t9\tx"]).is_empty());
}

proptest! {
    #[test]
    fn any_rows_are_read_without_panic(rows in proptest::collection::vec("[0-9.\t\u{5b57}eN-]{0,60}", 0..30)) {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let _ = read(&rows);
    }

    #[test]
    fn any_numbers_are_read_without_panic(numbers in proptest::collection::vec(proptest::array::uniform11(-2000i32..2000), 0..30)) {
        let mut table = Table::default();
        for row in numbers {
            let cells: Vec<String> = row.iter().map(|cell| (cell % 7 + cell / 100).to_string()).collect();
            table.row(&format!("{}\t字", cells.join("\t")));
        }
        prop_assert!(table.pages().len() <= 30);
    }
}
