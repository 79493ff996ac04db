//! Document numbers 发文字号: standard form, old forms, orders, announcements; their keys and parts.
//!
//! Sources: GB/T 9704-2012 §7.2.5 (agency code, year in six-sided brackets, serial, 号), and the forms
//! that differ from it in practice: other brackets, 第, 字, zero padding, year first, no year.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::{Captures, Regex};

use super::number_core::{Core, is_year_digit};
use super::numeral::{digits, number};
use super::{pattern, without_spaces};
use crate::text::is_han;

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
    /// Things to warn of: `doc_number_bracket`, `doc_number_padded`, `doc_number_year2`.
    pub oddities: Vec<&'static str>,
    /// Where the closing 号 stands.
    pub hao: Range<usize>,
}

const OPEN: &str = r"[\[(<{〈⟨\x22]";
const CLOSE: &str = r"[\])>}〉⟩\x22]";

/// A number without 号, with one bracket or none: damaged.
static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\p{Han}(?:[\[(] *(?:19|20)\d\d *[\])] *\d{1,5}|[\[(] *(?:19|20)\d{2,6}[\])]? *(?:号|$)|(?:19|20)\d{3,8}号",
        r"|(?:19|20)\d\d *[\])] *\d{1,5} *号|[\[(] *(?:19|20)\d\d +\d{1,5} *号|(?:19|20)\d\d(?: ?- ?| |年)\d{1,5} ?号)"
    ))
});

static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<code>[\p{Han} ]{0,30}令) *[(]? *(?:(?P<y>\d{4}) *年 *)?第 *(?P<n>\d{1,5}|[〇○零一二三四五六七八九十百千]{1,8}) *(?P<h>号) *\)?",
    )
});

static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<code>[\p{Han} ]{0,40}(?:公告|通告)) *[(]? *(?:(?P<y>\d{4}) *年 *第? *|第 *)(?P<n>\d{1,5}) *(?P<h>号)",
    )
});

/// `2023年第5号公告`
static SERIAL_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<y>(?:19|20)\d\d) *年 *第? *(?P<n>\d{1,5}) *(?P<h>号) *(?P<code>公告|通告|令)")
});

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^{OPEN} *(?P<y>\d{{4}}|\d{{2}}) *{CLOSE} *(?P<code>\p{{Han}}{{1,10}}?字?) *第? *(?P<n>\d{{1,5}}) *(?P<h>号)"
    ))
});

static NO_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<code>\p{Han}{1,10}字) *第 *(?P<n>\d{1,5}) *(?P<h>号)"));

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
    let mut add = |number: Option<NumberMatch>| {
        if let Some(number) = number
            && !found.iter().any(|known| {
                known.range.start < number.range.end && number.range.start < known.range.end
            })
        {
            found.push(number);
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
    found.sort_by_key(|number| number.range.start);
    found
}

/// The longest number behind its bracket, in bytes: a list of serials.
const LONGEST: usize = 300;

/// Where two digits of a year stand behind a character that may be an opening bracket.
fn bracketed_years(text: &str) -> impl Iterator<Item = usize> + '_ {
    let year = |c: &char| c.is_ascii_digit() || is_year_digit(*c);
    let bytes = text.as_bytes();
    static RARE: LazyLock<[Finder; 2]> = LazyLock::new(|| ["〈", "⟨"].map(Finder::new));
    let rare = RARE.iter().flat_map(move |open| open.find_iter(bytes));
    let rare = rare.map(|at| (at, "〈".len()));
    let common = memchr::memchr3_iter(b'[', b'(', b'"', bytes)
        .chain(memchr::memchr2_iter(b'<', b'{', bytes))
        .map(|at| (at, 1));
    common.chain(rare).filter_map(move |(at, open)| {
        let mut inside = text[at + open..].chars().filter(|c| *c != ' ');
        let two =
            inside.next().is_some_and(|c| year(&c)) && inside.next().is_some_and(|c| year(&c));
        two.then_some(at)
    })
}

