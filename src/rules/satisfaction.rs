//! How satisfied the proposer was 满意程度.
//!
//! Stands in the opinion form that goes with a reply: the tick in the row below 满意, 基本满意, 不满意 is read
//! by its column, the box ticked on one line (`□满意 ☑基本满意`), or the degree that stands alone behind or
//! below its label. Refuses blank forms, ticks in the rows of remarks and instructions, forms with two
//! ticks (a warning).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::labels::Tie;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::without_spaces;

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
    source: include_str!("satisfaction.rs"),
};

/// So many lines below a degree may hold the form's next one.
const FORM: usize = 4;
static DEGREE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:非常|很|十分|比较|基本|较|不)?(?:满意|理解)$"));
/// A ticked box before or behind a degree on one line.
static BOX_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[☑✓✔√■●] *[\])]? *(?P<d>(?:非常|很|十分|比较|基本|较|不)? *满意)"));
static BOX_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?P<d>(?:非常|很|十分|比较|基本|较|不)? *满意) *[\[(]? *[☑✓✔√■●vV] *[\])]?")
});
static TICK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\[(]?[✓✔√☑■●vV][\])]?$"));

/// What ticks a degree.
const TICKS: &[char] = &['✓', '✔', '√', '☑', '■', '●'];
/// What stands beside a degree that may be chosen.
const CHOICE: &[char] = &[
    '✓', '✔', '√', '☑', '■', '●', '□', '☐', '○', '(', ')', '[', ']', '_', ' ',
];

/// A cell's text and its bytes in the match view.
type Cell = (String, Range<usize>);
/// A degree, and the places that show it.
type Told = (String, Vec<Range<usize>>);

/// A row's ticks that tell no degree.
struct Doubtful;

fn find(document: &Document, findings: &mut Findings) {
    if !matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage) {
        return;
    }
    // A degree alone behind its label; a form prints several.
    let told = document.labelled("satisfaction").find(|label| {
        let degrees = |text: &str| text.matches("满意").count();
        let of_label = degrees(document.text(label.label.clone()));
        let alone = degrees(document.line(label.line)) <= 1 + of_label;
        // In a form the degrees stand one below the other, or with boxes beside them.
        let below = document.line_at(label.value.start) + 1;
        let mut below = below..document.lines.end.min(below + FORM);
        let listed = below.any(|index| is_of_form(document.line(index)));
        let tied = match label.tie {
            Tie::Colon | Tie::Cell => true,
            // Below the letter a form's words may go on: `满意程度 不满意⏎的原因`.
            Tie::Space => {
                let between = document.text(label.label.end..label.value.start);
                label.line < document.layout.body || between.contains("  ")
            }
            Tie::NextLine => !listed,
            _ => false,
        };
        alone
            && tied
            && !document.line(label.line).contains(['□', '☐', '√'])
            && DEGREE.is_match(document.text(label.value.clone()))
    });
    if let Some(label) = told {
        let value = document.value(label.value.clone());
        findings.set(
            "satisfaction",
            value,
            vec![label.value.clone()],
            "satisfaction",
        );
        return;
    }
    // A form of its own has no letter above it.
    let first = match document.kind.kind {
        Kind::ProposalPage => document.lines.start,
        _ => document.layout.body,
    };
    let lines: Vec<usize> = (first..document.lines.end).collect();
    if !lines
        .iter()
        .any(|&index| document.has(index, const { CharSet::of("意") }))
    {
        return;
    }
    let in_cells: Vec<Range<usize>> = lines
        .iter()
        .filter_map(|&index| ticked_cell(document, index))
        .collect();
    if !in_cells.is_empty() {
        return set_ticked(document, findings, in_cells);
    }
    let heads: Vec<(usize, Vec<Cell>, Vec<usize>)> = lines
        .iter()
        .enumerate()
        .filter(|&(_, &index)| document.has_any(index, const { CharSet::of("\t|") }))
        .filter_map(|(position, &index)| {
            let cells = cells(document, index);
            let degrees = degrees(&cells);
            (degrees.len() >= 2).then_some((position, cells, degrees))
        })
        .collect();
    if !heads.is_empty() {
        let mut columns = Vec::new();
        for (order, (position, header, degrees)) in heads.iter().enumerate() {
            // A form may ask of several aspects, each with its own head.
            let next = heads.get(order + 1).map_or(lines.len(), |(next, ..)| *next);
            let rows = lines[position + 1..next].iter().take(3).copied();
            let Ok(column) = ticked_column(document, findings, header, degrees, rows) else {
                return;
            };
            columns.extend(column);
        }
        return set_agreed(findings, columns, "satisfaction_column");
    }
    let ticked: Vec<Range<usize>> = lines
        .into_iter()
        .filter_map(|index| one_line(document, index).or_else(|| of_list(document, index)))
        .collect();
    set_ticked(document, findings, ticked);
}

