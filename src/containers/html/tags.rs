//! What each HTML element means for its text: lines, cells, or nothing that is shown.

/// The element has no content: HTML Standard 13.1.2, void elements.
const VOID: u8 = 1;
/// Nothing of it is shown, or only as a control of a form.
const DROP: u8 = 2;
/// It stands on lines of its own.
const BLOCK: u8 = 4;
/// Its start ends an open paragraph: HTML Standard 13.2.6.4.7.
const ENDS_P: u8 = 8;
/// An inline end tag does not reach beyond it: HTML Standard 13.2.4.2, special elements.
const SPECIAL: u8 = 16;
/// No end tag reaches beyond it: HTML Standard 13.2.4.2, elements that bound a scope.
const SCOPE: u8 = 32;

/// A part of a page that ends an open paragraph and has lines of its own.
const PART: u8 = BLOCK | ENDS_P | SPECIAL;
/// A part of a table.
const GRID: u8 = BLOCK | SPECIAL;
/// A void element that is not shown.
const GONE: u8 = VOID | DROP | SPECIAL;

macro_rules! tags {
    ($($name:literal $tag:ident $class:expr;)*) => {
        /// The name of an element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag {
            /// Text between tags.
            Text,
            $(#[doc = concat!("`<", $name, ">`")] $tag,)*
            /// An element that changes nothing: emphasis, fonts, unknown names.
            Inline,
        }

        impl Tag {
            /// How many there are.
            pub(super) const COUNT: usize = Tag::Inline as usize + 1;

            /// The element of a name in lower case.
            pub(super) fn of(name: &[u8]) -> Tag {
                let Ok(name) = std::str::from_utf8(name) else {
                    return Tag::Inline;
                };
                match name {
                    $($name => Tag::$tag,)*
                    _ => Tag::Inline,
                }
            }

            fn class(self) -> u8 {
                match self {
                    $(Tag::$tag => $class,)*
                    Tag::Text | Tag::Inline => 0,
                }
            }
        }
    };
}

tags! {
    "a" A 0;
    "address" Address PART;
    "applet" Applet SCOPE | SPECIAL;
    "area" Area GONE;
    "article" Article PART;
    "aside" Aside PART;
    "audio" Audio DROP;
    "base" Base GONE;
    "basefont" Basefont GONE;
    "bgsound" Bgsound GONE;
    "blockquote" Blockquote PART;
    "body" Body SPECIAL;
    "br" Br VOID | SPECIAL;
    "button" Button DROP;
    "canvas" Canvas DROP;
    "caption" Caption GRID | SCOPE;
    "center" Center PART;
    "col" Col GONE;
    "colgroup" Colgroup SPECIAL;
    "datalist" Datalist DROP;
    "dd" Dd PART;
    "details" Details PART;
    "dialog" Dialog DROP | ENDS_P | SPECIAL;
    "dir" Dir PART;
    "div" Div PART;
    "dl" Dl PART;
    "dt" Dt PART;
    "embed" Embed GONE;
    "fieldset" Fieldset PART;
    "figcaption" Figcaption PART;
    "figure" Figure PART;
    "footer" Footer PART;
    "form" Form PART;
    "frame" Frame GONE;
    "frameset" Frameset SPECIAL;
    "h1" H1 PART;
    "h2" H2 PART;
    "h3" H3 PART;
    "h4" H4 PART;
    "h5" H5 PART;
    "h6" H6 PART;
    "head" Head SPECIAL;
    "header" Header PART;
    "hgroup" Hgroup PART;
    "hr" Hr VOID | BLOCK | ENDS_P | SPECIAL;
    "html" Html SPECIAL;
    "iframe" Iframe DROP;
    "image" Image GONE;
    "img" Img GONE;
    "input" Input GONE;
    "keygen" Keygen GONE;
    "legend" Legend BLOCK;
    "li" Li PART;
    "link" Link GONE;
    "listing" Listing PART;
    "main" Main PART;
    "map" Map DROP;
    "marquee" Marquee SCOPE | SPECIAL;
    "menu" Menu PART;
    "meta" Meta GONE;
    "nav" Nav PART;
    "noembed" Noembed DROP;
    "noframes" Noframes DROP;
    "noscript" Noscript DROP;
    "object" Object DROP | SCOPE | SPECIAL;
    "ol" Ol PART;
    "optgroup" Optgroup 0;
    "option" Option_ 0;
    "p" P PART;
    "param" Param GONE;
    "plaintext" Plaintext PART;
    "pre" Pre PART;
    "script" Script DROP;
    "search" Search PART;
    "section" Section PART;
    "select" Select DROP;
    "source" Source GONE;
    "style" Style DROP;
    "summary" Summary PART;
    "svg" Svg DROP;
    "table" Table GRID | ENDS_P | SCOPE;
    "tbody" Tbody GRID;
    "td" Td GRID | SCOPE;
    "template" Template DROP | SCOPE | SPECIAL;
    "textarea" Textarea DROP;
    "tfoot" Tfoot GRID;
    "th" Th GRID | SCOPE;
    "thead" Thead GRID;
    "title" Title DROP;
    "tr" Tr GRID;
    "track" Track GONE;
    "ul" Ul PART;
    "video" Video DROP;
    "wbr" Wbr GONE;
    "xmp" Xmp PART;
}

impl Tag {
    /// Whether it has no content and no end tag.
    pub(super) fn is_void(self) -> bool {
        self.class() & VOID != 0
    }

    /// Whether its content is not shown as text.
    pub(super) fn is_dropped(self) -> bool {
        self.class() & DROP != 0
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        self.class() & BLOCK != 0
    }

    /// Whether its start ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        self.class() & ENDS_P != 0
    }

    /// Whether it stops the end tags of inline elements.
    pub(super) fn is_special(self) -> bool {
        self.class() & SPECIAL != 0
    }

    /// Whether it stops every end tag but those of tables.
    pub(super) fn bounds_scope(self) -> bool {
        self.class() & SCOPE != 0
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(self) -> bool {
        matches!(
            self,
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6
        )
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Tag::Td | Tag::Th)
    }

    /// Whether white space in it is shown as it stands.
    pub(super) fn is_preformatted(self) -> bool {
        matches!(
            self,
            Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext | Tag::Textarea
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known() {
        assert_eq!(Tag::of(b"td"), Tag::Td);
        assert_eq!(Tag::of(b"o:p"), Tag::Inline);
        assert_eq!(Tag::of(b"\xff"), Tag::Inline);
        assert!(Tag::of(b"br").is_void() && !Tag::of(b"br").is_dropped());
        assert!(Tag::of(b"script").is_dropped() && Tag::of(b"p").is_block());
    }
}
