//! Organs that a title names, or that stand beside it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::{Document, Findings};
use crate::kind::NORMS;
use crate::pattern::pattern;
use crate::values::organ::{ends_as_organ, is_organ, organs_of_title};

/// The organ on a line of its own above the number or the title, as letter heads print it.
pub(super) fn above_title(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
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

pub(super) fn in_title(document: &Document, findings: &Findings) -> Vec<Range<usize>> {
    let spans = findings.spans("title");
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Vec::new();
    };
    /// A government that names a norm of its own: `云川县人民政府督查工作办法`.
    static OWN_NORM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?P<o>\p{{Han}}{{2,20}}人民政府(?:办公[室厅])?)\p{{Han}}{{2,40}}(?:{})(?:\([^)]*\))?$",
            NORMS.join("|")
        ))
    });
    /// An office that decides in a case: `云川证监局行政处罚决定书`.
    static DECISION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<o>\p{Han}{2,24}[局委会厅部])(?:行政|不予|责令|撤销)\p{Han}{0,10}(?:决定书|告知书|通知书)",
        )
    });
    let text = document.text(first.start..last.end).replace('\n', " ");
    // Both patterns are dear, and few titles hold the words that they need.
    let decides = text.contains('书');
    let norm = || {
        let own = text.contains("人民政府").then(|| OWN_NORM.captures(&text));
        let decision = || decides.then(|| DECISION.captures(&text)).flatten();
        own.flatten().or_else(decision)?.name("o")
    };
    let organs = match organs_of_title(&text) {
        organs if organs.is_empty() => norm().map(|organ| organ.range()).into_iter().collect(),
        organs => organs,
    };
    organs
        .into_iter()
        .filter(|organ| {
            is_organ(&text[organ.clone()])
                || ends_as_organ(&text[organ.clone()])
                || decides && DECISION.is_match(&text)
        })
        .map(|organ| first.start + organ.start..first.start + organ.end)
        .collect()
}

/// The office that reports, on a line of its own below a report's subtitle.
pub(super) fn below_subtitle(document: &Document, findings: &mut Findings) {
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
