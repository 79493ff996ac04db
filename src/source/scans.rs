//! Puts the recognised text of scanned pages into the text of their file.

use std::ops::Range;

use crate::containers::{Confidence, Content, Note, Scan, Tag};
use crate::count::count;
use crate::ocr::{OcrFailure, Recognised};

/// What became of one scanned page: its recognised pages (a picture file may hold several).
pub(super) type Page = Result<Vec<Recognised>, OcrFailure>;

/// The text with the recognised pages in their places.
///
/// `pages` has one entry for each of the content's scans, in their order. A page that could not be
/// recognised keeps what text it has, and a note says why.
pub(super) fn fill(content: Content, pages: Vec<Page>) -> Content {
    let mut filled = Content {
        notes: content.notes,
        ..Content::default()
    };
    let starts: &[usize] = if content.pages.is_empty() {
        &[0]
    } else {
        &content.pages
    };
    let mut scans: Vec<(Scan, Page)> = content.scans.into_iter().zip(pages).collect();
    scans.sort_by_key(|(scan, _)| scan.page);
    let mut scans = scans.into_iter().peekable();
    let mut left: Vec<(usize, OcrFailure)> = Vec::new();
    let mut dropped = 0;
    for (page, &start) in starts.iter().enumerate() {
        let end = starts.get(page + 1).copied().unwrap_or(content.text.len());
        let scan = scans.next_if(|(scan, _)| scan.page == page);
        match scan {
            Some((_, Ok(list))) => {
                dropped += list.iter().map(|one| one.dropped.len()).sum::<usize>();
                list.iter()
                    .for_each(|one| push_recognised(&mut filled, one));
            }
            other => {
                filled.pages.push(filled.text.len());
                push_part(&mut filled, &content.text, &content.furniture, start..end);
                let moved = |at: &usize| *at - start + filled.pages.last().copied().unwrap_or(0);
                let inside = content.wraps.iter().filter(|at| (start..end).contains(*at));
                filled.wraps.extend(inside.map(moved));
                let inside = content
                    .tags
                    .iter()
                    .filter(|tag| (start..end).contains(&tag.range.start));
                filled.tags.extend(inside.map(|tag| Tag {
                    name: tag.name.clone(),
                    range: moved(&tag.range.start)..moved(&tag.range.end),
                }));
                if let Some((scan, Err(failure))) = other {
                    left.push((scan.page + 1, failure));
                }
            }
        }
    }
    filled.notes.extend(note_of_left(&left));
    if dropped > 0 {
        filled.notes.push(Note {
            code: "ocr_dropped".into(),
            message: format!(
                "{} that the OCR engine itself hardly believed left out",
                count(dropped as u64, "line", "lines")
            ),
        });
    }
    filled
}

/// Appends a part of the text as it is, with the furniture that stands in it.
fn push_part(filled: &mut Content, text: &str, furniture: &[Range<usize>], part: Range<usize>) {
    let shift = filled.text.len();
    let inside = furniture
        .iter()
        .filter(|range| part.start <= range.start && range.end <= part.end);
    let moved =
        |range: &Range<usize>| range.start - part.start + shift..range.end - part.start + shift;
    filled.furniture.extend(inside.map(moved));
    filled.text.push_str(&text[part]);
    end_line(&mut filled.text);
}

fn push_recognised(filled: &mut Content, page: &Recognised) {
    filled.pages.push(filled.text.len());
    for line in &page.lines {
        let start = filled.text.len();
        filled.text.push_str(&line.text);
        filled.confidence.push(Confidence {
            range: start..filled.text.len(),
            percent: (line.confidence.clamp(0.0, 1.0) * 100.0).round() as u8,
        });
        filled.text.push('\n');
    }
}

fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Says which pages were not recognised, and why the first of them was not.
fn note_of_left(left: &[(usize, OcrFailure)]) -> Option<Note> {
    let (_, failure) = left.first()?;
    let code = match failure {
        OcrFailure::NoEngine => "needs_ocr",
        OcrFailure::Failed(_) | OcrFailure::Timeout(_) | OcrFailure::Stopped => "ocr_failed",
    };
    let pages: Vec<String> = left
        .iter()
        .take(20)
        .map(|(page, _)| page.to_string())
        .collect();
    let more = if left.len() > pages.len() { " …" } else { "" };
    Some(Note {
        code: code.into(),
        message: format!("page {}{more}: {failure}", pages.join(", ")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::RecognisedLine;

    fn scan(page: usize) -> Scan {
        Scan {
            page,
            image: Vec::new(),
        }
    }

    fn recognised(text: &str) -> Page {
        let line = RecognisedLine {
            text: text.into(),
            confidence: 0.914,
        };
        Ok(vec![Recognised {
            lines: vec![line],
            ..Recognised::default()
        }])
    }

    #[test]
    fn recognised_pages_stand_between_the_others() {
        let content = Content {
            text: "一页\n乱码\n三页\n".into(),
            pages: vec![0, 7, 14],
            furniture: vec![14..20],
            scans: vec![scan(1)],
            ..Content::default()
        };
        let filled = fill(content, vec![recognised("二页")]);
        assert_eq!(filled.text, "一页\n二页\n三页\n");
        assert_eq!(filled.pages, [0, 7, 14]);
        assert_eq!(filled.furniture, [14..20]);
        assert_eq!(
            filled.confidence,
            [Confidence {
                range: 7..13,
                percent: 91
            }]
        );
    }

    #[test]
    fn a_page_that_fails_keeps_its_text_and_a_note_names_it() {
        let content = Content {
            text: "乱码".into(),
            pages: vec![0, 6],
            scans: vec![scan(0), scan(1)],
            ..Content::default()
        };
        let filled = fill(content, vec![Err(OcrFailure::NoEngine), recognised("二页")]);
        assert_eq!(filled.text, "乱码\n二页\n");
        assert_eq!(filled.notes[0].code, "needs_ocr");
        assert!(filled.notes[0].message.starts_with("page 1: "));
    }
}
