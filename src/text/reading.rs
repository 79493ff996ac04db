//! Makes the reading text: page numbers set apart, wrapped lines and page breaks joined, stray spaces removed.

use std::ops::Range;

use super::char_set::CharSet;
use super::clean::{CleanLine, clean_line, has_pinyin_noise, trimmed};
use super::flattened::{breaks, may_be_flattened, salutation_inside};
use super::join::{Layout, Shape, Told, joins};
use super::reading_text::{LineMark, ReadingText};
use super::spaces::stray_spaces;
use super::{MappedText, SourceText};

/// A line of the reading text: a paragraph, a heading, a label line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingLine {
    /// Bytes of the reading text, without the line feed.
    pub range: Range<usize>,
    /// Number (from 1) of the first source line.
    pub source_line: usize,
    /// Blank lines before it.
    pub gap: usize,
    /// Bytes of the folded text.
    pub folded: Range<usize>,
    /// Telling characters of the folded line.
    pub chars: CharSet,
}

/// The reading text of a file with its map to the source.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The text; every line ends with a line feed.
    pub text: MappedText,
    /// The same folded, mapped to the text; the same lines.
    pub folded: MappedText,
    /// Its lines.
    pub lines: Vec<ReadingLine>,
    /// Where each source line begins in the text.
    pub marks: Vec<LineMark>,
    /// Page numbers: source line and text.
    pub set_apart: Vec<(u32, String)>,
}

impl Reading {
    /// Reads a source text.
    pub fn new(source: &SourceText) -> Reading {
        let text = source.as_str();
        let pinyin = has_pinyin_noise(text);
        let mut lines = Lines {
            text,
            folded: MappedText::with_capacity(text.len()),
            list: Vec::with_capacity(source.line_count()),
        };
        for index in 0..source.line_count() {
            let range = source.line_range(index);
            let told = Told {
                wrapped: source.is_wrapped(range.start),
                furniture: source.page_count().is_some() && source.is_furniture(range.start),
                cut: false,
            };
            lines.push(range, pinyin, index as u32 + 1, told);
        }
        lines.unflatten(pinyin);
        let shapes: Vec<Shape> = (0..lines.list.len())
            .map(|index| {
                Shape::of(
                    lines.folded(index),
                    lines.list[index].chars,
                    lines.list[index].indented,
                    lines.list[index].told,
                )
            })
            .collect();
        let layout = Layout::of(&shapes);
        let mut reading = Reading {
            text: MappedText::with_capacity(text.len()),
            folded: MappedText::with_capacity(text.len()),
            ..Reading::default()
        };
        let show = |index: usize| {
            let mut shown = MappedText::default();
            lines.list[index].clean.append(text, &mut shown);
            (lines.list[index].number, shown.as_str().to_owned())
        };
        for (group, gap) in group_lines(&shapes, &layout, &mut reading.set_apart, show).iter() {
            let spaced = group.iter().any(|&index| shapes[index].is_spaced());
            reading.push_paragraph(group, gap, &lines, spaced);
        }
        reading
    }

    /// The part of the text that lines `lines` hold, for storage and search.
    ///
    /// Page numbers that stand among these lines go with them.
    pub fn part(&self, lines: Range<usize>) -> ReadingText {
        let Some(first) = self.lines.get(lines.start) else {
            return ReadingText {
                set_apart: self.set_apart.clone(),
                ..ReadingText::default()
            };
        };
        let last = &self.lines[lines.end.max(lines.start + 1).min(self.lines.len()) - 1];
        let (start, end) = (first.range.start, (last.range.end + 1).min(self.text.len()));
        let marks = self
            .marks
            .iter()
            .filter(|mark| (start..end).contains(&(mark.at as usize)));
        let marks: Vec<LineMark> = marks
            .map(|mark| LineMark {
                at: mark.at - start as u32,
                line: mark.line,
            })
            .collect();
        let from = if lines.start == 0 {
            0
        } else {
            first.source_line as u32
        };
        let to = self
            .lines
            .get(lines.end)
            .map_or(u32::MAX, |next| next.source_line as u32);
        let set_apart = self
            .set_apart
            .iter()
            .filter(|(line, _)| (from..to).contains(line))
            .cloned()
            .collect();
        ReadingText {
            text: self.text.as_str()[start..end].to_owned(),
            marks,
            set_apart,
        }
    }

