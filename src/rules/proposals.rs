//! The proposals 提案, 建议 or 议案 that a document answers or carries.
//!
//! Assembly (政协 or 人大), level, term 届, session 次, number as printed, type, title, category. Stand in the
//! title, in the opening of a reply (`您在市政协十届二次会议上提出的《…》收悉`), behind labels (提案号, 编号) or as
//! the heading of a proposal's page. The system is told from 政协/人大, 委员/代表, 提案/建议 and never from
//! 建议 in a proposal's title. Refuses: navigation to other letters, meetings in newspapers, reports and
//! resolutions, sessions of standing committees.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::record::Kind;
use crate::values::doc_number::find_doc_numbers;
use crate::values::numeral::number;
use crate::values::proposal::{Assembly, Reference, find_number, find_references};
use crate::values::{pattern, without_spaces};

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
    ],
    refuses: &[
        "本报讯（记者 林舟）1月18日，市政协六届二次会议第3号提案受到关注，委员们说了很多。\n",
        "关于防汛的通知\n各单位：\n根据市十届人大三次会议精神，现就防汛工作通知如下，请遵照执行。\n上一条：某局关于市政协九届三次会议第17号提案的答复\n",
    ],
    source: include_str!("proposals.rs"),
};

fn find(document: &Document, findings: &mut Findings) {
    match document.kind.kind {
        Kind::ProposalReply => find_in_letter(document, findings),
        Kind::ProposalPage => find_on_page(document, findings),
        _ => {}
    }
}

/// A reference with the stretch of the match view where it was found.
type Located = (Reference, Vec<Range<usize>>);

fn find_in_letter(document: &Document, findings: &mut Findings) {
    let opening = opening(document);
    let title_spans = findings.spans("title").to_vec();
    let in_title = reference_in(document, &title_spans);
    let in_opening = reference_in(document, std::slice::from_ref(&opening));
    let page_title = page_title_reference(document, &title_spans);
    let labelled = labelled_reference(document);
    let quoted = quoted_title(document, opening.clone()).or_else(|| {
        title_spans
            .iter()
            .find_map(|span| quoted_title(document, span.clone()))
    });
    let stacked = stacked_reference(document);
    let quoted = quoted.or_else(|| {
        let label = document
            .labelled("proposal_title")
            .chain(document.labelled("content"))
            .next()?;
        let text = document.text(label.value.clone());
        let matter =
            text.starts_with("关于") && !text.contains('。') && label.line < document.layout.body;
        (matter && text.chars().nth(70).is_none()).then(|| label.value.clone())
    });
    let mut sources: Vec<Located> = [in_title, in_opening, page_title, labelled, stacked]
        .into_iter()
        .flatten()
        .collect();
    if sources.is_empty() {
        sources.extend(number_in_opening(document, &title_spans));
    }
    let Some((mut reference, mut spans)) = merge(sources)
        .or_else(|| quoted.as_ref().map(|_| (Reference::default(), Vec::new())))
        .or_else(|| salutation_only(document))
    else {
        return;
    };
    if reference.numbers.is_empty()
        && let Some((numbers, span)) = bracketed_number(document, &title_spans, opening.clone())
    {
        reference.numbers = numbers;
        spans.push(span);
    }
    if reference.assembly.is_none() {
        reference.assembly = assembly_of_persons(document, &reference);
        spans.extend(
            document
                .layout
                .salutation
                .as_ref()
                .map(|(_, salutation)| salutation.range.clone())
                .filter(|_| spans.is_empty()),
        );
    }
    if reference.numbers.len() > 1 {
        let titles: Vec<Option<Range<usize>>> = reference
            .numbers
            .iter()
            .map(|number| title_of_number(document, opening.clone(), number))
            .collect();
        if titles.iter().all(Option::is_some) {
            for (number, title) in reference.numbers.iter().zip(titles) {
                let one = Reference {
                    numbers: vec![number.clone()],
                    ..reference.clone()
                };
                add(document, findings, &one, spans.clone(), title);
            }
            return;
        }
    }
    add(document, findings, &reference, spans, quoted);
}