/// Whether a folded text holds a number that lost its brackets or its 号, so that year and serial cannot be told apart.
pub fn has_damaged_number(text: &str) -> bool {
    // 第20190017号提案 is a proposal; 年鉴(2022)12期 counts something.
    let other = |found: &regex::Match<'_>| {
        let after = text[found.end()..].trim_start();
        found.as_str().starts_with('第')
            || ["提案", "建议", "议案"]
                .iter()
                .any(|kind| after.starts_with(kind))
            || found.as_str().contains('(')
                && !found.as_str().ends_with('号')
                && after.starts_with(is_han)
    };
    find_doc_numbers(text).is_empty() && DAMAGED.find_iter(text).any(|found| !other(&found))
}

/// A number in standard form whose bracket stands at byte `at`.
fn standard(text: &str, at: usize, core: &Core) -> Option<NumberMatch> {
    let part = |range: &Range<usize>| text.get(shifted(range.clone(), at)).unwrap_or_default();
    let code = code_before(text, at)?;
    let (year, short) = full_year(part(&core.year))?;
    let serial_text = without_spaces(part(&core.serial));
    let serial = serial_text.parse().ok()?;
    let mut oddities = Vec::new();
    if !matches!((part(&core.open), part(&core.close)), ("[", "]")) {
        oddities.push("doc_number_bracket");
    }
    if serial_text.starts_with('0') || !core.di.is_empty() {
        oddities.push("doc_number_padded");
    }
    if short {
        oddities.push("doc_number_year2");
    }
    let (serials, serial_to) = serials(serial, part(&core.more));
    Some(NumberMatch {
        range: code.start..at + core.hao.end,
        code,
        year: Some(year),
        middle: shifted(core.middle.clone(), at),
        serial,
        serial_to,
        serials,
        form: Form::Standard,
        oddities,
        hao: shifted(core.hao.clone(), at),
    })
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// First serial and those behind it (`-11`, `号、12`) as one text, and the last where the list leaves none out.
fn serials(first: u32, more: &str) -> (String, Option<u32>) {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<s>[-~、,至]) *(?P<n>\d+)"));
    let (mut text, mut last, mut gap) = (first.to_string(), first, false);
    if more.is_empty() {
        return (text, None);
    }
    for found in NEXT.captures_iter(more) {
        let Ok(next) = found["n"].parse::<u32>() else {
            continue;
        };
        let listed = matches!(&found["s"], "、" | ",");
        gap |= if listed {
            next != last + 1
        } else {
            next <= last
        };
        text.push_str(&format!("{}{next}", if listed { '、' } else { '-' }));
        last = next;
    }
    (text, (last > first && !gap).then_some(last))
}

fn named(text: &str, captures: &Captures<'_>, form: Form) -> Option<NumberMatch> {
    let (code, hao) = (captures.name("code")?, captures.name("h")?);
    let code = cut_left(text, code.range());
    let name = without_spaces(&text[code.clone()]);
    if matches!(form, Form::Order)
        && (name.chars().count() < 2 && !name.is_empty() && code.start != 0)
    {
        return None;
    }
    let year = captures
        .name("y")
        .and_then(|year| year.as_str().parse().ok());
    let serial = number(&captures["n"])?;
    Some(NumberMatch {
        range: code.start..hao.end(),
        code,
        year,
        middle: hao.start()..hao.start(),
        serial,
        serial_to: None,
        serials: serial.to_string(),
        form,
        oddities: Vec::new(),
        hao: hao.range(),
    })
}

fn serial_first(text: &str, captures: &Captures<'_>) -> Option<NumberMatch> {
    let (code, hao) = (captures.name("code")?, captures.name("h")?);
    let all = captures.get(0)?.range();
    let serial = captures["n"].parse().ok()?;
    (!text[..all.start].ends_with(|c: char| c.is_ascii_digit())).then(|| NumberMatch {
        range: all,
        code: code.range(),
        year: captures["y"].parse().ok(),
        middle: hao.start()..hao.start(),
        serial,
        serial_to: None,
        serials: serial.to_string(),
        form: Form::Announcement,
        oddities: Vec::new(),
        hao: hao.range(),
    })
}

