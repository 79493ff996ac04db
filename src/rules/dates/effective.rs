//! The date from which a document is in force 施行日期.
//!
//! Stands behind its label in the metadata of a page (施行日期, 实施日期, 生效日期).
//! Refuses spans of time (`2021年1月1日至…`) and sentences (自发布之日起施行).

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::find_labelled;

pub(in crate::rules) static RULE: Rule = Rule {
    field: "dates.effective",
    label: "施行日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["施行日期", "effective"],
        part: "",
        compare: Compare::Date,
    }],
    find: |document, findings| {
        find_labelled(document, findings, "date_effective", "dates.effective")
    },
    show: show::plain,
    finds: &[(
        "关于征收管理事项的公告\n发文时间：2015-5-8\n实施时间：2015-6-1\n",
        r#""2015-06-01""#,
    )],
    refuses: &["有效日期:\n关于第8号建议的答复\n"],
    source: include_str!("effective.rs"),
};
