//! Walks folders: every path comes out once, with the reason if it is not to be read.
//!
//! Links are never followed, so the walk cannot leave its folder or go in circles. Folders wait on
//! a list and not on the call stack, so depth costs nothing. The order is that of the names' bytes,
//! the same on every machine.

use std::ffi::OsString;
use std::fs::{self, DirEntry, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::filter::Filter;
use super::left_behind::is_left_behind;
use super::outcome::Skip;
use super::read::reason_of;

/// A path that the walk came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The path.
    pub path: PathBuf,
    /// What to do with it.
    pub what: What,
}

/// What to do with a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Read it.
    File,
    /// Leave it; of a folder, with all that it holds.
    Skip(Skip),
    /// It could not be looked at, for this reason.
    Fail(String),
}

/// A name in a folder; its kind unless the system cannot tell.
type Entry = (OsString, Option<FileType>);

/// A walk from one path.
#[derive(Debug)]
pub struct Walk<'f> {
    filter: &'f Filter,
    root: PathBuf,
    /// The path named, until it has been looked at.
    start: Option<PathBuf>,
    /// Folders being walked, with their entries still to come, last first.
    open: Vec<(PathBuf, Vec<Entry>)>,
}

impl<'f> Walk<'f> {
    /// A walk from `root`, a file or a folder, which is taken even if its own name is hidden.
    pub fn new(root: &Path, filter: &'f Filter) -> Walk<'f> {
        Walk {
            filter,
            root: root.to_path_buf(),
            start: Some(root.to_path_buf()),
            open: Vec::new(),
        }
    }

    fn look_at_root(&mut self, path: PathBuf) -> Option<Found> {
        let file_type = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) => return Some(fail(path, &error)),
        };
        if file_type.is_symlink() {
            let reason = "a symlink; name what it points to".to_owned();
            return Some(Found {
                path,
                what: What::Fail(reason),
            });
        }
        self.enter_or_give(path, Some(file_type))
    }

    /// Goes into a folder, or gives what to do with anything else; `None` if there is nothing to say.
    fn enter_or_give(&mut self, path: PathBuf, file_type: Option<FileType>) -> Option<Found> {
        let Some(file_type) = file_type else {
            let what = What::Fail("its kind cannot be told".to_owned());
            return Some(Found { path, what });
        };
        if self.filter.apart.as_deref() == Some(path.as_path()) {
            return None;
        }
        if let Some(skip) = self.reason_to_skip(&path, file_type) {
            let what = What::Skip(skip);
            return Some(Found { path, what });
        }
        if !file_type.is_dir() {
            let what = What::File;
            return Some(Found { path, what });
        }
        match entries(&path) {
            Ok(entries) => {
                self.open.push((path, entries));
                None
            }
            Err(error) => Some(fail(path, &error)),
        }
    }

    fn reason_to_skip(&self, path: &Path, file_type: FileType) -> Option<Skip> {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        let named = inside.as_os_str().is_empty();
        let hidden = path
            .file_name()
            .is_some_and(|name| is_left_behind(&name.to_string_lossy()));
        if hidden && !named && !self.filter.hidden {
            return Some(Skip::Hidden);
        }
        if file_type.is_symlink() {
            return Some(Skip::Symlink);
        }
        // A file named by itself is matched by its name.
        let inside = match path.file_name() {
            Some(name) if named && !file_type.is_dir() => Path::new(name),
            _ => inside,
        };
        if !inside.as_os_str().is_empty() && self.filter.excludes(inside, file_type.is_dir()) {
            return Some(Skip::Excluded);
        }
        special(file_type).map(Skip::Special)
    }
}

impl Iterator for Walk<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let Some(root) = self.start.take()
            && let Some(found) = self.look_at_root(root)
        {
            return Some(found);
        }
        loop {
            let (folder, rest) = self.open.last_mut()?;
            let Some((name, file_type)) = rest.pop() else {
                self.open.pop();
                continue;
            };
            let path = folder.join(name);
            if let Some(found) = self.enter_or_give(path, file_type) {
                return Some(found);
            }
        }
    }
}

