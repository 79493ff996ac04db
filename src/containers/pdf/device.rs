//! A device that takes what a page shows instead of painting it: glyphs, borders, pictures.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::dict::keys::{SUBTYPE, TYPE};
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret,
    interpret_page,
};

use super::contents::contents;
use super::glyphs::{Placed, is_blank, ligature, placed, shown};
use super::pictures::{Picture, jpeg, picture};
use crate::containers::Trouble;
use crate::containers::lines::{Glyph, MAX_GLYPHS, MAX_RULES, Rule};

/// The shortest segment that is a border, in points.
const MIN_RULE: f64 = 5.0;
/// A path of this many elements is no box or border: perhaps a character drawn as a shape.
const OUTLINE: usize = 8;

/// What a page shows.
#[derive(Default)]
pub(super) struct Drawn {
    /// The glyphs that stand on the page and are not clipped away.
    pub(super) glyphs: Vec<Glyph>,
    /// Straight segments.
    pub(super) rules: Vec<Rule>,
    /// Images.
    pub(super) pictures: Vec<Picture>,
    /// Shapes that are no boxes.
    pub(super) outlines: usize,
    /// Characters that can be seen, without white space.
    pub(super) seen: usize,
    /// Characters of an invisible text layer.
    pub(super) unseen: usize,
    /// The page's width and height in points.
    pub(super) width: f64,
    /// See `width`.
    pub(super) height: f64,
    /// Whether a part of the content could not be unpacked.
    pub(super) unread: bool,
}

/// Draws page `number`, counted from 0; keeps the bytes of a JPEG only if `wants_jpeg`.
///
/// # Errors
///
/// [`Trouble::Limit`] for too many glyphs or too large a content.
pub(super) fn draw<'a>(
    page: &Page<'a>,
    number: usize,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    wants_jpeg: bool,
) -> Result<Drawn, Trouble> {
    let (width, height) = page.render_dimensions();
    let mut taker = Taker::new(f64::from(width), f64::from(height), number);
    taker.wants_jpeg = wants_jpeg;
    let (bytes, unread) = contents(page)?;
    let mut context = taker.context(page, cache, settings, RenderContent::PAGE);
    interpret(
        TypedIter::new(&bytes),
        page.resources(),
        &mut context,
        &mut taker,
    );
    taker.start_annotations();
    let mut context = taker.context(page, cache, settings, RenderContent::ANNOTATIONS);
    interpret_page(page, &mut context, &mut taker);
    if taker.drawn.glyphs.len() >= MAX_GLYPHS {
        return Err(Trouble::Limit(format!("a page of {MAX_GLYPHS} characters")));
    }
    taker.drawn.unread = unread;
    Ok(taker.drawn)
}

/// Takes what is drawn.
struct Taker {
    drawn: Drawn,
    page: Rect,
    clips: Vec<Rect>,
    /// For each open marked content whether it is page header or footer.
    marks: Vec<Mark>,
    number: usize,
    wants_jpeg: bool,
    /// How many strings were drawn so far.
    runs: u32,
}

/// What marked content is (ISO 32000-2, 14.8.2.2).
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Content,
    Header,
    Furniture,
}

impl Taker {
    fn new(width: f64, height: f64, number: usize) -> Taker {
        Taker {
            drawn: Drawn {
                width,
                height,
                ..Drawn::default()
            },
            page: Rect::new(0.0, 0.0, width, height),
            clips: Vec::new(),
            marks: Vec::new(),
            number,
            wants_jpeg: false,
            runs: 0,
        }
    }