/// A number that stands apart from its session: `…提案“关于…”（第0087号）的答复`.
fn bracketed_number(
    document: &Document,
    title: &[Range<usize>],
    opening: Range<usize>,
) -> Option<(Vec<String>, Range<usize>)> {
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[(\[]\s*第?\s*(?P<n>[A-Z]?\d{1,8})\s*号\s*(?:提案|建议|议案)?\s*[)\]]")
    });
    title.iter().cloned().chain([opening]).find_map(|range| {
        let text = document.text(range.clone());
        if let Some(number) = BRACKET.captures(text).and_then(|found| found.name("n")) {
            return Some((
                vec![number.as_str().to_owned()],
                range.start + number.start()..range.start + number.end(),
            ));
        }
        let found = find_number(text)?;
        Some((
            found.numbers,
            range.start + found.range.start..range.start + found.range.end,
        ))
    })
}

/// Of several proposals answered at once, the title that stands behind each number.
fn title_of_number(document: &Document, range: Range<usize>, number: &str) -> Option<Range<usize>> {
    let text = document.text(range.clone());
    let printed = format!("{number}号");
    let (at, _) = text
        .match_indices(&printed)
        .find(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()))?;
    // `《…》（第12号）`, or `第12号《…》`.
    let before = text[..at].trim_end_matches(['第', '(', '[', ' ']);
    let (open, close) = match before.strip_suffix('》') {
        Some(title) if before.len() < at => (opening_mark(title)?, title.len()),
        _ => {
            let behind = at + printed.len();
            let gap = |gap: &usize| *gap <= 12;
            let open = text[behind..].find('《').filter(gap)? + behind + '《'.len_utf8();
            (open, text[open..].find('》')? + open)
        }
    };
    Some(range.start + open..range.start + close)
}

/// Where a title begins behind its opening mark, if `text` ends where its closing mark stands.
fn opening_mark(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let (at, _) = text.char_indices().rev().find(|(_, c)| {
        depth += usize::from(*c == '》');
        let open = *c == '《' && depth == 0;
        depth -= usize::from(*c == '《' && depth > 0);
        open
    })?;
    Some(at + '《'.len_utf8())
}

/// A letter to members or deputies answers a proposal, even where the text says nothing of it but the system.
fn salutation_only(document: &Document) -> Option<Located> {
    let (_, salutation) = document.layout.salutation.as_ref()?;
    salutation.role.as_ref()?;
    let reference = Reference {
        assembly: assembly_of_persons(document, &Reference::default()),
        ..Reference::default()
    };
    reference
        .assembly
        .is_some()
        .then(|| (reference, vec![salutation.range.clone()]))
}

fn add(
    document: &Document,
    findings: &mut Findings,
    reference: &Reference,
    mut spans: Vec<Range<usize>>,
    title: Option<Range<usize>>,
) {
    let text = title.as_ref().map(|span| document.value(span.clone()));
    spans.extend(title);
    let values = reference.to_json(text.as_deref());
    for value in values {
        if value.as_object().is_some_and(|object| !object.is_empty()) {
            findings.add("proposals", value, spans.clone(), "proposals");
        }
    }
}

/// The first reference in a run of lines, read as one text; line breaks inside it do not count.
fn reference_in(document: &Document, spans: &[Range<usize>]) -> Option<Located> {
    let (first, last) = (spans.first()?, spans.last()?);
    let text = document.text(first.start..last.end);
    let reference = find_references(text).into_iter().max_by_key(|reference| {
        (
            !reference.numbers.is_empty(),
            std::cmp::Reverse(reference.range.start),
        )
    })?;
    let span = first.start + reference.range.start..first.start + reference.range.end;
    Some((reference, vec![span]))
}

/// Joins what several places say: a number from one, term and session from another.
fn merge(sources: Vec<Located>) -> Option<Located> {
    let mut sources = sources.into_iter();
    let (mut reference, mut spans) = sources.next()?;
    for (other, more) in sources {
        let same = reference.numbers.is_empty()
            || other.numbers.is_empty()
            || reference.numbers == other.numbers;
        let missing = reference.term.is_none() && other.term.is_some()
            || reference.numbers.is_empty() && !other.numbers.is_empty()
            || reference.assembly.is_none() && other.assembly.is_some();
        if same && missing {
            reference.assembly = reference.assembly.or(other.assembly);
            reference.level = reference.level.or(other.level);
            reference.term = reference.term.or(other.term);
            reference.session = reference.session.or(other.session);
            reference.kind = reference.kind.or(other.kind);
            reference.category = reference.category.or(other.category);
            if reference.numbers.is_empty() {
                reference.numbers = other.numbers;
            }
            spans.extend(more);
        }
    }
    Some((reference, spans))
}

