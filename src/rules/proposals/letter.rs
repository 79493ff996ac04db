//! The proposals that a letter answers: what its title, its opening, its labels and its persons say.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::listed::listed;
use super::opening::opening;
use super::quoted_title::{quoted_title, title_of_number, titles_in_row};
use super::reference::{
    Located, bare_number, labelled_reference, labelled_session, merge, most_telling, reference_in,
    references_in,
};
use crate::document::{Document, Findings};
use crate::layout::HEAD_LINES;
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::proposal::{Assembly, Reference, SERIAL, SERIAL_BEHIND_ORDINAL, find_number};
use crate::values::reply_title::titles_reply;

pub(super) fn find_in_letter(document: &Document, findings: &mut Findings) {
    let opening = opening(document);
    let title = findings.spans("title").to_vec();
    let in_title = references_in(document, &title);
    if answers_both_assemblies(&in_title) {
        for (reference, spans) in in_title {
            let quoted = reference.numbers.first();
            let quoted =
                quoted.and_then(|number| title_of_number(document, opening.clone(), number));
            add(document, findings, &reference, spans, quoted);
        }
        return;
    }
    let (listed, listed_title) = listed(document).unzip();
    let quoted = matter(document, &opening, &title, listed_title);
    let sources = sources(document, &opening, &title, most_telling(in_title), listed);
    let Some((mut reference, mut spans)) = merge(sources)
        .or_else(|| quoted.as_ref().map(|_| (Reference::default(), Vec::new())))
        .or_else(|| salutation_only(document))
    else {
        return;
    };
    if reference.numbers.is_empty()
        && let Some((numbers, span)) = bracketed_number(document, &title, opening.clone())
    {
        reference.numbers = numbers;
        spans.push(span);
    }
    let below = match reference.term {
        None => session_below(document, &reference, quoted.as_ref()),
        Some(_) => None,
    };
    let all = std::iter::once((reference, spans)).chain(below);
    let Some((mut reference, mut spans)) = merge(all) else {
        return;
    };
    if reference.assembly.is_none() {
        reference.assembly = assembly_of_persons(document, &reference);
        let salutation = document.layout.salutation.as_ref();
        let spoken = salutation.map(|(_, salutation)| salutation.range.clone());
        spans.extend(spoken.filter(|_| spans.is_empty()));
    }
    match titles_of_numbers(document, &opening, &reference) {
        Some(titles) => {
            for (number, title) in reference.numbers.iter().zip(titles) {
                let one = Reference {
                    numbers: vec![number.clone()],
                    ..reference.clone()
                };
                add(document, findings, &one, spans.clone(), title);
            }
        }
        None => add(document, findings, &reference, spans, quoted),
    }
}

/// The title of the proposal: quoted in the opening or in the letter's own title, in a line above the letter,
/// further below, or behind a label.
fn matter(
    document: &Document,
    opening: &Range<usize>,
    title: &[Range<usize>],
    listed: Option<Range<usize>>,
) -> Option<Range<usize>> {
    let places = std::iter::once(opening).chain(title);
    let quoted = { places }.find_map(|place| quoted_title(document, place.clone()));
    let labelled = || {
        let mut labels = document
            .labelled("proposal_title")
            .chain(document.labelled("content"));
        let label = labels.next()?;
        let text = document.text(label.value.clone());
        let matter =
            text.starts_with("关于") && !text.contains('。') && label.line < document.layout.body;
        (matter && text.chars().nth(70).is_none()).then(|| label.value.clone())
    };
    // `标题：关于…的提案` beside the proposal's number, on the page of its answer.
    let titled = || {
        document.labelled("proposal_number").next()?;
        let mut labels = document.labelled("title");
        let named = |text: &str| text.starts_with("关于") && text.ends_with(['案', '议']);
        let label = labels.find(|label| {
            let text = document.text(label.value.clone());
            named(text) && !text.contains('号') && label.line < document.layout.body
        })?;
        Some(label.value.clone())
    };
    quoted
        .or(listed)
        .or_else(|| proposed_below(document))
        .or_else(labelled)
        .or_else(titled)
}

