//! The secrecy mark 密级和保密期限: 秘密★10年, 机密★, 绝密, and 内部资料 注意保存.
//!
//! Stands at the top of the first page (GB/T 9704-2012 §7.2.2). A document that bears one is not
//! archived unless the user allows it; the warning `secrecy_mark` tells the archive.
//! Refuses 秘密 in running text: 商业秘密, 国家秘密, 保密.

use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
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
    ],
    refuses: &["关于保护商业秘密的通知\n各单位：\n商业秘密是企业的财产，请妥善保管，不得外传。\n"],
    source: include_str!("secrecy.rs"),
};

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<m>[秘机绝] ?密 ?★ ?(?:\d{1,2} ?年|长期|\d{1,2} ?个月)?)|^(?P<w>[秘机绝] ?密|内部资料[ ,]*注意保存|工作秘密)$",
    )
});

fn find(document: &Document, findings: &mut Findings) {
    for index in (document.lines.start..document.layout.body).take(15) {
        let line = document.line(index);
        // The pattern is dear, and needs one of these.
        if !line.contains('密') && !line.starts_with('内') {
            continue;
        }
        let Some(found) = MARK.captures(line) else {
            continue;
        };
        let Some(mark) = found.name("m").or_else(|| found.name("w")) else {
            continue;
        };
        let start = document.line_start(index);
        let span = start + mark.start()..start + mark.end();
        findings.warn(
            "secrecy_mark",
            Some("secrecy"),
            "the document bears a secrecy mark",
            Some(span.start),
        );
        findings.set(
            "secrecy",
            document.value(span.clone()),
            vec![span],
            "secrecy",
        );
    }
}
