//! Attachments 附件: the list below the body, and the attachments themselves.
//!
//! `附件：1.名称` with one title a line, no full stop behind it (GB/T 9704-2012 §7.3.4), or an attachment
//! that begins with 附件 or 附件1 on a line of its own and its title below (§7.3.7). Refuses 附件下载 of a web page.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::layout::is_prose;
use crate::pattern::pattern;
use crate::record::Kind;
use crate::values::{join_lines, without_spaces};

pub(super) static RULE: Rule = Rule {
    field: "attachments",
    label: "附件",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"no":{"type":"integer"},"title":{"type":"string"}},"required":["title"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["附件", "attachment"],
        part: "title",
        compare: Compare::Contains,
    }],
    find,
    show: show::numbered,
    finds: &[
        (
            "关于补贴的请示\n市人民政府：\n现将有关情况报告如下，请予批准为盼，谢谢。\n附件：1.教师名册\n　　　2.费用测算表\n\n云川市教育局\n",
            r#"[{"no":1,"title":"教师名册"},{"no":2,"title":"费用测算表"}]"#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n云川市教育局\n附件3\n\n提案办理情况\n征求意见表\n\n提案编号\t178\n",
            r#"[{"no":3,"title":"提案办理情况征求意见表"}]"#,
        ),
        (
            "陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n云川市教育局\n附件\n云政办〔2021〕9号\n关于加强食堂管理的意见\n各学校：\n",
            r#"[{"title":"关于加强食堂管理的意见"}]"#,
        ),
    ],
    refuses: &["陆知行代表：\n您提出的建议收悉，现答复如下，请您审阅。\n附件下载:\n"],
    source: include_str!("attachments.rs"),
};

static STATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^附 *件? *(?P<no>\d{0,2}) *[:.、] *(?P<t>\S.*)$"));
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:(?P<no>\d{1,2}) *[.、] *)?(?P<t>\S.*)$"));
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:附 *件 *)?(?P<no>\d{1,2}) *[.、:] *(?P<t>\S.*)$"));
static HEADING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^附 *件 *(?P<no>[\d一二三四五六七八九十]{0,2}) *:?$"));
/// The ending of a file that a page links to.
static FILE_ENDING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd|jpg)$"));
/// The longest line on which a title goes on, in characters.
const LONGEST: usize = 70;

fn find(document: &Document, findings: &mut Findings) {
    if matches!(
        document.kind.kind,
        Kind::NewspaperArticle | Kind::ProposalPage
    ) {
        return;
    }
    let from = (document.layout.body + 1).min(document.lines.end);
    let mut index = from;
    while index < document.lines.end {
        let line = document.line(index);
        if !line.starts_with('附') {
            index += 1;
            continue;
        }
        if let Some(found) = STATED
            .captures(line)
            .filter(|_| line.chars().count() <= LONGEST && !line.contains('。'))
        {
            index = stated(document, findings, index, &found);
        } else if let Some(found) = HEADING.captures(line) {
            section(document, findings, index, &found["no"]);
            index += 1;
        } else if matches!(line, "附" | "附:") {
            form_below(document, findings, index + 1);
            index += 1;
        } else {
            index += 1;
        }
    }
}

fn add(document: &Document, findings: &mut Findings, no: Option<u32>, spans: Vec<Range<usize>>) {
    let title = join_lines(spans.iter().map(|span| document.original(span.clone())));
    let linked = ["（附件下载）", "(附件下载)", "附件下载"];
    let bare = linked.iter().find_map(|link| title.strip_suffix(link));
    let title = bare.unwrap_or(&title).trim_end();
    let title = match title.contains('.') {
        true => FILE_ENDING.replace(title, ""),
        false => title.into(),
    };
    let title = title.trim_matches(['；', ';', '。']);
    let inner = title
        .strip_prefix('《')
        .and_then(|rest| rest.strip_suffix('》'));
    let title = inner
        .filter(|inner| !inner.contains(['《', '》']))
        .unwrap_or(title)
        .to_owned();
    let known = findings
        .get("attachments")
        .and_then(|list| list.as_array())
        .is_some_and(|list| {
            list.iter().any(|item| {
                // The list above tells its title.
                if no.is_some() && item["no"].as_u64() == no.map(u64::from) {
                    return true;
                }
                let known = without_spaces(item["title"].as_str().unwrap_or_default());
                let title = without_spaces(&title);
                // The attachment's own heading may add （节选）.
                let rest = title.strip_prefix(known.as_ref());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '（']))
            })
        });
    // The seal of a form: `（盖章）`.
    let none = matches!(title.as_str(), "暂无" | "没有")
        || title.contains("附件下载")
        || LINKS.contains(&title.as_str())
        || is_seal(&title);
    if !known && !none && title.chars().count() > 1 {
        let mut value = json!({});
        if let Some(no) = no {
            value["no"] = no.into();
        }
        value["title"] = title.into();
        findings.add("attachments", value, spans, "attachments");
    }
}

/// What a site lists below a text and is no attachment.
const LINKS: [&str; 8] = [
    "相关附件",
    "相关文件",
    "相关链接",
    "相关下载",
    "相关解读",
    "相关阅读",
    "相关报道",
    "相关信息",
];

/// Whether a text is the place of a seal.
fn is_seal(title: &str) -> bool {
    let bare = title.trim_matches(['（', '）', '(', ')', ' ']);
    bare.len() < title.len() && matches!(bare, "盖章" | "公章" | "印章" | "签章" | "章")
}