    /// Appends a group of lines as one; `spaced` tells that white space may stand in it.
    fn push_paragraph(&mut self, group: &[usize], gap: usize, lines: &Lines, spaced: bool) {
        let (start, folded) = (self.text.len(), self.folded.len());
        let mut chars = CharSet::default();
        for &index in group {
            chars.join(lines.list[index].chars);
        }
        let joined = group.len() > 1;
        let squeezed = (spaced || joined && group.iter().any(|&index| lines.may_need_seam(index)))
            && self.push_squeezed(group, lines, chars);
        if squeezed {
            self.folded
                .push_folded(self.text.as_str(), start..self.text.len());
        } else {
            for &index in group {
                self.push_line(index, lines);
            }
        }
        self.lines.push(ReadingLine {
            range: start..self.text.len(),
            source_line: group
                .first()
                .map_or(1, |&first| lines.number(first) as usize),
            gap,
            folded: folded..self.folded.len(),
            chars,
        });
        self.text.push_break();
        self.folded.push_break();
    }

    /// Appends a line as it is.
    fn push_line(&mut self, index: usize, lines: &Lines) {
        let start = self.text.len();
        self.mark(lines.number(index), start);
        let line = &lines.list[index];
        line.clean.append(lines.text, &mut self.text);
        let end = self.text.len();
        match &line.clean {
            CleanLine::Plain(range) => {
                let shift = (range.start, start);
                self.folded
                    .append(&lines.folded, line.folded.clone(), shift, end);
            }
            CleanLine::Pieces(_) => {
                self.folded.push_folded(self.text.as_str(), start..end);
            }
        }
    }

    /// Appends a group's characters without the stray spaces among them and with those that its
    /// seams need; `false`, and nothing appended, where they are its lines' own.
    fn push_squeezed(&mut self, group: &[usize], lines: &Lines, chars: CharSet) -> bool {
        let mut view = MappedText::default();
        let mut starts: Vec<(usize, usize)> = Vec::with_capacity(group.len());
        let mut sewn = false;
        for &index in group {
            let seam = view.len();
            lines.list[index].clean.append(lines.text, &mut view);
            let (before, after) = view.as_str().split_at(seam);
            if !starts.is_empty() && needs_space(before, after) {
                view.truncate(seam);
                view.push_space();
                sewn = true;
                starts.push((view.len(), index));
                lines.list[index].clean.append(lines.text, &mut view);
            } else {
                starts.push((seam, index));
            }
        }
        let strays = stray_spaces(view.as_str(), chars);
        if strays.is_empty() && !sewn {
            return false;
        }
        let mut done = 0;
        let mut starts = starts.into_iter().peekable();
        let end = view.len();
        for stray in strays.into_iter().chain([end..end]) {
            while let Some((start, index)) = starts.next_if(|start| start.0 < stray.start.max(1)) {
                let start = self.text.len() + start.max(done) - done;
                self.mark(lines.number(index), start);
            }
            let part = done..stray.start;
            let end = view.source_range(part.clone(), lines.text).end;
            self.text.append(&view, part, (0, 0), end);
            done = stray.end;
        }
        true
    }

    /// Notes that source line `number` begins at byte `at` of the text.
    fn mark(&mut self, number: u32, at: usize) {
        // Of a line that was taken apart only the first part begins it.
        if self.marks.last().is_none_or(|last| last.line < number) {
            self.marks.push(LineMark {
                at: at as u32,
                line: number,
            });
        }
    }
}

/// The lines of a source text, cleaned and folded.
struct Lines<'t> {
    text: &'t str,
    /// The folded lines, one behind the other, mapped to the source.
    folded: MappedText,
    list: Vec<SourceLine>,
}

/// A line of the source text, without white space at its ends.
struct SourceLine {
    /// Bytes of the source text.
    source: Range<usize>,
    clean: CleanLine,
    /// Bytes of the folded lines.
    folded: Range<usize>,
    chars: CharSet,
    /// Whether it is set in as the first line of a paragraph.
    indented: bool,
    told: Told,
    /// Number (from 1) of the source line.
    number: u32,
}

/// The longest salutation on a line of its own, in bytes.
const SALUTATION: usize = 200;

/// Whether a line is set in by the width of two Chinese characters.
fn is_indented(line: &str) -> bool {
    line.starts_with("\u{3000}\u{3000}") || line.starts_with("    ")
}