/// All places that tell of the proposal, those first that tell most.
fn sources(
    document: &Document,
    opening: &Range<usize>,
    title: &[Range<usize>],
    in_title: Option<Located>,
    listed: Option<Located>,
) -> Vec<Located> {
    let in_opening = reference_in(document, std::slice::from_ref(opening));
    let page_title = page_title_reference(document, title);
    let noted = noted_below_title(document, title);
    let labelled = labelled_reference(document);
    let found = [in_title, in_opening, page_title, noted, labelled, listed];
    let mut sources: Vec<Located> = found.into_iter().flatten().collect();
    let unnumbered = |(reference, _): &Located| reference.numbers.is_empty();
    if sources.iter().all(unnumbered) {
        // A number without its session is the letter's own all the same.
        let named = number_in_opening(document, title).is_some();
        sources.extend(stacked_reference(document).filter(|_| !named));
    }
    if !sources.is_empty() {
        sources.extend(labelled_session(document));
    }
    if sources.is_empty() {
        sources.extend(number_in_opening(document, title));
    }
    sources
}

/// The title of each of several proposals that are answered at once; `None` for one, and where not each
/// number has its own.
fn titles_of_numbers(
    document: &Document,
    opening: &Range<usize>,
    reference: &Reference,
) -> Option<Vec<Option<Range<usize>>>> {
    if reference.numbers.len() < 2 {
        return None;
    }
    let numbers = reference.numbers.iter();
    let titles: Vec<Option<Range<usize>>> = numbers
        .map(|number| title_of_number(document, opening.clone(), number))
        .collect();
    let titles = match titles.iter().all(Option::is_some) {
        true => titles,
        // As many titles stand in a row, in the order of the numbers.
        false => {
            let row = titles_in_row(document, opening.clone()).into_iter();
            row.map(Some).collect()
        }
    };
    (titles.len() == reference.numbers.len()).then_some(titles)
}

/// A proposal named in full behind an opening that tells its matter alone: `您在调研基础上提出的《关于…的
/// 建议》`.
fn proposed_below(document: &Document) -> Option<Range<usize>> {
    static PROPOSED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[您你][^。]{0,20}提出的《(?P<t>关于[^》]{4,80}(?:建议|提案|议案))》")
    });
    let from = document.layout.body + 1;
    (from..document.lines.end.min(from + 5)).find_map(|index| {
        let line = document.line(index);
        let named = document.has(index, const { CharSet::of("提出") }) && line.contains("出的《");
        let found = named
            .then(|| PROPOSED.captures(line))
            .flatten()?
            .name("t")?;
        let start = document.line_start(index);
        Some(start + found.start()..start + found.end())
    })
}

/// Whether the references of a title are to proposals of both assemblies at once: `…第20号建议和市政协…
/// 第64号提案的答复`.
fn answers_both_assemblies(title: &[Located]) -> bool {
    [Assembly::Cppcc, Assembly::Npc].iter().all(|assembly| {
        let mut of = title
            .iter()
            .filter(|(reference, _)| reference.assembly == Some(*assembly));
        of.any(|(reference, _)| !reference.numbers.is_empty())
    })
}

