//! The elements that are open while a page is read, with answers in constant time.

use super::tags::Tag;

/// Open elements, innermost last. Places count from 1; 0 is "none is open".
#[derive(Debug)]
pub(super) struct Open {
    stack: Vec<(u32, Tag)>,
    by_tag: Vec<Vec<u32>>,
    special: Vec<u32>,
    scope: Vec<u32>,
    dropped: usize,
}

impl Open {
    /// None open.
    pub(super) fn new() -> Open {
        Open {
            stack: Vec::new(),
            by_tag: vec![Vec::new(); Tag::COUNT],
            special: Vec::new(),
            scope: Vec::new(),
            dropped: 0,
        }
    }

    /// Opens node `index`.
    pub(super) fn push(&mut self, index: u32, tag: Tag) {
        self.stack.push((index, tag));
        let place = self.stack.len() as u32;
        if let Some(places) = self.by_tag.get_mut(tag as usize) {
            places.push(place);
        }
        if tag.is_special() {
            self.special.push(place);
        }
        if tag.bounds_scope() {
            self.scope.push(place);
        }
        self.dropped += usize::from(tag.is_dropped());
    }

    /// Closes the innermost element and tells its node.
    pub(super) fn pop(&mut self) -> Option<u32> {
        let (index, tag) = self.stack.pop()?;
        if let Some(places) = self.by_tag.get_mut(tag as usize) {
            places.pop();
        }
        if tag.is_special() {
            self.special.pop();
        }
        if tag.bounds_scope() {
            self.scope.pop();
        }
        self.dropped -= usize::from(tag.is_dropped());
        Some(index)
    }

    /// How many are open.
    pub(super) fn len(&self) -> u32 {
        self.stack.len() as u32
    }

    /// The innermost element.
    pub(super) fn top(&self) -> Option<Tag> {
        self.stack.last().map(|(_, tag)| *tag)
    }

    /// The place of the innermost `tag`.
    pub(super) fn last(&self, tag: Tag) -> u32 {
        let places = self.by_tag.get(tag as usize);
        places
            .and_then(|places| places.last())
            .copied()
            .unwrap_or(0)
    }

    /// The place of the innermost of several elements.
    pub(super) fn last_of(&self, tags: &[Tag]) -> u32 {
        tags.iter().map(|tag| self.last(*tag)).max().unwrap_or(0)
    }

    /// The place of the innermost element that inline end tags do not cross.
    pub(super) fn last_special(&self) -> u32 {
        self.special.last().copied().unwrap_or(0)
    }

    /// The place of the innermost element that end tags do not cross.
    pub(super) fn last_scope(&self) -> u32 {
        self.scope.last().copied().unwrap_or(0)
    }

    /// Whether text here is shown.
    pub(super) fn shows(&self) -> bool {
        self.dropped == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_is_known() {
        let mut open = Open::new();
        for (index, tag) in [Tag::Table, Tag::Td, Tag::P, Tag::A]
            .into_iter()
            .enumerate()
        {
            open.push(index as u32, tag);
        }
        assert_eq!((open.last(Tag::P), open.last_scope()), (3, 2));
        assert_eq!((open.last_special(), open.last(Tag::Div)), (3, 0));
        assert_eq!(open.pop(), Some(3));
        assert_eq!(open.top(), Some(Tag::P));
        assert!(open.shows());
    }
}
