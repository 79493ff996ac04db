//! Names of files and folders that are nobody's documents: hidden ones, and what systems leave behind.

/// Whether a name says so by itself.
pub(super) fn is_left_behind(name: &str) -> bool {
    // Word and WPS lock a document that is open with a small file of its name behind `~$`.
    name.starts_with('.')
        || name.starts_with("~$")
        || ["__MACOSX", "Thumbs.db", "desktop.ini"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for name in [
            ".DS_Store",
            ".git",
            "~$答复.docx",
            "thumbs.db",
            "Desktop.ini",
            "__MACOSX",
        ] {
            assert!(is_left_behind(name), "{name}");
        }
        for name in ["a.txt", "~a.docx", "Thumbs.dbx", "答复~$.docx", ""] {
            assert!(!is_left_behind(name), "{name}");
        }
    }
}
