//! What tells whether a file may have changed, without reading it.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

/// Size and times of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Size in bytes.
    pub size: i64,
    /// Modification time in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change to content or attributes, in nanoseconds since 1970; 0 if unknown.
    ///
    /// Programs cannot set it, so it betrays an edit that keeps size and modification time.
    pub changed: i64,
}

impl Stamp {
    /// The stamp of a file by what the system says of it.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = match metadata
            .modified()
            .map(|time| time.duration_since(UNIX_EPOCH))
        {
            Ok(Ok(after)) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            Ok(Err(before)) => {
                i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos)
            }
            Err(_) => 0,
        };
        Stamp {
            size: i64::try_from(metadata.len()).unwrap_or(i64::MAX),
            modified,
            changed: changed(metadata),
        }
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata
        .ctime()
        .saturating_mul(1_000_000_000)
        .saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_metadata: &Metadata) -> i64 {
    0
}
