//! How titles begin: with the matter, an answer, a quotation, an assembly's session, a year.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::{WordList, is_han};
use crate::values::without_spaces;

/// Whether a folded text begins as titles do and is long enough for one.
pub(super) fn complete(text: &str) -> bool {
    begins_title(text) && without_spaces(text).chars().nth(5).is_some()
}

/// How many characters may stand before the word that names the matter: organs, in the main.
const BEFORE: usize = 60;

/// Words that name the matter of a document, or what is done about it.
static MATTER: LazyLock<WordList> = LazyLock::new(|| {
    let words = [
        "关于", "关 于", "对", "转发", "印发", "批转", "给予", "表彰", "追授", "授予", "调整",
        "公布",
    ];
    WordList::new(words.into_iter())
});

/// `云川市政协八届三次会议第12号提案`
static OF_ASSEMBLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:全国|中国|\p{Han}{0,8}[省市县区州])?\p{Han}{0,4}(?:政协|人大).{2,30}第")
});

/// Whether a folded text begins as titles do.
pub(super) fn begins_title(text: &str) -> bool {
    let year = text.as_bytes().first_chunk::<4>();
    text.starts_with(['对', '《'])
        || text.starts_with("答复")
        || text.starts_with("答覆")
        || year.is_some_and(|year| year.iter().all(u8::is_ascii_digit))
            && text[4..].starts_with('年')
        || names_matter(text)
        || (text.contains("政协") || text.contains("人大")) && OF_ASSEMBLY.is_match(text)
}

/// Whether the matter is named near the beginning, behind names of organs alone.
fn names_matter(text: &str) -> bool {
    let named = |c: char| is_han(c) || matches!(c, ' ' | '、' | '(' | ')' | '·');
    MATTER.find_iter(text).next().is_some_and(|found| {
        let before = &text[..found.start];
        before.chars().all(named) && before.chars().nth(BEFORE).is_none()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same as a pattern, which has too many states to be fast.
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?:[\p{Han} 、()·]{0,60}?)(?:关 ?于|对|转发|印发|批转|给予|表彰|追授|授予|调整|公布)|^答[复覆]|^《|^(?:全国|中国|[\p{Han}]{0,8}[省市县区州])?[\p{Han}]{0,4}(?:政协|人大).{2,30}第|^\d{4}年",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn beginnings_are_those_of_the_pattern(
            text in "[0-9]{0,4}年?[云川市,]{0,4}(县政协)?(甲{57,62})?[ 、]?(关 ?于|对|转发|调整|答复|《|公布)?[,甲]{0,5}(关于)?第?1?"
        ) {
            prop_assert_eq!(begins_title(&text), BEGINS.is_match(&text), "{}", text);
        }
    }
}