impl Lines<'_> {
    /// Takes apart the lines of a letter that a copy put into one.
    fn unflatten(&mut self, noise: bool) {
        let plain = |line: &SourceLine| match &line.clean {
            CleanLine::Plain(range) => Some(range.clone()),
            CleanLine::Pieces(_) => None,
        };
        let flattened = self.list.iter().position(|line| {
            plain(line).is_some_and(|range| {
                may_be_flattened(&self.text[range.clone()], line.chars)
                    && salutation_inside(&self.text[range]).is_some()
            })
        });
        let Some(first) = flattened else {
            return;
        };
        // A letter that speaks to somebody on a line of its own kept its lines; what looks like one
        // inside it is quoted.
        let spoken = |index: usize| {
            let line = self.folded(index);
            line.len() < SALUTATION && (line.ends_with("委员:") || line.ends_with("代表:"))
        };
        if (0..first).any(spoken) {
            return;
        }
        let whole = std::mem::take(&mut self.list);
        self.folded = MappedText::with_capacity(self.text.len());
        for (index, line) in whole.into_iter().enumerate() {
            let range = plain(&line).filter(|_| index >= first);
            let Some(range) = range else {
                self.push(line.source, noise, line.number, line.told);
                continue;
            };
            let text = &self.text[range.clone()];
            let salutation = (index == first).then(|| salutation_inside(text)).flatten();
            let begin = line.source.start;
            let told_of = |start: usize| match start > begin {
                true => Told {
                    cut: true,
                    ..Told::default()
                },
                false => line.told,
            };
            let mut start = begin;
            for at in breaks(text, salutation) {
                let at = range.start + at;
                self.push(start..at, noise, line.number, told_of(start));
                start = at;
            }
            self.push(start..line.source.end, noise, line.number, told_of(start));
        }
    }

    fn number(&self, index: usize) -> u32 {
        self.list[index].number
    }

    /// Takes the line `range` of the text; `noise` tells that pinyin is left out of it.
    fn push(&mut self, range: Range<usize>, noise: bool, number: u32, told: Told) {
        let source = range.clone();
        let (start, end) = (self.folded.len(), self.folded.end());
        let indented = is_indented(&self.text[range.clone()]);
        let plain = trimmed(self.text, range.clone());
        let seen = self.folded.push_folded(self.text, plain.clone());
        let (mut clean, mut chars) = (CleanLine::Plain(plain), seen.chars);
        // Few lines are not shown as they are, and folding them comes upon what tells.
        let noise = noise && chars.has_any(const { CharSet::of("(") });
        if noise || seen.has_odd() {
            clean = clean_line(self.text, range, noise, seen.has_odd()).trim(self.text);
        }
        if let CleanLine::Pieces(_) = clean {
            self.folded.rewind(end);
            chars = clean.fold(self.text, &mut self.folded);
        }
        self.list.push(SourceLine {
            clean,
            folded: start..self.folded.len(),
            chars,
            indented,
            told,
            number,
            source,
        });
    }

    fn folded(&self, index: usize) -> &str {
        &self.folded.as_str()[self.list[index].folded.clone()]
    }

    /// Whether a space may be needed where this line meets another: between Latin words, or between
    /// names in brackets.
    fn may_need_seam(&self, index: usize) -> bool {
        let line = self.folded(index);
        line.starts_with(|c: char| c.is_ascii_alphabetic())
            || line.ends_with(|c: char| c.is_ascii_alphabetic() || c == ')')
    }
}

/// Runs of source lines, each of which makes one line of the reading text.
#[derive(Default)]
struct Groups {
    /// The lines of all groups, one group behind the other.
    lines: Vec<usize>,
    /// Where each group begins in `lines`, and the blank lines before it.
    starts: Vec<(usize, usize)>,
}

impl Groups {
    /// Begins a group with line `index`, `gap` blank lines behind the last.
    fn begin(&mut self, index: usize, gap: usize) {
        self.starts.push((self.lines.len(), gap));
        self.lines.push(index);
    }

    /// The lines of the last group; none if there is no group yet.
    fn last(&self) -> &[usize] {
        let start = self.starts.last().map_or(0, |&(start, _)| start);
        &self.lines[start..]
    }

    /// Each group's lines, and the blank lines before them.
    fn iter(&self) -> impl Iterator<Item = (&[usize], usize)> {
        let ends = self.starts.iter().skip(1).map(|&(start, _)| start);
        let ends = ends.chain([self.lines.len()]);
        let starts = self.starts.iter().zip(ends);
        starts.map(|(&(start, gap), end)| (&self.lines[start..end], gap))
    }
}

