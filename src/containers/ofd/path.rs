//! Paths: of their segments, the straight ones that may be borders of cells.

use super::geometry::{Matrix, numbers};
use super::objects::{Drawn, inner_text};
use crate::containers::Trouble;
use crate::containers::lines::{MAX_RULES, Rule};
use crate::containers::xml::{Event, Xml};

/// The shortest segment that is a border, in millimetres.
const MIN_RULE: f64 = 2.0;

/// The straight segments of a path (GB/T 33190 9.1: `M x y L x y … C`).
pub(super) fn path(xml: &mut Xml<'_>, drawn: &mut Drawn, place: &Matrix) -> Result<(), Trouble> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(element) if element.name() == "AbbreviatedData" => {
                let data = inner_text(xml)?;
                segments(&data, place, &mut drawn.rules);
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(_) => {}
            Event::Eof => break,
        }
    }
    Ok(())
}

fn segments(data: &str, place: &Matrix, rules: &mut Vec<Rule>) {
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    let starts = |c: char| c.is_ascii_alphabetic() && !matches!(c, 'e' | 'E');
    let mut rest = data;
    while let Some(from) = rest.find(starts) {
        let (_, command) = rest.split_at(from);
        let mut chars = command.chars();
        let name = chars.next();
        let tail = chars.as_str();
        let (values, next) = tail.split_at(tail.find(starts).unwrap_or(tail.len()));
        rest = next;
        let values = numbers(values);
        let to = match *values.as_slice() {
            [.., x, y] => place.point(x, y),
            _ => start,
        };
        if matches!(name, Some('L' | 'C')) {
            let upright = (at.0 - to.0).abs() < 0.2 || (at.1 - to.1).abs() < 0.2;
            let long = (at.0 - to.0).hypot(at.1 - to.1) >= MIN_RULE;
            if upright && long && rules.len() < MAX_RULES {
                rules.push(Rule { from: at, to });
            }
        } else if matches!(name, Some('M' | 'S')) {
            start = to;
        }
        at = to;
    }
}
