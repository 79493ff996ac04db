//! Control words and symbols of RTF, and what each of them does.

use crate::containers::Trouble;
use crate::containers::story::{Kept, NOTE_MARK, PAGE_SHOWN};

use super::charset::Font;
use super::context::Kind;
use super::reader::{Place, Reader};

/// The most sections that a file may have.
const MAX_SECTIONS: usize = 50_000;

/// Destinations that hold nothing that is shown.
const NOWHERE: &[&str] = &[
    "annotation",
    "atnauthor",
    "atnid",
    "bxe",
    "colortbl",
    "filetbl",
    "ftncn",
    "ftnsep",
    "ftnsepc",
    "aftncn",
    "aftnsep",
    "aftnsepc",
    "info",
    "nonesttables",
    "objclass",
    "objdata",
    "objname",
    "operator",
    "pict",
    "pntxta",
    "pntxtb",
    "private",
    "rxe",
    "shprslt",
    "sn",
    "sv",
    "stylesheet",
    "tc",
    "tcn",
    "txe",
    "xe",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "themedata",
    "latentstyles",
    "datastore",
    "fldtype",
    "ffname",
    "ffdeftext",
    "ffformat",
    "ffhelptext",
    "ffstattext",
    "ffentrymcr",
    "ffexitmcr",
];

/// Destinations that are shown though they may begin with `\*`.
const OPTIONAL_SHOWN: &[&str] = &[
    "shpinst",
    "shptxt",
    "nesttableprops",
    "ud",
    "moMath",
    "moMathPara",
    "footnote",
    "do",
    "dptxbxtext",
    "fldinst",
    "formfield",
    "listtext",
    "pntext",
    "header",
    "footer",
    "headerf",
    "headerl",
    "headerr",
    "footerf",
    "footerl",
    "footerr",
];