/// Groups the lines that join; page numbers go to `apart`, as `show` gives them.
fn group_lines(
    shapes: &[Shape],
    layout: &Layout,
    apart: &mut Vec<(u32, String)>,
    show: impl Fn(usize) -> (u32, String),
) -> Groups {
    let mut groups = Groups::default();
    let (mut gap, mut pages): (usize, Vec<usize>) = (0, Vec::new());
    let mut set_apart = |pages: &mut Vec<usize>| {
        let lines = pages.drain(..);
        apart.extend(lines.map(&show));
    };
    for (index, shape) in shapes.iter().enumerate() {
        if shape.is_blank() {
            gap += 1;
            continue;
        }
        if shape.is_page_number() || shape.is_furniture() {
            pages.push(index);
            continue;
        }
        let joined = joins(shapes, groups.last(), index, gap, !pages.is_empty(), layout);
        // A bare number is a page number only where the sentence goes on after it.
        if !joined && pages.iter().any(|&page| shapes[page].may_be_text()) {
            for page in pages.drain(..) {
                groups.begin(page, gap);
                gap = 0;
            }
        }
        set_apart(&mut pages);
        match joined {
            true => groups.lines.push(index),
            false => groups.begin(index, gap),
        }
        gap = 0;
    }
    for page in std::mem::take(&mut pages) {
        if shapes[page].may_be_text() {
            groups.begin(page, gap);
        } else {
            pages.push(page);
        }
    }
    set_apart(&mut pages);
    groups
}

/// Whether a space stands between two joined lines: between Latin words and between names.
fn needs_space(before: &str, after: &str) -> bool {
    let latin = before.ends_with(|c: char| c.is_ascii_alphabetic())
        && after.starts_with(|c: char| c.is_ascii_alphabetic());
    latin || between_names(before, after)
}

/// Whether a closing list of names `（甲乙 丙丁）` was broken at a space.
fn between_names(before: &str, after: &str) -> bool {
    let name = |text: &str| {
        let mut inner = text.chars().filter(|c| !c.is_whitespace());
        let count = inner.clone().count();
        (2..=4).contains(&count) && inner.all(super::is_han)
    };
    let Some(rest) = after.strip_suffix([')', '）']) else {
        return false;
    };
    if rest.chars().count() > 5 || rest.contains([')', '）']) || !name(rest) {
        return false;
    }
    let open = before.rfind(['(', '（']);
    let inside = open.map(|open| before[open..].trim_start_matches(['(', '（']));
    inside.is_some_and(|inside| inside.rsplit(char::is_whitespace).next().is_some_and(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Reading::new(&SourceText::new(text.into()))
            .text
            .as_str()
            .to_owned()
    }

    #[test]
    fn a_page_break_inside_a_sentence_is_joined() {
        let text = "关于建设平台的问题，全市已有四百家企业与国内三百家高校院\n\n— 3 —\n\n所进行合作，项目六百项。\n\n此复。\n";
        assert_eq!(
            read(text),
            "关于建设平台的问题，全市已有四百家企业与国内三百家高校院所进行合作，项目六百项。\n此复。\n"
        );
    }

    #[test]
    fn headings_and_labels_stay_on_their_lines() {
        let text =
            "云川市科学技术局\n云科〔2022〕32号\n签发人：陆知行\n\n关于对第178号提案的\n答　复\n";
        assert_eq!(
            read(text),
            "云川市科学技术局\n云科〔2022〕32号\n签发人：陆知行\n关于对第178号提案的\n答　复\n"
        );
    }

    #[test]
    fn a_wrapped_line_that_lost_its_indent_is_joined() {
        let text = "老旧管网改造以后，供热稳定，住户都说\n屋子里比去年暖和得多，夜里也不用再盖两\n床被子，老人孩子感冒的也比往年少了许多\n人，连楼道里的花都开得比往年早一些也久\n一些，大家愿意把剩下的管道一起换掉。\n";
        assert_eq!(read(text).lines().count(), 1, "{}", read(text));
    }

    #[test]
    fn a_bare_number_is_kept_where_no_sentence_goes_on() {
        assert_eq!(
            read("提案编号\n178\n满意程度\n"),
            "提案编号\n178\n满意程度\n"
        );
    }

    #[test]
    fn the_map_leads_back_to_the_source() {
        let source = SourceText::new("云川市 2 022年，全市 的企业与高校合作，项目很多很多很多很\n\n- 1 -\n\n多，成果也多，大家都说好。\n".into());
        let reading = Reading::new(&source);
        let at = reading.text.as_str().find("很多，成果").expect("joined");
        let range = reading
            .text
            .source_range(at..at + "很多，成果".len(), source.as_str());
        assert_eq!(&source.as_str()[range], "很\n\n- 1 -\n\n多，成果");
    }

    proptest! {
        #[test]
        fn no_character_but_space_is_lost(text in "[甲乙。，1 \n\t—]{0,200}") {
            let source = SourceText::new(text.clone());
            let reading = Reading::new(&source);
            let part = reading.part(0..reading.lines.len());
            let keep = |text: &str| { let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect(); all.sort_unstable(); all };
            let apart: String = part.set_apart.iter().map(|(_, text)| text.as_str()).collect();
            prop_assert_eq!(keep(&text), keep(&(part.text + &apart)));
        }
    }
}
