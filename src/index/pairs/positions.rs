//! The positions of a pair in one document.

use super::bits::{PEEKED, low, peek};

/// So many positions the first leap passes over.
const LEAP: u32 = 16;

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
    /// The bits of one position.
    mask: u64,
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
            mask: (1 << width) - 1,
            shift,
            left: count,
            at,
        }
    }

    /// The next position in the bytes that postings are read from.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<u32> {
        if self.held == 0 {
            self.read(bytes)?;
        }
        let position = self.ahead();
        self.pass();
        Some(position)
    }

    /// The first position from `goal` on; passes over those before it by ever longer leaps.
    #[inline]
    pub(super) fn seek(&mut self, bytes: &[u8], goal: u32) -> Option<u32> {
        if self.held == 0 {
            self.read(bytes)?;
        }
        while self.ahead() < goal {
            self.pass();
            if self.held == 0 {
                self.read_on(bytes, goal)?;
            }
        }
        self.next(bytes)
    }

    /// Reads as many positions as can be read at once; `None` if none is left.
    #[inline]
    fn read(&mut self, bytes: &[u8]) -> Option<()> {
        if self.left == 0 {
            return None;
        }
        self.bits = peek(bytes, self.at)?;
        let most = AT_ONCE.get(self.width as usize)?;
        self.held = u32::from(*most).min(self.left);
        self.left -= self.held;
        self.at += u64::from(self.held * self.width);
        Some(())
    }

    /// As [`Positions::read`], after having passed over positions before `goal`.
    #[inline]
    fn read_on(&mut self, bytes: &[u8], goal: u32) -> Option<()> {
        if self.left > LEAP {
            let goal = goal.saturating_sub(self.shift);
            let over = leap(bytes, self.at, self.left, self.width, goal)?;
            self.left -= over;
            self.at += u64::from(over) * u64::from(self.width);
        }
        self.read(bytes)
    }

    /// The next of the positions that were read.
    #[inline]
    fn ahead(&self) -> u32 {
        ((self.bits & self.mask) as u32).wrapping_add(self.shift)
    }

    #[inline]
    fn pass(&mut self) {
        self.bits >>= self.width;
        self.held -= 1;
    }
}

/// How many of `left` positions from bit `at` on can be passed over on the way to `goal`.
#[inline(never)]
fn leap(bytes: &[u8], at: u64, left: u32, width: u32, goal: u32) -> Option<u32> {
    let (mut over, mut leap) = (0, LEAP);
    while leap < left - over {
        let place = at + u64::from(over + leap) * u64::from(width);
        if low(peek(bytes, place)?, width) >= goal {
            break;
        }
        over += leap;
        leap = leap.saturating_mul(2);
    }
    Some(over)
}

/// The next position that two pairs have in common in one document.
#[inline]
pub(super) fn common(
    (a, a_bytes): (&mut Positions, &[u8]),
    (b, b_bytes): (&mut Positions, &[u8]),
) -> Option<u32> {
    if a.held == 0 {
        a.read(a_bytes)?;
    }
    if b.held == 0 {
        b.read(b_bytes)?;
    }
    let (mut at, mut there) = (a.ahead(), b.ahead());
    while at != there {
        if at < there {
            a.pass();
            if a.held == 0 {
                a.read_on(a_bytes, there)?;
            }
            at = a.ahead();
        } else {
            b.pass();
            if b.held == 0 {
                b.read_on(b_bytes, at)?;
            }
            there = b.ahead();
        }
    }
    a.pass();
    b.pass();
    Some(at)
}
