//! The result of handling a proposal 办理结果: A, B, C, A1 …
//!
//! Stands behind a label (办理结果, 类别, 办复类别 …), glued to the document number (`35号B类`), in brackets
//! behind it (`（C类）`), alone on a line of the head or before its meaning there (`A：已经解决`), ticked among
//! the choices of a form (`□A ☑B □C`), or in a sentence of the letter (`办理结果为B类`), not in one that
//! speaks of another year, number or rule.
//! The code is kept as printed, small letters as capitals, the 类 behind a letter left out; behind a label
//! 甲 to 丁, ① to ④ and 一类 to 四类 are codes too. What a letter means differs from place to place, so
//! `result_meaning` is set only where the text itself spells it out.
//! Refuses: `类别:提案`, prose behind 办理结果 or 办理情况, the unfilled template `（A、B、C、D）`, a label with
//! the next label behind it.

mod choices;
mod codes;
mod sentence;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::labels::{Labelled, Tie};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::words::DISCLOSED;

use choices::{Choice, ticked_choice, ticked_line};
use codes::{
    CLASS, badge, before_meaning, behind_class, ends_with_code, opens_with_code, words_beside,
};
use sentence::in_sentence;

pub(super) static RULE: Rule = Rule {
    field: "result",
    label: "办理结果",
    schema: TEXT,
    extra: &[("result_text", TEXT), ("result_meaning", TEXT)],
    queries: &[QueryField {
        names: &["办理结果", "result"],
        part: "",
        compare: Compare::Equals,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "办理结果：Ａ\n云科〔2022〕32号\n关于对市政协八届六次会议第178号提案的答复\n陆知行委员：\n",
            r#""A""#,
        ),
        (
            "[办理结果标注(A1)]\n关于第8号建议的答复\n陆知行代表：\n",
            r#""A1""#,
        ),
        (
            "云教函〔2017〕35号B类\n对县政协七届三次会议第112号提案的答复\n陆知行委员：\n",
            r#""B""#,
        ),
        (
            "类 别:C\n对县政协七届三次会议第112号提案的答复\n陆知行委员：\n",
            r#""C""#,
        ),
        (
            "C\n对县政协七届三次会议第112号提案的答复\n陆知行委员：\n",
            r#""C""#,
        ),
        (
            "签发人：谌默                    （A2）\n关于第8号建议的答复\n陆知行代表：\n",
            r#""A2""#,
        ),
        (
            "办理结果：已经解决或基本解决（A）\n关于第8号建议的答复\n陆知行代表：\n",
            r#""A""#,
        ),
        (
            "关于第8号建议的答复\n陆知行代表：\n您提出的建议收悉，现答复如下，请审阅。\n该建议列入计划，办理结果为B类。\n",
            r#""B""#,
        ),
        (
            "关于县政协七届三次会议第112号提案的答复函 B\n陆知行委员：\n",
            r#""B""#,
        ),
        (
            "A（已解决）□\nB（正在解决）√\nC（留作参考）□\n关于第8号建议的答复\n陆知行代表：\n",
            r#""B""#,
        ),
    ],
    refuses: &[
        "类别:提案\n对县政协七届三次会议第112号提案的答复\n陆知行委员：\n",
        "办理结果：（A、B、C、D）\n对县政协七届三次会议第112号提案的答复\n陆知行委员：\n",
        "办理结果\n答复内容\n陆知行委员：\n",
        "A：已解决\nB：正在解决\nC：留作参考\n关于第8号建议的答复\n陆知行代表：\n",
        "办理情况：已于三月办复，群众满意。\n",
    ],
    source: include_str!("mod.rs"),
};

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
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"A *类?[、,/ ]+B *类?[、,/ ]+C"));
/// A code behind a number or in brackets: `B类`, `(C类)`, `[A]`.
static GLUED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^ *[(\[]? *(?P<c>[A-E]\d?) *类? *[)\]]?(?: |$|[^A-Za-z0-9])"));
/// A code alone on its line.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^[(\[]?(?P<c>[A-E]\d?)[)\]]?(?: ?类)?(?: {{2,}}(?:{DISCLOSED}|不?同意公开))?$"
    ))
});
/// A code at the start of the line that names the signer: `B      签发人：林舟`.
static BESIDE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[]?(?P<c>[A-E]\d?)[)\]]?(?: ?类)? {2,}\p{Han}"));
/// A code in brackets at the end of a head line that holds something else, such as a number that lost
/// its serial: `签发人：林舟      （A2）`, or with 类 behind the signer.
static TRAILING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:  +|[)\]] ?\d{0,5} ?号)[(\[] ?(?P<c>[A-E]\d?) ?类? ?[)\]]$|签发人 *:? *\p{Han}[\p{Han} ]{0,10}(?: {2,}(?P<d>[A-E]\d?) ?类| \((?P<e>[A-E]\d?) ?类?\))$",
    )
});
/// A code behind a title that answers: `关于…提案的答复函 B`.
static BEHIND_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:答 ?[复覆]|回复|复函|的函|答复函|意见|报告) *[(\[ ] *(?P<c>[A-E]\d?) ?类? ?[)\]]?$",
    )
});
/// A code within a title that answers: `…第52号建议办理情况（B）的函`.
static IN_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"办理情况 ?[(\[](?P<c>[A-E]\d?) ?类?[)\]] ?的(?:函|报告|答复|回复)$")
});
/// What a text beside a code means, unless the words are denied: `未采纳`, `尚未基本解决`.
fn meaning(text: &str) -> Option<&'static str> {
    const DENIED: [&str; 15] = [
        "未",
        "不",
        "没",
        "没有",
        "难",
        "难以",
        "无法",
        "没法",
        "未能",
        "不能",
        "未予",
        "不予",
        "未予以",
        "不予以",
        "不可能",
    ];
    let denied = |before: &str| DENIED.iter().any(|word| before.ends_with(word));
    MEANINGS.iter().find_map(|(word, meaning)| {
        let at = text.find(word)?;
        (!denied(&text[..at])).then_some(*meaning)
    })
}

