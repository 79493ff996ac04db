//! Names of newspapers.

use crate::text::is_han;

/// Words that end as names of papers do and are none.
const OTHERS: [&str; 12] = [
    "简报",
    "通报",
    "预报",
    "公报",
    "汇报",
    "工作快报",
    "信息快报",
    "情报",
    "举报",
    "一报",
    "申报",
    "播报",
];

/// Whether a text may be the name of a newspaper and nothing else: `云川晚报`; no bulletin of an office.
pub fn is_paper(text: &str) -> bool {
    (3..=8).contains(&text.chars().count())
        && text.ends_with('报')
        && text.chars().all(is_han)
        && !OTHERS.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_and_what_looks_like_one() {
        for text in ["云川报", "云川晚报", "都市快报", "云川教育报"] {
            assert!(is_paper(text), "{text}");
        }
        for text in ["工作简报", "情况通报", "气象预报", "晚报", "2022云川报"] {
            assert!(!is_paper(text), "{text}");
        }
    }
}