/// The opening of a reply: from the salutation to 如下, at most three lines.
fn opening(document: &Document) -> Range<usize> {
    static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"如下|收悉|已交|交由|交办"));
    let from = document
        .layout
        .salutation
        .as_ref()
        .map_or(document.layout.body, |(line, _)| *line);
    let last = document.lines.end.min(from + 4);
    let Some(start) = (from < last).then(|| document.line_start(from)) else {
        return 0..0;
    };
    let start = document
        .layout
        .salutation
        .as_ref()
        .map_or(start, |(_, salutation)| salutation.range.end.max(start));
    let end = document.page.lines[last - 1].range.end.max(start);
    let text = document.text(start..end);
    // The first sentence that answers closes the opening; later ones quote other meetings.
    let stop = END
        .find_iter(text)
        .last()
        .map_or(text.len(), |found| found.end());
    let sentence = END
        .find(text)
        .and_then(|found| text[found.end()..].find('。').map(|at| found.end() + at));
    start
        ..start
            + sentence
                .unwrap_or(stop)
                .max(END.find(text).map_or(0, |found| found.end()))
                .min(text.len())
}

/// The proposal's title: the first quoted matter of a stretch that is long enough for one.
fn quoted_title(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    static MATTER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"提案|建议|议案|意见|收悉|提出|题为|办理|答复"));
    let all = document.text(range.clone());
    // All kinds of quotation marks but 《 are folded to one; before the first there is nothing to see.
    let first = all.find(['《', '"'])?;
    let range = range.start + first..range.end;
    let (text, before) = (&all[first..], &all[..first]);
    let original = document.original(range.clone());
    let mut open: Option<(usize, char)> = None;
    let mut depth = 0usize;
    for ((at, c), o) in text.char_indices().zip(original.chars()) {
        match open {
            None if c == '《' || o == '“' || o == '「' || c == '"' && o != '”' && o != '」' =>
            {
                open = Some((at + c.len_utf8(), if c == '《' { '《' } else { o }));
                depth = 1;
            }
            None => {}
            Some((start, opener)) => {
                let (opens, closes) = match opener {
                    '《' => (c == '《', c == '》'),
                    '“' => (o == '“', o == '”'),
                    '「' => (o == '「', o == '」'),
                    _ => (false, c == '"'),
                };
                depth += usize::from(opens);
                depth -= usize::from(closes);
                if depth == 0 {
                    let inner = &text[start..at];
                    let around = &text[..start];
                    let long = without_spaces(inner).chars().count() >= 6;
                    // 《…法》 in the opening is a law, unless the sentence speaks of a proposal.
                    let matter = |text: &str| MATTER.is_match(text);
                    if long
                        && (matter(before) || matter(around) || matter(&text[at..]))
                        && !inner.ends_with(['法', '表'])
                        && !(opener != '《' && is_spoken(&all[..first + start]))
                        && !is_cited(&text[at + c.len_utf8()..])
                    {
                        let lead = inner.len() - inner.trim_start().len();
                        return Some(
                            range.start + start + lead
                                ..range.start + start + lead + inner.trim().len(),
                        );
                    }
                    open = None;
                }
            }
        }
    }
    None
}

/// Whether a quotation mark opens what somebody says: a colon stands before it.
fn is_spoken(before: &str) -> bool {
    let mark = before.chars().next_back().map_or(0, char::len_utf8);
    before[..before.len() - mark].trim_end().ends_with(':')
}

/// Whether a document number in brackets follows a quoted title: then it is a document's and no proposal's.
fn is_cited(after: &str) -> bool {
    let inner = after.trim_start().strip_prefix(['(', '[']);
    inner.is_some_and(|inner| {
        let inner: String = inner.chars().take(40).collect();
        let number = find_doc_numbers(&inner).into_iter().next();
        number.is_some_and(|number| number.range.start == 0)
    })
}

