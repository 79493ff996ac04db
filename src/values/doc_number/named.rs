//! Numbers that follow a word: orders 令, announcements 公告, old forms with 字.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::code::cut_left;
use super::{Form, NumberMatch};
use crate::pattern::pattern;
use crate::values::numeral::number;
use crate::values::without_spaces;

pub(super) static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<code>[\p{Han} ]{0,30}令) *[(]? *(?:(?P<y>\d{4}) *年 *)?第 *(?P<n>\d{1,5}|[〇○零一二三四五六七八九十百千]{1,8}) *(?P<h>号) *\)?",
    )
});

pub(super) static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<code>[\p{Han} ]{0,40}(?:公告|通告)) *[(]? *(?:(?P<y>\d{4}) *年 *第? *|第 *)(?P<n>\d{1,5}) *(?P<h>号)",
    )
});

/// `2023年第5号公告`
pub(super) static SERIAL_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<y>(?:19|20)\d\d) *年 *第? *(?P<n>\d{1,5}) *(?P<h>号) *(?P<code>公告|通告|令)")
});

pub(super) static NO_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<code>\p{Han}{1,10}字) *第 *(?P<n>\d{1,5}) *(?P<h>号)"));

pub(super) fn named(text: &str, captures: &Captures<'_>, form: Form) -> Option<NumberMatch> {
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

pub(super) fn serial_first(text: &str, captures: &Captures<'_>) -> Option<NumberMatch> {
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
