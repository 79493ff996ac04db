//! Paths as the archive stores them: relative to the folder around it when inside, else absolute.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// Translates between paths on disk and stored paths, which are bytes with `/` between names.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder that holds the archive folder, with symlinks resolved.
    base: PathBuf,
}

impl Places {
    /// The places of the archive in the folder `archive`.
    pub fn new(archive: &Path) -> Places {
        let real = resolve(archive);
        let base = real.parent().unwrap_or(&real).to_path_buf();
        Places { base }
    }

    /// The stored form of a path. Symlinks in the folders above it are resolved, its own name is not;
    /// `link/` with its slash means the folder that the link points to.
    pub fn stored(&self, path: &Path) -> Vec<u8> {
        self.stored_real(&resolve_above(path))
    }

    /// As [`Places::stored`], for a path that is absolute and resolved already.
    pub fn stored_real(&self, real: &Path) -> Vec<u8> {
        match real.strip_prefix(&self.base) {
            Ok(inside) if inside.as_os_str().is_empty() => b".".to_vec(),
            Ok(inside) => bytes_of(inside),
            Err(_) => bytes_of(real),
        }
    }

    /// The path on disk of a stored path.
    pub fn on_disk(&self, stored: &[u8]) -> PathBuf {
        self.base.join(path_of(stored))
    }
}

/// An absolute path with every symlink resolved as far as the path exists.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    match path.canonicalize() {
        Ok(real) => real,
        Err(_) => resolve_above(path),
    }
}

/// An absolute path with the symlinks above its last name resolved as far as they exist.
pub(crate) fn resolve_above(path: &Path) -> PathBuf {
    if ends_in_folder(path)
        && let Ok(real) = path.canonicalize()
    {
        return real;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let Some(name) = absolute.file_name() else {
        return absolute.canonicalize().unwrap_or(absolute);
    };
    // Names that do not exist any more (a vanished folder) are kept as they are.
    let parent = absolute.parent().unwrap_or(Path::new("/"));
    match parent.canonicalize() {
        Ok(parent) => parent.join(name),
        Err(_) if parent != absolute => resolve_above(parent).join(name),
        Err(_) => absolute,
    }
}

/// Whether the path ends in `/`, `.` or `..`, which all say "the folder there".
fn ends_in_folder(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.ends_with(b"/")
        || bytes == b"."
        || bytes.ends_with(b"/.")
        || matches!(path.components().next_back(), Some(Component::ParentDir))
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> &Path {
    use std::os::unix::ffi::OsStrExt;
    Path::new(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    path.to_string_lossy().replace('\\', "/").into_bytes()
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn paths_inside_are_relative_and_others_absolute() {
        let home = tempfile::tempdir().expect("a folder");
        let real = home.path().canonicalize().expect("real");
        fs::create_dir_all(real.join("docs/年")).expect("folders");
        let places = Places::new(&real.join("docs/.anjuan"));
        assert_eq!(
            places.stored(&real.join("docs/年/a.txt")),
            "年/a.txt".as_bytes()
        );
        assert_eq!(places.stored(&real.join("docs/../docs/b")), b"b");
        assert_eq!(
            places.stored(&real.join("x")),
            real.join("x").as_os_str().as_encoded_bytes()
        );
        assert_eq!(places.stored(&real.join("docs")), b".");
        assert_eq!(
            places.on_disk(b"a\xff"),
            real.join("docs").join(path_of(b"a\xff"))
        );
    }

    #[test]
    fn links_above_are_resolved_and_the_last_name_is_kept() {
        let home = tempfile::tempdir().expect("a folder");
        let real = home.path().canonicalize().expect("real");
        fs::create_dir_all(real.join("docs/sub")).expect("folders");
        symlink(real.join("docs"), real.join("link")).expect("a link");
        symlink(real.join("docs/sub"), real.join("docs/short")).expect("a link");
        let places = Places::new(&real.join("link/.anjuan"));
        assert_eq!(places.stored(&real.join("link/sub/a")), b"sub/a");
        assert_eq!(places.stored(&real.join("link/short")), b"short");
        assert_eq!(places.stored(&real.join("link/short/")), b"sub");
        assert_eq!(
            places.stored(&real.join("link/gone/deep/a")),
            b"gone/deep/a"
        );
    }
}