/// `〔2022〕云科字第3号`, whose bracket stands at byte `at`.
fn year_first(at: usize, captures: &Captures<'_>) -> Option<NumberMatch> {
    static COURT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[民刑行执商知赔破](?:初|终|申|再|监|他|辖)?$"));
    let (code, hao) = (captures.name("code")?, captures.name("h")?);
    let all = captures.get(0)?;
    // A court's case number is none at all.
    if COURT.is_match(code.as_str()) {
        return None;
    }
    let (year, short) = full_year(&captures["y"])?;
    let serial: u32 = captures["n"].parse().ok()?;
    Some(NumberMatch {
        range: shifted(all.range(), at),
        code: shifted(code.range(), at),
        year: Some(year),
        middle: at + hao.start()..at + hao.start(),
        serial,
        serial_to: None,
        serials: serial.to_string(),
        form: Form::YearFirst,
        oddities: if short {
            vec!["doc_number_year2"]
        } else {
            Vec::new()
        },
        hao: shifted(hao.range(), at),
    })
}

/// The year, and whether it was written with two digits.
fn full_year(text: &str) -> Option<(u32, bool)> {
    let year = digits(text)?;
    match year {
        0..=99 if without_spaces(text).chars().count() == 2 => {
            Some((if year >= 49 { 1900 + year } else { 2000 + year }, true))
        }
        1900..=2099 => Some((year, false)),
        _ => None,
    }
}

/// The agency code that ends at `end`, to the left as far as it can reach.
fn code_before(text: &str, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    let mut spaces = 0;
    let mut count = 0;
    for (at, c) in text[..end].char_indices().rev() {
        match c {
            ' ' if spaces == 0 => spaces += 1,
            _ if is_han(c) || c.is_ascii_alphanumeric() || c == '·' => {
                spaces = 0;
                start = at;
                count += 1;
            }
            _ => break,
        }
        if count >= 30 {
            break;
        }
    }
    // Nothing but spaces before the bracket is no code.
    let end = text[..end].trim_end().len();
    if start >= end {
        return None;
    }
    let code = cut_left(text, start..end);
    let name = &text[code.clone()];
    let hans = name.chars().filter(|c| is_han(*c)).count();
    (hans > 0 && without_spaces(name).chars().count() <= 16).then_some(code)
}

/// Words of a sentence after which a code begins.
static LEFT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"根据|按照|依据|依照|遵照|参照|结合|学习|贯彻|落实|执行|关于|通知|文件|编号|文号|字号|简称|现将|同时|其中|包括",
        r"|印发|转发|下发|颁发|颁布|发布|下达|出台|制定|修订|废止|收到|[见的了按是或为据]|号|以及",
        // Not the place 日照: a date ends here, or an adverb.
        r"|[\d一二三四五六七八九十近今当] ?日|日前|以(?:[\p{Han}]{0,1}$)?"
    ))
});

fn cut_left(text: &str, code: Range<usize>) -> Range<usize> {
    let name = &text[code.clone()];
    // 人民政府令 and 国务院令 hold none of the words; a code never starts with a digit.
    let cut = LEFT
        .find_iter(name)
        // 数据 and the city 无为 are parts of names.
        .filter(|found| {
            !["数据", "无为"]
                .iter()
                .any(|name_part| name[..found.end()].ends_with(name_part))
        })
        .map(|found| found.end())
        .filter(|&end| end < name.len())
        .last()
        .unwrap_or(0);
    let rest = &name[cut..];
    let lead = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '·')
            .len();
    let start = code.start + cut + lead;
    // Between two numbers 和 joins them; elsewhere it may belong to the organ's name.
    let joined = text[..start].ends_with([')', ']', '》', '号', '、', ',']);
    let word = text[start..code.end]
        .chars()
        .next()
        .filter(|c| matches!(c, '和' | '与' | '及'));
    match word {
        Some(word) if joined => start + word.len_utf8()..code.end,
        _ => start..code.end,
    }
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