/// What [`NEXT`], which is dear, finds in a line.
fn next_item(line: &str) -> Option<regex::Captures<'_>> {
    let begins = line.starts_with(|c: char| c == '附' || c.is_ascii_digit());
    begins.then(|| NEXT.captures(line)).flatten()
}

/// The list of attachments below the body; returns the line behind it.
fn stated(
    document: &Document,
    findings: &mut Findings,
    index: usize,
    found: &regex::Captures<'_>,
) -> usize {
    let start = document.line_start(index);
    let Some(title) = found.name("t") else {
        return index + 1;
    };
    let mut labels = document.labels_of(index).iter();
    if labels.any(|label| label.key != "attachments") {
        return index + 1;
    }
    let base = start + title.start();
    let title = title.as_str();
    let inner = NUMBERED.captures(title);
    let inner_no = inner
        .as_ref()
        .and_then(|inner| inner.name("no"))
        .and_then(|no| no.as_str().parse().ok());
    let text = inner
        .as_ref()
        .and_then(|inner| inner.name("t"))
        .map_or(0..title.len(), |text| text.range());
    let no: Option<u32> = found["no"].parse().ok().or(inner_no);
    // Several may stand on one line: `1.名册；2.测算表`.
    let listed = title.get(text.clone()).unwrap_or_default();
    let mut first = text.start;
    let mut no = no;
    for cut in listed.match_indices(';').map(|(at, _)| text.start + at) {
        let Some(item) = NEXT
            .captures(title[cut + 1..].trim_start())
            .filter(|_| no.is_some())
        else {
            continue;
        };
        let Some(own) = item.name("t") else { continue };
        add(document, findings, no, vec![base + first..base + cut]);
        first = title.len() - (title[cut + 1..].trim_start().len() - own.start());
        no = item["no"].parse().ok();
    }
    let mut spans = vec![base + first..base + text.end];
    let (mut number, mut next) = (no, index + 1);
    while next < document.lines.end {
        let line = document.line(next);
        let item = next_item(line)
            .filter(|_| no.is_some() && line.chars().count() <= LONGEST && !line.contains('。'));
        if let Some((item, title)) = item.as_ref().and_then(|item| Some((item, item.name("t")?))) {
            add(document, findings, number, std::mem::take(&mut spans));
            let at = document.line_start(next);
            spans.push(at + title.start()..at + title.end());
            number = item["no"].parse().ok();
        } else if goes_on(document, next) {
            spans.push(document.page.lines[next].range.clone());
        } else {
            break;
        }
        next += 1;
    }
    add(document, findings, number, spans);
    next
}

/// Whether a line is the rest of a title broken above it: no organ, no date, no label, nothing of its own.
fn goes_on(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let further = document.page.lines.get(index + 1).is_some_and(|_| {
        index + 1 < document.lines.end && next_item(document.line(index + 1)).is_some()
    });
    let short = line.chars().count() <= 8;
    document.page.lines[index].gap == 0
        && (further || short)
        && !document.layout.has_label(index)
        && !document.layout.is_furniture(index)
        && !is_prose(line)
        && !line.starts_with(['(', '附', '-', '抄', '主'])
        && !line.contains(['\t', '|', ':', '。'])
        && crate::values::organ::split_organs(line)
            .iter()
            .all(|organ| !crate::values::organ::is_organ(&line[organ.clone()]))
        && !super::dates::is_date(line)
}

/// The title of the one form below a bare `附：`.
fn form_below(document: &Document, findings: &mut Findings, index: usize) {
    let form = |line: &str| {
        let named = line.ends_with(['表', '单', '书', '册', '图']);
        named && line.chars().all(crate::text::is_han) && line.chars().nth(30).is_none()
    };
    if index < document.lines.end && form(document.line(index)) {
        let title = document.page.lines[index].range.clone();
        add(document, findings, None, vec![title]);
    }
}

/// Whether a line is a row of a table whose cells are set apart by wide spaces.
fn is_row(line: &str) -> bool {
    line.starts_with("序号")
        || line
            .split("  ")
            .filter(|cell| !cell.trim().is_empty())
            .count()
            >= 3
}

/// What tables count in.
const UNITS: [&str; 9] = ["万元", "元", "亿元", "人", "户", "亩", "个", "公顷", "吨"];

/// An attachment's own heading: its title stands on the next lines.
fn section(document: &Document, findings: &mut Findings, index: usize, no: &str) {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for next in (index + 1..document.lines.end).take(3) {
        let line = document.line(next);
        // An attached document has its own number above its title and its own salutation below.
        let number = document.numbers(next).next();
        if spans.is_empty() && number.is_some_and(|own| own.range == (0..line.len())) {
            continue;
        }
        // What the figures of a table count in.
        let counted = line.strip_prefix("单位:").map(str::trim);
        if spans.is_empty() && counted.is_some_and(|unit| UNITS.contains(&unit)) {
            continue;
        }
        let heading = !is_prose(line)
            && !document.layout.is_furniture(next)
            && !line.contains(['\t', '|', '。'])
            && !is_row(line)
            && !line.ends_with(':')
            && !line.starts_with("单位:")
            && !document.layout.has_label(next)
            && line.chars().count() <= 50;
        let same = spans.is_empty() || document.page.lines[next].gap == 0;
        if !heading || !same || line.starts_with(['一', '(', '1', '填']) && !spans.is_empty() {
            break;
        }
        spans.push(document.page.lines[next].range.clone());
    }
    if !spans.is_empty() {
        add(
            document,
            findings,
            crate::values::numeral::number(no),
            spans,
        );
    }
}
