//! Relationships of a package's parts (ISO/IEC 29500-2 §6.5): which part is a header, the styles …

use crate::containers::Trouble;
use crate::containers::package::Package;
use crate::containers::xml::{self, Event, Xml};

use super::MAX_ITEMS;

/// The relationships of one part.
#[derive(Debug, Default)]
pub(super) struct Relations(Vec<Relation>);

#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type: `header`, `styles`; the same in Transitional and Strict.
    kind: String,
    /// The part's name in the package.
    target: String,
}

impl Relations {
    /// The relationships of the part `of`, or of the package itself for an empty name. None if the
    /// package does not tell.
    pub(super) fn read(package: &mut Package<'_>, of: &str) -> Result<Relations, Trouble> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let mut relations = Relations::default();
        let Some(bytes) = package.part(&name)? else {
            return Ok(relations);
        };
        let text = xml::decode(&bytes);
        let mut xml = Xml::new(&text);
        loop {
            match xml.next()? {
                Event::Start(element) if element.name() == "Relationship" => {
                    if relations.0.len() >= MAX_ITEMS {
                        return Err(Trouble::Limit(format!(
                            "more than {MAX_ITEMS} relationships"
                        )));
                    }
                    if element.attr("TargetMode").as_deref() == Some("External") {
                        continue;
                    }
                    let kind = element.attr("Type").unwrap_or_default();
                    relations.0.push(Relation {
                        id: element.attr("Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: resolve(folder, &element.attr("Target").unwrap_or_default()),
                    });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// The first part of this kind.
    pub(super) fn of_kind(&self, kind: &str) -> Option<&str> {
        let found = self.0.iter().find(|relation| relation.kind == kind)?;
        Some(&found.target)
    }

    /// The part of this relationship.
    pub(super) fn of_id(&self, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|relation| relation.id == id)?;
        Some(&found.target)
    }
}

/// A target's name in the package, seen from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../a/./b.xml"), "a/b.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}
