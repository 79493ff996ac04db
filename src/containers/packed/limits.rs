//! The limits of a packed file, counted while unpacking, never taken from headers.

use crate::containers::{MAX_ENTRIES, MAX_ENTRY, MAX_RATIO, MAX_UNPACKED, Trouble};

/// Below this many unpacked bytes any ratio is fine: a page of blanks packs very well.
const RATIO_FROM: u64 = 1 << 20;

/// How much of a packed file is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Entries, folders among them.
    pub(super) entries: usize,
    /// Unpacked bytes of one entry.
    pub(super) entry: u64,
    /// Unpacked bytes in all.
    pub(super) unpacked: u64,
    /// Unpacked bytes for a packed one.
    pub(super) ratio: u64,
}

impl Limits {
    /// Those of the crate.
    pub(super) const FULL: Limits = Limits {
        entries: MAX_ENTRIES,
        entry: MAX_ENTRY,
        unpacked: MAX_UNPACKED,
        ratio: MAX_RATIO,
    };

    /// Says that there are too many entries.
    pub(super) fn too_many(&self) -> Trouble {
        let entries = self.entries;
        Trouble::Limit(format!(
            "more than {entries} entries: unpack it and ingest the folder"
        ))
    }

    /// Says that an entry is too large.
    pub(super) fn too_large(&self) -> Trouble {
        Trouble::Limit(format!("more than {} unpacked", size(self.entry)))
    }

    /// Says that a packed file holds too much in all.
    pub(super) fn too_much(&self) -> Trouble {
        Trouble::Limit(format!("more than {} unpacked in all", size(self.unpacked)))
    }

    /// Fails if `unpacked` bytes came from suspiciously few `packed` ones.
    pub(super) fn check_ratio(&self, packed: u64, unpacked: u64) -> Result<(), Trouble> {
        if unpacked > RATIO_FROM && unpacked > packed.saturating_mul(self.ratio) {
            let ratio = self.ratio;
            return Err(Trouble::Limit(format!("packed more than {ratio}:1")));
        }
        Ok(())
    }
}

fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else {
        format!("{bytes} bytes")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_counts_only_above_a_mebibyte() {
        let limits = Limits::FULL;
        assert_eq!(limits.check_ratio(1, 1 << 20), Ok(()));
        assert_eq!(limits.check_ratio(10_000, 2_000_000), Ok(()));
        assert_eq!(
            limits.check_ratio(9_999, 2_000_000),
            Err(Trouble::Limit("packed more than 200:1".into()))
        );
        assert_eq!(limits.check_ratio(u64::MAX, u64::MAX), Ok(()));
    }

    #[test]
    fn limits_are_told_in_words() {
        let limits = Limits::FULL;
        assert_eq!(
            limits.too_many().to_string(),
            "over the limit: more than 1000 entries: unpack it and ingest the folder"
        );
        assert_eq!(
            limits.too_large().to_string(),
            "over the limit: more than 64 MiB unpacked"
        );
        assert_eq!(
            limits.too_much().to_string(),
            "over the limit: more than 256 MiB unpacked in all"
        );
    }
}
