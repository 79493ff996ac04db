//! What the class, id and role of an element say about its place on a page.

use super::tags::Tag;

/// The place of an element on its page, as far as names tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The document itself.
    Main,
    /// Navigation, tools, footers.
    Navigation,
    /// An edge of the page or a word with several meanings: navigation only if it holds links.
    Edge,
    /// Anything.
    Open,
}

/// Whole names of the box that holds a document, in lower case, `-` and `_` left out: those of the
/// systems that government sites run on (TRS, UCAP, jpage, 博达 …).
const MAIN: &[&str] = &[
    "arcontent",
    "artcon",
    "artcontent",
    "articlecon",
    "articlecontent",
    "articlecontents",
    "barrierfreecontainer",
    "contentbody",
    "contenttext",
    "context",
    "contxt",
    "customunionstyle",
    "detailcon",
    "detailcontent",
    "infocontent",
    "jfontcontent",
    "jzoom",
    "newscon",
    "newscontent",
    "newstext",
    "pagescontent",
    "textcontent",
    "trseditor",
    "trseditorview",
    "trsueditor",
    "ucapcontent",
    "vfcontent",
    "vnewscontent",
    "vsbcontent",
    "wzcon",
    "wzcontent",
    "xlcontent",
    "xxgkcontent",
    "zhengwen",
    "zoom",
    "zoomcon",
];

/// Words within names that only navigation, tools and footers have.
const NAVIGATION: &[&str] = &[
    "bdsharebuttonbox",
    "breadcrumb",
    "breadcrumbs",
    "copyright",
    "copyrights",
    "crumb",
    "crumbs",
    "curpos",
    "daohang",
    "dqwz",
    "fenxiang",
    "flink",
    "foot",
    "footer",
    "friendlink",
    "friendlinks",
    "links",
    "menu",
    "menus",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "navs",
    "pagination",
    "share",
    "sharebox",
    "sidebar",
    "submenu",
    "toolbar",
    "topbar",
    "weizhi",
    "yqlj",
    "youqing",
];

/// Words within names that navigation shares with other things.
const EDGE: &[&str] = &[
    "aside",
    "banner",
    "bottom",
    "btm",
    "dh",
    "ewm",
    "friend",
    "fx",
    "head",
    "header",
    "hot",
    "lanmu",
    "left",
    "link",
    "location",
    "login",
    "logo",
    "next",
    "page",
    "pager",
    "path",
    "place",
    "pn",
    "pos",
    "position",
    "prev",
    "print",
    "qrcode",
    "recommend",
    "related",
    "relation",
    "right",
    "search",
    "side",
    "sxp",
    "tab",
    "tabs",
    "tool",
    "tools",
    "top",
    "updown",
    "wz",
    "xgwd",
    "xglj",
    "xgxx",
    "zt",
];

/// Endings of files that a page offers to take home.
const FILES: &[&str] = &[
    ".doc", ".docx", ".et", ".jpg", ".ofd", ".pdf", ".png", ".ppt", ".pptx", ".rar", ".rtf",
    ".txt", ".wps", ".xls", ".xlsx", ".zip", ".7z",
];

/// The place that an element's tag, names (id and class) and role give it.
pub(super) fn place(tag: Tag, names: &str, role: &str) -> Place {
    let by_name = by_names(names);
    if by_name == Place::Main || role == "main" {
        return Place::Main;
    }
    let by_role = matches!(
        role,
        "navigation" | "contentinfo" | "search" | "menu" | "menubar" | "toolbar" | "complementary"
    );
    match tag {
        Tag::Nav | Tag::Footer | Tag::Search => Place::Navigation,
        _ if by_role => Place::Navigation,
        Tag::Header | Tag::Aside if by_name == Place::Open => Place::Edge,
        _ => by_name,
    }
}

fn by_names(names: &str) -> Place {
    let mut found = Place::Open;
    for name in names.split_ascii_whitespace() {
        let whole: String = name
            .chars()
            .filter(|c| !matches!(c, '-' | '_'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let plain = whole.trim_end_matches(|c: char| c.is_ascii_digit());
        if MAIN.binary_search(&plain).is_ok() {
            return Place::Main;
        }
        for word in words(name) {
            if NAVIGATION.contains(&word.as_str()) {
                found = Place::Navigation;
            } else if found == Place::Open && EDGE.contains(&word.as_str()) {
                found = Place::Edge;
            }
        }
    }
    found
}

/// Whether names speak of a title.
pub(super) fn is_title(names: &str) -> bool {
    names.split_ascii_whitespace().any(|name| {
        words(name).any(|word| matches!(word.as_str(), "title" | "titles" | "bt" | "biaoti"))
    })
}

/// The words of a name: apart by `-`, `_`, digits or a capital behind a small letter; in lower case.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let mut previous = ' ';
    let mut starts = Vec::new();
    for (at, c) in name.char_indices() {
        if c.is_ascii_uppercase() && previous.is_ascii_lowercase() {
            starts.push(at);
        }
        previous = c;
    }
    starts.push(name.len());
    let mut from = 0;
    starts
        .into_iter()
        .filter_map(move |to| {
            let part = name.get(from..to);
            from = to;
            part
        })
        .flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}

/// Whether an address is that of a file to take home.
pub(super) fn is_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim();
    let Some(dot) = path.rfind('.') else {
        return false;
    };
    let ending = path.get(dot..).unwrap_or_default().to_ascii_lowercase();
    FILES.contains(&ending.as_str()) || address.contains("download")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_sites_write_them() {
        for (names, want) in [
            ("zoom", Place::Main),
            ("TRS_Editor", Place::Main),
            ("UCAP-CONTENT", Place::Main),
            ("vsb_content_2", Place::Main),
            ("main-nav", Place::Navigation),
            ("footerBox", Place::Navigation),
            ("bread_crumb crumbs", Place::Navigation),
            ("pos", Place::Edge),
            ("navy-blue", Place::Open),
            ("content", Place::Open),
            ("positive", Place::Open),
            ("", Place::Open),
        ] {
            assert_eq!(place(Tag::Div, names, ""), want, "{names}");
        }
        assert_eq!(place(Tag::Nav, "", ""), Place::Navigation);
        assert_eq!(place(Tag::Div, "", "navigation"), Place::Navigation);
        assert!(is_title("articleTitle") && is_title("bt") && !is_title("subtitles"));
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(MAIN.is_sorted(), "sort MAIN");
    }

    #[test]
    fn files_are_told_from_pages() {
        assert!(is_file("./P020230618.doc") && is_file("/a.PDF?x=1"));
        assert!(!is_file("/c1/") && !is_file("index.html") && !is_file("http://a.gov.cn"));
    }
}