/// The ticked degree of a list of degrees, each on a line of its own; what ● fills is a site's own poll.
fn of_list(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    if line.len() > LONGEST_CHOICE || !line.contains(['✓', '✔', '√', '☑', '■']) {
        return None;
    }
    let degree = line.trim_matches(CHOICE);
    let beside = [index.checked_sub(1), Some(index + 1)];
    let lines = document.lines.clone();
    let beside = || { beside.into_iter().flatten() }.filter(|index| lines.contains(index));
    let listed = beside().any(|index| DEGREE.is_match(document.line(index).trim_matches(CHOICE)));
    // What ● or ■ alone fills is a page's own poll.
    let ticked = !line.contains('■') || beside().any(|index| document.line(index).contains('□'));
    let start = document.line_start(index) + line.find(degree)?;
    (listed && ticked && !is_poll(document, index) && DEGREE.is_match(degree))
        .then(|| start..start + degree.len())
}

/// Whether the lines around ask what readers of a page think of it.
fn is_poll(document: &Document, index: usize) -> bool {
    const ASKS: [&str; 9] = [
        "本信息",
        "本页",
        "本文",
        "网页",
        "网友",
        "投票",
        "评议",
        "验证码",
        "您觉得",
    ];
    if document.layout.is_below_tools(index) {
        return true;
    }
    let around = index.saturating_sub(FORM)..(index + FORM + 1).min(document.lines.end);
    around.into_iter().any(|near| {
        let line = document.line(near);
        line.chars().nth(16).is_none() && ASKS.iter().any(|word| line.contains(word))
    })
}

/// The longest line of one degree, in bytes.
const LONGEST_CHOICE: usize = 60;

/// Whether a line belongs to a form's list of degrees: one of them, boxes, or how to fill them in.
fn is_of_form(line: &str) -> bool {
    let mark = |c: &char| !matches!(c, ' ' | '(' | ')' | '[' | ']' | '□' | '☐' | '○' | '_');
    let bare: String = line.chars().filter(mark).collect();
    let degree = DEGREE.is_match(&bare) || bare == "一般" || bare.is_empty();
    degree || line.contains("满意") && line.contains(['□', '☐', '√']) || line.contains("打√")
}

