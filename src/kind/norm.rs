//! What shows a norm 规范性文件 printed without its notice.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{HEAD_LINES, whole};
use crate::document::Document;
use crate::pattern::pattern;

/// Whether a folded line is the note of a norm's adoption: `（2015年7月30日…第十六次会议通过）`.
pub fn notes_adoption(line: &str) -> bool {
    let bare = line.trim_end_matches([')', ' ']);
    line.starts_with('(')
        && ["通过", "批准", "修订", "修正"]
            .iter()
            .any(|word| bare.ends_with(word))
}

/// How names of norms end.
pub const NORMS: [&str; 9] = [
    "办法", "规定", "条例", "细则", "规则", "章程", "准则", "规程", "制度",
];

/// Whether a text ends as the name of a norm does.
pub fn names_norm(text: &str) -> bool {
    NORMS.iter().any(|end| text.ends_with(end))
}

/// What shows a norm 规范性文件 printed without its notice: its name, and articles below.
pub fn norm_cues(document: &Document) -> Vec<Range<usize>> {
    static NORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^[\p{{Han}}《》()、·\d ]{{4,60}}(?:{})(?:\([^)]{{1,20}}\))?$",
            NORMS.join("|")
        ))
    });
    static ARTICLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^第 ?[一1] ?[章条]"));
    let first = document.layout.head;
    let top = first..document.lines.end.min(first + HEAD_LINES);
    let named = top.into_iter().find(|&index| {
        let line = document.line(index);
        !document.layout.is_furniture(index)
            && line.ends_with(['法', '定', '例', '则', '程', '度', ')'])
            && NORM.is_match(line)
    });
    let Some(name) = named else {
        return Vec::new();
    };
    let below = name + 1..document.lines.end.min(name + HEAD_LINES);
    let article = below.into_iter().find(|&index| {
        document.line(index).starts_with('第') && ARTICLE.is_match(document.line(index))
    });
    article.map_or(Vec::new(), |article| {
        vec![whole(document, name), whole(document, article)]
    })
}
