//! The core of a document number in standard form, from the bracket of the year to 号: `〔2022〕32号`.
//!
//! Written out and no pattern, since every bracket that holds digits is looked at; the tests hold it
//! against the pattern that it stands for.

use std::ops::Range;

use crate::text::is_han;

/// The parts of a number behind its code, as ranges of bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Core {
    /// The bracket before the year.
    pub(super) open: Range<usize>,
    /// The year: two or four digits, spaces between them.
    pub(super) year: Range<usize>,
    /// The bracket behind the year.
    pub(super) close: Range<usize>,
    /// Up to four Chinese characters and a letter before the serial.
    pub(super) middle: Range<usize>,
    /// 第, if it stands before the serial.
    pub(super) di: Range<usize>,
    /// The serial's digits, spaces between them.
    pub(super) serial: Range<usize>,
    /// Further serials: `-11`, `号、12`.
    pub(super) more: Range<usize>,
    /// The closing 号.
    pub(super) hao: Range<usize>,
}

/// Whether a digit of a year in Chinese.
pub(super) fn is_year_digit(c: char) -> bool {
    matches!(c, '〇' | '○' | '◯' | '零' | 'O' | 'o')
        || matches!(
            c,
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
        )
}

fn is_open(c: char) -> bool {
    matches!(c, '[' | '(' | '<' | '{' | '〈' | '⟨' | '"')
}

fn is_close(c: char) -> bool {
    matches!(c, ']' | ')' | '>' | '}' | '〉' | '⟩' | '"')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a digit behind a first one: recognition reads letters and circles for zeros, `〔2O21〕1○5号`.
fn is_further_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'O' | 'o' | '〇' | '○')
}

impl Core {
    /// Reads the core that a folded text begins with.
    pub(super) fn at_start_of(text: &str) -> Option<Core> {
        let mut rest = Reader { text, at: 0 };
        let open = rest.one(is_open)?;
        rest.spaces();
        let year = rest.year()?;
        rest.spaces();
        rest.maybe(|c| c == '年');
        rest.spaces();
        let close = rest.one(is_close)?;
        rest.spaces();
        let (middle, di) = rest.before_serial()?;
        let serial = rest.spaced_digits(6)?;
        let (more, hao) = rest.further_serials()?;
        Some(Core {
            open,
            year,
            close,
            middle,
            di,
            serial,
            more,
            hao,
        })
    }
}

/// A place in a text from which parts are taken.
#[derive(Clone, Copy)]
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// Takes one character that fits.
    fn one(&mut self, fits: impl Fn(char) -> bool) -> Option<Range<usize>> {
        let c = self.next().filter(|&c| fits(c))?;
        self.at += c.len_utf8();
        Some(self.at - c.len_utf8()..self.at)
    }

    /// Takes a character if it fits; an empty range if not.
    fn maybe(&mut self, fits: impl Fn(char) -> bool) -> Range<usize> {
        self.one(fits).unwrap_or(self.at..self.at)
    }

    fn spaces(&mut self) {
        while self.one(|c| c == ' ').is_some() {}
    }

    /// Takes at most `most` characters that fit, as many as there are.
    fn run(&mut self, most: usize, fits: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let _taken = (0..most).take_while(|_| self.one(&fits).is_some()).count();
        start..self.at
    }

    /// Takes at most `most` digits, a space between two of them allowed.
    fn spaced_digits(&mut self, most: usize) -> Option<Range<usize>> {
        let start = self.one(is_digit)?.start;
        for _ in 1..most {
            let mut further = *self;
            further.maybe(|c| c == ' ');
            if further.one(is_further_digit).is_none() {
                break;
            }
            *self = further;
        }
        Some(start..self.at)
    }

    /// Four digits, or two that stand together, or two to four in Chinese.
    fn year(&mut self) -> Option<Range<usize>> {
        let mut long = *self;
        if let Some(digits) = long.spaced_digits(4)
            && self.text[digits.clone()]
                .chars()
                .filter(|&c| c != ' ')
                .count()
                == 4
        {
            *self = long;
            return Some(digits);
        }
        let digits = match self.next()? {
            '0'..='9' => self.run(2, is_digit),
            _ => self.run(4, is_year_digit),
        };
        let count = self.text[digits.clone()].chars().count();
        (count >= 2).then_some(digits)
    }

    /// What stands before the serial, as little as leads to a digit, and 第.
    fn before_serial(&mut self) -> Option<(Range<usize>, Range<usize>)> {
        let mut behind = *self;
        for _ in 0..=4 {
            let mut rest = behind;
            let letter = rest.maybe(|c| c.is_ascii_uppercase());
            rest.spaces();
            let di = rest.maybe(|c| c == '第');
            rest.spaces();
            if rest.next().is_some_and(is_digit) {
                let middle = self.at..letter.end;
                *self = rest;
                return Some((middle, di));
            }
            behind.one(is_han)?;
        }
        None
    }

    /// Further serials, as many as a 号 closes, and that 号.
    fn further_serials(&mut self) -> Option<(Range<usize>, Range<usize>)> {
        let (start, mut closed) = (self.at, None);
        loop {
            let (end, mut rest) = (self.at, *self);
            rest.spaces();
            if let Some(hao) = rest.one(|c| c == '号') {
                closed = Some((start..end, hao));
            }
            rest.spaces();
            let divided = rest.one(|c| matches!(c, '-' | '~' | '、' | ',' | '至'));
            rest.spaces();
            if divided.is_none() || rest.run(5, is_digit).is_empty() {
                return closed;
            }
            *self = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;
    use std::sync::LazyLock;

    use super::*;

    const OPEN: &str = r"[\[(<{〈⟨\x22]";
    const CLOSE: &str = r"[\])>}〉⟩\x22]";

    /// The pattern of the core.
    static CORE: LazyLock<Regex> = LazyLock::new(|| {
        crate::pattern::pattern(&format!(
            r"^(?P<o>{OPEN}) *(?P<y>\d ?[\dOo〇○] ?[\dOo〇○] ?[\dOo〇○]|\d\d|[〇○◯零一二三四五六七八九Oo]{{2,4}}) *年? *(?P<c>{CLOSE}) *(?P<mid>\p{{Han}}{{0,4}}?[A-Z]?) *(?P<di>第?) *(?P<n>\d(?: ?[\dOo〇○]){{0,5}})(?P<more>(?: *号? *[-~、,至] *\d{{1,5}})*) *(?P<h>号)"
        ))
    });

    fn by_pattern(text: &str) -> Option<Core> {
        let found = CORE.captures(text)?;
        let part = |name: &str| found.name(name).map(|part| part.range());
        Some(Core {
            open: part("o")?,
            year: part("y")?,
            close: part("c")?,
            middle: part("mid")?,
            di: part("di")?,
            serial: part("n")?,
            more: part("more")?,
            hao: part("h")?,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn agrees_with_the_pattern(
            text in r#"[\[("] ?(20 ?2 ?2|2O2〇|88|二〇二?一?|2) ?年?[\])" 年]? ?[闭函第字]{0,5}[AB]? ?第? ?[0-9 O]{0,8}( ?号? ?[-~、,至] ?[0-9]{0,6}){0,3} ?号?[甲0-9]?"#
        ) {
            prop_assert_eq!(Core::at_start_of(&text), by_pattern(&text));
        }

        #[test]
        fn any_text_is_read_as_the_pattern_reads_it(text in r#"[\[("2〇二 年\])闭第A3号、-]{0,24}"#) {
            prop_assert_eq!(Core::at_start_of(&text), by_pattern(&text));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = Core::at_start_of(&text);
        }
    }
}