/// Whether a text says what a code means, denied or not.
fn tells_meaning(text: &str) -> bool {
    MEANINGS.iter().any(|(word, _)| text.contains(word))
}

/// What words mean that stand beside a code.
const MEANINGS: &[(&str, &str)] = &[
    ("暂", "deferred"),
    ("留作参考", "reference_only"),
    ("供参考", "reference_only"),
    ("列入计划", "planned"),
    ("纳入计划", "planned"),
    ("列入规划", "planned"),
    ("正在解决", "in_progress"),
    ("部分", "in_progress"),
    ("已经解决", "resolved"),
    ("已解决", "resolved"),
    ("基本解决", "resolved"),
    ("采纳", "resolved"),
];

fn find(document: &Document, findings: &mut Findings) {
    if !matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage) {
        return;
    }
    behind_labels(document, findings);
    let head = document.lines.start..document.layout.body;
    for index in head.clone() {
        beside_numbers(document, findings, index);
        if let Some(code) = in_head_line(document, index) {
            let first = !findings.has("result");
            set(document, findings, code.clone(), "result_class");
            let end = document.page.lines[index].range.end;
            let words = document.text(code.end..end);
            if first && before_meaning(document.line(index)).is_some() {
                tell_meaning(findings, words_beside(words.trim_start_matches('类')));
            }
        }
    }
    // Below the labels of a page, near the letter.
    let near = document.layout.body.saturating_sub(NEAR);
    let near = near.max(document.lines.start + NEAR);
    for index in head.filter(|&index| index < document.lines.start + NEAR || index >= near) {
        if let Some(code) = alone(document, index) {
            set(document, findings, code, "result_alone");
        }
    }
    let head = document.lines.start..document.layout.body;
    if !findings.has("result")
        && let Some(code) = ticked_line(document, head)
    {
        set(document, findings, code, "result_ticked");
    }
    if document.kind.kind == Kind::ProposalReply
        && !findings.has("result")
        && let Some(code) = in_sentence(document)
    {
        set(document, findings, code, "result_sentence");
    }
}

/// A code alone counts in so many first lines, and in so many above the letter: between them a single
/// letter is a menu's.
const NEAR: usize = 25;

/// The codes behind labels, with what the text beside them says.
fn behind_labels(document: &Document, findings: &mut Findings) {
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
        tell_meaning(findings, text);
    }
}

