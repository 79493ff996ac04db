//! Numbers of ordered lists, as a page shows them.

use super::attributes::Flags;
use super::tags::Tag;
use super::tree::Node;

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    /// The next number; nothing for a list without numbers.
    next: Option<u32>,
    kind: char,
}

/// The lists that are open, innermost last.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
}

impl Lists {
    /// Opens a list; `shown` is false where its entries are not lines.
    pub(super) fn open(&mut self, node: &Node, shown: bool) {
        let counts = node.tag == Tag::Ol && shown && !node.flags.has(Flags::NO_MARKS);
        self.open.push(List {
            next: counts.then(|| node.number().unwrap_or(1)),
            kind: node.numbering(),
        });
    }

    /// Closes the innermost.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// The number of the next entry and how it is written.
    pub(super) fn next(&mut self, entry: &Node) -> Option<(u32, char)> {
        let list = self.open.last_mut()?;
        let number = list.next.map(|next| entry.number().unwrap_or(next))?;
        list.next = Some(number.saturating_add(1));
        let shown = !entry.flags.has(Flags::NO_MARKS);
        shown.then_some((number, list.kind))
    }
}

/// A number with its stop: CSS Counter Styles 3, the predefined styles.
pub(super) fn marker(number: u32, kind: char) -> String {
    match kind {
        'a' => letters(number, 'a').map(|letters| format!("{letters}. ")),
        'A' => letters(number, 'A').map(|letters| format!("{letters}. ")),
        'i' => roman(number).map(|roman| format!("{roman}. ")),
        'I' => roman(number).map(|roman| format!("{}. ", roman.to_uppercase())),
        '一' => han(number).map(|han| format!("{han}、")),
        _ => None,
    }
    .unwrap_or_else(|| format!("{number}. "))
}

fn letters(number: u32, first: char) -> Option<String> {
    let mut rest = number;
    let mut found = Vec::new();
    while rest > 0 {
        let place = (rest - 1) % 26;
        found.push(char::from_u32(first as u32 + place)?);
        rest = (rest - 1) / 26;
    }
    (!found.is_empty()).then(|| found.into_iter().rev().collect())
}

fn roman(number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut found = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            found.push_str(letters);
            rest -= value;
        }
    }
    Some(found)
}

fn han(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = (number / 10) as usize;
    let ones = DIGITS.get((number % 10) as usize)?;
    match (number, tens) {
        (1..100, 0) => Some((*ones).to_owned()),
        (1..100, 1) => Some(format!("十{ones}")),
        (1..100, _) => Some(format!("{}十{ones}", DIGITS.get(tens)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_style() {
        for (number, kind, want) in [
            (3, '1', "3. "),
            (28, 'a', "ab. "),
            (4, 'I', "IV. "),
            (12, '一', "十二、"),
            (0, 'a', "0. "),
            (9999, 'i', "9999. "),
        ] {
            assert_eq!(marker(number, kind), want);
        }
    }
}
