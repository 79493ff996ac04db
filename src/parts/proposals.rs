//! The proposals of a collection (提案摘编): where each begins.
//!
//! An office prints the proposals of a session below each other, each with its number, and its title, those who
//! made it and its text behind labels.

use std::ops::Range;

use crate::document::Page;
use crate::labels::{Labelled, labels_of, scan_labels};

/// What lines begin with that name those who propose.
const PROPOSERS: [&str; 5] = ["提案人", "提案者", "建议人", "领衔代表", "提案单位"];

/// The proposals of a page that holds several, as runs of lines; `None` for a page with one or none.
pub fn proposals(page: &Page) -> Option<Vec<Range<usize>>> {
    // Most texts name those who propose once or never.
    let proposers = |index: &usize| {
        PROPOSERS
            .iter()
            .any(|word| page.line(*index).starts_with(word))
    };
    (0..page.lines.len()).filter(proposers).nth(1)?;
    let count = page.lines.len();
    let labels = scan_labels(page, 0..count);
    let titles: Vec<usize> = { labels.iter() }
        .filter(|label| is_title(label) && label.label.start == page.lines[label.line].range.start)
        .map(|label| label.line)
        .collect();
    let ends = titles.iter().skip(1).copied().chain([count]);
    let whole = |(title, end): (&usize, usize)| {
        let from = labels.partition_point(|label| label.line < *title);
        let of_group = &labels[from..];
        let of_group = &of_group[..of_group.partition_point(|label| label.line < end)];
        let told = |key: &str| {
            let mut group = of_group.iter();
            group.any(|label| label.key == key && !label.value.is_empty())
        };
        told("proposers") && told("content")
    };
    if titles.len() < 2 || !titles.iter().zip(ends).all(whole) {
        return None;
    }
    let begins = titles
        .iter()
        .skip(1)
        .map(|&title| first_line(page, &labels, title));
    let begins: Vec<usize> = begins.collect();
    let starts = std::iter::once(0).chain(begins.iter().copied());
    let ends = begins.iter().copied().chain([count]);
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// Whether a label names a proposal.
fn is_title(label: &Labelled) -> bool {
    matches!(label.key, "title" | "name" | "proposal_title") && !label.value.is_empty()
}

/// The line with which a proposal begins whose title stands in line `title`: its number and what else labels tell
/// of it may stand above.
fn first_line(page: &Page, labels: &[Labelled], title: usize) -> usize {
    let heads = |index: usize| {
        let line = page.line(index);
        let short = line.chars().nth(HEADING).is_none() && !line.contains('。');
        let counted = line.contains('号') && line.contains(|c: char| c.is_ascii_digit());
        let mut told = labels_of(labels, index).iter();
        short
            && (counted
                || told.any(|label| !matches!(label.key, "content" | "reply" | "undertakers")))
    };
    let above = (0..title).rev().take_while(|&index| heads(index));
    above.last().unwrap_or(title)
}

/// The longest line above a proposal's title that belongs to it, in characters.
const HEADING: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_proposal_begins_with_its_number() {
        let one = |number: u32| {
            format!(
                "第{number}号\n标题：关于修路的提案\n提案人：林舟\n内容：路上坑多，建议修平。\n"
            )
        };
        let page = |text: String| proposals(&Page::new(text));
        let several = format!("市政协八届六次会议提案摘编\n{}{}{}", one(5), one(6), one(7));
        assert_eq!(page(several), Some(vec![0..5, 5..9, 9..13]));
        assert_eq!(page(one(5)), None);
        let joint =
            "标题：关于修路的提案\n提案人：林舟\n第二提案人：王二\n内容：路上坑多，建议修平。\n";
        assert_eq!(page(joint.to_owned()), None);
        let list = "提案人：林舟\n标题：关于修路的提案\n提案人：王二\n标题：关于架桥的提案\n";
        assert_eq!(page(list.to_owned()), None);
    }
}
