//! How satisfied the proposer was 满意程度.
//!
//! Stands in the opinion form that goes with a reply: the tick in the row below 满意, 基本满意, 不满意 is read
//! by its column, the box ticked on one line (`□满意 ☑基本满意`), or the degree that stands alone behind or
//! below its label. Refuses blank forms, ticks in the rows of remarks and instructions, forms with two
//! ticks (a warning).

mod choices;
mod labelled;
mod table;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;

use choices::{of_list, of_one_line};
use labelled::behind_label;
use table::{ticked_cell, under_heads};

pub(super) static RULE: Rule = Rule {
    field: "satisfaction",
    label: "满意程度",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["满意程度", "satisfaction"],
        part: "",
        compare: Compare::Equals,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下。\n附件\n征求意见表\n提案 编号\t178\t满 意 程 度\t满意\t基本 满意\t不满意\n承办 单位\t市科技局\t\t\t✓\t\n备注\t请打“√”。\t\t\t\t\n",
            r#""基本满意""#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下。\n满意程度：□满意 □基本满意 ☑不满意\n",
            r#""不满意""#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下。\n附件\n反馈表\n办理态度 | 满意 √ | 基本满意 | 不满意\n办理结果 | 满意 √ | 基本满意 | 不满意\n",
            r#""满意""#,
        ),
        (
            "提案编号：12\n提案人：林舟\n提案内容：多修厕所。\n提案者对办理情况：满意\n",
            r#""满意""#,
        ),
    ],
    refuses: &[
        "陆知行代表：\n您提出的建议收悉，现答复如下。\n附件\n征求意见表\n满意程度\t满意\t基本满意\t不满意\n请打“√”\t\t\t\n备注\t√ 满意\t\t\n",
    ],
    source: include_str!("mod.rs"),
};

/// A degree of being satisfied, alone.
static DEGREE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:非常|很|十分|比较|基本|较|不)?(?:满意|理解)$"));

/// A degree, and the places that show it.
type Told = (String, Vec<Range<usize>>);

/// A form's ticks that tell no degree; a warning says why.
struct Doubtful;

fn find(document: &Document, findings: &mut Findings) {
    if !matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage) {
        return;
    }
    if let Some(span) = behind_label(document) {
        let value = document.value(span.clone());
        return findings.set("satisfaction", value, vec![span], "satisfaction");
    }
    // A form of its own has no letter above it.
    let first = match document.kind.kind {
        Kind::ProposalPage => document.lines.start,
        _ => document.layout.body,
    };
    let form = first..document.lines.end;
    if !form
        .clone()
        .any(|index| document.has(index, const { CharSet::of("意") }))
    {
        return;
    }
    let told = |span: Range<usize>| (document.value(span.clone()), vec![span]);
    let in_cells = form
        .clone()
        .filter_map(|index| ticked_cell(document, index));
    let in_cells: Vec<Told> = in_cells.map(told).collect();
    if !in_cells.is_empty() {
        return set_agreed(findings, in_cells, "satisfaction_box");
    }
    match under_heads(document, findings, form.clone()) {
        Err(Doubtful) => return,
        Ok(Some(columns)) => return set_agreed(findings, columns, "satisfaction_column"),
        Ok(None) => {}
    }
    let ticked =
        form.filter_map(|index| of_one_line(document, index).or_else(|| of_list(document, index)));
    set_agreed(findings, ticked.map(told).collect(), "satisfaction_box");
}

/// The degree of all aspects that a form asks of; they must agree.
fn set_agreed(findings: &mut Findings, aspects: Vec<Told>, rule: &'static str) {
    let other = aspects.iter().find(|(degree, _)| *degree != aspects[0].0);
    if let Some((_, spans)) = other {
        return findings.warn(
            "form_two_ticks",
            Some("satisfaction"),
            "aspects are rated differently",
            Some(spans[0].start),
        );
    }
    let Some(degree) = aspects.first().map(|(degree, _)| degree.clone()) else {
        return;
    };
    let spans = aspects.into_iter().flat_map(|(_, spans)| spans).collect();
    findings.set("satisfaction", degree, spans, rule);
}
