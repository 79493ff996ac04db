//! The date to which a document is in force 失效日期.
//!
//! Stands behind its label in the metadata of a page (失效日期, 废止日期, 有效期至).
//! Refuses spans of time and sentences.

use super::super::{Compare, DATE, QueryField, Rule, show};
use super::find_labelled;

pub(in crate::rules) static RULE: Rule = Rule {
    field: "dates.expires",
    label: "失效日期",
    schema: DATE,
    extra: &[],
    queries: &[QueryField {
        names: &["失效日期", "expires"],
        part: "",
        compare: Compare::Date,
    }],
    find: |document, findings| find_labelled(document, findings, "date_expires", "dates.expires"),
    show: show::plain,
    finds: &[(
        "关于征收管理事项的公告\n废止日期：2020年6月1日\n",
        r#""2020-06-01""#,
    )],
    refuses: &["生效日期: | 2019-08-20 | 废止日期: | |\n关于第8号建议的答复\n"],
    source: include_str!("expires.rs"),
};