/// Sets what the words beside a code say.
fn tell_meaning(findings: &mut Findings, words: &str) {
    let text = words.trim_matches(['(', ')', '[', ']', ':', ',', '-', ' ']);
    if text.chars().nth(1).is_none() {
        return;
    }
    findings.beside("result_text", text);
    if let Some(meaning) = meaning(text) {
        findings.beside("result_meaning", meaning);
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
    if below && (word != text.trim() || in_legend(document, document.line_at(label.value.start))) {
        return None;
    }
    let code = found.name("c")?;
    let beside = found.name("text").map_or("", |text| text.as_str());
    Some((
        label.value.start + code.start()..label.value.start + code.end(),
        beside,
    ))
}

/// The codes glued to the document numbers of a line: `35号B类`.
fn beside_numbers(document: &Document, findings: &mut Findings, index: usize) {
    let (line, start) = (document.line(index), document.line_start(index));
    for number in document.numbers(index) {
        let behind = &line[number.range.end..];
        let glued = opens_with_code(behind).then(|| GLUED.captures(behind));
        if let Some(code) = glued.flatten().and_then(|found| found.name("c")) {
            let at = start + number.range.end;
            let code = at + code.start()..at + code.end();
            set(document, findings, code, "result_glued");
        }
    }
}

/// The code that a line of the head ends or begins with, or that its title tells.
fn in_head_line(document: &Document, index: usize) -> Option<Range<usize>> {
    let (line, start) = (document.line(index), document.line_start(index));
    let first_group = |found: regex::Captures<'_>| {
        let mut codes = ["c", "d", "e"].iter();
        codes.find_map(|code| Some(found.name(code)?.range()))
    };
    let beside_signer = || {
        let mut labels = document.labels_of(index).iter();
        let signed = labels.any(|label| label.key == "signers");
        signed.then(|| BESIDE.captures(line)).flatten()
    };
    let begins = || {
        let coded = opens_with_code(line).then(|| CLASS.captures(line).or_else(beside_signer));
        coded.flatten().and_then(first_group)
    };
    let ends = || {
        let behind = || {
            TRAILING
                .captures(line)
                .or_else(|| BEHIND_TITLE.captures(line))
        };
        let coded = ends_with_code(line).then(behind);
        coded.flatten().and_then(first_group)
    };
    let in_title = || {
        let told = line.contains("办理情况") && line.contains([')', ']']);
        told.then(|| IN_TITLE.captures(line))
            .flatten()
            .and_then(first_group)
    };
    let code = begins()
        .or_else(ends)
        .or_else(in_title)
        .or_else(|| badge(line))
        .or_else(|| before_meaning(line).filter(|_| !in_legend(document, index)))
        .or_else(|| behind_class(line))?;
    Some(start + code.start..start + code.end)
}

/// Whether a line is one of a list of codes and their meanings, or a choice to be ticked.
fn in_legend(document: &Document, index: usize) -> bool {
    let empty = ['□', '☐'];
    let own = document.line(index);
    let code = |line: &str| -> String {
        let bare = line.trim_start_matches(['■', '☑', '√', ' ', '(', '[']);
        bare.chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    };
    let other = |line: usize| {
        let text = document.line(line);
        let bare = text.trim_start_matches(['■', '☑', '√', '□', '☐', ' ']);
        let behind = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        opens_with_code(bare)
            && behind.starts_with([':', '-', '(', ' ', '、', '类', '.'])
            && code(bare) != code(own)
    };
    let boxes = |line: &usize| {
        !document
            .line(*line)
            .trim_matches([' ', '□', '☐'])
            .is_empty()
    };
    let below = (index + 1..document.lines.end).find(boxes);
    let above = (document.lines.start..index).rev().find(boxes);
    own.contains(empty) || [below, above].into_iter().flatten().any(other)
}

/// The code that stands alone on a line, or beside the words of disclosure.
fn alone(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    let short = line.len() <= 16 || line.ends_with("公开") && line.len() <= 80;
    let found = (short && opens_with_code(line)).then(|| ALONE.captures(line));
    let code = found.flatten()?.name("c")?;
    let start = document.line_start(index);
    Some(start + code.start()..start + code.end())
}

fn set(document: &Document, findings: &mut Findings, span: Range<usize>, rule: &'static str) {
    let value = document.text(span.clone()).to_uppercase();
    if findings.text("result").is_some_and(|known| known != value) {
        findings.warn(
            "result_conflict",
            Some("result"),
            format!("another result is printed too: {value}"),
            Some(span.start),
        );
    }
    findings.set("result", value, vec![span], rule);
}
