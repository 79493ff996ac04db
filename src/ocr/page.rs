//! What an engine says of a page, before its pieces are put in order; this is what the cache keeps.

use serde::{Deserialize, Serialize};

/// The most pieces that are taken from one page.
pub(super) const MAX_PIECES: usize = 20_000;
/// The most bytes of text that are taken from one page.
pub(super) const MAX_PAGE_TEXT: usize = 1 << 20;
/// The most pages that are taken from one image file.
pub(super) const MAX_PAGES: usize = 500;

/// A page as an engine gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Page {
    /// Pieces with their places, in any order.
    Pieces(Vec<Piece>),
    /// Lines in their order, from an engine that tells no places.
    Lines(Vec<PlainLine>),
}

/// A stretch of text in one line of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Piece {
    pub(super) text: String,
    /// From 0 to 1.
    pub(super) confidence: f32,
    /// Corners in pixels: top left, top right, bottom right, bottom left, as the text runs.
    pub(super) corners: [[f32; 2]; 4],
}

/// A line without a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct PlainLine {
    pub(super) text: String,
    /// From 0 to 1; 1 from an engine that tells none.
    pub(super) confidence: f32,
}

/// One line of JSON for a piece: `{"text", "confidence" or "score", "box"}`.
#[derive(Debug, Deserialize)]
pub(super) struct JsonPiece {
    text: String,
    #[serde(alias = "score")]
    confidence: Option<f32>,
    #[serde(rename = "box")]
    corners: Option<Corners>,
}

/// A place: four corners, or left, top, right and bottom.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Corners {
    Quad([[f32; 2]; 4]),
    Sides([f32; 4]),
}

impl JsonPiece {
    fn corners(&self) -> Option<[[f32; 2]; 4]> {
        let corners = match self.corners.as_ref()? {
            Corners::Quad(corners) => *corners,
            &Corners::Sides([left, top, right, bottom]) => {
                [[left, top], [right, top], [right, bottom], [left, bottom]]
            }
        };
        // An image is at most some ten thousand pixels wide; anything else is no place.
        let sane = |v: &f32| v.is_finite() && v.abs() < 1e6;
        corners.as_flattened().iter().all(sane).then_some(corners)
    }
}

/// A confidence from 0 to 1, whatever an engine gave.
pub(super) fn confidence(value: f32) -> f32 {
    if value.is_finite() {
        value.clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// The page made of `pieces`: with places if every piece has one.
pub(super) fn page_of(pieces: Vec<JsonPiece>) -> Page {
    let pieces = within_limits(pieces);
    let placed: Option<Vec<Piece>> = pieces
        .iter()
        .map(|piece| {
            Some(Piece {
                text: one_line(&piece.text),
                confidence: confidence(piece.confidence.unwrap_or(1.0)),
                corners: piece.corners()?,
            })
        })
        .collect();
    placed.map(Page::Pieces).unwrap_or_else(|| {
        let line = |piece: JsonPiece| PlainLine {
            text: one_line(&piece.text),
            confidence: confidence(piece.confidence.unwrap_or(1.0)),
        };
        Page::Lines(pieces.into_iter().map(line).collect())
    })
}

fn within_limits(mut pieces: Vec<JsonPiece>) -> Vec<JsonPiece> {
    let mut bytes = 0usize;
    let taken = pieces.iter().take(MAX_PIECES).take_while(|piece| {
        bytes = bytes.saturating_add(piece.text.len());
        bytes <= MAX_PAGE_TEXT
    });
    let taken = taken.count();
    pieces.truncate(taken);
    pieces
}

/// `text` without line breaks and other controls but tabs: a piece is never more than one line.
pub(super) fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() && c != '\t' { ' ' } else { c };
    text.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(json: &str) -> Page {
        page_of(serde_json::from_str(json).expect("pieces"))
    }

    #[test]
    fn both_forms_of_a_place_are_read() {
        let four = page(r#"[{"text":"甲","score":0.9,"box":[[1,2],[3,2],[3,4],[1,4]]}]"#);
        let sides = page(r#"[{"text":"甲","confidence":0.9,"box":[1,2,3,4]}]"#);
        assert_eq!(four, sides);
        assert!(matches!(four, Page::Pieces(pieces) if pieces[0].corners[2] == [3.0, 4.0]));
    }

    #[test]
    fn a_page_with_a_missing_or_an_absurd_place_is_lines() {
        for json in [
            r#"[{"text":"甲"},{"text":"乙","box":[1,2,3,4]}]"#,
            r#"[{"text":"甲","box":[1,2,3,1e30]},{"text":"乙"}]"#,
        ] {
            assert!(matches!(page(json), Page::Lines(lines) if lines.len() == 2));
        }
    }

    #[test]
    fn pieces_are_one_line_and_confidences_are_bounded() {
        let Page::Lines(lines) = page(r#"[{"text":"甲\n乙\u001b","confidence":93}]"#) else {
            panic!("lines");
        };
        assert_eq!(lines[0].text, "甲 乙 ");
        assert!((lines[0].confidence - 1.0).abs() < f32::EPSILON);
        assert!(confidence(f32::NAN).abs() < f32::EPSILON);
    }

    #[test]
    fn a_page_is_bounded() {
        let long = "字".repeat(MAX_PAGE_TEXT / 3);
        let json = serde_json::json!([{"text": "甲"}, {"text": long}, {"text": "乙"}]).to_string();
        assert!(matches!(page(&json), Page::Lines(lines) if lines.len() == 1));
    }
}