/// A number that stands apart from its session: `…提案“关于…”（第0087号）的答复`, `（建议编号：26号）`,
/// `…建议的答复：第9号`.
fn bracketed_number(
    document: &Document,
    title: &[Range<usize>],
    opening: Range<usize>,
) -> Option<(Vec<String>, Range<usize>)> {
    static BRACKET: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"[(\[]\s*(?:重点(?:提案|建议)[,、 ]\s*)?(?:第\s*)?(?P<n>{SERIAL_BEHIND_ORDINAL})\s*号\s*(?:提案|建议|议案)?\s*(?:[,、 ]\s*重点(?:提案|建议))?[)\]]|[(\[](?:建议|提案|议案)编号:?\s*第?(?P<l>{SERIAL})\s*号?[)\]]|(?:答复|复函|回复):第(?P<m>{SERIAL})号$"
        ))
    });
    title.iter().cloned().chain([opening]).find_map(|range| {
        let text = document.text(range.clone());
        if let Some(number) = BRACKET
            .captures(text)
            .and_then(|found| found.name("n").or(found.name("l")).or(found.name("m")))
        {
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

/// A reference in the page's own title above the letter's.
fn page_title_reference(document: &Document, title: &[Range<usize>]) -> Option<Located> {
    let end = title
        .first()
        .map_or(document.layout.body, |span| document.line_at(span.start));
    (document.lines.start..end)
        .filter(|&index| !document.layout.is_furniture(index))
        .find_map(|index| {
            let range = document.page.lines[index].range.clone();
            let line = document.line(index);
            let words = ["答复", "复函", "回复"];
            let answers = document.has(index, const { CharSet::of("复") })
                && words.iter().any(|word| line.contains(word))
                || line.contains("的函");
            if answers {
                reference_in(document, &[range])
            } else {
                None
            }
        })
}

/// A reference in brackets on a line of its own between title and letter: `（县七届人大二次会议第18号建议）`,
/// `（建议第20240317号）`.
fn noted_below_title(document: &Document, title: &[Range<usize>]) -> Option<Located> {
    let below = document.line_at(title.last()?.end) + 1;
    (below..document.layout.body).find_map(|index| {
        let range = document.page.lines[index].range.clone();
        let note = document.line(index).strip_prefix('(')?.strip_suffix(')')?;
        // Where another one was answered.
        let other = ["并入", "整理", "另附"]
            .iter()
            .any(|word| note.contains(word));
        let whole = reference_in(document, std::slice::from_ref(&range)).filter(|_| !other);
        whole.or_else(|| {
            // A number without its session is all that the note says.
            let found = find_number(note).filter(|found| found.range == (0..note.len()))?;
            let start = range.start + '('.len_utf8();
            Some((found, vec![start..start + note.len()]))
        })
    })
}

/// The session that a title or a sentence further below names with the proposal's title or number: `接到县十二届人大四次
/// 会议《…》（第317号）的任务`.
fn session_below(
    document: &Document,
    reference: &Reference,
    title: Option<&Range<usize>>,
) -> Option<Located> {
    let title = title.map(|title| document.text(title.clone()));
    let names = |sentence: &str| {
        let mut numbers = reference.numbers.iter();
        match title {
            Some(title) => sentence.contains(title),
            None => numbers.any(|number| sentence.contains(&format!("第{number}号"))),
        }
    };
    // Others were told of before, or were the same.
    let received = |sentence: &str| {
        let words = ["接到", "收到", "交办", "转来"];
        let others = ["去年", "前年", "上届", "此前", "早在", "曾", "相同", "并案"];
        words.iter().any(|word| sentence.contains(word))
            && !others.iter().any(|word| sentence.contains(word))
    };
    let body = document.layout.body..document.layout.attachments;
    { body }
        .filter(|&index| document.line(index).contains('届'))
        .find_map(|index| {
            let (line, mut start) = (document.line(index), document.line_start(index));
            line.split_inclusive('。').find_map(|sentence| {
                let range = start..start + sentence.len();
                start = range.end;
                let told = names(sentence) && (received(sentence) || titles_reply(sentence));
                let (found, spans) = told.then(|| reference_in(document, &[range])).flatten()?;
                let same = found.numbers.is_empty() || found.numbers == reference.numbers;
                same.then_some((found, spans))
            })
        })
}

/// A line of the head that is a session, and below it, a heading between them or none, one that is a number.
fn stacked_reference(document: &Document) -> Option<Located> {
    let end = document.layout.body.min(document.lines.start + HEAD_LINES);
    (document.lines.start..end.saturating_sub(1)).find_map(|index| {
        let line = document.line(index);
        if !line.contains('届') || !line.ends_with(['会', '议']) || line.chars().nth(30).is_some()
        {
            return None;
        }
        let below = (index + 1..end.min(index + 3)).find_map(|below| {
            let text = document.line(below);
            let next = below == index + 1;
            let headed = || document.line(below - 1).contains(['案', '议']);
            let ordinal = text.starts_with('第') && text.ends_with('号');
            let digits = || next && text.bytes().all(|b| b.is_ascii_digit());
            (ordinal && (next || headed()) || digits())
                .then(|| bare_number(document, document.page.lines[below].range.clone()))
                .flatten()
        });
        let (number, span) = below?;
        let range = document.page.lines[index].range.clone();
        let (mut reference, mut spans) = reference_in(document, std::slice::from_ref(&range))?;
        if !reference.numbers.is_empty() {
            return None;
        }
        reference.numbers = number.numbers;
        spans.extend(span);
        Some((reference, spans))
    })
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
