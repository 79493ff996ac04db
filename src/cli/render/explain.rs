//! Why a hit stands where it stands: for people, and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::door;
use super::paint::Paint;
use crate::error::Result;
use crate::query::{Explainer, Hit, Place, Reason, Sort};

/// Why a hit stands where it stands.
pub struct Why {
    /// What the list is sorted by.
    pub sort: Sort,
    /// The hit's date as `yyyymmdd`, 0 for none: newer comes first among equals.
    pub date: u64,
    /// What each word adds to the score.
    pub reasons: Vec<Reason>,
}

impl Why {
    /// Why the hit `id` stands where it stands in a list sorted by `sort`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn of(explainer: &Explainer<'_>, sort: Sort, hit: &Hit, id: &str) -> Result<Why> {
        Ok(Why {
            sort,
            date: hit.date,
            reasons: match sort {
                Sort::Relevance => explainer.reasons(id)?,
                Sort::Date | Sort::DocNumber => Vec::new(),
            },
        })
    }
}

/// Prints the reasons for people, one on a line.
///
/// # Errors
/// When the output cannot be written.
pub fn human(out: &mut dyn Write, paint: Paint, score: u64, why: &Why) -> io::Result<()> {
    let date = date(why.date).unwrap_or_else(|| "no date".to_owned());
    let head = match why.sort {
        Sort::Relevance => format!("score {:.4}; among equals by date: {date}", points(score)),
        Sort::Date => format!("by date: {date}"),
        Sort::DocNumber => "by document number".to_owned(),
    };
    writeln!(out, "   {}", paint.dim(&head))?;
    if why.sort == Sort::Relevance && why.reasons.is_empty() {
        let none = "no word of the query stands in it as a whole word";
        writeln!(out, "     {}", paint.dim(none))?;
    }
    for reason in &why.reasons {
        writeln!(out, "     {}", paint.dim(&line(reason)))?;
    }
    Ok(())
}

/// One reason: `食堂 in the title 5.1094 = idf 1.20 × tf 1.70 × 2.5 (1 time)`.
fn line(reason: &Reason) -> String {
    let word = door::line(&reason.word);
    let place = match reason.place {
        Place::Text => "",
        Place::Title => " in the title",
    };
    // The text's factor is 1 and would only be noise.
    let boost = match reason.place {
        Place::Text => String::new(),
        Place::Title => format!(" × {}", reason.boost),
    };
    let tf = if reason.whole > 0.0 {
        format!("(tf {:.2} + {} whole word)", reason.tf, reason.whole)
    } else {
        format!("tf {:.2}", reason.tf)
    };
    let times = if reason.times == 1 { "time" } else { "times" };
    format!(
        "{word}{place} {:.4} = idf {:.2} × {tf}{boost} ({} {times})",
        reason.points(),
        reason.idf,
        reason.times,
    )
}

/// The reasons as JSON.
pub fn json(why: &Why) -> Value {
    let sort = match why.sort {
        Sort::Relevance => "relevance",
        Sort::Date => "date",
        Sort::DocNumber => "doc-number",
    };
    let words = why.reasons.iter().map(|reason| {
        json!({
            "word": reason.word,
            "place": match reason.place {
                Place::Text => "text",
                Place::Title => "title",
            },
            "times": reason.times,
            "idf": rounded(reason.idf),
            "tf": rounded(reason.tf),
            "whole_word": reason.whole,
            "boost": reason.boost,
            "points": rounded(reason.points()),
        })
    });
    json!({ "sort": sort, "date": date(why.date), "words": words.collect::<Vec<_>>() })
}

/// A score of ten-thousandths.
fn points(score: u64) -> f64 {
    score as f64 / 10_000.0
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// `20220617` as `2022-06-17`, without the parts that are not known; `None` for 0.
fn date(key: u64) -> Option<String> {
    let (year, month, day) = (key / 10_000, key / 100 % 100, key % 100);
    match (year, month, day) {
        (0, ..) => None,
        (_, 0, _) => Some(format!("{year:04}")),
        (_, _, 0) => Some(format!("{year:04}-{month:02}")),
        _ => Some(format!("{year:04}-{month:02}-{day:02}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(sort: Sort, reasons: Vec<Reason>) -> Why {
        Why {
            sort,
            date: 20_220_600,
            reasons,
        }
    }

    fn title() -> Reason {
        Reason {
            word: "食堂".into(),
            place: Place::Title,
            times: 1,
            idf: 2.0,
            tf: 1.5,
            whole: 0.0,
            boost: 2.5,
        }
    }

    fn shown(why: &Why) -> String {
        let mut out = Vec::new();
        human(&mut out, Paint::new(false), 75_000, why).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn each_word_shows_what_it_adds() {
        assert_eq!(
            shown(&why(Sort::Relevance, vec![title()])),
            "   score 7.5000; among equals by date: 2022-06\n     \
             食堂 in the title 7.5000 = idf 2.00 × tf 1.50 × 2.5 (1 time)\n"
        );
        assert!(shown(&why(Sort::Relevance, Vec::new())).contains("no word of the query"));
        assert_eq!(shown(&why(Sort::Date, Vec::new())), "   by date: 2022-06\n");
    }

    #[test]
    fn the_json_names_every_factor() {
        let value = json(&why(Sort::Relevance, vec![title()]));
        assert_eq!(value["words"][0]["points"], 7.5);
        assert_eq!(value["words"][0]["place"], "title");
        assert_eq!(value["date"], "2022-06");
    }
}
