//! Stories that are split by a table: notes, headers, text boxes ([MS-DOC] 2.4.1, 2.8).

use super::bytes::{plc, u32_at};

/// The most parts that are read of one story.
const MAX_PARTS: usize = 50_000;

/// The parts of a story as positions in the whole text. A part that begins before the one before
/// it has ended, or that lies outside of the story, is empty.
pub(super) fn parts(table: &[u8], size: usize, story: (u32, u32)) -> Vec<(u32, u32)> {
    let count = table.len().saturating_sub(4) / (4 + size);
    let positions = (0..=count.min(MAX_PARTS)).map_while(|index| u32_at(table, index * 4));
    let positions: Vec<u32> = positions.collect();
    let (begin, end) = story;
    let mut reached = begin;
    let mut parts = Vec::new();
    for pair in positions.windows(2) {
        let (Some(from), Some(to)) = (pair.first(), pair.last()) else {
            continue;
        };
        let from = begin.saturating_add(*from);
        let to = begin.saturating_add(*to);
        if from >= reached && to <= end && from <= to {
            parts.push((from, to));
            reached = to;
        } else {
            parts.push((reached, reached));
        }
    }
    parts
}

/// The parts of a table that has positions only, no things.
pub(super) fn bare_parts(table: &[u8], story: (u32, u32)) -> Vec<(u32, u32)> {
    parts(table, 0, story)
}

/// Where notes are referred to, and whether they are numbered by Word.
pub(super) fn references(table: &[u8]) -> Vec<(u32, bool)> {
    let found = plc(table, 2).take(MAX_PARTS);
    found
        .map(|(at, _, thing)| (at, thing.iter().any(|byte| *byte != 0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_overlap() {
        let table: Vec<u8> = [0u32, 5, 3, 9, 99]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        let parts = bare_parts(&table, (100, 110));
        assert_eq!(parts, [(100, 105), (105, 105), (105, 105), (105, 105)]);
        assert!(bare_parts(&[1, 2], (0, 9)).is_empty());
    }
}
