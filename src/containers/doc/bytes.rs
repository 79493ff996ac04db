//! Numbers at places of a byte string; a place outside of it is `None`.

/// The 8-bit number at `at`.
pub(super) fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// The 16-bit number at `at`, low byte first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_le_bytes(*two))
}

/// The 32-bit number at `at`, low byte first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

/// The signed 32-bit number at `at`.
pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    u32_at(bytes, at).map(u32::cast_signed)
}

/// `length` bytes from `at` on.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A PLC ([MS-DOC] 2.2.2): positions, one more than there are things, then the things. Gives each
/// thing's begin, end and bytes.
pub(super) fn plc(bytes: &[u8], size: usize) -> impl Iterator<Item = (u32, u32, &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    (0..count).filter_map(move |index| {
        let begin = u32_at(bytes, index * 4)?;
        let end = u32_at(bytes, index * 4 + 4)?;
        let thing = slice(bytes, (count + 1) * 4 + index * size, size)?;
        Some((begin, end, thing))
    })
}
