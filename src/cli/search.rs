//! `anjuan search`.

use std::collections::HashSet;
use std::io::Write;

use super::context::{Context, printed};
use super::finding::{self, Dates, Opened};
use super::hints;
use super::render::explain::Why;
use super::render::hit::{self, Shown};
use super::render::json::{self, ArrayWriter};
use super::render::paint::Paint;
use super::render::places;
use super::render::table::RecordTable;
use super::sight::{self, Sight};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::query::{Hit, Page, Question, Sort};

/// Finds documents by words and fields
///
/// Words side by side must all stand in the document; they are found exactly, through line ends
/// and spaces, in traditional and simplified characters, full and half width.
///
///   科技 创新             both            "科技 创新"    as one text
///   科技 OR 创新          one of them     科技 -教育     without
///   文号:云科〔2022〕32    办理结果:B      日期:2022-03..2023
///   承办单位:民政局        提案号:178      提案:八届六次178号
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct SearchArgs {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Show at most so many documents
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Show all documents
    #[arg(long, conflicts_with = "limit")]
    all: bool,
    /// Pass over so many documents first
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// In which order
    #[arg(long, value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    #[command(flatten)]
    dates: Dates,
    /// Find documents with some of the words, best first
    #[arg(long)]
    any: bool,
    /// Print only how many documents there are
    #[arg(long)]
    count: bool,
    /// Show so many paragraphs around each place
    #[arg(short = 'C', long = "context", value_name = "N", default_value_t = 0)]
    around: usize,
    /// Show no lines of the text
    #[arg(long, conflicts_with = "around")]
    no_context: bool,
    /// Show under each document why it stands where it stands
    #[arg(long, conflicts_with = "count")]
    explain: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Order {
    /// Best match first
    Relevance,
    /// Newest first
    Date,
    /// By document number
    DocNumber,
}

impl Order {
    fn sort(self) -> Sort {
        match self {
            Order::Relevance => Sort::Relevance,
            Order::Date => Sort::Date,
            Order::DocNumber => Sort::DocNumber,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// A JSON object a line
    Ndjson,
    /// A table for spreadsheets
    Csv,
    /// The files' paths, one a line
    Paths,
}

/// Lines of context shown of one hit.
const SNIPPETS: usize = 3;

/// Runs the command.
///
/// # Errors
/// When the query is refused, or the archive is missing or damaged.
pub fn run(args: &SearchArgs, context: &Context) -> Result<ExitCode> {
    let query = finding::joined(&args.query).unwrap_or_default();
    let opened = finding::open(context)?;
    let question = finding::ask(&opened.index, Some(&query), args.dates.options(args.any))?;
    let mut out = context.out();
    if args.count {
        let count = question.count()?;
        printed(writeln!(out, "{count}").and_then(|()| out.flush()))?;
        return Ok(ended(count));
    }
    let found = Found::new(args, &question)?;
    let listing = Listing {
        args,
        opened: &opened,
        question: &question,
        found: &found,
        paint: Paint::new(context.colored()),
    };
    listing.print(&query, &mut *out)?;
    printed(out.flush())?;
    if found.count == 0 && args.format == Format::Human {
        hints::nothing_found(args.any, &question, found.near.is_empty())?;
    }
    Ok(ended(found.count))
}

fn ended(count: u64) -> ExitCode {
    if count == 0 {
        ExitCode::NothingFound
    } else {
        ExitCode::Done
    }
}

/// What was found.
struct Found {
    count: u64,
    hits: Vec<Hit>,
    near: Vec<Hit>,
}

impl Found {
    fn new(args: &SearchArgs, question: &Question<'_>) -> Result<Found> {
        let page = Page {
            sort: args.sort.sort(),
            offset: args.offset,
            limit: (!args.all).then_some(args.limit),
        };
        let (count, hits) = question.find(page)?;
        let labelled = matches!(args.format, Format::Human | Format::Json | Format::Ndjson);
        let last_page = args.offset + hits.len() >= usize::try_from(count).unwrap_or(usize::MAX);
        let near = if labelled && last_page {
            question.near()?
        } else {
            Vec::new()
        };
        Ok(Found { count, hits, near })
    }
}

/// Everything that printing needs.
struct Listing<'a> {
    args: &'a SearchArgs,
    opened: &'a Opened,
    question: &'a Question<'a>,
    found: &'a Found,
    paint: Paint,
}

impl Listing<'_> {
    fn print(&self, query: &str, out: &mut dyn Write) -> Result<()> {
        match self.args.format {
            Format::Human => self.human(out),
            Format::Json => self.json(query, out),
            Format::Ndjson => {
                self.each(&mut |shown| printed(json::write_line(out, &as_json(shown)?)))
            }
            Format::Csv => self.csv(out),
            Format::Paths => self.paths(out),
        }
    }

    /// Calls `f` with every hit, exact ones first, one document in memory at a time.
    fn each(&self, f: &mut dyn FnMut(&Shown<'_>) -> Result<()>) -> Result<()> {
        let needles = self.question.needles()?;
        let sight = Sight {
            lines: if self.args.no_context { 0 } else { SNIPPETS },
            around: self.args.around,
            proof: self.args.format != Format::Human,
        };
        let places = places::Shown::new(&self.opened.dir);
        let explainer = match self.args.explain {
            true => Some(self.question.explainer()?),
            false => None,
        };
        // Near numbers are always listed by number.
        let asked = self.args.sort.sort();
        let sort = |exact| if exact { asked } else { Sort::DocNumber };
        let exact = self.found.hits.iter().map(|hit| (true, hit));
        let near = self.found.near.iter().map(|hit| (false, hit));
        for (at, (exact, hit)) in exact.chain(near).enumerate() {
            let Some((stored, snippets)) = sight::of(hit, self.opened, &needles, sight)? else {
                continue;
            };
            let paths = self.opened.store.paths_of_row(hit.rowid)?;
            f(&Shown {
                rank: self.args.offset + at + 1,
                exact,
                score: hit.score,
                why: match &explainer {
                    Some(explainer) => Some(Why::of(explainer, sort(exact), hit, &stored.id)?),
                    None => None,
                },
                paths: paths.iter().map(|path| places.openable(path)).collect(),
                snippets,
                stored: &stored,
            })?;
        }
        Ok(())
    }

    fn human(&self, out: &mut dyn Write) -> Result<()> {
        self.each(&mut |shown| printed(hit::human(out, self.paint, shown)))?;
        let (count, shown) = (self.found.count, self.found.hits.len());
        if count == 0 {
            return Ok(());
        }
        let documents = if count == 1 { "document" } else { "documents" };
        let first = self.args.offset + 1;
        let last = self.args.offset + shown;
        printed(match shown {
            0 => writeln!(out, "0 of {count} {documents}."),
            _ if shown as u64 == count => writeln!(out, "{count} {documents}."),
            _ => writeln!(
                out,
                "{first} to {last} of {count} {documents}; --all shows all, --offset {last} the next."
            ),
        })
    }

    fn json(&self, query: &str, out: &mut dyn Write) -> Result<()> {
        printed(write!(out, "{{\"query\":"))?;
        printed(json::write_value(out, &query))?;
        let (total, offset) = (self.found.count, self.args.offset);
        printed(write!(
            out,
            ",\"total\":{total},\"offset\":{offset},\"hits\":"
        ))?;
        let mut array = printed_value(ArrayWriter::new(&mut *out))?;
        self.each(&mut |shown| printed(array.push(&as_json(shown)?)))?;
        printed(array.finish())?;
        printed(out.write_all(b"}\n"))
    }

    fn csv(&self, out: &mut dyn Write) -> Result<()> {
        let places = places::Shown::new(&self.opened.dir);
        let mut table = RecordTable::new(out, &self.opened.user)?;
        for hit in &self.found.hits {
            if let Some(record) = self.opened.store.record(hit.rowid)? {
                let paths = self.opened.store.paths_of_row(hit.rowid)?;
                let paths: Vec<String> = paths.iter().map(|path| places.line(path)).collect();
                table.push(&record, &paths)?;
            }
        }
        table.finish()
    }

    /// Every path of every hit once, in the order of the hits.
    fn paths(&self, out: &mut dyn Write) -> Result<()> {
        let places = places::Shown::new(&self.opened.dir);
        let mut printed_already = HashSet::new();
        for hit in &self.found.hits {
            for path in self.opened.store.paths_of_row(hit.rowid)? {
                if printed_already.insert(path.clone()) {
                    printed(places.write_raw(out, &path))?;
                }
            }
        }
        Ok(())
    }
}

fn as_json(shown: &Shown<'_>) -> Result<serde_json::Value> {
    hit::json(shown)
        .map_err(|error| Error::Bug(format!("a hit could not be written as JSON: {error}")))
}

fn printed_value<T>(result: std::io::Result<T>) -> Result<T> {
    result.map_err(|source| Error::io("standard output", source))
}
