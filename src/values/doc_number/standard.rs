//! Numbers in standard form: `云科〔2022〕32号`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::code::code_before;
use super::core::Core;
use super::year::full_year;
use super::{Form, NumberMatch, shifted};
use crate::pattern::pattern;
use crate::values::numeral::digits;
use crate::values::without_spaces;

/// A number in standard form whose bracket stands at byte `at`.
pub(super) fn standard(text: &str, at: usize, core: &Core) -> Option<NumberMatch> {
    let part = |range: &Range<usize>| text.get(shifted(range.clone(), at)).unwrap_or_default();
    let code = code_before(text, at)?;
    let (year, short) = full_year(part(&core.year))?;
    let serial_text = without_spaces(part(&core.serial));
    let serial = digits(&serial_text)?;
    let mut oddities = Vec::new();
    if !matches!((part(&core.open), part(&core.close)), ("[", "]")) {
        oddities.push("doc_number_bracket");
    }
    if serial_text.starts_with('0') || !core.di.is_empty() {
        oddities.push("doc_number_padded");
    }
    let letters = |text: &str| text.contains(['O', 'o', '〇', '○']);
    if letters(&serial_text)
        || letters(part(&core.year)) && part(&core.year).contains(|c: char| c.is_ascii_digit())
    {
        oddities.push("doc_number_zero");
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
