//! The secrecy mark 密级和保密期限: 秘密★10年, 机密★, 绝密, and 内部资料 注意保存.
//!
//! Stands at the top of the first page (GB/T 9704-2012 §7.2.2), or behind its label on a drafting sheet
//! 发文稿纸. A document that bears one is not archived unless the user allows it; the warning
//! `secrecy_mark` tells the archive. Refuses 秘密 in running text: 商业秘密, 国家秘密, 保密.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::layout::TOP_LINES;
use crate::pattern::pattern;

pub(super) static RULE: Rule = Rule {
    field: "secrecy",
    label: "密级",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["密级", "secrecy"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "秘密★10年\n特急\n云川市人民政府文件\n云政〔2022〕3号\n",
            r#""秘密★10年""#,
        ),
        ("机 密\n云川市人民政府文件\n", r#""机密""#),
        (
            "云川市教育局发文稿纸\n密级：秘密  紧急程度：特急\n文号：云教〔2022〕3号\n各学校：\n请照办。\n",
            r#""秘密""#,
        ),
        (
            "云川市教育局发文稿纸\n密级：机密★五年  紧急程度：加急\n文号：云教〔2022〕3号\n各学校：\n请照办。\n",
            r#""机密★五年""#,
        ),
    ],
    refuses: &[
        "关于保护商业秘密的通知\n各单位：\n商业秘密是企业的财产，请妥善保管，不得外传。\n",
        "云川市教育局发文稿纸\n密级：无  紧急程度：平件\n文号：云教〔2022〕3号\n各学校：\n请照办。\n",
    ],
    source: include_str!("secrecy.rs"),
};

/// How long a document is secret: `10年`, `六个月`, `长期`.
const PERIOD: &str = r"[\d一二三四五六七八九十]{1,3} ?(?:年|个月)|长期";

/// The mark within a line; without its star it is the whole of one.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<m>[秘机绝] ?密 ?★ ?(?:{PERIOD})?)|^(?P<w>[秘机绝] ?密|内部资料[ ,]*注意保存|工作秘密)$"
    ))
});

fn find(document: &Document, findings: &mut Findings) {
    let labelled = document.labelled_in_head("secrecy").filter_map(|value| {
        let mark = behind_label(document.text(value.clone()))?;
        Some(value.start + mark.start..value.start + mark.end)
    });
    let top = (document.lines.start..document.layout.body).take(TOP_LINES);
    let lines = top.filter_map(|index| {
        let mark = in_line(document.line(index))?;
        let start = document.line_start(index);
        Some(start + mark.start..start + mark.end)
    });
    let Some(span) = labelled.chain(lines).next() else {
        return;
    };
    findings.warn(
        "secrecy_mark",
        Some("secrecy"),
        "the document bears a secrecy mark",
        Some(span.start),
    );
    let value = document.value(span.clone());
    findings.set("secrecy", value, vec![span], "secrecy");
}

/// The mark in a line of the head.
fn in_line(line: &str) -> Option<Range<usize>> {
    // The pattern is dear, and needs one of these.
    let may = line.contains('密') || line.starts_with('内');
    let found = may.then(|| MARK.captures(line)).flatten()?;
    let mark = found.name("m").or_else(|| found.name("w"))?;
    Some(mark.range())
}

/// The mark in what stands behind its label: `机密 10年`, `秘密级`, `■机密 □绝密`; a list of all of them is
/// a form's.
fn behind_label(value: &str) -> Option<Range<usize>> {
    static LEVEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?P<t>[□☐]|[■☑√✓✔])? ?(?P<m>[秘机绝] ?密(?: ?★ ?(?:{PERIOD})?)?|^工作秘密|^内部资料[ ,]*注意保存)(?P<b> ?\( ?[√✓✔☑■]? ?\))?"
        ))
    });
    let levels: Vec<_> = LEVEL.captures_iter(value).collect();
    let ticked = |level: &&regex::Captures<'_>| {
        let tick = level.name("t").or(level.name("b"));
        tick.is_some_and(|tick| tick.as_str().contains(['■', '☑', '√', '✓', '✔']))
    };
    let boxes = levels
        .iter()
        .any(|level| level.name("t").or(level.name("b")).is_some());
    let one = match &levels[..] {
        // One level counts unless its own box before it is empty.
        [one] if (!boxes || one.name("t").is_none()) && one.get(0)?.start() <= '['.len_utf8() => {
            one
        }
        _ => levels.iter().find(ticked)?,
    };
    Some(one.name("m")?.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_behind_labels() {
        for (value, want) in [
            ("机密", Some("机密")),
            ("机密★10年", Some("机密★10年")),
            ("机密 10年", Some("机密")),
            ("机密  保密期限:10年", Some("机密")),
            ("秘密级", Some("秘密")),
            ("[机密]", Some("机密")),
            ("■秘密 □机密 □绝密", Some("秘密")),
            ("□秘密 □机密 □绝密", None),
            ("秘密 机密 绝密", None),
            ("秘密★一年", Some("秘密★一年")),
            ("秘密()", Some("秘密")),
            ("□秘密", None),
            ("秘密( )机密(√)绝密( )", Some("机密")),
            ("工作秘密 紧急程度:加急", Some("工作秘密")),
            ("无", None),
            ("不涉及商业秘密", None),
        ] {
            assert_eq!(
                behind_label(value).map(|mark| &value[mark]),
                want,
                "{value}"
            );
        }
    }
}
