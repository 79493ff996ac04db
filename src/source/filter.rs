//! Which files are read: patterns, hidden names, and the archive itself left out.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::error::{Error, Result};

/// Which of the files found are read.
#[derive(Debug, Clone)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: GlobSet,
    /// Whether names that start with a dot are taken.
    pub(super) hidden: bool,
    /// A folder that is passed over without a word.
    pub(super) apart: Option<PathBuf>,
}

impl Filter {
    /// A filter by patterns, which are matched on the path inside the folder named and on the name
    /// alone. An empty `include` takes all. `hidden` takes names that start with a dot.
    ///
    /// # Errors
    /// [`Error::Usage`] for a pattern that cannot be understood.
    pub fn new(include: &[String], exclude: &[String], hidden: bool) -> Result<Filter> {
        Ok(Filter {
            include: (!include.is_empty()).then(|| globs(include)).transpose()?,
            exclude: globs(exclude)?,
            hidden,
            apart: None,
        })
    }

    /// Passes over `folder` (absolute, resolved) without a word: the archive itself.
    pub fn without(self, folder: PathBuf) -> Filter {
        Filter {
            apart: Some(folder),
            ..self
        }
    }

    /// Whether the patterns leave out a path, given as it stands in the folder named.
    pub(super) fn excludes(&self, inside: &Path, is_folder: bool) -> bool {
        let name = inside.file_name().map(Path::new);
        let matches =
            |set: &GlobSet| set.is_match(inside) || name.is_some_and(|name| set.is_match(name));
        matches(&self.exclude)
            || (!is_folder
                && self
                    .include
                    .as_ref()
                    .is_some_and(|include| !matches(include)))
    }
}

fn globs(patterns: &[String]) -> Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = Glob::new(pattern).map_err(|error| {
            Error::Usage(format!(
                "the pattern {pattern:?} is wrong: {}",
                error.kind()
            ))
        })?;
        set.add(glob);
    }
    set.build()
        .map_err(|error| Error::Usage(format!("the patterns are too many or too large: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_names_and_paths_inside() {
        let filter = Filter::new(
            &["*.txt".into()],
            &["drafts".into(), "x/y/*".into(), "年/*草稿*".into()],
            false,
        )
        .expect("patterns");
        let file = |path: &str| filter.excludes(Path::new(path), false);
        let folder = |path: &str| filter.excludes(Path::new(path), true);
        assert!(!file("a.txt") && !file("x/c.txt") && !folder("x/y"));
        assert!(file("b.md") && file("x/y/d.txt") && file("年/一草稿.txt"));
        assert!(folder("drafts") && folder("x/drafts"));
    }

    #[test]
    fn a_wrong_pattern_is_named() {
        let error = Filter::new(&["[".into()], &[], false).expect_err("wrong");
        assert!(matches!(error, Error::Usage(what) if what.contains("\"[\"")));
    }
}
