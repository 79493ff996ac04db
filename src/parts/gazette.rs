//! The documents of a gazette 公报: where each begins.
//!
//! A government prints its documents of a month below each other, each whole: title, number, whom it speaks to,
//! signature and date. The gazette's head and contents stand above the first.

use std::ops::Range;

use crate::document::Page;
use crate::values::date::whole_date;
use crate::values::doc_number::find_doc_numbers;

/// In so many of its first lines a gazette bears its name.
const HEAD: usize = 12;

/// So many lines a title and its number have at most.
const TITLE: usize = 6;

/// The documents of a gazette that holds several, as runs of lines; `None` for any other page.
pub fn documents(page: &Page) -> Option<Vec<Range<usize>>> {
    let count = page.lines.len();
    let named = |index: usize| {
        let line = page.line(index);
        line.contains("公报") && (line.ends_with("公报") || line.contains('期'))
    };
    (0..count.min(HEAD)).find(|&index| named(index))?;
    let mut begins: Vec<usize> = Vec::new();
    let mut last = None;
    for number in (1..count).filter(|&index| is_number(page, index)) {
        let Some(title) = first_of_title(page, number, last.unwrap_or(0)) else {
            continue;
        };
        // The one before it has been signed and dated.
        let signed = last
            .is_some_and(|last| (last..title).any(|index| whole_date(page.line(index)).is_some()));
        if signed {
            begins.push(title);
        }
        if signed || last.is_none() {
            last = Some(number);
        }
    }
    if begins.is_empty() {
        return None;
    }
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let ends = begins.iter().copied().chain([count]);
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
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
