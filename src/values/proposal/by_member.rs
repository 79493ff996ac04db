//! The member who made a proposal, as sentences tell it: `人大代表林舟等提出《…》`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

static BY_MEMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[,。])(?:人大代表|政协委员)(?P<n>\p{Han}{2,4}?)(?:等[\d\p{Han}]{0,6})?提出[的了]?(?:关于)?《",
    )
});

/// The name of the first member of whom a folded text tells so, as bytes of it, and where the clause
/// begins.
pub fn by_member(text: &str) -> Option<(Range<usize>, usize)> {
    let found = BY_MEMBER.captures(text)?;
    Some((found.name("n")?.range(), found.get(0)?.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_who_propose() {
        for (text, want) in [
            (
                "在市人大五届一次会议上,人大代表林舟提出《关于夜市的建议》",
                Some("林舟"),
            ),
            (
                "政协委员沈若岚等5人提出的关于《修路的提案》",
                Some("沈若岚"),
            ),
            ("人大代表提出《关于夜市的建议》", None),
        ] {
            let found = by_member(text).map(|(name, _)| &text[name]);
            assert_eq!(found, want, "{text}");
        }
    }
}
