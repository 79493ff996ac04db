//! What a code means, where the words beside it say so.

use crate::document::Findings;

/// Sets what the words beside a code say.
pub(super) fn set_meaning(findings: &mut Findings, words: &str) {
    let text = words.trim_matches(['(', ')', '[', ']', ':', ',', '-', ' ']);
    if text.chars().nth(1).is_none() {
        return;
    }
    findings.beside("result_text", text);
    if let Some(meaning) = meaning(text) {
        findings.beside("result_meaning", meaning);
    }
}

/// What a text beside a code means, unless the words are denied: `未采纳`, `尚未基本解决`.
fn meaning(text: &str) -> Option<&'static str> {
    const DENIED: [&str; 15] = [
        "未",
        "不",
        "没",
        "没有",
        "难",
        "难以",
        "无法",
        "没法",
        "未能",
        "不能",
        "未予",
        "不予",
        "未予以",
        "不予以",
        "不可能",
    ];
    let denied = |before: &str| DENIED.iter().any(|word| before.ends_with(word));
    MEANINGS.iter().find_map(|(word, meaning)| {
        let at = text.find(word)?;
        (!denied(&text[..at])).then_some(*meaning)
    })
}

/// Whether a text says what a code means, denied or not.
pub(super) fn tells_meaning(text: &str) -> bool {
    MEANINGS.iter().any(|(word, _)| text.contains(word))
}

/// What words mean that stand beside a code.
const MEANINGS: &[(&str, &str)] = &[
    ("暂", "deferred"),
    ("留作参考", "reference_only"),
    ("供参考", "reference_only"),
    ("列入计划", "planned"),
    ("纳入计划", "planned"),
    ("列入规划", "planned"),
    ("正在解决", "in_progress"),
    ("部分", "in_progress"),
    ("已经解决", "resolved"),
    ("已解决", "resolved"),
    ("基本解决", "resolved"),
    ("采纳", "resolved"),
];
