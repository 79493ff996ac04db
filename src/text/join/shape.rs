//! What the joiner knows of a line.

use std::sync::LazyLock;

use regex::Regex;

use super::starts::{is_message_head, starts_new};
use crate::pattern::pattern;
use crate::text::count::{count_ascii, count_chars};
use crate::text::{CharSet, is_han};
use crate::values::person::names_alone;

/// What the joiner knows of a line.
#[derive(Debug, Clone)]
pub(in crate::text) struct Shape<'t> {
    /// Set in by two characters.
    pub(super) indented: bool,
    pub(super) told: Told,
    /// Ends in a digit and a hyphen, a space between them or none.
    pub(super) divided: bool,
    /// Folded, trimmed, at most [`HEAD`] characters from the start.
    pub(super) head: &'t str,
    /// Characters of the trimmed line.
    pub(super) chars: usize,
    /// Display columns: a Han character is two wide.
    pub(super) columns: usize,
    pub(super) last: char,
    pub(super) cells: bool,
    pub(super) prose: bool,
    /// It is an imprint's last line: nothing goes on behind it.
    pub(super) imprint: bool,
    /// It begins something new: see [`starts_new`].
    pub(super) starts_new: bool,
    pub(super) telling: CharSet,
}

/// What is told of a line by its container, or by where it was found.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::text) struct Told {
    /// Its place on a page shows that it goes on in a paragraph.
    pub(in crate::text) wrapped: bool,
    /// It is the header or footer of a page.
    pub(in crate::text) furniture: bool,
    /// A copy put it behind another line.
    pub(in crate::text) cut: bool,
}

/// How much of a line's start is looked at.
pub(super) const HEAD: usize = 40;

