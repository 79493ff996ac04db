//! What the head of a page says of the document: its metadata, and its title where the page has no heading.

use super::page::squeezed;

/// Names of `<meta>` that government sites describe a document with: the national guide to government
/// sites of 2017 (政府网站发展指引) and what stood in pages before it. Compared without case.
const NAMES: &[&str] = &[
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "ColumnName",
    "SiteName",
    "Author",
    "Keywords",
    "firstpublishedtime",
    "publishdate",
];

/// Names that every page may have, with words for search engines; they count beside the guide's own.
const COMMON: &[&str] = &["Author", "Keywords", "publishdate"];

/// The longest value, in characters.
const LONGEST: usize = 300;

/// Titles that programs write and nobody meant.
const NO_TITLES: &[&str] = &[
    "无标题",
    "Untitled",
    "untitled",
    "Document",
    "文档",
    "新建",
    "Microsoft",
];

/// The known metadata as lines of name, tab and value, in the order of the page.
pub(super) fn metadata(metas: &[(String, String)]) -> String {
    let has = |name: &str| {
        metas
            .iter()
            .any(|(own, _)| own.trim().eq_ignore_ascii_case(name))
    };
    let official = has("ArticleTitle") || has("PubDate") || has("ContentSource");
    let mut lines = String::new();
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in metas {
        let name = name.trim();
        let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !known(NAMES) || known(COMMON) && !official {
            continue;
        }
        let value: Vec<&str> = value.split_whitespace().collect();
        let value: String = value
            .join(" ")
            .replace('\0', "")
            .chars()
            .take(LONGEST)
            .collect();
        let line = format!("{name}\t{value}\n");
        if !value.is_empty() && !seen.contains(&line) {
            lines.push_str(&line);
            seen.push(line);
        }
    }
    lines
}

/// The part of a `<title>` that names the document, where `text` does not hold it.
pub(super) fn missing_title(title: &str, text: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let title = words.join(" ").replace('\0', "");
    let part = main_part(&title);
    let han = part
        .chars()
        .filter(|c| matches!(c, '\u{3400}'..='\u{9fff}'))
        .count();
    let named = han >= 4 && !NO_TITLES.iter().any(|none| part.starts_with(none));
    (named && !squeezed(text).contains(&squeezed(part))).then(|| part.to_owned())
}

/// The longest part of a title between the strokes that set the site's name apart.
fn main_part(title: &str) -> &str {
    let parts = title.split(['_', '|', '－']);
    let parts = parts.flat_map(|part| part.split(" - "));
    let parts = parts.flat_map(|part| match part.rsplit_once('-') {
        // A hyphen between numbers belongs to them.
        Some((before, behind)) if !behind.contains(|c: char| c.is_ascii_digit()) => {
            [before, behind]
        }
        _ => [part, ""],
    });
    // The first of the longest: the name of the document stands before that of the site.
    let parts: Vec<&str> = parts.map(str::trim).collect();
    let longest = parts.iter().rev().max_by_key(|part| part.chars().count());
    longest.copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metas(pairs: &[(&str, &str)]) -> String {
        let owned: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        metadata(&owned)
    }

    #[test]
    fn known_names_are_kept_as_written() {
        assert_eq!(
            metas(&[
                ("viewport", "x"),
                ("pubdate", " 2022-06-28\n10:00 "),
                ("PubDate", "")
            ]),
            "pubdate\t2022-06-28 10:00\n"
        );
        assert_eq!(
            metas(&[("Keywords", "提案"), ("author", "python-docx")]),
            ""
        );
        assert_eq!(
            metas(&[
                ("ArticleTitle", "答复"),
                ("Keywords", "提案"),
                ("Keywords", "提案")
            ]),
            "ArticleTitle\t答复\nKeywords\t提案\n"
        );
    }

    #[test]
    fn a_title_is_added_only_where_the_page_lacks_it() {
        let title = "关于第178号提案的答复-云川市科学技术局";
        assert_eq!(
            missing_title(title, "正文").as_deref(),
            Some("关于第178号提案的答复")
        );
        assert_eq!(missing_title(title, "关于第 178 号\n提案的答复\n"), None);
        assert_eq!(missing_title("答复", "正文"), None);
        assert_eq!(missing_title("Microsoft Word - 关于提案", ""), None);
        assert_eq!(
            missing_title("2020-2022年工作总结_云川市政府", "").as_deref(),
            Some("2020-2022年工作总结")
        );
    }
}
