//! The issuing organs 发文机关.
//!
//! Stand as signature above the date (GB/T 9704-2012 §7.3.4), as mark on the first page (`…文件`,
//! §7.2.4), in the title before 关于, or behind a label (发文机关). Signature before mark before title
//! before label. Joint issues keep the order of the document. Refuses 来源 and 发布机构 of a web page, a
//! site's footer, organs that a sentence names; a proposal's page has proposers, no issuer.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXTS, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::organ::{ends_as_organ, is_organ, organs_of_title, split_organs};

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
    source: include_str!("issuers.rs"),
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

/// The office that reports, on a line of its own below a report's subtitle.
fn below_subtitle(document: &Document, findings: &mut Findings) {
    let Some(last) = findings.spans("subtitle").last() else {
        return;
    };
    let line = document.line_at(last.start) + 1;
    if line < document.layout.body && is_organ(document.line(line)) {
        let span = document.page.lines[line].range.clone();
        let value = document.value(span.clone());
        findings.add("issuers", value, vec![span], "issuers_subtitle");
    }
}

/// Words of a signature's line that are no part of the organ's name.
static SEALED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r" *\((?:盖章|印章|公章|章|此件盖章有效|代章)\) *$"));

fn organs_of_line(document: &Document, index: usize) -> Vec<Range<usize>> {
    let line = document.line(index);
    let sentence = document.has_any(index, const { CharSet::of(":。,") });
    if sentence && !line.ends_with('日') {
        return Vec::new();
    }
    let line = &line[..SEALED
        .find(line)
        .filter(|_| line.ends_with([')', ' ']))
        .map_or(line.len(), |found| found.start())];
    let start = document.line_start(index);
    let line = line.trim_end_matches(['|', ' ']);
    // A letter that lost its line breaks ends in its signature and date.
    let dated = line
        .ends_with('日')
        .then(|| line.rfind(['。', '!']))
        .flatten();
    let cut = dated.map_or(0, |at| {
        at + line[at..].chars().next().map_or(0, char::len_utf8)
    });
    let (line, start) = (&line[cut..], start + cut);
    // A line that begins with a digit begins with no organ: with the date, mostly.
    if line.starts_with(|c: char| c.is_ascii_digit())
        || document.layout.is_furniture(index)
        || line.chars().nth(90).is_some()
        || line.contains([':', '。', ','])
    {
        return Vec::new();
    }
    // A date may close the line: `某某局  2022年8月9日`.
    let name = crate::values::date::find_dates(line)
        .first()
        .map_or(line, |date| line[..date.range.start].trim_end());

    let organs = split_organs(name);
    let all = !organs.is_empty() && organs.iter().all(|organ| is_organ(&name[organ.clone()]));
    if all {
        organs
            .into_iter()
            .map(|organ| start + organ.start..start + organ.end)
            .collect()
    } else {
        Vec::new()
    }
}

/// Organs above the date of writing, or alone below the body.
fn signature(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let dated = |line: &usize| *line < document.layout.body;
    let head_line = findings
        .spans("dates.written")
        .first()
        .map(|span| document.line_at(span.start))
        .filter(dated);
    if let Some(organs) = head_line
        .map(|line| organs_of_line(document, line))
        .filter(|organs| !organs.is_empty())
    {
        return organs;
    }
    let date_line = findings
        .spans("dates.written")
        .first()
        .map(|span| document.line_at(span.start));
    if let Some(date_line) = date_line.filter(|&line| line >= document.layout.body) {
        let above = collect_upwards(document, date_line + 1);
        if !above.is_empty() {
            return above;
        }
    }
    let printer = super::dates::printed::printed_line(document).map(|(line, _)| line);
    let from = document.layout.body_end.max(document.layout.body + 1);
    for index in from..document.layout.attachments {
        let imprint = printer.is_some_and(|line| index == line || index + 1 == line);
        let organs = organs_of_line(document, index);
        if !organs.is_empty() && !imprint {
            let mut all = organs;
            for next in (index + 1..document.layout.attachments).take(6) {
                let more = organs_of_line(document, next);
                if more.is_empty() || printer.is_some_and(|line| next == line || next + 1 == line) {
                    break;
                }
                all.extend(more);
            }
            return all;
        }
    }
    Vec::new()
}

