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
mod head;
mod labelled;
mod meaning;
mod sentence;

use std::ops::Range;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::record::Kind;

use choices::ticked_line;
use head::find_in_head;
use labelled::find_behind_labels;
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

fn find(document: &Document, findings: &mut Findings) {
    if !matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage) {
        return;
    }
    find_behind_labels(document, findings);
    find_in_head(document, findings);
    if findings.has("result") {
        return;
    }
    if let Some(code) = ticked_line(document) {
        set(document, findings, code, "result_ticked");
    } else if document.kind.kind == Kind::ProposalReply
        && let Some(code) = in_sentence(document)
    {
        set(document, findings, code, "result_sentence");
    }
}

/// Sets a code, or warns of one that is not the one known.
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
