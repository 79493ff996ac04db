//! Automatic numbering: levels, counters and the label they put before a paragraph.
//!
//! The rules are those of ISO/IEC 29500-1 §17.9; lists of Word binaries, RTF and OpenDocument are
//! brought to the same form.

use std::collections::HashMap;

use super::numerals::Format;

/// How many levels a list has.
pub(crate) const LEVELS: usize = 9;
/// The longest template of a label that is written out, in characters.
const MAX_TEMPLATE: usize = 100;

/// What stands between the label and the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Suffix {
    /// The next tab stop. Written as a space after Latin signs and as nothing after Chinese ones:
    /// a tab in a line would say that it is a row of a table.
    #[default]
    Tab,
    /// A space.
    Space,
    /// Nothing.
    Nothing,
}

/// One level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    /// The first number.
    pub(crate) start: i64,
    /// How numbers are written.
    pub(crate) format: Format,
    /// The label, with `%1` for the number of the first level and so on.
    pub(crate) template: String,
    /// What follows it.
    pub(crate) suffix: Suffix,
    /// Begins anew after a paragraph of a level before this one, from 1; `Some(0)` is never. `None`
    /// is any level before it.
    pub(crate) restart: Option<usize>,
    /// All numbers of the label in decimal.
    pub(crate) legal: bool,
    /// The label is hidden.
    pub(crate) hidden: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 1,
            format: Format::Decimal,
            template: String::new(),
            suffix: Suffix::Tab,
            restart: None,
            legal: false,
            hidden: false,
        }
    }
}

/// A list as one paragraph sees it: its levels and whose counters it uses.
#[derive(Debug)]
pub(crate) struct List<'a> {
    /// Lists of one key count together.
    pub(crate) key: i64,
    /// The instance: its first use applies `restarts`.
    pub(crate) instance: i64,
    /// The levels, first to last.
    pub(crate) levels: Vec<&'a Level>,
    /// Where the first use of this instance begins to count anew, by level.
    pub(crate) restarts: [Option<i64>; LEVELS],
}

/// The numbers reached so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counters {
    reached: HashMap<i64, [Option<i64>; LEVELS]>,
    begun: HashMap<(i64, usize), ()>,
}

impl Counters {
    /// Lets the next paragraph of a list at `level` have this number.
    pub(crate) fn set(&mut self, key: i64, level: usize, next: i64) {
        let reached = self.reached.entry(key).or_default();
        if let Some(number) = reached.get_mut(level) {
            *number = Some(next.saturating_sub(1));
        }
    }

    /// Counts a paragraph at `level` and gives its label with what follows it; `None` if nothing is
    /// shown. A level that the list does not have gives nothing.
    pub(crate) fn label(&mut self, list: &List<'_>, level: usize) -> Option<String> {
        let own = *list.levels.get(level)?;
        let reached = self.reached.entry(list.key).or_default();
        if let Some(start) = list.restarts.get(level).copied().flatten()
            && self.begun.insert((list.instance, level), ()).is_none()
        {
            *reached.get_mut(level)? = Some(start.saturating_sub(1));
        }
        for (index, number) in reached.iter_mut().enumerate() {
            let Some(other) = list.levels.get(index) else {
                break;
            };
            if index < level {
                // A level that was passed over stands at its start.
                number.get_or_insert(other.start);
            } else if index == level {
                *number = Some(number.map_or(own.start, |n| n.saturating_add(1)));
            } else if level < other.restart.unwrap_or(index) {
                *number = None;
            }
        }
        if own.hidden {
            return None;
        }
        let text = fill(own, list, reached);
        (!text.is_empty()).then(|| followed(text, own.suffix))
    }
}

/// The label of a level with its numbers put in.
fn fill(own: &Level, list: &List<'_>, reached: &[Option<i64>; LEVELS]) -> String {
    let mut text = String::new();
    let mut chars = own.template.chars().take(MAX_TEMPLATE).peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().and_then(|next| next.to_digit(10));
        let index = digit.and_then(|digit| (digit as usize).checked_sub(1));
        let (Some(index), '%') = (index, c) else {
            text.push(c);
            continue;
        };
        chars.next();
        let Some(level) = list.levels.get(index) else {
            continue;
        };
        let number = reached.get(index).copied().flatten();
        let format = match level.format {
            Format::None => Format::None,
            _ if own.legal => Format::Decimal,
            format => format,
        };
        text.push_str(&format.write(number.unwrap_or(level.start)));
    }
    text
}

/// A label with what stands between it and the text.
pub(crate) fn followed(mut label: String, suffix: Suffix) -> String {
    let latin = label.ends_with(|c: char| c.is_ascii() || !is_wide(c));
    let space = match suffix {
        Suffix::Tab => latin && !label.ends_with(' '),
        Suffix::Space => true,
        Suffix::Nothing => false,
    };
    if space {
        label.push(' ');
    }
    label
}

/// Han characters, full-width signs and enclosed numbers, after which Chinese text goes on.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{3000}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, template: &str) -> Level {
        Level {
            format: Format::named(format),
            template: template.to_owned(),
            ..Level::default()
        }
    }

    fn list(levels: &[Level]) -> List<'_> {
        List {
            key: 1,
            instance: 1,
            levels: levels.iter().collect(),
            restarts: [None; LEVELS],
        }
    }

    #[test]
    fn levels_count_and_begin_anew() {
        let levels = [
            level("chineseCounting", "%1、"),
            level("chineseCounting", "（%2）"),
            level("decimal", "%3."),
        ];
        let list = list(&levels);
        let mut counters = Counters::default();
        let labels: Vec<String> = [0, 1, 1, 2, 0, 1, 2]
            .iter()
            .filter_map(|level| counters.label(&list, *level))
            .collect();
        assert_eq!(labels.join("|"), "一、|（一）|（二）|1. |二、|（一）|1. ");
        assert_eq!(counters.label(&list, 7), None);
    }

    #[test]
    fn a_level_may_go_on_counting() {
        let mut levels = [level("decimal", "%1"), level("decimal", "%1.%2")];
        levels[1].restart = Some(0);
        levels[1].suffix = Suffix::Nothing;
        let list = list(&levels);
        let mut counters = Counters::default();
        let labels: Vec<_> = [1, 0, 1]
            .iter()
            .filter_map(|l| counters.label(&list, *l))
            .collect();
        assert_eq!(labels.join("|"), "1.1|2 |2.2");
    }

    #[test]
    fn an_instance_restarts_once() {
        let levels = [level("decimal", "%1)")];
        let mut second = list(&levels);
        let mut counters = Counters::default();
        counters.label(&second, 0);
        second.instance = 2;
        second.restarts[0] = Some(5);
        let labels: Vec<_> = [0, 0]
            .iter()
            .filter_map(|l| counters.label(&second, *l))
            .collect();
        assert_eq!(labels.join("|"), "5) |6) ");
    }

    #[test]
    fn legal_numbers_are_decimal_and_wild_templates_harmless() {
        let mut levels = [
            level("chineseCounting", "第%1章"),
            level("lowerRoman", "%1.%2%9%x%"),
        ];
        levels[1].legal = true;
        let list = list(&levels);
        let mut counters = Counters::default();
        assert_eq!(counters.label(&list, 0).as_deref(), Some("第一章"));
        assert_eq!(counters.label(&list, 1).as_deref(), Some("1.1%x% "));
    }
}
