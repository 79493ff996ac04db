//! Finds where an article of an old paper's copy begins behind its page's number.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::unnumbered;

/// The page's number and the column's name before an article of an old paper's copy.
static PAGE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^第 ?[A-Z]?\d{1,3} ?版 ?[(（][^()（）]{0,12}[)）](?P<c>[ \u{3000}]*专栏[:：])")
});

/// Whether a folded line begins with its page and has an article behind it: `第1版()专栏: …`.
pub(in crate::text) fn heads_article(line: &str) -> bool {
    line.starts_with('第')
        && PAGE_HEAD
            .find(line)
            .is_some_and(|head| line[head.end()..].trim().chars().nth(40).is_some())
}

/// Where lines began in a line that [`heads_article`], in bytes, in order: the column, the article, and
/// its text where the headline from the line above stands again before it.
pub(in crate::text) fn article_breaks(line: &str, above: &str) -> Vec<usize> {
    let Some(column) = PAGE_HEAD.captures(line).and_then(|head| head.name("c")) else {
        return Vec::new();
    };
    let rest = &line[column.end()..];
    let behind = rest.trim_start().strip_prefix(unnumbered(above));
    let text = behind.filter(|behind| !above.is_empty() && behind.starts_with([' ', '\u{3000}']));
    let text = text.map(|behind| line.len() - behind.len());
    [column.start(), column.end()]
        .into_iter()
        .chain(text)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_behind_its_page() {
        let text = "本报讯 云川县第一座散装水泥库昨天投料，四个圆仓都装满了，装一车只要九分钟，工人下班时眉毛不再是灰的。";
        let line = format!("第1版()专栏: 散装水泥库投料 {text}");
        assert!(heads_article(&line));
        let cut = |above| {
            article_breaks(&line, above)
                .into_iter()
                .map(|at| &line[at..])
        };
        assert_eq!(cut("1. 散装水泥库投料").collect::<Vec<_>>()[2].trim(), text);
        assert_eq!(cut("另一条").count(), 2);
        assert!(!heads_article("第1版()专栏: 散装水泥库投料"));
    }
}
