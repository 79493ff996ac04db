//! The positions of a pair in one document.

use super::bits::{low, peek};

/// The positions of one document, from first to last.
#[derive(Clone, Copy, Default)]
pub(super) struct Positions {
    at: u64,
    left: u32,
    width: u32,
    shift: u32,
}

impl Positions {
    /// `count` positions of `width` bits from bit `at` on.
    #[inline]
    pub(super) fn new(at: u64, count: u32, width: u32, shift: u32) -> Positions {
        Positions {
            at,
            left: count,
            width,
            shift,
        }
    }

    /// The next position in the bytes that postings are read from.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        let position = low(peek(bytes, self.at)?, self.width);
        self.at += u64::from(self.width);
        Some(position.wrapping_add(self.shift))
    }

    /// The first position from `goal` on; passes over those before it by ever longer leaps.
    #[inline]
    pub(super) fn seek(&mut self, bytes: &[u8], goal: u32) -> Option<u32> {
        let mut leap = 4;
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
        loop {
            let position = self.next(bytes)?;
            if position >= goal {
                return Some(position);
            }
        }
    }
}
