//! The result that a letter names in a sentence of its own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::text::CharSet;

/// The code that the letter itself names in a sentence: `办理结果为B类`; of several none.
pub(super) fn in_sentence(document: &Document) -> Option<Range<usize>> {
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"办理(?:结果|类别|类型)(?:为|属于?|是) ?["'(]?(?P<c>[A-E]\d?)["')]? ?类?["')]?(?:[。;)]|,特此|$)"#,
        )
    });
    /// A sentence of another proposal, or of none.
    static OTHERS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"去年|上年|往年|上一年|如果|若|认为|规定|要求|第\d+号|\d年"));
    let body = document.layout.body..document.layout.attachments;
    let mut codes = Vec::new();
    for index in body.filter(|&index| document.has(index, const { CharSet::of("办") })) {
        let (line, start) = (document.line(index), document.line_start(index));
        if !["办理结果", "办理类"]
            .iter()
            .any(|word| line.contains(word))
        {
            continue;
        }
        let found = SENTENCE.captures_iter(line);
        let found = found.filter_map(|found| found.name("c"));
        let found = found.filter(|code| {
            let sentence = line[..code.start()].rsplit('。').next().unwrap_or_default();
            !OTHERS.is_match(sentence)
        });
        codes.extend(found.map(|code| start + code.start()..start + code.end()));
    }
    match &codes[..] {
        [code] => Some(code.clone()),
        _ => None,
    }
}
