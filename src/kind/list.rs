//! Pages that list replies and are none.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::reply::may_answer;
use crate::document::Document;
use crate::text::CharSet;
use crate::values::date;
use crate::values::reply_title::titles_reply;

/// What a page of hits says of itself, in its first lines.
const FOUND: &[&str] = &["检索结果", "搜索结果", "相关结果约", "找到相关结果"];

/// So many titles make a list.
const LEAST: usize = 3;

/// Whether a page lists letters and is none: their titles stand one below the other, with dates or
/// bullets, or it says that it lists what was looked for; and nobody is spoken to.
pub fn is_list_of_replies(document: &Document) -> bool {
    if document.layout.salutation.is_some() {
        return false;
    }
    static RESULT: LazyLock<Finder> = LazyLock::new(|| Finder::new("结果"));
    let says = |index: usize| {
        let line = document.line(index);
        RESULT.find(line.as_bytes()).is_some() && FOUND.iter().any(|word| line.contains(word))
    };
    if document.lines.clone().take(8).any(says) {
        return true;
    }
    let listed = |index: &usize| {
        let line = document.line(*index);
        let chars = document.page.lines[*index].chars;
        if !may_answer(chars) || !chars.has_any(const { CharSet::of("复覆办") }) {
            return false;
        }
        let dated = line.strip_prefix('[').unwrap_or(line);
        let marked = line.starts_with(['·', '•', '●', '-', '>'])
            || dated.starts_with("20") && date::begins_with_date(dated)
            || line.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']'));
        marked && line.chars().nth(100).is_none() && titles_reply(line)
    };
    // A page may tell one title in its head, its table and its tail.
    let mut titles: Vec<&str> = Vec::new();
    for index in document.lines.clone().filter(listed) {
        let line = document.line(index);
        let told = |title: &&str| line.ends_with(*title) || title.ends_with(line);
        if !titles.iter().any(told) {
            titles.push(line);
        }
        if titles.len() == LEAST {
            return true;
        }
    }
    false
}
