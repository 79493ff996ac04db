//! `anjuan stats`.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::json;

use super::context::{Context, printed};
use super::finding::{self, Dates};
use super::render::counts;
use super::render::cross::Cross;
use super::render::json;
use super::render::paint::Paint;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::index::Layout;
use crate::query::Facet;

/// What is counted by where nothing is said.
const BY_KIND: &str = "类型";

/// Counts documents by their fields
///
/// A document with several values counts once for each of them; one without counts as （无）.
/// Two fields make a two-way table: --by 承办单位,办理结果
#[derive(Debug, clap::Args)]
pub struct StatsArgs {
    /// Only what this query finds, as in `anjuan search`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    dates: Dates,
    /// One field or two, by their names in queries; dates by year, 日期:month by month
    #[arg(long, value_name = "FIELD[,FIELD]", default_value = BY_KIND)]
    by: String,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
}

/// Runs the command.
///
/// # Errors
/// When a field or the query is refused, or the archive is missing or damaged.
pub fn run(args: &StatsArgs, context: &Context) -> Result<ExitCode> {
    let names: Vec<&str> = args
        .by
        .split([',', '，', '、'])
        .map(str::trim)
        .filter(|n| !n.is_empty())
        .collect();
    if !(1..=2).contains(&names.len()) {
        return Err(Error::Usage(format!(
            "{}: documents are counted by one field or two",
            args.by
        )));
    }
    let layout = Layout::of_rules().with_user(&context.user_fields()?);
    let facet = |name| Facet::parse(name, &layout);
    let facets: Vec<Facet> = names.into_iter().map(facet).collect::<Result<_>>()?;
    let mut counts: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    let mut documents = 0u64;
    finding::each_record(context, &args.query, &args.dates, &mut |found| {
        documents += 1;
        for key in combined(facets.iter().map(|facet| facet.values(&found.record))) {
            *counts.entry(key).or_default() += 1;
        }
        Ok(())
    })?;
    let mut out = context.out();
    print(args, context, &facets, counts, documents, &mut *out)?;
    printed(out.flush())?;
    hint_at_field(args, &layout);
    Ok(ExitCode::Done)
}

/// Says on standard error how a field is counted by, where its name alone was asked for as a word.
fn hint_at_field(args: &StatsArgs, layout: &Layout) {
    let [word] = &args.query[..] else {
        return;
    };
    if args.by == BY_KIND && Facet::parse(word, layout).is_ok() {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(
            std::io::stderr(),
            "These are the documents that have the word {word}; by that field counts: anjuan stats --by {word}"
        );
    }
}

fn print(
    args: &StatsArgs,
    context: &Context,
    facets: &[Facet],
    counts: BTreeMap<Vec<String>, u64>,
    documents: u64,
    out: &mut dyn Write,
) -> Result<()> {
    let paint = Paint::new(context.colored());
    match (args.format, facets) {
        (Format::Json, _) => as_json(facets, &counts, documents, out),
        (format, [one]) => {
            let rows = counts::ordered(counts, one.dated);
            match format {
                Format::Csv => counts::list_csv(out, &one.label, &rows),
                _ => printed(counts::list(
                    out,
                    paint,
                    context.on_terminal(),
                    &rows,
                    documents,
                )),
            }
        }
        (format, facets) => {
            let dated = [facets[0].dated, facets[1].dated];
            let table = Cross::new(&counts, dated);
            let labels = [facets[0].label.as_str(), facets[1].label.as_str()];
            // Pipes and spreadsheets always get the table as it was asked for.
            let limit = match format {
                Format::Csv => usize::MAX,
                _ => context.terminal_width().unwrap_or(usize::MAX),
            };
            let (table, corner) = table.fitted(labels, limit);
            match format {
                Format::Csv => table.csv(out, &corner),
                _ => printed(table.human(out, paint, &corner, documents)),
            }
        }
    }
}

fn as_json(
    facets: &[Facet],
    counts: &BTreeMap<Vec<String>, u64>,
    documents: u64,
    out: &mut dyn Write,
) -> Result<()> {
    let rows: Vec<_> = counts
        .iter()
        .map(|(values, count)| json!({"values": values, "count": count}))
        .collect();
    let by: Vec<&str> = facets.iter().map(|facet| facet.label.as_str()).collect();
    printed(json::write_pretty(
        out,
        &json!({"documents": documents, "by": by, "rows": rows}),
    ))
}

/// Every combination of one value of each list.
fn combined(lists: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    lists.fold(vec![Vec::new()], |keys, values| {
        keys.iter()
            .flat_map(|key| {
                values
                    .iter()
                    .map(|value| key.iter().chain([value]).cloned().collect::<Vec<_>>())
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_values_is_counted() {
        let lists = [
            vec!["甲".to_owned(), "乙".to_owned()],
            vec!["A".to_owned(), "B".to_owned()],
        ];
        let keys = combined(lists.into_iter());
        assert_eq!(keys, [["甲", "A"], ["甲", "B"], ["乙", "A"], ["乙", "B"]]);
    }
}