/// A reference in the page's own title above the letter's.
fn page_title_reference(document: &Document, title: &[Range<usize>]) -> Option<Located> {
    let end = title
        .first()
        .map_or(document.layout.body, |span| document.line_at(span.start));
    (document.lines.start..end)
        .filter(|&index| !document.layout.is_furniture(index))
        .find_map(|index| {
            let range = document.page.lines[index].range.clone();
            let answers = ["答复", "复函", "的函", "回复"]
                .iter()
                .any(|word| document.line(index).contains(word));
            if answers {
                reference_in(document, &[range])
            } else {
                None
            }
        })
}

/// A line of the head that is a session, and below it a line that is a number.
fn stacked_reference(document: &Document) -> Option<Located> {
    let end = document.layout.body.min(document.lines.start + HEAD);
    (document.lines.start..end.saturating_sub(1)).find_map(|index| {
        let (line, below) = (document.line(index), document.line(index + 1));
        let number = (1..=8).contains(&below.len()) && below.bytes().all(|b| b.is_ascii_digit());
        if !number || !line.contains('届') || line.chars().nth(30).is_some() {
            return None;
        }
        let range = document.page.lines[index].range.clone();
        let (mut reference, mut spans) = reference_in(document, std::slice::from_ref(&range))?;
        if !reference.numbers.is_empty() || !line.ends_with(['会', '议']) {
            return None;
        }
        reference.numbers.push(below.to_owned());
        spans.push(document.page.lines[index + 1].range.clone());
        Some((reference, spans))
    })
}

/// How many lines the head of a reply has at most.
const HEAD: usize = 40;

/// Term, session and number behind a label or in the form that goes with a reply.
fn labelled_reference(document: &Document) -> Option<Located> {
    // A proposal's own page may call the number just 编号.
    let page = (document.kind.kind == Kind::ProposalPage).then_some("number_other");
    let mut labels = ["proposal_number"]
        .into_iter()
        .chain(page)
        .flat_map(|key| document.labelled(key));
    labels.find_map(|label| {
        let text = document.text(label.value.clone());
        if let Some(reference) = find_references(text).into_iter().next() {
            let span =
                label.value.start + reference.range.start..label.value.start + reference.range.end;
            return Some((reference, vec![span]));
        }
        bare_number(document, label.value.clone())
    })
}

/// `178`, `第178号`, `B015` as a whole value.
fn bare_number(document: &Document, range: Range<usize>) -> Option<Located> {
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:第 *)?(?P<n>[A-Z]?\d(?: ?\d){0,7}) *号?(?:提案|建议|议案)?$")
    });
    let text = document.text(range.clone());
    let number = BARE.captures(text)?.name("n")?;
    let reference = Reference {
        numbers: vec![without_spaces(number.as_str()).into_owned()],
        ..Reference::default()
    };
    Some((
        reference,
        vec![range.start + number.start()..range.start + number.end()],
    ))
}

/// `第72号建议` in title or opening where no session stands.
fn number_in_opening(document: &Document, title: &[Range<usize>]) -> Option<Located> {
    let opening = opening(document);
    title.iter().cloned().chain([opening]).find_map(|range| {
        let mut reference = find_number(document.text(range.clone()))?;
        let span = range.start + reference.range.start..range.start + reference.range.end;
        reference.assembly = reference
            .assembly
            .or_else(|| assembly_of_persons(document, &reference));
        Some((reference, vec![span]))
    })
}

/// The assembly that addressee, title or type tell where the reference does not.
fn assembly_of_persons(document: &Document, reference: &Reference) -> Option<Assembly> {
    let salutation = document
        .layout
        .salutation
        .as_ref()
        .map(|(_, salutation)| salutation);
    let by_role = salutation.and_then(|salutation| match salutation.role.as_deref() {
        Some(role) if role.ends_with("委员") => Some(Assembly::Cppcc),
        Some(role) if role.ends_with("代表") => Some(Assembly::Npc),
        _ => None,
    });
    let by_name = || {
        salutation
            .and_then(|salutation| Assembly::named_in(document.text(salutation.range.clone())))
    };
    let by_kind = || {
        reference
            .kind
            .and_then(|kind| (kind == "提案").then_some(Assembly::Cppcc))
    };
    by_name().or_else(by_kind).or(by_role)
}