impl Reader {
    pub(super) fn symbol(&mut self, symbol: u8) -> Result<(), Trouble> {
        if symbol == b'*' {
            self.now.optional = true;
            return Ok(());
        }
        if self.is_substitute() {
            return Ok(());
        }
        self.flush();
        match symbol {
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("-"),
            b'\r' | b'\n' => return self.paragraph(),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn word(&mut self, name: &str, number: Option<i32>) -> Result<(), Trouble> {
        let optional = std::mem::take(&mut self.now.optional);
        let fresh = std::mem::take(&mut self.now.fresh);
        if name == "u" {
            self.unicode(number.unwrap_or(0));
            return Ok(());
        }
        if self.is_substitute() {
            return Ok(());
        }
        self.flush();
        if self.now.place == Place::Nowhere {
            return Ok(());
        }
        if optional && !OPTIONAL_SHOWN.contains(&name) || fresh && NOWHERE.contains(&name) {
            self.now.place = Place::Nowhere;
            return Ok(());
        }
        if self.destination(name) || self.property(name, number) || self.table(name, number)? {
            return Ok(());
        }
        self.character(name)
    }

    /// Words that say what a group is.
    fn destination(&mut self, name: &str) -> bool {
        match name {
            "fonttbl" => self.now.place = Place::Fonts,
            "listtext" | "pntext" => self.now.place = Place::Label,
            "header" | "headerl" | "headerr" => self.begin_context(Kind::Header),
            "headerf" => self.begin_context(Kind::FirstHeader),
            "footer" | "footerl" | "footerr" => self.begin_context(Kind::Footer),
            "footerf" => self.begin_context(Kind::FirstFooter),
            "footnote" => self.begin_context(Kind::Note),
            "shptxt" | "dptxbxtext" => self.begin_context(Kind::Box),
            "ftnalt" => self.context.at_end = true,
            // The Unicode form follows in a group of its own.
            "upr" => self.now.place = Place::Nowhere,
            "shpinst" | "do" => self.now.place = Place::Silent,
            "field" => self.begin_field(),
            "fldinst" => self.now.place = Place::Instruction,
            "formfield" => self.now.place = Place::Form,
            _ => return false,
        }
        true
    }

    /// Words that set something.
    fn property(&mut self, name: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        match name {
            "ansicpg" => self.fonts.set_page(number.unwrap_or(0)),
            "deff" => {
                self.fonts.default = number.unwrap_or(0);
                self.now.font = self.fonts.default;
            }
            "f" => self.font_word(number.unwrap_or(0)),
            "fcharset" | "cpg" => {
                if let Some((_, font)) = &mut self.font {
                    match name {
                        "cpg" => font.page = number,
                        _ => font.charset = number,
                    }
                }
            }
            "uc" => self.now.substitutes = number.unwrap_or(1).clamp(0, 100),
            "v" => self.now.hidden = on,
            "deleted" => self.now.deleted = on,
            "plain" => {
                self.now.hidden = false;
                self.now.deleted = false;
                self.now.font = self.fonts.default;
            }
            "titlepg" => self.title_page = true,
            "sectd" | "sbkpage" | "sbkeven" | "sbkodd" | "sbknone" | "sbkcol" => {
                if let Some(begins_page) = self.sections.last_mut() {
                    *begins_page = !matches!(name, "sbknone" | "sbkcol");
                }
            }
            "pagebb" => self.context.page_before = on,
            "fftype" | "ffres" | "ffdefres" => self.form(name, number.unwrap_or(0)),
            _ => return false,
        }
        true
    }

    fn font_word(&mut self, number: i32) {
        if self.now.place != Place::Fonts {
            self.now.font = number;
            return;
        }
        if let Some((number, font)) = self.font.replace((number, Font::default())) {
            self.fonts.add(number, font);
        }
    }

    fn paragraph(&mut self) -> Result<(), Trouble> {
        let now = self.now;
        match now.place {
            // The end is deleted or hidden: the next paragraph goes on in this line.
            Place::Shown if now.hidden || now.deleted => Ok(()),
            Place::Shown => self.context.end_paragraph(),
            _ => Ok(()),
        }
    }

    /// Words that make paragraphs and tables.
    fn table(&mut self, name: &str, number: Option<i32>) -> Result<bool, Trouble> {
        if name == "par" {
            self.paragraph()?;
            return Ok(true);
        }
        let context = &mut self.context;
        match name {
            "pard" => {
                context.in_table = false;
                context.depth = None;
                context.page_before = false;
            }
            "intbl" => context.in_table = true,
            "itap" => {
                let depth = usize::try_from(number.unwrap_or(1)).unwrap_or(0);
                context.in_table = depth > 0;
                context.depth = Some(depth);
            }
            "cell" => context.end_cell(false)?,
            "nestcell" => context.end_cell(true)?,
            "row" => context.end_row(false)?,
            "nestrow" => context.end_row(true)?,
            "trowd" => context.define_row(),
            "clmrg" => context.define_merged(Kept::Nothing),
            "clvmrg" => context.define_merged(Kept::Column),
            "cellx" => context.define_cell(),
            "sect" if context.kind == Kind::Body => {
                context.end_section()?;
                if self.sections.len() >= MAX_SECTIONS {
                    return Err(Trouble::Limit(format!("more than {MAX_SECTIONS} sections")));
                }
                self.sections
                    .push(self.sections.last().copied().unwrap_or(true));
            }
            "page" => context.break_page(),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Words that stand for characters.
    fn character(&mut self, name: &str) -> Result<(), Trouble> {
        let text = match name {
            "tab" => "\t",
            "line" | "column" | "lbr" => "\n",
            "emdash" => "—",
            "endash" => "–",
            "bullet" => "•",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            "chftn" => {
                self.context.put_mark(NOTE_MARK);
                return Ok(());
            }
            "chpgn" => {
                self.context.has_page_number = true;
                return Ok(());
            }
            "softpage" => {
                self.context.put_mark(PAGE_SHOWN);
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.put(text);
        Ok(())
    }
}