/// Organs on the lines directly above line `end`, that line's own included.
fn collect_upwards(document: &Document, end: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Vec<Range<usize>>> = Vec::new();
    let mut misses = 0;
    for index in (document.layout.body..end).rev() {
        let organs = organs_of_line(document, index);
        if organs.is_empty() {
            let date = super::dates::is_date(document.line(index));
            let note = document.line(index).starts_with('(')
                && document.line(index).ends_with(')')
                && document.line(index).chars().count() < 40;
            misses += usize::from(!(date || note));
            if misses > 0 && (!lines.is_empty() || misses > 1) {
                break;
            }
            continue;
        }
        lines.push(organs);
    }
    lines.into_iter().rev().flatten().collect()
}

/// The mark of the first page: `…文件`, also over several lines of a joint issue, and 令 of an order.
fn mark(document: &Document) -> Vec<Range<usize>> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r" *(?:文 ?件|命 ?令|令|公告|通告)(?: *\(?第 *[\d一二三四五六七八九十百〇]{1,6} *号\)?)?$",
        )
    });
    let head = document.lines.start..document.layout.body.min(document.lines.end);
    for index in head.clone().take(40) {
        let line = document.line(index);
        let Some(word) = WORD.find(line) else {
            continue;
        };
        let name = line[..word.start()].trim_end();
        // `省政府文件` heads a column of a site.
        let placeless = name
            .strip_suffix("政府")
            .is_some_and(|place| place.chars().nth(1).is_none());
        if !is_organ(name)
            || placeless
            || document.layout.is_furniture(index)
            || document.layout.has_label(index)
        {
            continue;
        }
        let start = document.line_start(index);
        let mut organs = vec![start..start + name.len()];
        // In a joint issue the word stands behind one of the stacked names.
        if word.as_str().trim() == "文件" {
            for above in (head.start..index).rev().take_while(|&above| {
                is_organ(document.line(above)) && document.page.lines[above + 1].gap == 0
            }) {
                organs.insert(0, document.page.lines[above].range.clone());
            }
            for below in (index + 1..head.end).take_while(|&below| {
                is_organ(document.line(below))
                    && document.page.lines[below].gap == 0
                    && !document.line(below).contains("关于")
            }) {
                organs.push(document.page.lines[below].range.clone());
            }
        }
        return organs;
    }
    Vec::new()
}

/// The organ on a line of its own above the number or the title, as letter heads print it.
fn above_title(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let first = ["doc_number", "title"]
        .iter()
        .filter_map(|field| Some(document.line_at(findings.spans(field).first()?.start)))
        .filter(|&line| line < document.layout.body)
        .min();
    let Some(first) = first else {
        return Vec::new();
    };
    let above = (document.lines.start..first).rev().take(2);
    let own = above.into_iter().find(|&index| {
        is_organ(document.line(index))
            && !document.layout.is_furniture(index)
            && !document.layout.has_label(index)
    });
    own.map_or(Vec::new(), |index| {
        vec![document.page.lines[index].range.clone()]
    })
}

fn in_title(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let spans = findings.spans("title");
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Vec::new();
    };
    /// A government that names a norm of its own: `云川县人民政府督查工作办法`.
    static OWN_NORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<o>\p{Han}{2,20}人民政府(?:办公[室厅])?)\p{Han}{2,40}(?:办法|规定|细则|规则|制度|规程)(?:\([^)]*\))?$",
        )
    });
    let text = document.text(first.start..last.end).replace('\n', " ");
    let norm = || OWN_NORM.captures(&text).and_then(|found| found.name("o"));
    let organs = match organs_of_title(&text) {
        organs if organs.is_empty() => norm().map(|organ| organ.range()).into_iter().collect(),
        organs => organs,
    };
    organs
        .into_iter()
        .filter(|organ| is_organ(&text[organ.clone()]) || ends_as_organ(&text[organ.clone()]))
        .map(|organ| first.start + organ.start..first.start + organ.end)
        .collect()
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

fn labelled(document: &Document) -> Vec<Range<usize>> {
    let Some(label) = document
        .labelled("issuer")
        .find(|label| !document.text(label.value.clone()).contains("网"))
    else {
        return Vec::new();
    };
    let text = document.text(label.value.clone());
    split_organs(text)
        .into_iter()
        .map(|organ| label.value.start + organ.start..label.value.start + organ.end)
        .collect()
}
