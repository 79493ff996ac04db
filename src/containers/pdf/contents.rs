//! The content stream of a page, unpacked without keeping it.

use hayro_interpret::hayro_syntax::object::dict::keys::CONTENTS;
use hayro_interpret::hayro_syntax::object::{Array, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use crate::containers::{MAX_ENTRY, Trouble};

/// What a page's content streams hold, one after the other, and whether some could not be unpacked.
///
/// `Page::page_stream` would do, but keeps what it unpacked as long as the file is open.
///
/// # Errors
///
/// [`Trouble::Limit`] for more than [`MAX_ENTRY`] bytes.
pub(super) fn contents(page: &Page<'_>) -> Result<(Vec<u8>, bool), Trouble> {
    let dict = page.raw();
    let mut bytes = Vec::new();
    let mut damaged = false;
    if let Some(stream) = dict.get::<Stream<'_>>(CONTENTS) {
        damaged = !push(&mut bytes, &stream)?;
    } else if let Some(array) = dict.get::<Array<'_>>(CONTENTS) {
        for stream in array.iter::<Stream<'_>>() {
            damaged |= !push(&mut bytes, &stream)?;
            // Operators may not run together (ISO 32000-2, 7.8.2).
            bytes.push(b' ');
        }
    }
    Ok((bytes, damaged))
}

fn push(bytes: &mut Vec<u8>, stream: &Stream<'_>) -> Result<bool, Trouble> {
    let Ok(part) = stream.decoded_data() else {
        return Ok(false);
    };
    if (bytes.len() + part.len()) as u64 > MAX_ENTRY {
        return Err(Trouble::Limit(format!(
            "a page of more than {MAX_ENTRY} bytes"
        )));
    }
    bytes.extend_from_slice(&part);
    Ok(true)
}
