//! Numbers whose year stands first: `(82)国函字12号`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::year::full_year;
use super::{Form, NumberMatch, shifted};
use crate::pattern::pattern;

const OPEN: &str = r"[\[(<{〈⟨\x22]";
const CLOSE: &str = r"[\])>}〉⟩\x22]";

pub(super) static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^{OPEN} *(?P<y>\d{{4}}|\d{{2}}) *{CLOSE} *(?P<code>\p{{Han}}{{1,10}}?字?) *第? *(?P<n>\d{{1,5}}) *(?P<h>号)"
    ))
});

/// `〔2022〕云科字第3号`, whose bracket stands at byte `at`.
pub(super) fn year_first(at: usize, captures: &Captures<'_>) -> Option<NumberMatch> {
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
