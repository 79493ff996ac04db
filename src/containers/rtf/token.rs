//! The tokens of RTF: groups, control words with their numbers, bytes of text.

/// The longest name of a control word; more is no control word.
const MAX_NAME: usize = 32;

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number, if it has one.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\*`, `\~` and others.
    Symbol(u8),
    /// A byte of text, as it is or as `\'hh`.
    Byte(u8),
}

/// The tokens of a file.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Tokens from the begin of `bytes` on.
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    /// Passes over bytes that are no tokens: those of `\bin`.
    pub(super) fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first == b'\'' {
            let pair = self.bytes.get(self.at + 1..self.at + 3);
            let text = pair.and_then(|pair| std::str::from_utf8(pair).ok());
            let byte = text.and_then(|text| u8::from_str_radix(text, 16).ok());
            self.at += if byte.is_some() { 3 } else { 1 };
            return Some(byte.map_or(Token::Symbol(b'\''), Token::Byte));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match first {
                b'{' | b'}' | b'\\' => Token::Byte(first),
                other => Token::Symbol(other),
            });
        }
        let name = self.run(MAX_NAME, |byte| byte.is_ascii_alphabetic());
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        Some(Token::Word(
            std::str::from_utf8(name).unwrap_or_default(),
            number,
        ))
    }

    /// The number after a name.
    fn number(&mut self) -> Option<i32> {
        let begin = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.run(10, |byte| byte.is_ascii_digit()).is_empty() {
            self.at = begin;
            return None;
        }
        let text = self.bytes.get(begin..self.at).unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or_default();
        Some(text.parse().unwrap_or(0))
    }

    fn run(&mut self, most: usize, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|byte| belongs(**byte));
        let run = rest.get(..length.count()).unwrap_or_default();
        self.at += run.len();
        run
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                // Line ends of the file mean nothing; a tab is one.
                b'\r' | b'\n' | 0 => continue,
                b'\t' => Some(Token::Word("tab", None)),
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_token() {
        let tokens: Vec<Token<'_>> =
            Tokens::new(b"{\\b0 a\\u-123?\\'d6\\'zz\\*\\\\\\par\r\n}\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Word("u", Some(-123)),
                Token::Byte(b'?'),
                Token::Byte(0xD6),
                Token::Symbol(b'\''),
                Token::Byte(b'z'),
                Token::Byte(b'z'),
                Token::Symbol(b'*'),
                Token::Byte(b'\\'),
                Token::Word("par", None),
                Token::Close,
            ]
        );
    }
}
