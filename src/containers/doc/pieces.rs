//! The piece table ([MS-DOC] 2.8.35, 2.9.177): which bytes of the main stream are which text.

use std::sync::LazyLock;

use encoding_rs::WINDOWS_1252;

use crate::containers::{MAX_TEXT, Trouble};

use super::bytes::{plc, slice, u8_at, u16_at, u32_at};

/// The characters of codepage 1252, which compressed pieces are in.
static LATIN: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let bytes: Vec<u8> = (0..=255).collect();
    let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    text.encode_utf16().collect()
});

/// One piece of the text.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its first character in the text and the one after its last.
    begin: u32,
    end: u32,
    /// Where it lies in the main stream.
    at: u32,
    /// Bytes of a character: 1 or 2.
    width: u32,
    /// Which of `changes` was laid over it; `usize::MAX` is none.
    change: usize,
}

impl Piece {
    /// A piece as the table has it (Pcd).
    fn read(begin: u32, end: u32, thing: &[u8]) -> Piece {
        let place = u32_at(thing, 2).unwrap_or(0);
        let (at, width) = match place & 0x4000_0000 {
            0 => (place & 0x3FFF_FFFF, 2),
            _ => ((place & 0x3FFF_FFFF) / 2, 1),
        };
        let prm = u16_at(thing, 6).unwrap_or(0);
        let change = match prm & 1 {
            1 => usize::from(prm >> 1),
            _ => usize::MAX,
        };
        Piece {
            begin,
            end,
            at,
            width,
            change,
        }
    }
}

/// The text and the places of its characters.
#[derive(Debug)]
pub(super) struct Pieces {
    /// UTF-16 units, one a character position.
    pub(super) units: Vec<u16>,
    pieces: Vec<Piece>,
    /// Properties that fast saves laid over pieces: lists of sprms.
    changes: Vec<Vec<u8>>,
}

impl Pieces {
    /// Reads the table `clx` and the text it speaks of. `Damaged` if there is no table.
    pub(super) fn read(clx: &[u8], main: &[u8]) -> Result<Pieces, Trouble> {
        let damaged = || Trouble::Damaged("DOC: no piece table".to_owned());
        let (table, changes) = split(clx).ok_or_else(damaged)?;
        let mut pieces = Pieces {
            units: Vec::new(),
            pieces: Vec::new(),
            changes,
        };
        for (begin, end, thing) in plc(table, 8) {
            if end < begin || begin as usize != pieces.units.len() {
                return Err(Trouble::Damaged("DOC: pieces out of order".to_owned()));
            }
            if end as usize > MAX_TEXT {
                return Err(Trouble::Limit(format!(
                    "more than {MAX_TEXT} characters of text"
                )));
            }
            let piece = Piece::read(begin, end, thing);
            pieces.pieces.push(piece);
            if !pieces.add(main, &piece) {
                return Err(Trouble::Damaged(
                    "DOC: a piece outside of the stream".to_owned(),
                ));
            }
        }
        Ok(pieces)
    }

    fn add(&mut self, main: &[u8], piece: &Piece) -> bool {
        let Piece { at, width, .. } = *piece;
        let length = (piece.end - piece.begin) as usize * width as usize;
        let Some(bytes) = slice(main, at as usize, length) else {
            return false;
        };
        if width == 1 {
            let units = bytes
                .iter()
                .filter_map(|byte| LATIN.get(usize::from(*byte)));
            self.units.extend(units);
        } else {
            let (pairs, _) = bytes.as_chunks::<2>();
            self.units
                .extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
        }
        true
    }

    /// Where the character at `position` lies in the main stream.
    pub(super) fn place(&self, position: u32) -> Option<u32> {
        let piece = self.piece(position)?;
        Some(
            piece
                .at
                .saturating_add((position - piece.begin) * piece.width),
        )
    }

    /// The sprms that a fast save laid over the character.
    pub(super) fn change(&self, position: u32) -> &[u8] {
        let piece = self.piece(position);
        let change = piece.and_then(|piece| self.changes.get(piece.change));
        change.map(Vec::as_slice).unwrap_or_default()
    }

    fn piece(&self, position: u32) -> Option<&Piece> {
        let index = self.pieces.partition_point(|piece| piece.end <= position);
        self.pieces
            .get(index)
            .filter(|piece| piece.begin <= position)
    }
}

/// The PlcPcd of a Clx and the property lists that stand before it.
fn split(clx: &[u8]) -> Option<(&[u8], Vec<Vec<u8>>)> {
    let mut at = 0;
    let mut changes = Vec::new();
    loop {
        match u8_at(clx, at)? {
            1 => {
                let length = usize::from(u16_at(clx, at + 1)?);
                changes.push(slice(clx, at + 3, length)?.to_vec());
                at += 3 + length;
            }
            2 => {
                let length = u32_at(clx, at + 1)? as usize;
                return Some((slice(clx, at + 5, length)?, changes));
            }
            _ => return None,
        }
    }
}