/// The one degree that is ticked; several ticks must be at the same one.
fn set_ticked(document: &Document, findings: &mut Findings, ticked: Vec<Range<usize>>) {
    let degrees = ticked
        .into_iter()
        .map(|span| (document.value(span.clone()), vec![span]));
    set_agreed(findings, degrees.collect(), "satisfaction_box");
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

/// The degree of a row's cell that bears its tick: `满意 √ | 基本满意 | 不满意`.
fn ticked_cell(document: &Document, index: usize) -> Option<Range<usize>> {
    if !document.has_any(index, const { CharSet::of("\t|") })
        || !document.line(index).contains("满意")
    {
        return None;
    }
    let cells = cells(document, index);
    if is_remark(&cells) {
        return None;
    }
    cells.into_iter().find_map(|(text, span)| {
        let ticks = ['✓', '✔', '√', '☑', ' '];
        let degree = text.trim_matches(ticks);
        let ticked = degree.len() < text.len() && DEGREE.is_match(degree);
        let cell = document.text(span.clone());
        let bare = cell.trim_matches(ticks);
        let start = span.start + cell.find(bare).filter(|_| ticked)?;
        Some(start..start + bare.len())
    })
}

fn cells(document: &Document, index: usize) -> Vec<Cell> {
    let line = document.line(index);
    // The line was trimmed at its ends: empty cells there are kept by its tabs.
    let range = document.page.lines[index].range.clone();
    let separator = if line.contains('\t') { '\t' } else { '|' };
    if !line.contains(separator) {
        return Vec::new();
    }
    let mut start = range.start;
    line.split(separator)
        .map(|cell| {
            let span = start..start + cell.len();
            start = span.end + 1;
            (without_spaces(cell).into_owned(), span)
        })
        .collect()
}

/// Whether a row of a form is for remarks, or tells how to fill it in.
fn is_remark(cells: &[Cell]) -> bool {
    let first = cells.iter().find(|(text, _)| !text.is_empty());
    first.is_some_and(|(text, _)| {
        ["意见", "备注", "说明", "注"]
            .iter()
            .any(|word| text.starts_with(word))
    })
}

/// The degree under whose head the one tick of the rows stands.
fn ticked_column(
    document: &Document,
    findings: &mut Findings,
    header: &[Cell],
    degrees: &[usize],
    rows: impl Iterator<Item = usize>,
) -> Result<Option<Told>, Doubtful> {
    let mut ticked: Vec<(usize, Range<usize>)> = Vec::new();
    for row in rows {
        let cells = cells(document, row);
        if cells.is_empty() || is_remark(&cells) {
            continue;
        }
        // A row with a cell too few has lost one: its columns cannot be trusted.
        let ticks: Vec<(usize, Range<usize>)> = cells
            .iter()
            .enumerate()
            .filter(|(_, (text, _))| TICK.is_match(text))
            .map(|(column, (_, span))| (column, span.clone()))
            .collect();
        if !ticks.is_empty()
            && cells.len() < header.len()
            && header.last().is_some_and(|(text, _)| !text.is_empty())
        {
            findings.warn(
                "form_columns",
                Some("satisfaction"),
                "the ticked row has fewer cells than the form's head",
                Some(ticks[0].1.start),
            );
            return Err(Doubtful);
        }
        ticked.extend(ticks);
    }
    let (code, message, span) = match &ticked[..] {
        [] => return Ok(None),
        [(column, span)] if degrees.contains(column) => {
            let (text, label) = &header[*column];
            return Ok(Some((text.clone(), vec![label.clone(), span.clone()])));
        }
        [(_, span)] => (
            "form_columns",
            "the tick stands under no degree of satisfaction",
            span,
        ),
        more => (
            "form_two_ticks",
            "more than one degree is ticked",
            &more[0].1,
        ),
    };
    findings.warn(code, Some("satisfaction"), message, Some(span.start));
    Err(Doubtful)
}

/// Which cells of a row are degrees.
fn degrees(cells: &[Cell]) -> Vec<usize> {
    let degree = |(_, (text, _)): &(usize, &Cell)| DEGREE.is_match(text);
    let found = cells.iter().enumerate().filter(degree);
    found.map(|(column, _)| column).collect()
}

/// The one degree that is ticked on a line of choices.
fn one_line(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    if !document.has(index, const { CharSet::of("满意") }) {
        return None;
    }
    let instruction = line.contains('请')
        || line.contains('如')
        || line.contains("打\"")
        || line.chars().count() > 80;
    if instruction || line.matches("满意").count() < 2 {
        return None;
    }
    // Where a box stands before the first degree, those between two belong to the one behind.
    let before = line.split("满意").next().unwrap_or_default();
    let degree = |c: char| {
        matches!(
            c,
            '非' | '常' | '很' | '十' | '分' | '比' | '较' | '基' | '本' | '不' | ' '
        )
    };
    let leads = before.trim_end_matches(degree).ends_with(')') && !line.ends_with(')');
    let leads = line.contains('□') || leads;
    let behind = if leads {
        None
    } else {
        BOX_BEHIND.captures(line)
    };
    // The bracket of a tick closes before the next degree: `满意（√） 基本满意（　）`.
    let ticks = line.matches(TICKS).count();
    let closed = behind.is_some() && line.contains("满意(") && ticks == 1;
    let before = (!closed).then(|| BOX_BEFORE.captures_iter(line));
    let found: Vec<_> = before.into_iter().flatten().chain(behind).collect();
    let [only] = &found[..] else { return None };
    let degree = only.name("d")?;
    let start = document.line_start(index);
    Some(start + degree.start()..start + degree.end())
}
