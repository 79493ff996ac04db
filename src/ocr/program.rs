//! Looks for a program as a shell does, but never in the current folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A file that can be run: `name` if it is a path, else the first of that name in the folders `path`.
///
/// Only absolute folders count, so that nothing is run from the folder that happens to be current.
pub(super) fn program(name: &Path, path: &OsStr) -> Option<PathBuf> {
    if name.components().count() > 1 {
        return std::path::absolute(name).ok().filter(|file| file.is_file());
    }
    let mut file = name.as_os_str().to_owned();
    if !name
        .to_string_lossy()
        .ends_with(std::env::consts::EXE_SUFFIX)
    {
        file.push(std::env::consts::EXE_SUFFIX);
    }
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&file))
        .find(|file| can_run(file))
}

#[cfg(unix)]
fn can_run(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(file: &Path) -> bool {
    file.is_file()
}
