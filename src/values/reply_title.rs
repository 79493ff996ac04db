//! Titles of replies: a proposal's name, and behind it a word that answers.

/// How many characters may stand between the proposal and the word that answers it.
const BETWEEN: usize = 60;

/// Whether a folded line holds 提案, 建议, 议案 or 意见 and behind it, near, a word that answers: 答复, 复函,
/// 的函, 办理意见, 办理情况报告.
pub fn titles_reply(line: &str) -> bool {
    // A site's column: `提案线索与答复`.
    if ["与答复", "及答复", "与办理"]
        .iter()
        .any(|end| line.ends_with(end))
    {
        return false;
    }
    // Behind the last proposal named, and how many characters stand there since.
    let mut named: Option<usize> = None;
    // Few characters end one of the words.
    let ends = |c: &char| matches!(c, '案' | '议' | '见' | '复' | '覆' | '函' | '告');
    for (at, c) in line.char_indices().filter(|(_, c)| ends(c)) {
        let before = &line[..at];
        if let Some(start) = answers(before, c, &line[at + c.len_utf8()..])
            && named
                .is_some_and(|end| end <= start && line[end..start].chars().nth(BETWEEN).is_none())
        {
            return true;
        }
        if names_proposal(before, c) {
            named = Some(at + c.len_utf8());
        }
    }
    false
}

/// Whether `c` behind `before` ends the name of a kind of proposal.
fn names_proposal(before: &str, c: char) -> bool {
    let bare = || before.strip_suffix(' ').unwrap_or(before);
    match c {
        '案' => bare().ends_with(['提', '议']),
        '议' => bare().ends_with('建'),
        '见' => before.ends_with('意'),
        _ => false,
    }
}

/// Where a word that answers begins, if `c` between `before` and `behind` ends it.
fn answers(before: &str, c: char, behind: &str) -> Option<usize> {
    let spaced = |word: char| before.trim_end_matches(' ').strip_suffix(word);
    let rest = match c {
        '复' => spaced('答').or_else(|| spaced('回')),
        '覆' => spaced('答'),
        '函' => spaced('复').or_else(|| spaced('的')),
        '见' => spaced('意')
            .and_then(|rest| rest.trim_end_matches(' ').strip_suffix('办'))
            .and_then(|rest| rest.trim_end_matches(' ').strip_suffix(['会', '协']))
            .or_else(|| before.strip_suffix("办理意")),
        '告' => before.strip_suffix('报').and_then(|rest| {
            let rest = rest.strip_suffix('的').unwrap_or(rest);
            // `办理结果报告制度` is none.
            if let Some(rest) = rest.strip_suffix("办理结果") {
                let last = behind.is_empty() || behind.starts_with([' ', '(', ')']);
                return last.then_some(rest);
            }
            let rest = rest.strip_suffix("情况")?;
            rest.strip_suffix("进展")
                .unwrap_or(rest)
                .strip_suffix("办理")
        }),
        _ => None,
    };
    rest.map(str::len)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern, which has too many states to be fast.
    static REPLY_TITLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:提 ?案|建 ?议|议 ?案|意见)(?:、批评和意见)?.{0,60}?(?:答 *[复覆]|回 *复|复 *函|的 *函|[会协] *办 *意 *见|办理意见|办理(?:进展)?情况(?:的)?报告|办理结果的?报告(?:$|[ ()]))",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn titles_are_those_of_the_pattern(
            line in "(关于|第1号){0,1}(提 ?案|建 {0,2}议|议案|意见|意 见|案){0,2}(、批评和意见)?(的|甲){0,3}(乙{58,62})?(答 {0,2}[复覆]|回 复|复 ?函|的  函|函|会办意见|协 办 意  见|办理意见|办理((进展)?情况|结果)的?报告){0,2}"
        ) {
            prop_assert_eq!(titles_reply(&line), REPLY_TITLE.is_match(&line), "{}", line);
        }
    }
}
