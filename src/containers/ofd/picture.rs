//! The picture that a page without text consists of.

use super::objects::Drawn;
use super::package::{Document, Ofd};
use crate::containers::Trouble;

/// From this share of the page on, a picture could be the page itself.
const WHOLE: f64 = 0.8;
/// Below this share, pictures are seals and logos.
const PART: f64 = 0.1;
/// A scan's own characters: a page number, the mark of a scanning program.
const FEW: usize = 20;

/// What a page is in place of text.
pub(super) enum Found {
    /// Text, or nothing.
    None,
    /// One picture: a PNG, JPEG or TIFF file, or no bytes if they were not asked for.
    Whole(Vec<u8>),
    /// Pictures that are not one such file.
    Other,
}

/// Finds the picture of a page and, if `load`, its bytes.
pub(super) fn of_page(
    ofd: &mut Ofd<'_>,
    document: &mut Document,
    page: &Drawn,
    load: bool,
) -> Result<Found, Trouble> {
    let area = page.area.unwrap_or_default();
    let size = (area.width * area.height).max(f64::MIN_POSITIVE);
    let share = |image: &super::objects::Image| image.area.shared(&area) / size;
    let covered: f64 = page.images.iter().map(share).sum();
    let picture = match page.shown() {
        0 => covered >= PART,
        count => count < FEW && covered >= WHOLE,
    };
    if !picture {
        return Ok(Found::None);
    }
    let largest = page
        .images
        .iter()
        .max_by(|a, b| share(a).total_cmp(&share(b)));
    let Some(image) = largest.filter(|image| image.upright && share(image) >= WHOLE) else {
        return Ok(Found::Other);
    };
    Ok(match ofd.image(document, &image.resource, load)? {
        Some((name, _)) if !load && has_known_ending(&name) => Found::Whole(Vec::new()),
        Some((_, bytes)) if is_known(&bytes) => Found::Whole(bytes),
        _ => Found::Other,
    })
}

fn has_known_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = ["png", "jpg", "jpeg", "tif", "tiff"];
    known.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether the bytes begin as a PNG, JPEG or TIFF file does.
fn is_known(bytes: &[u8]) -> bool {
    let heads: [&[u8]; 4] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*"];
    heads.iter().any(|head| bytes.starts_with(head))
}