impl<'t> Shape<'t> {
    /// Looks at a folded line with these telling characters; `indented` tells that it is set in as
    /// the first line of a paragraph, and what its container tells.
    pub(in crate::text) fn of(
        line: &'t str,
        telling: CharSet,
        indented: bool,
        told: Told,
    ) -> Shape<'t> {
        let line = line.trim();
        let chars = count_chars(line.as_bytes());
        let head = match chars > HEAD {
            true => head(line),
            false => line,
        };
        let mut ends = line.chars().rev();
        let last = ends.next().unwrap_or(' ');
        let imprint = last == '发' && is_imprint(line);
        let prose = telling.has_any(const { CharSet::of(",。;、!?") });
        Shape {
            indented,
            told,
            divided: last == '-' && ends.find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit()),
            head,
            imprint: imprint && !prose,
            starts_new: told.cut || starts_new(head, telling) || imprint,
            telling,
            chars,
            columns: 2 * chars - count_ascii(line.as_bytes()),
            last,
            cells: telling.has_any(const { CharSet::of("\t|") }),
            prose,
        }
    }

    /// Whether white space other than a tab stands in the line.
    pub(in crate::text) fn is_spaced(&self) -> bool {
        self.telling.has_any(const { CharSet::of(" ") })
    }

    pub(in crate::text) fn is_blank(&self) -> bool {
        self.chars == 0
    }

    /// `— 3 —`, `- 3 -`, `第 3 页`, or a number alone.
    pub(in crate::text) fn is_page_number(&self) -> bool {
        if self.chars > 14 {
            return false;
        }
        let inner = self.head.trim_matches(['-', '~', '·', ' ', '一']);
        let page = inner
            .strip_prefix('第')
            .and_then(|rest| rest.trim_end().strip_suffix('页'))
            .map(str::trim);
        let digits = page.unwrap_or(inner);
        (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether its container marks it as the header or footer of a page.
    pub(in crate::text) fn is_furniture(&self) -> bool {
        self.told.furniture
    }

    /// Whether a browser may have printed it around a page: a day and an hour, an address.
    fn is_printed(&self) -> bool {
        let day = self.head.starts_with(|c: char| c.is_ascii_digit()) && self.head.contains('/');
        day || self.head.contains("://")
    }

    /// A number without dashes, which may be a value in a form, or a header that is more than a
    /// number: set apart only where a sentence goes on behind it.
    pub(in crate::text) fn may_be_text(&self) -> bool {
        self.head.bytes().all(|b| b.is_ascii_digit())
            || self.told.furniture && !self.is_page_number() && !self.is_printed()
    }

    /// Whether the line ends as a sentence or a clause of its own ends.
    pub(super) fn ends_sentence(&self) -> bool {
        matches!(
            self.last,
            '。' | '!' | '?' | ';' | ':' | '…' | '"' | ')' | ']' | '》'
        )
    }

    pub(super) fn ends_full_stop(&self) -> bool {
        matches!(self.last, '。' | '!' | '?' | '"' | ')')
    }

    pub(super) fn is_message_head(&self) -> bool {
        is_message_head(self.head, self.telling)
    }

    /// Whether nothing goes on behind the line: a byline, names, a signer, an imprint, a paper's day.
    pub(super) fn closes(&self) -> bool {
        self.is_byline()
            || self.ends_in_names()
            || self.names_signer()
            || self.imprint
            || self.tells_issue()
    }

    pub(super) fn is_byline(&self) -> bool {
        // 记者 or 通讯员.
        self.telling.has_any(const { CharSet::of("记员") })
            && (self.head.contains("记者 ") || self.head.contains("通讯员 "))
            && BYLINE.is_match(self.head)
    }

    /// Whether those who wrote stand in brackets behind the last sentence of an article: `…。（段一 王二）`.
    fn ends_in_names(&self) -> bool {
        let inside = self.head.strip_suffix(')').filter(|_| self.chars <= HEAD);
        inside
            .and_then(|inside| inside.rsplit_once('('))
            .is_some_and(|(before, names)| {
                before.ends_with(['。', '!', '?', '"'])
                    && names.contains([' ', '、'])
                    && !names_alone(names).is_empty()
            })
    }

    /// Whether it is the line of a document's number and signer.
    fn names_signer(&self) -> bool {
        self.is_spaced() && self.head.contains("签发人")
    }

    /// Whether it tells the issue of a paper: its date and day of the week, its number.
    fn tells_issue(&self) -> bool {
        // `2021年9月3日 星期五`, `云川日报 2021年9月3日 星期五`
        let paper = |name: &str| name.is_empty() || name.trim_end().ends_with('报');
        let year = self.telling.has_any(const { CharSet::of("年") });
        let dated = year && self.head.contains("星期") && {
            let mut parts = self.head.split(|c: char| c.is_ascii_digit());
            parts.next().is_some_and(paper)
        };
        let registered =
            || self.telling.has_any(const { CharSet::of("一") }) && self.head.contains("国内统一");
        dated && self.head.contains('年') || registered()
    }

    /// Whether spaces set the columns of a row apart: such rows are of one length, and no wrapped text.
    pub(super) fn is_row(&self) -> bool {
        !self.prose && self.is_spaced() && self.head.contains("  ")
    }

    pub(super) fn is_label(&self) -> bool {
        self.telling.has_any(const { CharSet::of(":") }) && begins_with_label(self.head)
    }
}

/// Whether a line is an imprint's last: who printed, and when (GB/T 9704-2012 §7.4.3).
fn is_imprint(line: &str) -> bool {
    line.ends_with("印发") && line.contains('日') && line.len() < 200
}

/// The first [`HEAD`] characters of a line that has more.
fn head(line: &str) -> &str {
    // A guess that is right where all are Chinese, and what it is wrong by.
    let mut end = line.floor_char_boundary(HEAD * "一".len());
    let mut count = count_chars(&line.as_bytes()[..end]);
    while count > HEAD {
        end = line.floor_char_boundary(end - 1);
        count -= 1;
    }
    let rest = line[end..].chars().take(HEAD - count);
    end += rest.map(char::len_utf8).sum::<usize>();
    &line[..end]
}

/// Whether a line begins with words of two to twelve characters and a colon.
fn begins_with_label(head: &str) -> bool {
    let named = |c: char| is_han(c) || matches!(c, ' ' | '/');
    let end = head.find(|c| !named(c)).unwrap_or(head.len());
    let words = head[..end].chars();
    head[end..].starts_with(':') && (2..=12).contains(&words.take(13).count())
}

/// A byline on a line of its own: `□ 本报记者 段一`.
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:[□■●] *)?(?:本报|全媒体|见习|实习|特约)*(?:记者|通讯员) [^,。;:]{2,36}$")
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What [`begins_with_label`] looks for, as a pattern.
    static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Han} /]{2,12}:"));

    proptest! {
        #[test]
        fn labels_are_those_of_the_pattern(head in "[签发 /]{0,14}[:,a]?[:人]?") {
            prop_assert_eq!(begins_with_label(&head), LABEL.is_match(&head), "{}", head);
        }

        #[test]
        fn a_head_is_as_long_as_it_says(line in "[a一é\u{20000}]{41,90}") {
            prop_assert_eq!(head(&line), line.chars().take(HEAD).collect::<String>());
        }
    }
}
