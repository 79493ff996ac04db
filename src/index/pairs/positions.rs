//! The positions of a pair in one document.

use super::bits::{PEEKED, low, peek};

/// So many positions the first leap passes over.
const LEAP: u32 = 8;

/// How many positions of each width are read at once.
static AT_ONCE: [u8; 32] = at_once();

const fn at_once() -> [u8; 32] {
    let mut table = [PEEKED as u8; 32];
    let mut width = 1;
    while width < table.len() {
        table[width] /= width as u8;
        width += 1;
    }
    table
}

/// The positions of one document, from first to last.
///
/// It is small and copied, so that a loop over two of them has all of it at hand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Positions {
    /// What was read, from the next position on.
    bits: u64,
    /// How many positions that is.
    held: u32,
    width: u32,
    shift: u32,
    /// How many were not read yet, and the bit at which they begin.
    left: u32,
    at: u64,
}

impl Positions {
    /// `count` positions of `width` bits, at most 31, from bit `at` on, each greater by `shift`.
    #[inline]
    pub(super) fn new(at: u64, count: u32, width: u32, shift: u32) -> Positions {
        Positions {
            bits: 0,
            held: 0,
            width,
            shift,
            left: count,
            at,
        }
    }

    /// The next position in the bytes that postings are read from.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<u32> {
        if self.held == 0 {
            *self = self.read(bytes)?;
        }
        Some(self.take())
    }

    /// The first position from `goal` on; passes over those before it by ever longer leaps.
    #[inline]
    pub(super) fn seek(&mut self, bytes: &[u8], goal: u32) -> Option<u32> {
        let mut far = false;
        loop {
            if self.held == 0 {
                if far && self.left > LEAP {
                    *self = self.leap(bytes, goal)?;
                }
                *self = self.read(bytes)?;
                far = true;
            }
            let position = self.take();
            if position >= goal {
                return Some(position);
            }
        }
    }

    /// Passes over positions before `goal`.
    #[inline(never)]
    fn leap(mut self, bytes: &[u8], goal: u32) -> Option<Positions> {
        let mut leap = LEAP;
        while leap < self.left {
            let at = self.at + u64::from(leap) * u64::from(self.width);
            let position = low(peek(bytes, at)?, self.width);
            if position.wrapping_add(self.shift) >= goal {
                break;
            }
            self.at = at;
            self.left -= leap;
            leap *= 2;
        }
        Some(self)
    }

    /// Reads as many positions as can be read at once; `None` if none is left.
    #[inline]
    fn read(mut self, bytes: &[u8]) -> Option<Positions> {
        if self.left == 0 {
            return None;
        }
        self.bits = peek(bytes, self.at)?;
        let most = AT_ONCE.get(self.width as usize)?;
        self.held = u32::from(*most).min(self.left);
        self.left -= self.held;
        self.at += u64::from(self.held * self.width);
        Some(self)
    }

    /// The next of the positions that were read.
    #[inline]
    fn take(&mut self) -> u32 {
        let position = low(self.bits, self.width);
        self.bits >>= self.width;
        self.held -= 1;
        position.wrapping_add(self.shift)
    }
}
