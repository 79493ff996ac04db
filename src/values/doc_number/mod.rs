//! Document numbers 发文字号: standard form, old forms, orders, announcements; their keys and parts.
//!
//! Sources: GB/T 9704-2012 §7.2.5 (agency code, year in six-sided brackets, serial, 号), and the forms
//! that differ from it in practice: other brackets, 第, 字, zero padding, year first, no year.

mod code;
mod core;
mod damaged;
mod named;
mod standard;
mod year;
mod year_first;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::without_spaces;
use crate::text::is_han;

use core::Core;
pub use damaged::has_damaged_number;
use named::{ANNOUNCEMENT, NO_YEAR, ORDER, SERIAL_FIRST, named, serial_first};
use standard::standard;
use year::bracketed_years;
use year_first::{YEAR_FIRST, year_first};

/// Whether the code of a number ends as those of proposals do: `人大建议〔2021〕9号`, also `云教提案〔2021〕9号`.
pub fn ends_as_proposal(code: &str) -> bool {
    without_kind(code).is_some()
}

/// Whether a number is an assembly's own for a proposal: `政协提案〔2021〕9号`.
pub fn numbers_proposal(code: &str) -> bool {
    without_kind(code).is_some_and(|maker| {
        let assembly = maker.contains("政协") || maker.contains("人大");
        assembly || maker.is_empty() || maker == "重点"
    })
}

/// A code without the word for proposals at its end.
fn without_kind(code: &str) -> Option<&str> {
    ["建议", "提案", "议案"]
        .iter()
        .find_map(|kind| code.strip_suffix(kind))
}

/// How a number is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `云科〔2022〕32号`
    Standard,
    /// `(82)国函字12号`
    YearFirst,
    /// `国务院令第752号`
    Order,
    /// `财政部公告2023年第12号`
    Announcement,
    /// `甲府字第12号`
    NoYear,
}

/// A document number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberMatch {
    /// The whole number.
    pub range: Range<usize>,
    /// Code of the agency, or the organ and 令 or 公告.
    pub code: Range<usize>,
    /// Four-digit year.
    pub year: Option<u32>,
    /// What stands between bracket and serial besides 第: `闭` of `〔2022〕闭13号`.
    pub middle: Range<usize>,
    /// The serial's digits, or digits of the first of several.
    pub serial: u32,
    /// The last serial of a range, or of a list without gaps.
    pub serial_to: Option<u32>,
    /// All serials as printed, without padding: `32`, `9-11`, `9、12`.
    pub serials: String,
    /// How it is built.
    pub form: Form,
    /// Things to warn of: `doc_number_bracket`, `doc_number_padded`, `doc_number_year2`, `doc_number_zero`.
    pub oddities: Vec<&'static str>,
    /// Where the closing 号 stands.
    pub hao: Range<usize>,
}

static HAO: LazyLock<Finder> = LazyLock::new(|| Finder::new("号"));
static GAO: LazyLock<Finder> = LazyLock::new(|| Finder::new("告"));
static LING: LazyLock<Finder> = LazyLock::new(|| Finder::new("令"));
static ZI: LazyLock<Finder> = LazyLock::new(|| Finder::new("字"));

/// Whether a year or 第 follows one of these words, brackets between them aside: what the patterns
/// that begin with them need. 报告, 命令 and 数字 stand in many texts.
fn is_numbered(text: &str, word: &Finder) -> bool {
    word.find_iter(text.as_bytes()).any(|at| {
        let behind = text[at + word.needle().len()..].trim_start_matches([' ', '(']);
        behind.starts_with(|c: char| c == '第' || c.is_numeric())
    })
}

/// Whether 公告, 通告 or 令 follows a number: `第5号公告`.
fn is_named_behind(text: &str) -> bool {
    HAO.find_iter(text.as_bytes()).any(|at| {
        let behind = text[at + "号".len()..].trim_start_matches(' ');
        behind.starts_with(['公', '通', '令'])
    })
}

