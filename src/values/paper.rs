//! Names of newspapers and of sites.

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

/// Whether a text is the name of a site or of a paper, and nothing else.
pub fn names_site(text: &str) -> bool {
    let count = text.chars().count();
    let ends = [
        "网",
        "网站",
        "日报",
        "晚报",
        "教育报",
        "时报",
        "商报",
        "公众号",
        "门户",
        "新闻中心",
        "融媒体中心",
        "融媒",
    ];
    (4..=16).contains(&count)
        && text.chars().all(|c| is_han(c) || c == ' ')
        && ends.iter().any(|end| text.ends_with(end))
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
        for text in ["云川政务网", "云川晚报", "云川 融媒"] {
            assert!(names_site(text), "{text}");
        }
        for text in ["云川市教育局", "公众号", "https://云川网"] {
            assert!(!names_site(text), "{text}");
        }
    }
}
