//! How titles end: with a kind of document, an edition, a quoted matter.

use std::sync::LazyLock;

use regex::Regex;

use crate::kind::without_footnote;
use crate::pattern::pattern;
use crate::text::WordList;
use crate::values::without_spaces;

/// Whether a folded line ends as titles end: with a kind of document, an edition, a quoted matter.
pub(in crate::rules) fn ends_as_title(line: &str) -> bool {
    let bare = &line[..line.len() - behind(line).map_or(0, str::len)];
    let bare = without_spaces(bare);
    let bare = if bare.ends_with(')') {
        EDITION.replace(&bare, "")
    } else {
        bare
    };
    let ended = may_end_in_kind(&bare);
    let quoted = bare.ends_with(['》', ')']) || line.ends_with(['》', ')']) || line.contains(':');
    if !ended && !quoted {
        return false;
    }
    let marks = |mark| bare.matches(mark).count();
    if bare.contains(['。', ';', '!', '?', '\t', '|'])
        || line.contains(" / ") && !line.contains("关于")
        || marks('《') > marks('》')
    {
        return false;
    }
    // `…第102号建议` names a proposal, and the title goes on.
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"号(?:\([^()]{2,16}\))?(?:人大|政协)?(?:代表|委员)?(?:提案|建议|议案)$")
    });
    if bare.ends_with(['案', '议']) && NUMBERED.is_match(&bare) {
        return false;
    }
    let kind = ended
        && KIND_WORDS
            .find_iter(bare.as_ref())
            .last()
            .is_some_and(|found| found.end == bare.len());
    // 答复, 复函, 的函: what the pattern begins with.
    let answers = || line.contains(['复', '覆', '函']);
    kind || quoted && answers() && (QUOTED.is_match(line) || QUOTED.is_match(&bare))
}

const KINDS: &str = include_str!("../../data/document_kinds.txt");

/// The words of the list of kinds.
fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.lines().filter(|line| !line.starts_with('#'))
}

static KIND_WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(kinds()));

/// The characters with which kinds end, sorted: most lines end in another one.
static KIND_ENDS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut ends: Vec<char> = kinds()
        .filter_map(|word| word.chars().next_back())
        .collect();
    ends.sort_unstable();
    ends.dedup();
    ends
});

/// Whether a text ends in a character with which a kind ends.
fn may_end_in_kind(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|c| KIND_ENDS.binary_search(&c).is_ok())
}

/// The bracket, number or code behind a title that is no part of it.
pub(super) fn behind(line: &str) -> Option<&str> {
    let bare = without_footnote(line);
    if bare.len() < line.len() {
        return Some(&line[bare.len()..]);
    }
    // The pattern is dear, and ends in one of these.
    let ends =
        |c: char| matches!(c, ')' | ']' | ' ' | '类' | '号' | 'A'..='E') || c.is_ascii_digit();
    let found = line.ends_with(ends).then(|| BEHIND.find(line));
    found.flatten().map(|found| &line[found.start()..])
}

/// What [`behind`] looks for.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" *[\[(](?:[^()\[\]]{1,16}[\[(]\d{4}[\])].{0,3}\d{1,5} ?号|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|[A-E]\d?类)[\])] *$| +\p{Han}{2,14}[\[(]\d{4}[\])] ?\d{1,5} ?号$| +[A-E]\d?(?: ?类)?$",
    )
});
/// Kinds of edition that follow a kind: （试行）.
static EDITION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?: *\([^()]{2,30}\))+$"));
/// A quoted matter behind the kind: `…的答复函《关于…的建议》`, `…的答复（关于…的建议）`, `…的答复：…的建议`.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:答 ?[复覆]|复 ?函|答复函|回复|的函)(?: *《[^》]{4,90}》| *\((?:关于|对)[^)]{4,90}\)|:(?:.{4,60}|第\d{1,4}号))$",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_titles() {
        for line in [
            "关于加强管理的通 知",
            "答 复",
            "云川市夜间经济管理暂行规定的通知(2005/05/09)",
            "印发《意见》的通知(云办发[2018]5号)",
            "管理办法(试行)",
            "关于加强管理的通知 云办发[2018]5号",
            "2018年国民经济和社会发展统计公报[1]",
            "第52号提案的答复函《关于完善设施的建议》",
            "对第8号建议的答复:修建跑道的建议",
            "关于第8号建议的答复 A",
            "关于第8号建议的答复 A1",
            "关于第8号建议的答复 A1类",
        ] {
            assert!(ends_as_title(line), "{line}");
        }
        for line in [
            "现将有关情况答复如下",
            "云川市教育局",
            "云办发[2018]5号",
            "感谢您的建议。",
            "关于提请审议《供水规划",
        ] {
            assert!(!ends_as_title(line), "{line}");
        }
    }

    #[test]
    fn the_list_of_kinds_is_sorted() {
        let words: Vec<&str> = KINDS
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            words.is_sorted_by(|a, b| a < b),
            "sort data/document_kinds.txt"
        );
    }
}
