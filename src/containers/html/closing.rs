//! Which open elements a start tag or an end tag closes: HTML Standard, 13.2.6.4.

use super::attributes::Flags;
use super::build::Builder;
use super::tags::Tag;
use super::tree::Node;

impl Builder {
    /// Closes the element at `place` and all in it.
    fn close(&mut self, place: u32) {
        while place > 0 && self.open.len() >= place {
            self.pop();
        }
    }

    /// Closes what a start tag ends; false if the tag has no place here.
    pub(super) fn close_implied(&mut self, tag: Tag) -> bool {
        // Parts of a page do not stand in pictures: HTML Standard 13.2.6.5.
        if tag.ends_paragraph() || matches!(tag, Tag::Br | Tag::Img | Tag::Td | Tag::Tr) {
            self.close_within(Tag::Svg, self.open.last_scope());
        }
        if tag.ends_paragraph() {
            self.close_within(Tag::P, self.open.last_scope());
        }
        match tag {
            Tag::Li => {
                let lists = [Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir];
                let floor = self.open.last_scope().max(self.open.last_of(&lists));
                self.close_within(Tag::Li, floor);
            }
            Tag::Dd | Tag::Dt => {
                let floor = self.open.last_scope().max(self.open.last(Tag::Dl));
                self.close_within(Tag::Dd, floor);
                self.close_within(Tag::Dt, floor);
            }
            // A second list ends the first one and is none itself.
            Tag::Select if self.open.last(Tag::Select) > self.open.last_scope() => {
                self.close_within(Tag::Select, self.open.last_scope());
                return false;
            }
            Tag::Input | Tag::Keygen | Tag::Textarea => {
                self.close_within(Tag::Select, self.open.last_scope());
            }
            Tag::A => self.close_within(Tag::A, self.open.last_special()),
            _ if tag.is_heading() && self.open.top().is_some_and(Tag::is_heading) => self.pop(),
            Tag::Option_ | Tag::Optgroup => {
                self.close_within(Tag::Option_, self.open.last(Tag::Select));
            }
            _ => return self.close_in_table(tag),
        }
        true
    }

    /// What parts of a table close: HTML Standard 13.2.6.4.9 to 13.2.6.4.15.
    fn close_in_table(&mut self, tag: Tag) -> bool {
        let table = self.open.last(Tag::Table);
        let cell = self.open.last_of(&[Tag::Td, Tag::Th, Tag::Caption]);
        match tag {
            Tag::Table => {
                // A table directly in a table ends it.
                if table > cell {
                    self.close(table);
                }
                return true;
            }
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => {}
            _ => return true,
        }
        if table == 0 {
            return false;
        }
        let parts: &[Tag] = match tag {
            Tag::Td | Tag::Th => &[Tag::Td, Tag::Th, Tag::Caption],
            Tag::Tr => &[Tag::Tr, Tag::Caption],
            _ => &[Tag::Tr, Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Caption],
        };
        let outermost = parts
            .iter()
            .map(|part| self.open.last(*part))
            .filter(|&place| place > table)
            .min();
        self.close(outermost.unwrap_or(0));
        if tag.is_cell() && self.open.last(Tag::Tr) < table {
            let row = self.push(Node::element(Tag::Tr, Flags::default()));
            self.open.push(row, Tag::Tr);
        }
        true
    }

    /// Closes the innermost `tag` if it stands inside `floor`.
    fn close_within(&mut self, tag: Tag, floor: u32) {
        let place = self.open.last(tag);
        if place > floor {
            self.close(place);
        }
    }

    /// Closes what an end tag ends.
    pub(super) fn end(&mut self, tag: Tag) {
        if tag == Tag::A {
            self.link = Flags::default();
        }
        match tag {
            Tag::Html | Tag::Head | Tag::Body | Tag::Colgroup | Tag::Frameset => {}
            Tag::Br => {
                self.push(Node::element(Tag::Br, Flags::default()));
            }
            Tag::Table => self.close_within(tag, 0),
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => {
                self.close_within(tag, self.open.last(Tag::Table));
            }
            _ if tag.is_heading() => {
                let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
                let place = self.open.last_of(&headings);
                if place > self.open.last_scope() {
                    self.close(place);
                }
            }
            Tag::Li => {
                let floor = self.open.last_of(&[Tag::Ul, Tag::Ol]);
                self.close_within(tag, floor.max(self.open.last_scope()));
            }
            _ if tag.bounds_scope() => self.close_within(tag, 0),
            _ if tag.is_special() || tag.is_dropped() => {
                self.close_within(tag, self.open.last_scope());
            }
            _ => self.close_within(tag, self.open.last_special()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::page;

    #[test]
    fn forms_and_pictures_without_an_end_do_not_swallow_the_page() {
        for html in [
            "<select><option>乙<select><p>甲",
            "<select><option>乙<input><p>甲",
            "<svg><g>乙<p>甲",
            "<div><button>乙</div><p>甲",
            "<table><tr><td><select><option>乙<td>甲</table>",
        ] {
            assert_eq!(page(html).text.trim(), "甲", "{html}");
        }
        assert_eq!(page("<option>甲</option>").text, "甲\n");
    }
}