/// All document numbers of a folded text, in order and apart from each other.
pub fn find_doc_numbers(text: &str) -> Vec<NumberMatch> {
    let mut found: Vec<NumberMatch> = Vec::new();
    if HAO.find(text.as_bytes()).is_none() {
        return found;
    }
    // In their order, none over another: the first pattern that reads a place has it.
    let mut add = |number: Option<NumberMatch>| {
        let Some(number) = number else { return };
        let at = found.partition_point(|known| known.range.end <= number.range.start);
        let free = found
            .get(at)
            .is_none_or(|next| number.range.end <= next.range.start);
        if free {
            found.insert(at, number);
        }
    };
    // Each pattern is dear, and few texts hold the words that it needs.
    if is_numbered(text, &GAO) {
        ANNOUNCEMENT
            .captures_iter(text)
            .for_each(|c| add(named(text, &c, Form::Announcement)));
    }
    // A code stands before the bracket of the standard form, and none before the other's.
    let years: Vec<usize> = bracketed_years(text).collect();
    for &at in &years {
        let window = &text[at..text.ceil_char_boundary(at + LONGEST)];
        if let Some(core) = Core::at_start_of(window) {
            add(standard(text, at, &core));
        }
    }
    for &at in years.iter().filter(|&&at| !text[..at].ends_with(is_han)) {
        let window = &text[at..text.ceil_char_boundary(at + LONGEST)];
        if let Some(captures) = YEAR_FIRST.captures(window) {
            add(year_first(at, &captures));
        }
    }
    if is_named_behind(text) {
        SERIAL_FIRST
            .captures_iter(text)
            .for_each(|c| add(serial_first(text, &c)));
    }
    if is_numbered(text, &LING) {
        ORDER
            .captures_iter(text)
            .for_each(|c| add(named(text, &c, Form::Order)));
    }
    if is_numbered(text, &ZI) {
        NO_YEAR
            .captures_iter(text)
            .for_each(|c| add(named(text, &c, Form::NoYear)));
    }
    found
}

/// The longest number behind its bracket, in bytes: a list of serials.
const LONGEST: usize = 300;

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The key by which numbers are compared: `code|year|serial`, folded, without spaces.
pub fn key(code: &str, year: Option<u32>, serial: u32) -> String {
    let year = year.map_or(String::new(), |year| year.to_string());
    format!("{}|{year}|{serial}", without_spaces(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        let folded: String = text.chars().map(crate::text::fold_char).collect();
        find_doc_numbers(&folded)
            .iter()
            .map(|found| key(&folded[found.code.clone()], found.year, found.serial))
            .collect()
    }

    #[test]
    fn forms_of_one_number() {
        for text in [
            "濮科〔2022〕32号",
            "濮科[2022]32号",
            "濮科［２０２２］３２号",
            "濮科（2022）32号",
            "濮科【2022】32号",
            "濮科﹝2022﹞32号",
            "濮 科 〔 2022 〕 32 号",
            "濮科〔2022〕032号",
            "濮科〔2022〕第32号",
            "濮科〔2022]32号",
            "濮科〔２０２２〕 ３２ 号",
            "2022-3-1濮科〔2022〕32号",
            "根据濮科〔2022〕32号文件",
            "按照《办法》（濮科〔2022〕32号）",
            "濮科〔2022〕32号A类",
        ] {
            assert_eq!(keys(text), ["濮科|2022|32"], "{text}");
        }
    }

    #[test]
    fn other_forms() {
        for (text, want) in [
            ("国办发明电〔2020〕14号", "国办发明电|2020|14"),
            ("发改办高技〔2021〕77号", "发改办高技|2021|77"),
            ("许科字〔2017〕91号", "许科字|2017|91"),
            ("甲政发(1986)第12号", "甲政发|1986|12"),
            ("甲政[88]12号", "甲政|1988|12"),
            ("甲政〔二○○八〕12号", "甲政|2008|12"),
            ("(82)国函字12号", "国函字|1982|12"),
            ("(1988)甲财字第45号", "甲财字|1988|45"),
            ("甲府字第12号", "甲府字||12"),
            ("国务院令第752号", "国务院令||752"),
            (
                "中华人民共和国国务院令 第 752 号",
                "中华人民共和国国务院令||752",
            ),
            ("住房和城乡建设部令第11号", "住房和城乡建设部令||11"),
            ("甲市人民政府令(第12号)", "甲市人民政府令||12"),
            ("商务部令2021年第1号", "商务部令|2021|1"),
            ("国家税务总局公告2019年第2号", "国家税务总局公告|2019|2"),
            (
                "财政部 税务总局公告2023年第12号",
                "财政部税务总局公告|2023|12",
            ),
            ("证监会公告〔2023〕63号", "证监会公告|2023|63"),
            ("建议主办[2022]闭13号", "建议主办|2022|13"),
            ("甲政文〔2021〕9-11号", "甲政文|2021|9"),
            ("云民议〔2023〕A12号", "云民议|2023|12"),
        ] {
            assert_eq!(keys(text), [want], "{text}");
        }
        assert_eq!(keys("根据云政办〔2021〕9号和云财〔2021〕10号文件").len(), 2);
    }

    #[test]
    fn look_alikes() {
        for text in [
            "提 复   〔2022〕 4 号",
            "市政协八届六次会议第178号提案",
            "（2021）甲09民终123号",
            "（2021）云民终123号",
            "GB/T 9704-2012",
            "联系电话: 0393-6661234",
            "甲科发202232号",
            "云管函﹝2025﹞456",
            "第131次常务会议",
        ] {
            assert_eq!(keys(text), [""; 0], "{text}");
        }
        for text in ["甲科发202232号", "云管函﹝2025﹞456", "云政办发〔201746"] {
            let folded: String = text.chars().map(crate::text::fold_char).collect();
            assert!(has_damaged_number(&folded), "{text}");
        }
    }
}