fn find_on_page(document: &Document, findings: &mut Findings) {
    let title = findings.spans("title").to_vec();
    let heading = page_heading(document);
    let labelled = labelled_reference(document);
    let in_reply = reference_in(document, &[opening(document)]);
    let found = merge(
        [
            heading,
            labelled,
            page_session(document),
            labelled_session(document),
            in_reply,
        ]
        .into_iter()
        .flatten()
        .collect(),
    );
    let Some((mut reference, mut spans)) =
        found.or_else(|| (!title.is_empty()).then(|| (Reference::default(), Vec::new())))
    else {
        return;
    };
    if reference.assembly.is_none() {
        reference.assembly = page_assembly(document).map(|(assembly, span)| {
            spans.push(span);
            assembly
        });
    }
    let quoted = title
        .first()
        .map(|first| first.start..title.last().map_or(first.end, |last| last.end));
    let text = findings.text("title").map(str::to_owned);
    spans.extend(quoted);
    for value in reference.to_json(text.as_deref()) {
        findings.add("proposals", value, spans.clone(), "proposals_page");
    }
}

/// The heading of a proposal's form: body, session and number, over one line or several.
fn page_heading(document: &Document) -> Option<Located> {
    let end = document.lines.end.min(document.lines.start + 60);
    let lines: Vec<usize> = (document.lines.start..end)
        .filter(|&index| !document.layout.is_furniture(index))
        .collect();
    for (position, &index) in lines.iter().enumerate() {
        let last = lines[(position + 2).min(lines.len() - 1)];
        let range = document.line_start(index)..document.page.lines[last].range.end;
        let text = document.text(range.clone());
        if document.line(index).chars().count() > 60 {
            continue;
        }
        let session = find_references(text).into_iter().find(|found| {
            !found.numbers.is_empty() && found.range.start < document.line(index).len()
        });
        if let Some(reference) = session {
            let span = range.start + reference.range.start..range.start + reference.range.end;
            return Some((reference, vec![span]));
        }
    }
    lines.into_iter().find_map(|index| {
        bare_number(document, document.page.lines[index].range.clone())
            .filter(|_| document.line(index).contains('号'))
    })
}

/// 届 and 次 behind the label 届次, without the word 会议.
fn labelled_session(document: &Document) -> Option<Located> {
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?P<t>[\d一二三四五六七八九十]{1,3}) *届 *(?P<s>[\d一二三四五六七八九十]{1,3}) *次",
        )
    });
    document.labelled("session").find_map(|label| {
        let text = document.text(label.value.clone());
        let found = SHORT.captures(text)?;
        let all = found.get(0)?;
        let reference = Reference {
            assembly: Assembly::named_in(text),
            term: number(&found["t"]),
            session: number(&found["s"]),
            ..Reference::default()
        };
        Some((
            reference,
            vec![label.value.start + all.start()..label.value.start + all.end()],
        ))
    })
}

/// A session that the page's head names apart from the number.
fn page_session(document: &Document) -> Option<Located> {
    let end = document.lines.end.min(document.lines.start + 60);
    (document.lines.start..end)
        .filter(|&index| {
            !document.layout.is_furniture(index) && document.line(index).chars().count() <= 60
        })
        .find_map(|index| {
            // The name of the session may go on below.
            let last = (index + 1).min(end - 1);
            let range = document.line_start(index)..document.page.lines[last].range.end;
            let found = reference_in(document, &[range])?;
            (found.1[0].start < document.page.lines[index].range.end).then_some(found)
        })
}

/// The assembly that the page's labels name: 代表姓名, 提案人, 政协.
fn page_assembly(document: &Document) -> Option<(Assembly, Range<usize>)> {
    document.labels.iter().find_map(|label| {
        let word = without_spaces(document.text(label.label.clone()));
        let value = document.text(label.value.clone());
        let assembly =
            if word.contains("代表") || word.contains("建议号") || word.contains("建议编号")
            {
                Some(Assembly::Npc)
            } else if word.contains("提案") || word.contains("委员") {
                Some(Assembly::Cppcc)
            } else if matches!(label.key, "source" | "category" | "publisher") {
                Assembly::named_in(value)
            } else {
                None
            };
        assembly.map(|assembly| (assembly, label.label.clone()))
    })
}
