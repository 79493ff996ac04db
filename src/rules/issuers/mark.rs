//! The mark of the first page, which names those who issue.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::layout::HEAD_LINES;
use crate::pattern::pattern;
use crate::text::is_han;
use crate::values::organ::is_organ;
use crate::values::without_spaces;

/// The mark of the first page: `…文件`, also over several lines of a joint issue, and 令 of an order.
pub(super) fn mark(document: &Document) -> Vec<Range<usize>> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r" *(?:文 ?件|命 ?令|令|公告|通告|\((?:通知|指示|报告|批复|通报|函)\))(?: *\(?第 *[\d一二三四五六七八九十百〇]{1,6} *号\)?)?$",
        )
    });
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    for index in head.clone().take(HEAD_LINES) {
        let line = document.line(index);
        // The pattern is dear; a line ends so, or in a number.
        if !line.ends_with(['件', '令', '告', '号', ')']) {
            continue;
        }
        let Some(word) = WORD.find(line) else {
            continue;
        };
        let name = line[..word.start()].trim_end();
        // `省政府文件` heads a column of a site.
        let placeless = name
            .strip_suffix("政府")
            .is_some_and(|place| place.chars().nth(1).is_none());
        if !is_organ(name)
            || placeless
            || document.layout.is_furniture(index)
            || document.layout.has_label(index)
        {
            continue;
        }
        let start = document.line_start(index);
        let mut organs = vec![start..start + name.len()];
        // `赫兰自治区` over `人 民 政 府 文 件`
        let place = index.checked_sub(1).filter(|above| head.contains(above));
        let place = place.filter(|&above| {
            without_spaces(name) == "人民政府"
                && document.line(above).ends_with(PLACES)
                && document.line(above).chars().all(is_han)
                && document.line(above).chars().nth(LONGEST_PLACE).is_none()
        });
        if let Some(place) = place {
            organs[0].start = document.line_start(place);
            return organs;
        }
        // In a joint issue the word stands behind one of the stacked names.
        if word.as_str().trim() == "文件" {
            for above in (head.start..index).rev().take_while(|&above| {
                is_organ(document.line(above)) && document.page.lines[above + 1].gap == 0
            }) {
                organs.insert(0, document.page.lines[above].range.clone());
            }
            for below in (index + 1..head.end).take_while(|&below| {
                is_organ(document.line(below))
                    && document.page.lines[below].gap == 0
                    && !document.line(below).contains("关于")
            }) {
                organs.push(document.page.lines[below].range.clone());
            }
        }
        return organs;
    }
    beside_number(document, head).into_iter().collect()
}

/// How the names of places end that have a government.
const PLACES: [char; 9] = ['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'];

/// The longest name of a place, in characters.
const LONGEST_PLACE: usize = 12;

/// The name left of the document's number, where a page set the mark on its line:
/// `云川县水利局  云水复〔2019〕6号`.
fn beside_number(document: &Document, mut head: Range<usize>) -> Option<Range<usize>> {
    head.find_map(|index| {
        let number = document.numbers(index).next()?;
        let line = document.line(index);
        let before = &line[..number.range.start];
        let name = before.trim_end();
        let apart = name.len() < before.len() && !document.layout.is_furniture(index);
        let start = document.line_start(index);
        (apart && !document.layout.has_label(index) && is_organ(name))
            .then(|| start..start + name.len())
    })
}
