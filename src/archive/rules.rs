//! The user's rules that an archive remembers: `rules.toml` in its folder.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::error::{Error, Result};
use crate::user_rules::{UserFields, UserRules};

/// The file's name.
pub(crate) const FILE: &str = "rules.toml";
/// Its name while it is written.
const HALF: &str = "rules.toml.new";

/// What the rules of the archive folder `dir` define; nothing if it has none.
///
/// # Errors
/// [`Error::Rules`] with the line of what is wrong in the file.
pub fn user_fields(dir: &Path) -> Result<UserFields> {
    UserFields::read_if_there(&dir.join(FILE))
}

/// The rules of the archive folder `dir`, ready to read documents.
///
/// # Errors
/// [`Error::Rules`], for examples that fail too.
pub fn user_rules(dir: &Path) -> Result<UserRules> {
    UserRules::checked(user_fields(dir)?)
}

/// Puts `rules` into the archive folder, under the writer's lock; says whether others were there.
///
/// Whole or not at all, and on disk before the first document that bears their fields.
pub(super) fn remember(dir: &Path, rules: &UserFields) -> Result<bool> {
    let path = dir.join(FILE);
    let before = match fs::read(&path) {
        Ok(before) => before,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(Error::io(&path, error)),
    };
    if before == rules.text().as_bytes() {
        return Ok(false);
    }
    let half = dir.join(HALF);
    File::create(&half)
        .and_then(|mut file| {
            file.write_all(rules.text().as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&half, &path))
        .and_then(|()| File::open(dir)?.sync_all())
        .map_err(|error| Error::io(&path, error))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_remembered_and_change_once() {
        let home = tempfile::tempdir().expect("a folder");
        let mine = home.path().join("mine.toml");
        let text = "[[field]]\nname = \"case_worker\"\nlabel = \"经办科室\"\nlabels = [\"经办科室\"]\n\
                    examples = [{ text = \"经办科室：综合科\", value = \"综合科\" }]\n";
        fs::write(&mine, text).expect("written");
        let dir = home.path().join("archive");
        fs::create_dir(&dir).expect("a folder");
        assert!(user_fields(&dir).expect("none").is_empty());
        let rules = UserRules::load(&mine).expect("rules");
        assert!(remember(&dir, rules.fields()).expect("kept"));
        assert!(!remember(&dir, rules.fields()).expect("kept"));
        let kept = user_rules(&dir).expect("rules");
        assert!(kept.fields().get("case_worker").is_some());
        assert!(!dir.join(HALF).exists());
    }
}
