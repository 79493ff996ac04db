//! Images on a page, and whether the page is but a picture.

use hayro_interpret::Image;
use hayro_interpret::hayro_syntax::Filter;
use hayro_interpret::hayro_syntax::object::dict::keys::{DECODE, MASK, SMASK};
use hayro_interpret::kurbo::{Affine, Rect};

use super::device::Drawn;

/// The most pictures that are told apart on one page; fax strips are hundreds.
const MAX_PICTURES: usize = 10_000;
/// From this share of the page on, a picture could be the page itself.
const WHOLE: f64 = 0.8;
/// Below this share a picture is a seal, a logo or a photograph.
const PART: f64 = 0.1;
/// A scan's own characters: a page number, the mark of a scanning program.
const FEW: usize = 20;
/// From this many shapes on they may be characters drawn as outlines.
const MANY_OUTLINES: usize = 30;

/// An image drawn on the page.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// What it covers, in points.
    pub(super) area: Rect,
    /// Whether its pixels stand upright.
    pub(super) upright: bool,
    /// The file, if it is one JPEG without masks and remapped colours.
    pub(super) jpeg: Option<Vec<u8>>,
}

/// What is known of an image; its bytes are [`jpeg`]'s affair.
pub(super) fn picture(image: &Image<'_, '_>, transform: Affine, clip: Rect) -> Option<Picture> {
    let size = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
    let whole = transform.transform_rect_bbox(size);
    let area = whole.intersect(clip);
    let [a, b, c, d, _, _] = transform.as_coeffs();
    let straight = b.abs() < 1e-3 * a.abs() && c.abs() < 1e-3 * d.abs();
    let sound = area.is_finite() && area.width() > 0.0 && area.height() > 0.0;
    sound.then(|| Picture {
        area,
        upright: straight && a > 0.0 && d > 0.0 && area.area() > 0.98 * whole.area(),
        jpeg: None,
    })
}

/// The bytes of an image that is a JPEG file as it stands: no mask, no remapped colours.
pub(super) fn jpeg(image: &Image<'_, '_>) -> Option<Vec<u8>> {
    let Image::Raster(raster) = image else {
        return None;
    };
    let stream = raster.stream();
    let dict = stream.dict();
    let plain = [DECODE, MASK, SMASK]
        .iter()
        .all(|key| !dict.contains_key(key));
    let only = matches!(stream.filters().as_slice(), [Filter::DctDecode]);
    let bytes = (plain && only).then(|| stream.raw_data().into_owned())?;
    has_plain_colours(&bytes).then_some(bytes)
}

/// Whether a JPEG is gray or has three colours: four are ink, which readers show inverted.
fn has_plain_colours(bytes: &[u8]) -> bool {
    let mut rest = match bytes.strip_prefix(b"\xff\xd8") {
        Some(rest) => rest,
        None => return false,
    };
    while let [0xff, marker, high, low, ..] = *rest {
        // Frame headers (ITU-T T.81, table B.1), without DHT, JPG and DAC.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return matches!(rest.get(9), Some(1 | 3));
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    false
}

impl Drawn {
    /// The share of the page that images cover; where they overlap they count twice.
    fn covered(&self) -> f64 {
        let page = (self.width * self.height).max(1.0);
        let pictures = self.pictures.iter().take(MAX_PICTURES);
        pictures.map(|picture| picture.area.area()).sum::<f64>() / page
    }

    /// Whether what the page says is in its pictures and not in its text.
    pub(super) fn is_picture(&self) -> bool {
        let covered = self.covered();
        match self.seen + self.unseen {
            0 => covered >= PART || self.outlines >= MANY_OUTLINES,
            count if count < FEW && self.unseen == 0 => covered >= WHOLE,
            _ => false,
        }
    }
}
