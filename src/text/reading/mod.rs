//! Makes the reading text: page numbers set apart, wrapped lines and page breaks joined, stray spaces removed.

mod groups;
mod lines;
mod paragraph;
mod seam;

use std::ops::Range;

use super::char_set::CharSet;
use super::clean::has_pinyin_noise;
use super::join::{Layout, Shape, Told};
use super::reading_text::{LineMark, ReadingText};
use super::tags::lines_in;
use super::{MappedText, SourceText};

use groups::group_lines;
use lines::Lines;

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
            for part in lines_in(&text[range.clone()]) {
                let told = Told {
                    cut: part.start > 0,
                    ..told
                };
                let part = range.start + part.start..range.start + part.end;
                lines.push(part, pinyin, index as u32 + 1, told);
            }
        }
        lines.unflatten(pinyin);
        lines.unflatten_articles(pinyin);
        lines.unflatten_reports(pinyin);
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
            lines: Vec::with_capacity(lines.list.len()),
            marks: Vec::with_capacity(lines.list.len()),
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
        // A page of many articles is cut into as many parts: each looks at its own marks alone.
        let first_mark = self
            .marks
            .partition_point(|mark| (mark.at as usize) < start);
        let marks = self.marks[first_mark..]
            .iter()
            .take_while(|mark| (mark.at as usize) < end);
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
        debug_assert!(self.set_apart.is_sorted_by_key(|(line, _)| *line));
        let first_apart = self.set_apart.partition_point(|(line, _)| *line < from);
        let set_apart = self.set_apart[first_apart..]
            .iter()
            .take_while(|(line, _)| *line < to)
            .cloned()
            .collect();
        ReadingText {
            text: self.text.as_str()[start..end].to_owned(),
            marks,
            set_apart,
        }
    }
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
