//! The issuing organs 发文机关.
//!
//! Stand as signature above the date (GB/T 9704-2012 §7.3.5), as mark on the first page (`…文件`, §7.2.4),
//! in the title before 关于 or before a norm's or decision's name, on a line above number or title, as
//! 承办单位 in the tail, or behind a label (发文机关): the first of these places that names one. Of a report
//! it is the office below the subtitle. Joint issues keep the order of the document.
//! Refuses 来源 and 发布机构 of a web page, a site's footer, organs that a sentence names; a proposal's page
//! has proposers, no issuer.

mod mark;
mod signature;
mod title;

use std::ops::Range;

use super::{Compare, QueryField, Rule, TEXTS, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::values::organ::{is_organ, split_organs};
use mark::mark;
use signature::signature;
use title::{above_title, below_subtitle, in_title};

pub(super) static RULE: Rule = Rule {
    field: "issuers",
    label: "发文机关",
    schema: TEXTS,
    extra: &[],
    queries: &[QueryField {
        names: &["发文机关", "责任者", "issuer"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n2022年6月24日\n",
            r#"["云川市教育局"]"#,
        ),
        (
            "云川市科学技术局文件\n云科〔2022〕32号\n关于第8号建议的答复\n陆知行代表：\n",
            r#"["云川市科学技术局"]"#,
        ),
        (
            "云川市教育局 云川市财政局关于解决补贴的请示\n市人民政府：\n",
            r#"["云川市教育局","云川市财政局"]"#,
        ),
    ],
    refuses: &[
        "来源：云川市人民政府网\n对市政协八届六次会议第178号提案的答复\n陆知行委员：\n您提出的提案收悉，市教育局很重视，现答复如下。\n",
    ],
    source: include_str!("mod.rs"),
};

/// One place where organs may stand.
type Attempt = fn(&Document, &Findings) -> Vec<Range<usize>>;

fn find(document: &Document, findings: &mut Findings) {
    // A proposal's page may hold the signed answer.
    let answered = || {
        let salutation = document.layout.salutation.as_ref();
        document.kind.kind == Kind::ProposalPage
            && salutation.is_some_and(|(_, found)| found.role.is_some())
    };
    if document.kind.kind == Kind::WorkReport {
        return below_subtitle(document, findings);
    }
    let kinds = [Kind::ProposalReply, Kind::OfficialDocument, Kind::Other];
    if !kinds.contains(&document.kind.kind) && !answered() {
        return;
    }
    let attempts: [(&'static str, Attempt); 6] = [
        ("issuers_signature", |document, findings| {
            signature(document, findings)
        }),
        ("issuers_mark", |document, _| mark(document)),
        ("issuers_title", in_title),
        ("issuers_head", above_title),
        ("issuers_undertaker", undertaker_in_tail),
        ("issuers_label", |document, _| labelled(document)),
    ];
    for (rule, attempt) in attempts {
        let spans = attempt(document, findings);
        if matches!(document.kind.kind, Kind::Other | Kind::ProposalPage)
            && rule != "issuers_signature"
        {
            return;
        }
        for span in spans {
            findings.add("issuers", document.value(span.clone()), vec![span], rule);
        }
        if findings.has("issuers") {
            if matches!(
                rule,
                "issuers_title" | "issuers_head" | "issuers_label" | "issuers_undertaker"
            ) {
                let at = findings.spans("issuers").first().map(|span| span.start);
                findings.warn(
                    "issuer_inferred",
                    Some("issuers"),
                    "no signature and no mark: taken from title or label",
                    at,
                );
            }
            return;
        }
    }
}

/// `承办单位：某某局` in the tail of a letter that has no signature.
fn undertaker_in_tail(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let spans = findings.spans("undertakers");
    let tail = |span: &&Range<usize>| {
        let line = document.line_at(span.start);
        line > document.layout.body && line < document.layout.attachments
    };
    spans
        .iter()
        .filter(tail)
        .filter(|span| is_organ(document.text((*span).clone())))
        .cloned()
        .collect()
}

/// The organ behind the label 发文机关, or, failing that, behind 印发机关 in the metadata above the body.
fn labelled(document: &Document) -> Vec<Range<usize>> {
    let above = |line: usize| line < document.layout.body;
    let mut printed = document.labelled("printed_by");
    let Some(label) = document
        .labelled("issuer")
        .find(|label| !document.text(label.value.clone()).contains("网"))
        .or_else(|| printed.find(|label| above(label.line)))
    else {
        return Vec::new();
    };
    let text = document.text(label.value.clone());
    split_organs(text)
        .into_iter()
        .map(|organ| label.value.start + organ.start..label.value.start + organ.end)
        .collect()
}
