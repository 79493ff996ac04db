//! Names of members: their encoding, their form for showing, and telling equal ones apart.

use std::collections::HashMap;

use crate::decode::{Encoding, decode};

/// The longest name that is shown, in bytes: the longest path of most systems.
const LONGEST: usize = 4096;

/// So many bytes of names tell their encoding.
const ENOUGH: usize = 64 << 10;

/// Reads the names of one packed file that are not UTF-8.
///
/// Who packed a folder did so in one encoding; all names together tell it better than one of two
/// characters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Legacy(Encoding);

impl Legacy {
    /// The encoding that the names which are not UTF-8 speak for.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a [u8]>) -> Legacy {
        let mut all = Vec::new();
        for name in names.filter(|name| std::str::from_utf8(name).is_err()) {
            if all.len() > ENOUGH {
                break;
            }
            all.extend_from_slice(name);
            all.push(b'\n');
        }
        match decode(&all, None).encoding {
            // No packer writes names in UTF-16.
            Encoding::Utf16Le | Encoding::Utf16Be => Legacy(Encoding::Gb18030),
            encoding => Legacy(encoding),
        }
    }

    /// A name as text.
    pub(super) fn read(self, name: &[u8]) -> String {
        if let Ok(text) = std::str::from_utf8(name) {
            return text.to_owned();
        }
        let common = decode(name, Some(self.0));
        if common.replaced == 0 {
            return common.text;
        }
        // One name may be of another hand than the rest.
        let own = Legacy::of(std::iter::once(name)).0;
        let own = decode(name, Some(own));
        if own.replaced < common.replaced {
            own.text
        } else {
            common.text
        }
    }
}

/// A name for showing: parts apart by `/`, without a root, a drive, `.` and `..`; never empty, and
/// cut where it is longer than any path.
pub(super) fn shown(name: &str) -> String {
    let name = name.split_at(name.floor_char_boundary(LONGEST)).0;
    let mut shown = String::with_capacity(name.len());
    for mut part in name.split(['/', '\\']) {
        // `C:name` is relative to a drive's folder and names the drive all the same.
        while shown.is_empty()
            && let Some(rest) = without_drive(part)
        {
            part = rest;
        }
        if matches!(part, "" | "." | "..") {
            continue;
        }
        if !shown.is_empty() {
            shown.push('/');
        }
        shown.push_str(part);
    }
    if shown.is_empty() {
        shown.push('_');
    }
    shown
}

fn without_drive(part: &str) -> Option<&str> {
    let rest = part.strip_prefix(|c: char| c.is_ascii_alphabetic())?;
    rest.strip_prefix(':')
}

/// Tells members of the same name apart: `a.txt`, `a (2).txt`, `a (3).txt`.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// Names given, and the number that the next of the same name tries first.
    given: HashMap<String, usize>,
}

impl Apart {
    /// `name`, or the first numbered form of it that is not given yet.
    pub(super) fn name(&mut self, name: String) -> String {
        let Some(mut number) = self.given.get(&name).copied() else {
            self.given.insert(name.clone(), 2);
            return name;
        };
        let (stem, ending) = split_ending(&name);
        let free = loop {
            let numbered = format!("{stem} ({number}){ending}");
            number += 1;
            if !self.given.contains_key(&numbered) {
                break numbered;
            }
        };
        self.given.insert(name, number);
        self.given.insert(free.clone(), 2);
        free
    }
}

/// A name before and from its ending's dot; a name that starts with its only dot has no ending.
fn split_ending(name: &str) -> (&str, &str) {
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name.rfind('.') {
        Some(dot) if dot > file => name.split_at(dot),
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030};
    use proptest::prelude::*;

    #[test]
    fn names_are_read_in_the_encoding_of_their_archive() {
        let texts = ["提案答复/云科〔2022〕32号.txt", "附件.doc", "plain.txt"];
        let gb = texts.map(|text| GB18030.encode(text).0.into_owned());
        let legacy = Legacy::of(gb.iter().map(Vec::as_slice));
        assert_eq!(gb.map(|name| legacy.read(&name)), texts);
        let texts = ["關於提案的答覆.txt", "附件.doc", "已解決.txt"];
        let big5 = texts.map(|text| BIG5.encode(text).0.into_owned());
        let legacy = Legacy::of(big5.iter().map(Vec::as_slice));
        assert_eq!(big5.map(|name| legacy.read(&name)), texts);
    }

    #[test]
    fn names_of_several_encodings_are_all_read() {
        let gb = GB18030.encode("政府工作报告全文.txt").0;
        let names = [gb.as_ref(), "答复.txt".as_bytes(), b"\xff\xff.txt"];
        let legacy = Legacy::of(names.into_iter());
        let read = names.map(|name| legacy.read(name));
        assert_eq!(read[..2], ["政府工作报告全文.txt", "答复.txt"]);
        assert!(read[2].ends_with(".txt"));
    }

    #[test]
    fn names_are_shown_without_ways_out() {
        let cases = [
            ("a/b.txt", "a/b.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("a/../b.txt", "a/b.txt"),
            ("a/./b//c.txt", "a/b/c.txt"),
            ("C:\\公文\\答复.doc", "公文/答复.doc"),
            ("C:答复.doc", "答复.doc"),
            ("C:..", "_"),
            ("c:/", "_"),
            ("\\\\server\\share\\a.txt", "server/share/a.txt"),
            ("..", "_"),
            ("", "_"),
            ("第一季度:总结.txt", "第一季度:总结.txt"),
        ];
        for (name, expected) in cases {
            assert_eq!(shown(name), expected, "{name}");
        }
    }

    #[test]
    fn names_longer_than_any_path_are_cut() {
        let long = "a/..".repeat(3000) + &"案".repeat(3000);
        assert!(shown(&long).len() <= LONGEST);
        assert_eq!(shown(&"案".repeat(3000)), "案".repeat(LONGEST / 3));
    }

    #[test]
    fn equal_names_are_told_apart() {
        let mut apart = Apart::default();
        let names = [
            "a.txt",
            "a.txt",
            "a (2).txt",
            "a.txt",
            "x.y/b",
            "x.y/b",
            ".c",
            ".c",
        ];
        let given = names.map(|name| apart.name(name.to_owned()));
        assert_eq!(
            given,
            [
                "a.txt",
                "a (2).txt",
                "a (2) (2).txt",
                "a (3).txt",
                "x.y/b",
                "x.y/b (2)",
                ".c",
                ".c (2)"
            ]
        );
    }

    proptest! {
        #[test]
        fn shown_names_never_lead_out(name in ".{0,40}|([A-Z]:|\\.\\.|/|\\\\|a|\\.){0,12}") {
            let shown = shown(&name);
            prop_assert!(!shown.is_empty() && !shown.starts_with('/'));
            prop_assert!(!shown.contains('\\'));
            prop_assert!(shown.split('/').all(|part| !matches!(part, "" | "." | "..")));
            prop_assert!(without_drive(&shown).is_none());
        }

        #[test]
        fn any_names_are_read_and_told_apart(
            names in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..4), 0..40)
        ) {
            let legacy = Legacy::of(names.iter().map(Vec::as_slice));
            let mut apart = Apart::default();
            let mut given: Vec<_> = names
                .iter()
                .map(|name| apart.name(shown(&legacy.read(name))))
                .collect();
            given.sort();
            given.dedup();
            prop_assert_eq!(given.len(), names.len());
        }
    }
}