    fn context<'a>(
        &self,
        page: &Page<'a>,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
        content: RenderContent,
    ) -> Context<'a> {
        let mut settings = settings.clone();
        settings.render_content = content;
        let transform = page.initial_transform(true).to_kurbo();
        Context::new(transform, self.page, cache, page.xref(), settings)
    }

    /// Forgets clips and marks that the content left open.
    fn start_annotations(&mut self) {
        self.clips.clear();
        self.marks.clear();
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    /// The head of a first page may be the letterhead; elsewhere headers are furniture.
    fn is_furniture(&self, y: f64) -> bool {
        let low = y > self.drawn.height / 2.0;
        self.marks.iter().any(|mark| match mark {
            Mark::Content => false,
            Mark::Header => self.number > 0,
            Mark::Furniture => self.number > 0 || low,
        })
    }

    fn take(&mut self, glyph: &PdfGlyph<'_>, shape: &Placed, invisible: bool) {
        let middle = shape.start + shape.advance / 2.0 + shape.up * 0.3;
        if !self.clip().inflate(1.0, 1.0).contains(middle) {
            return;
        }
        let (one, many);
        let text: &[char] = match glyph.as_unicode() {
            // Fonts draw the Chinese dash, two characters, with one glyph.
            Some(BfString::Char('\u{2e3a}')) => &['—', '—'],
            Some(BfString::Char(c @ '\u{fb00}'..='\u{fb04}')) => ligature(c),
            Some(BfString::Char(c)) => {
                one = [c];
                &one
            }
            Some(BfString::String(text)) => {
                many = Vec::from_iter(text.chars());
                &many
            }
            None if is_blank(glyph) => &[' '],
            None => &['\u{fffd}'],
        };
        let part = shape.advance / text.len().max(1) as f64;
        let furniture = self.is_furniture(shape.start.y);
        for (at, c) in text.iter().enumerate() {
            let Some(c) = shown(*c) else { continue };
            let start = shape.start + part * at as f64;
            self.drawn.glyphs.push(Glyph {
                c,
                x: start.x,
                y: start.y,
                dx: part.x,
                dy: part.y,
                size: shape.up.hypot(),
                furniture,
                run: self.runs,
            });
            let shows = usize::from(!c.is_whitespace());
            self.drawn.seen += if invisible { 0 } else { shows };
            self.drawn.unseen += if invisible { shows } else { 0 };
        }
    }

    fn rule(&mut self, transform: Affine, from: Point, to: Point) {
        let (from, to) = (transform * from, transform * to);
        let upright = (from.x - to.x).abs() < 0.5 || (from.y - to.y).abs() < 0.5;
        if upright && from.distance(to) >= MIN_RULE && self.drawn.rules.len() < MAX_RULES {
            self.drawn.rules.push(Rule {
                from: (from.x, from.y),
                to: (to.x, to.y),
            });
        }
    }
}

impl<'a> Device<'a> for Taker {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        let elements = path.elements();
        self.drawn.outlines += usize::from(elements.len() >= OUTLINE);
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        for element in elements.iter().take(4 * MAX_RULES) {
            let next = match *element {
                PathEl::MoveTo(to) => {
                    start = to;
                    to
                }
                PathEl::LineTo(to) => {
                    self.rule(props.transform, at, to);
                    to
                }
                PathEl::ClosePath => {
                    self.rule(props.transform, at, start);
                    start
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => to,
            };
            at = next;
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let rect = self.clip().intersect(clip.path.bounding_box());
        self.clips.push(rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let invisible = matches!(mode, DrawMode::Invisible);
        self.runs = self.runs.wrapping_add(1);
        for (glyph, place) in placed(run, props.transform) {
            if self.drawn.glyphs.len() < MAX_GLYPHS {
                self.take(glyph, &place, invisible);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let clip = self.clip();
        let Some(mut picture) = picture(&image, props.transform, clip) else {
            return;
        };
        // Only a picture that is alone can stand for the page.
        if self.wants_jpeg && self.drawn.pictures.is_empty() {
            picture.jpeg = jpeg(&image);
        }
        self.drawn.pictures.push(picture);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let name = |key: &[u8]| properties.and_then(|dict| dict.get::<Name<'_>>(key));
        let artifact = tag == b"Artifact" && name(TYPE).is_some_and(|t| &*t == b"Pagination");
        let mark = match (artifact, name(SUBTYPE).as_deref()) {
            (false, _) => Mark::Content,
            (true, Some(b"Header")) => Mark::Header,
            (true, _) => Mark::Furniture,
        };
        self.marks.push(mark);
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
