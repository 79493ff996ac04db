//! Files in packed files, and the paths that they are known by.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{Readers, failed};
use crate::containers::packed::Member;
use crate::containers::sniff::sniff;
use crate::isolation::Fault;
use crate::source::left_behind::is_left_behind;
use crate::source::outcome::{Outcome, Skip};
use crate::source::read::open;

impl Readers {
    /// The bytes of one file in a packed file.
    pub(super) fn member(&self, file: &Path, name: &[u8]) -> Result<Vec<u8>, Outcome> {
        let mut found = None;
        let opened = open(file)?;
        self.members(
            &opened.bytes,
            b"",
            &mut |path, content| match path.strip_prefix(INSIDE) == Some(name) {
                true => {
                    found = Some(content);
                    ControlFlow::Break(())
                }
                false => ControlFlow::Continue(()),
            },
        )?;
        found.unwrap_or_else(|| Err(Outcome::Failed("no such file in the packed file".into())))
    }

    /// Gives every file in a packed file to `each`, under its path `shown!/name`.
    ///
    /// # Errors
    /// The outcome of the packed file, if it cannot be read to its end.
    pub fn members(
        &self,
        bytes: &[u8],
        shown: &[u8],
        each: &mut dyn FnMut(Vec<u8>, Result<Vec<u8>, Outcome>) -> ControlFlow<()>,
    ) -> Result<(), Outcome> {
        let mut taken = |member: Member| {
            let mut path = shown.to_vec();
            path.extend_from_slice(INSIDE);
            path.extend_from_slice(member.name.as_bytes());
            let content = member.content.map_err(Fault::Trouble).map_err(failed);
            each(
                path,
                content.and_then(|content| left_out(&member.name, content)),
            )
        };
        let members = self.isolated.members(sniff(bytes), bytes, &mut taken);
        members.map_err(failed)
    }
}

/// What stands between a packed file's path and the name of a file in it: `a.zip!/b.doc`.
pub const INSIDE: &[u8] = b"!/";

/// The packed file and the name inside it, if a path is one of a file in a packed file.
pub(super) fn split_member(path: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let splits = bytes.windows(INSIDE.len()).enumerate();
    let splits = splits
        .filter(|(_, window)| *window == INSIDE)
        .map(|(at, _)| at);
    splits.into_iter().find_map(|at| {
        let file = path_of(&bytes[..at]);
        file.is_file()
            .then(|| (file, bytes[at + INSIDE.len()..].to_vec()))
    })
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Members that are left out for their name.
fn left_out(name: &str, content: Vec<u8>) -> Result<Vec<u8>, Outcome> {
    match name.split('/').any(is_left_behind) {
        true => Err(Outcome::Skipped(Skip::Hidden)),
        false => Ok(content),
    }
}
