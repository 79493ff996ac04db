//! Lines of a web page that are no part of its document: paths, tools, links to neighbours, imprints.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use memchr::memmem::Finder;
use regex::Regex;

use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::without_spaces;

const FURNITURE: &str = include_str!("../data/furniture.txt");

/// The folded words of the furniture list.
fn furniture_words() -> impl Iterator<Item = String> {
    FURNITURE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.chars().map(crate::text::fold_char).collect())
}

static FURNITURE_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let built = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(furniture_words());
    built.expect("the furniture list is small")
});

/// The two characters with which a word of the furniture list begins, sorted.
static FURNITURE_FIRST: LazyLock<Vec<(char, Option<char>)>> = LazyLock::new(|| {
    let mut list: Vec<(char, Option<char>)> = furniture_words()
        .filter_map(|word| {
            let mut chars = word.trim_start_matches(is_bullet).chars();
            Some((chars.next()?, chars.next()))
        })
        .collect();
    list.sort_unstable();
    list.dedup();
    list
});

/// What may stand before a word of the furniture list.
fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '|' | '[' | '(' | '*' | '>' | '+' | '-')
}

/// Paths through a site, links to neighbours, imprints.
static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"首页 *[>/|]|(?:位置|所在) *[:>]|^[^。]{0,30}>[^。]{0,30}>|^[·|\s]*[上下]一[条篇] *[:|]|ICP备|公网安备|版权所有|网站标识码|^技术支持|^https?://|www\.|^主[办管](?:单位)?:.*(?:承办|地址|电话|联系)|enpproperty",
    )
});

/// How long a furniture line may be, in characters.
const FURNITURE_LENGTH: usize = 40;
/// Whether a folded line with these telling characters is part of a web page and not of its document.
pub fn is_furniture_line(line: &str, chars: CharSet) -> bool {
    if line.len() > LONG {
        return false;
    }
    // The usual first character; the tables of the standard library are slow.
    let han = line.starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    if !han && !line.chars().any(char::is_alphanumeric) {
        return true;
    }
    line.len() <= SHORT && begins_as_furniture(line)
        // The pattern is dear; each of its branches needs one of these.
        || has_navigation_word(line, chars) && NAVIGATION.is_match(line)
}

/// Whether a line heads a list of other documents: `相关链接：`.
pub(super) fn heads_links(line: &str) -> bool {
    matches!(
        line.trim_end_matches([':', ' ']),
        "相关链接" | "相关文章" | "相关报道" | "相关阅读" | "相关信息" | "相关新闻"
    )
}

/// Whether a line is an entry of a list with bullets.
pub(super) fn is_entry(line: &str) -> bool {
    line.starts_with(['·', '●', '■', '>'])
}

/// Whether a line begins with a word of `data/furniture.txt` and is short, spaces aside.
fn begins_as_furniture(line: &str) -> bool {
    let mut chars = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = chars.find(|&c| !is_bullet(c)) else {
        return false;
    };
    let begins = |second| FURNITURE_FIRST.binary_search(&(first, second)).is_ok();
    if !begins(chars.next()) && !begins(None) {
        return false;
    }
    let squeezed = without_spaces(line);
    let bare = squeezed.trim_start_matches(is_bullet);
    let found = FURNITURE_FINDER.find(Input::new(bare).anchored(Anchored::Yes));
    found.is_some() && squeezed.chars().nth(FURNITURE_LENGTH).is_none()
}

/// Whether one of the words that [`NAVIGATION`] needs stands in a line with these characters.
fn has_navigation_word(line: &str, chars: CharSet) -> bool {
    // Characters that must be there, the word, and what follows it, spaces aside.
    const ANYWHERE: &[(&str, &str, &[char])] = &[
        ("页", "首页", &['>', '/', '|']),
        ("置", "位置", &[':', '>']),
        ("所在", "所在", &[':', '>']),
        ("上一", "上一", &['条', '篇']),
        ("下一", "下一", &['条', '篇']),
        ("备", "ICP备", &[]),
        ("备", "公网安备", &[]),
        ("版权", "版权", &['所']),
        ("识", "网站标识码", &[]),
        ("w", "www.", &[]),
        ("y", "enpproperty", &[]),
    ];
    type Word = (CharSet, Finder<'static>, &'static [char]);
    static FINDERS: LazyLock<Vec<Word>> = LazyLock::new(|| {
        let words = ANYWHERE.iter();
        let words = words.map(|&(all, word, next)| (CharSet::of(all), Finder::new(word), next));
        words.collect()
    });
    let stands = |word: &Finder, next: &[char]| {
        word.find_iter(line.as_bytes()).any(|at| {
            let behind = line[at + word.needle().len()..].trim_start_matches(' ');
            next.is_empty() || behind.starts_with(next)
        })
    };
    chars.has_any(const { CharSet::of(">") })
        || ["技术支持", "http", "主办", "主管"]
            .iter()
            .any(|word| line.starts_with(word))
        || chars.has_any(const { CharSet::of("页置备识wy在一权") })
            && FINDERS
                .iter()
                .any(|(all, word, next)| chars.has_all(*all) && stands(word, next))
}

/// A line longer than this, in bytes, is text.
const LONG: usize = 1200;
/// A line of furniture by its beginning is no longer than this, in bytes, letter-spacing counted.
const SHORT: usize = 240;

#[cfg(test)]
mod tests {
    use super::*;

    fn is_furniture(line: &str) -> bool {
        let mut chars = CharSet::default();
        line.chars().for_each(|c| chars.add(c));
        is_furniture_line(line, chars)
    }

    #[test]
    fn furniture_and_what_looks_like_it() {
        for line in [
            "首页 > 政务公开 > 建议提案",
            "扫一扫在手机打开当前页",
            "上一条:某局关于第17号提案的函 下一条:某局的函",
            "分享到:",
            "|",
            "某县人民政府版权所有 岚ICP备00000081号",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "云川市科学技术局",
            "关于加强打印店管理的通知",
            "一、工作开展情况",
            "联系单位及电话:市科技局 2960000",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn a_word_is_told_for_all_that_the_pattern_finds() {
        for line in [
            "您所在的位置:新闻",
            "当前位置 >",
            "所在 :县",
            "市政府首页 | 新闻",
            "首页/新闻",
            "甲>乙>丙",
            "· 上一条 :关于",
            "|下一篇|",
            "岚ICP备1号",
            "岚公网安备1号",
            "市政府版权所有",
            "网站标识码1",
            "技术支持某公司",
            "http://a",
            "https://a",
            "见www.a",
            "主办单位:某局 承办某科",
            "主办:某局 电话",
            "主管单位:某县人民政府 承办单位:某局",
            "enpproperty",
        ] {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            assert!(NAVIGATION.is_match(line), "{line}");
            assert!(has_navigation_word(line, chars), "{line}");
        }
    }

    #[test]
    fn the_list_is_sorted() {
        let words: Vec<&str> = FURNITURE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            words.is_sorted_by(|a, b| a < b),
            "sort data/furniture.txt and remove doubles"
        );
    }
}
