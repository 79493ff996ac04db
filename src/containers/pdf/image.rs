//! The picture of a page for recognition: its own JPEG, or the page rendered.

use std::borrow::Cow;

use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::device::{Drawn, draw};
use super::open;
use crate::containers::Trouble;

/// What recognisers ask for.
const DOTS_PER_INCH: f64 = 200.0;
/// The most pixels of a page.
const MAX_PIXELS: f64 = 40e6;
/// The longest side in pixels.
const MAX_SIDE: f64 = 30_000.0;
/// From this share of the page on, one upright JPEG is the whole page.
const WHOLE: f64 = 0.95;

/// The picture of page `page`, counted from 0: the JPEG that the page consists of, as it is, or a
/// gray PNG of 200 dots per inch, less for pages of more than 40 megapixels.
///
/// # Errors
///
/// As [`read`](super::read); [`Trouble::Damaged`] also if there is no such page.
pub fn page_image<'b>(bytes: impl Into<Cow<'b, [u8]>>, page: usize) -> Result<Vec<u8>, Trouble> {
    let pdf = open(bytes.into())?;
    let missing = || Trouble::Damaged(format!("a PDF without page {}", page + 1));
    let found = pdf.pages().get(page).ok_or_else(missing)?;
    let settings = InterpreterSettings::default();
    let drawn = draw(found, page, &InterpreterCache::new(), &settings, true)?;
    match only_jpeg(drawn) {
        Some(jpeg) => Ok(jpeg),
        None => png(&rendered(found, &settings)),
    }
}

/// The JPEG that is all the page shows.
fn only_jpeg(mut drawn: Drawn) -> Option<Vec<u8>> {
    let bare = drawn.seen == 0 && drawn.rules.is_empty() && drawn.outlines == 0;
    let page = drawn.width * drawn.height;
    let picture = drawn.pictures.pop()?;
    let alone = drawn.pictures.is_empty() && picture.upright;
    let whole = picture.area.area() >= WHOLE * page;
    picture.jpeg.filter(|_| bare && alone && whole)
}

fn rendered<'a>(page: &'a Page<'a>, settings: &InterpreterSettings) -> Pixmap {
    let (width, height) = page.render_dimensions();
    let scale = scale(f64::from(width), f64::from(height));
    let pixels = |points: f32| scale.max(1.0 / f64::from(points)) as f32;
    let pixmap = PixmapSettings {
        x_scale: pixels(width),
        y_scale: pixels(height),
        bg_color: WHITE,
    };
    let rendering = RenderSettings::default();
    render(page, &RenderCache::new(), settings, &rendering, &pixmap)
}

/// Pixels a point.
fn scale(width: f64, height: f64) -> f64 {
    let wanted = DOTS_PER_INCH / 72.0;
    let area = (MAX_PIXELS / (width * height).max(1.0)).sqrt();
    let side = MAX_SIDE / width.max(height).max(1.0);
    wanted.min(area).min(side)
}

/// A gray PNG that names its resolution.
fn png(pixmap: &Pixmap) -> Result<Vec<u8>, Trouble> {
    let gray: Vec<u8> = pixmap
        .data()
        .iter()
        .map(|pixel| {
            let [r, g, b] = [pixel.r, pixel.g, pixel.b].map(u32::from);
            // Luma of ITU-R BT.601 in 256ths; always below 256.
            ((77 * r + 150 * g + 29 * b) >> 8) as u8
        })
        .collect();
    let damaged = |error: png::EncodingError| Trouble::Damaged(error.to_string());
    let mut file = Vec::new();
    let size = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let mut encoder = png::Encoder::new(&mut file, size.0, size.1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let metre = (DOTS_PER_INCH / 0.0254) as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: metre,
        yppu: metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header().map_err(damaged)?;
    writer.write_image_data(&gray).map_err(damaged)?;
    writer.finish().map_err(damaged)?;
    Ok(file)
}