/// The entries of a folder, last name first.
fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let read = |entry: io::Result<DirEntry>| {
        entry.map(|entry| (entry.file_name(), entry.file_type().ok()))
    };
    let mut entries: Vec<_> = fs::read_dir(folder)?.map(read).collect::<io::Result<_>>()?;
    entries.sort_by(|(a, _), (b, _)| b.as_encoded_bytes().cmp(a.as_encoded_bytes()));
    Ok(entries)
}

fn fail(path: PathBuf, error: &io::Error) -> Found {
    Found {
        path,
        what: What::Fail(reason_of(error)),
    }
}

/// What kind of special file it is, if it is one.
#[cfg(unix)]
pub(super) fn special(file_type: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if file_type.is_fifo() {
        Some("pipe")
    } else if file_type.is_socket() {
        Some("socket")
    } else if file_type.is_char_device() || file_type.is_block_device() {
        Some("device")
    } else {
        None
    }
}

#[cfg(not(unix))]
pub(super) fn special(_file_type: FileType) -> Option<&'static str> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    fn listing(root: &Path, filter: &Filter) -> Vec<String> {
        Walk::new(root, filter)
            .map(|found| {
                let inside = found.path.strip_prefix(root).expect("inside");
                let what = match found.what {
                    What::File => String::new(),
                    What::Skip(skip) => format!(": {skip}"),
                    What::Fail(reason) => format!(": failed: {reason}"),
                };
                format!("{}{what}", inside.display())
            })
            .collect()
    }

    fn all() -> Filter {
        Filter::new(&[], &[], false).expect("no pattern")
    }

    fn tree(names: &[&str]) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        for name in names {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, "文").expect("written");
        }
        home
    }

    #[test]
    fn paths_come_in_the_order_of_their_bytes() {
        let home = tree(&["b/2.txt", "b/10.txt", "a.txt", "年/甲.txt", "B.txt"]);
        assert_eq!(
            listing(home.path(), &all()),
            ["B.txt", "a.txt", "b/10.txt", "b/2.txt", "年/甲.txt"]
        );
    }

    #[test]
    fn what_is_not_read_is_named() {
        let home = tree(&["a.txt", ".git/config", ".note"]);
        symlink("/etc", home.path().join("link")).expect("a link");
        symlink("nowhere", home.path().join("dangling")).expect("a link");
        let _socket = UnixListener::bind(home.path().join("s")).expect("a socket");
        assert_eq!(
            listing(home.path(), &all()),
            [
                ".git: hidden",
                ".note: hidden",
                "a.txt",
                "dangling: symlink",
                "link: symlink",
                "s: special file (socket)"
            ]
        );
        let hidden = Filter::new(&[], &[], true).expect("no pattern");
        assert!(listing(home.path(), &hidden).contains(&".git/config".to_owned()));
    }

    #[test]
    fn the_archive_is_passed_over_and_a_lone_file_is_taken() {
        let home = tree(&["a.txt", "arch/records.db", ".hidden.txt"]);
        let filter = all().without(home.path().join("arch"));
        assert_eq!(
            listing(home.path(), &filter),
            [".hidden.txt: hidden", "a.txt"]
        );
        let lone = home.path().join(".hidden.txt");
        assert_eq!(listing(&lone, &filter), [""]);
    }

    #[test]
    fn a_missing_root_and_a_linked_root_fail_and_say_so() {
        let home = tree(&["a.txt"]);
        let gone = home.path().join("gone");
        assert_eq!(listing(&gone, &all()), [": failed: no such file or folder"]);
        let link = home.path().join("link");
        symlink(home.path().join("a.txt"), &link).expect("a link");
        assert_eq!(
            listing(&link, &all()),
            [": failed: a symlink; name what it points to"]
        );
    }

    #[test]
    fn names_of_any_bytes_and_any_depth_are_walked() {
        let home = tempfile::tempdir().expect("a folder");
        let mut deep = home.path().to_path_buf();
        for _ in 0..500 {
            deep.push("d");
        }
        fs::create_dir_all(&deep).expect("folders");
        let odd = deep.join(std::ffi::OsStr::from_bytes(b"\xff\n.txt"));
        fs::write(&odd, "文").expect("written");
        let filter = all();
        let found: Vec<Found> = Walk::new(home.path(), &filter).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, odd);
    }
}
