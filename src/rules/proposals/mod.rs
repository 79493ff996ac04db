//! The proposals 提案, 建议 or 议案 that a document answers or carries.
//!
//! Assembly (政协 or 人大), level, term 届, session 次, number as printed, type, title, category. Stand in the
//! title, in brackets below it, in the opening of a reply (`您在市政协十届二次会议上提出的《…》收悉`), behind labels
//! (提案号, 编号) or as the heading of a proposal's page; a session too where the letter names it further below
//! with the proposal's title. The system is told from 政协/人大, 委员/代表, 提案/建议 and never from
//! 建议 in a proposal's title. Refuses: navigation to other letters, meetings in newspapers, reports and
//! resolutions, sessions of standing committees.

mod letter;
mod listed;
mod opening;
mod page;
mod quotation;
mod quoted_title;
mod reference;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::record::Kind;

pub(super) static RULE: Rule = Rule {
    field: "proposals",
    label: "提案",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"assembly":{"enum":["cppcc","npc"]},"level":{"type":"string"},"term":{"type":"integer"},"session":{"type":"integer"},"number":{"type":"string"},"type":{"type":"string"},"title":{"type":"string"},"category":{"type":"string"}}},"minItems":1}"#,
    extra: &[],
    queries: &[
        QueryField {
            names: &["提案", "proposal"],
            part: "",
            compare: Compare::Proposal,
        },
        QueryField {
            names: &["提案号", "proposal_number"],
            part: "number",
            compare: Compare::Number,
        },
        QueryField {
            names: &["届次", "session"],
            part: "session",
            compare: Compare::Proposal,
        },
        QueryField {
            names: &["提案标题", "proposal_title"],
            part: "title",
            compare: Compare::Contains,
        },
    ],
    find,
    show: show::proposals,
    finds: &[
        (
            "关于对市政协八届六次会议第178号提案的答复\n陆知行委员：\n您提出的“关于加强创新的提案”收悉，现答复如下：\n",
            r#"[{"assembly":"cppcc","level":"市","term":8,"session":6,"number":"178","type":"提案","title":"关于加强创新的提案"}]"#,
        ),
        (
            "提案号\n市政协十届二次会议第206号\n提案者\n沈若岚\n标题\n关于加快中试基地建设的建议\n",
            r#"[{"assembly":"cppcc","level":"市","term":10,"session":2,"number":"206","title":"关于加快中试基地建设的建议"}]"#,
        ),
        (
            "陆知行代表：\n根据《关于做好建议办理工作的通知》（云政办〔2014〕46号）的要求，现答复如下：\n灶台已经换好。\n",
            r#"[{"assembly":"npc"}]"#,
        ),
        (
            "云川市教育局关于营养餐建议的答复\n（建议第20240317号）\n陆知行代表：\n您的建议收悉，现答复如下：\n已经列入计划。\n",
            r#"[{"assembly":"npc","number":"20240317","type":"建议"}]"#,
        ),
        (
            "陆知行代表：\n您提出的《关于修桥的建议》收悉，现答复如下：\n接到市十届人大三次会议《关于修桥的建议》的交办任务以后，我局去看了三次。\n",
            r#"[{"assembly":"npc","level":"市","term":10,"session":3,"title":"关于修桥的建议"}]"#,
        ),
        (
            "陆知行委员：\n您提出的《关于修桥的提案》收悉，现答复如下：\n此件与市政协八届四次会议的《关于修桥的提案》内容相同，并案办理。\n",
            r#"[{"assembly":"cppcc","title":"关于修桥的提案"}]"#,
        ),
    ],
    refuses: &[
        "本报讯（记者 林舟）1月18日，市政协六届二次会议第3号提案受到关注，委员们说了很多。\n",
        "关于防汛的通知\n各单位：\n根据市十届人大三次会议精神，现就防汛工作通知如下，请遵照执行。\n上一条：某局关于市政协九届三次会议第17号提案的答复\n",
    ],
    source: include_str!("mod.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    match document.kind.kind {
        Kind::ProposalReply => letter::find_in_letter(document, findings),
        Kind::ProposalPage => page::find_on_page(document, findings),
        _ => {}
    }
}
