//! The documents of a gazette 公报: where each begins.
//!
//! A government prints its documents of a month below each other, each whole: title, number, whom it speaks to,
//! signature and date. The gazette's head and contents stand above the first.

use std::ops::Range;

use crate::document::Page;
use crate::layout::is_prose;
use crate::text::is_han;
use crate::values::date::whole_date;
use crate::values::doc_number::find_doc_numbers;
use crate::values::organ::is_organ;

/// In so many of its first lines a gazette bears its name.
const HEAD: usize = 12;

/// So many lines a title and its number have at most.
const TITLE: usize = 6;

/// The documents of a gazette that holds several, as runs of lines; `None` for any other page.
pub fn documents(page: &Page) -> Option<Vec<Range<usize>>> {
    let count = page.lines.len();
    let top = || (0..count.min(HEAD)).map(|index| page.line(index));
    // A path or a column of a site may hold the word too.
    let name = |line: &str| {
        let bare = line.split([' ', '(']).next().unwrap_or_default();
        bare.ends_with("公报") && bare.chars().all(is_han)
    };
    let issue = |line: &str| line.contains('第') && line.contains('期');
    if !top().any(name) || !top().any(issue) {
        return None;
    }
    let mut begins: Vec<usize> = Vec::new();
    let mut open: Option<Open> = None;
    for index in 1..count {
        if let Some(open) = &mut open {
            open.look_at(page, index);
        }
        if !is_number(page, index) || !opens(page, index) {
            continue;
        }
        let least = open.as_ref().map_or(0, |open| open.number);
        let Some(title) = first_of_title(page, index, least) else {
            continue;
        };
        match &open {
            Some(before) if !before.is_whole() => continue,
            Some(_) => begins.push(title),
            None => {}
        }
        open = Some(Open::at(index));
    }
    if begins.is_empty() {
        return None;
    }
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let ends = begins.iter().copied().chain([count]);
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// A document whose number was met, and what stood below it.
struct Open {
    /// The line of its number.
    number: usize,
    /// An organ signed over a date.
    signed: bool,
    /// A heading says that what follows is enclosed.
    encloses: bool,
}

impl Open {
    fn at(number: usize) -> Open {
        Open {
            number,
            signed: false,
            encloses: false,
        }
    }

    fn look_at(&mut self, page: &Page, index: usize) {
        let line = page.line(index);
        self.signed |= whole_date(line).is_some() && is_organ(page.line(index - 1));
        self.encloses |= line.starts_with("附件") || line == "目录";
    }

    /// Whether the next number is another document's, and not an enclosure's.
    fn is_whole(&self) -> bool {
        self.signed && !self.encloses
    }
}

/// Whether a line is a document's number and nothing else.
fn is_number(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    let found = find_doc_numbers(line);
    let number = found.first();
    number.is_some_and(|number| {
        line[number.range.clone()].len() == line.trim_matches(['(', ')']).len()
    })
}

/// Whether a text begins below its number: somebody is spoken to, or a sentence stands there. In a list of documents
/// none does.
fn opens(page: &Page, number: usize) -> bool {
    let below = number + 1..page.lines.len().min(number + BELOW);
    { below }.any(|index| {
        let line = page.line(index);
        line.ends_with(':') || is_prose(line) && line.ends_with('。')
    })
}

/// In so many lines below its number a document's text begins.
const BELOW: usize = 4;

/// The first line of the title above a number, which lies below line `least`; none where a sentence stands there.
fn first_of_title(page: &Page, number: usize, least: usize) -> Option<usize> {
    let told = |index: usize| {
        let line = page.line(index);
        line.ends_with(['。', ':', ';']) || whole_date(line).is_some()
    };
    let above = (least..number).rev().take(TITLE);
    let lines = above.take_while(|&index| !told(index));
    let mut first = None;
    for index in lines {
        first = Some(index);
        if page.lines[index].gap > 0 {
            break;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_a_gazette() {
        let one = |number: u32| {
            format!(
                "\n云川市人民政府\n关于修路的通知\n\n云政发〔2023〕{number}号\n\n各县人民政府：\n请修好路（云政发〔2020〕3号）。\n云川市人民政府\n2023年3月{number}日\n"
            )
        };
        let head = "云川市人民政府公报\n2023年第4期\n目录\n关于修路的通知（云政发〔2023〕1号）\n";
        let page = |text: String| documents(&Page::new(text));
        assert_eq!(
            page(format!("{head}{}{}", one(1), one(2))),
            Some(vec![0..11, 11..18])
        );
        assert_eq!(page(format!("{head}{}", one(1))), None);
        assert_eq!(page(format!("{}{}", one(1), one(2))), None);
    }
}
