//! Codes behind labels: `办理结果：A`, `类别：B类（正在解决）`, and a form's choices.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::choices::{Choice, in_list, ticked_choice};
use super::meaning::{set_meaning, tells_meaning};
use super::set;
use crate::document::{Document, Findings};
use crate::labels::{Labelled, Tie};
use crate::pattern::pattern;

/// A code at the start of a label's value, with what follows it.
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^[("'\[ ]*(?P<c>[A-Ea-e]\d?|[甲乙丙丁]|[一二三四]类|[①-④])[)"'\] ]*类? *(?P<text>[(:,]? *[\p{Han}、,或]{0,30}[)]?)$"#,
    )
});

/// A code behind what it means: `已经解决或基本解决（A）`.
static BEHIND_MEANING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<text>[\p{Han}、,或]{2,30}) *[(\[] *(?P<c>[A-E]\d?) *类? *[)\]]$")
});

/// A form that prints its choices: `A、B、C`.
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"A *类?[、,/ ]+B *类?[、,/ ]+C"));

/// The codes behind labels, with what the text beside them says.
pub(super) fn find_behind_labels(document: &Document, findings: &mut Findings) {
    let is_weak = |label: &Labelled| document.text(label.label.clone()) == "类型";
    let told = document.labelled("result").any(|label| !is_weak(label));
    for label in document.labelled("result") {
        // `类型：B` says so in the head alone, and where nothing else does.
        if is_weak(label) && (told || label.line >= document.layout.body) {
            continue;
        }
        match ticked_choice(document, label) {
            Choice::None => {}
            Choice::Open => continue,
            Choice::Ticked(code) => {
                set(document, findings, code, "result_ticked");
                continue;
            }
        }
        if TEMPLATE.is_match(document.text(label.value.clone())) {
            findings.warn(
                "result_template",
                Some("result"),
                "the form's choices are printed, none is marked",
                Some(label.label.start),
            );
            continue;
        }
        let Some((code, text)) = in_value(document, label) else {
            continue;
        };
        set(document, findings, code, "result");
        set_meaning(findings, text);
    }
}

/// The code that a label's value begins with, or that stands behind its meaning there, and the text beside it.
fn in_value<'d>(document: &'d Document, label: &Labelled) -> Option<(Range<usize>, &'d str)> {
    let text = document.text(label.value.clone());
    let word = text.split("  ").next()?.split("][").next()?;
    let word = word.split(['\t', '|', ';']).next()?.trim();
    let behind = || {
        tells_meaning(word)
            .then(|| BEHIND_MEANING.captures(word))
            .flatten()
    };
    let first = || VALUE.captures(word.split(' ').next().unwrap_or_default());
    let found = VALUE.captures(word).or_else(behind).or_else(first)?;
    // A code on the line below its label must stand there alone.
    let below = label.tie == Tie::NextLine;
    if below && (word != text.trim() || in_list(document, document.line_at(label.value.start))) {
        return None;
    }
    let code = found.name("c")?;
    let beside = found.name("text").map_or("", |text| text.as_str());
    Some((
        label.value.start + code.start()..label.value.start + code.end(),
        beside,
    ))
}
