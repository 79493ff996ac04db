//! The replies of a compilation (答复汇编): where each begins.
//!
//! An office keeps the replies of a year in one file. A reply begins with its title, which answers a
//! proposal, and below it the members whom it speaks to; the one before it has been signed and dated.

use std::ops::Range;

use crate::document::Page;
use crate::kind::{may_answer, titles_reply};
use crate::labels::is_label;
use crate::values::date::{find_dates, whole_date};
use crate::values::doc_number::find_doc_numbers;
use crate::values::organ::is_organ;
use crate::values::salutation;
use crate::values::without_spaces;

/// How many lines stand at most between a title's beginning and its salutation.
const ABOVE: usize = 8;
/// The longest line of a title, in characters.
const TITLE: usize = 80;

/// A letter's beginning.
struct Letter {
    /// The first line of its title, or of what stands above that.
    first: usize,
    /// The line that speaks to the members.
    salutation: usize,
    /// Its title and salutation, white space left out.
    words: String,
}

/// The replies of a page that holds several, as runs of lines; `None` for a page with one or none.
pub fn replies(page: &Page) -> Option<Vec<Range<usize>>> {
    let count = page.lines.len();
    // Of most texts nobody is spoken to behind the first date.
    let dated = (0..count).find(|&index| is_dated(page, index))?;
    (dated + 1..count).find(|&index| speaks(page, index))?;
    let mut starts: Vec<usize> = Vec::new();
    let mut last: Option<Letter> = None;
    for salutation in (0..count).filter(|&index| speaks(page, index)) {
        let Some(letter) = letter(page, salutation) else {
            continue;
        };
        if let Some(last) = &last {
            // A copy that tells the letter twice, one that quotes another before it is signed, or appends it.
            let signed = (last.salutation..letter.first).any(|index| is_dated(page, index));
            if last.words == letter.words || !signed || is_appended(page, &letter) {
                continue;
            }
            starts.push(letter.first);
        }
        last = Some(letter);
    }
    if starts.is_empty() {
        return None;
    }
    let ends = starts.iter().copied().chain([page.lines.len()]);
    let starts = std::iter::once(0).chain(starts.iter().copied());
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

fn text(page: &Page, index: usize) -> &str {
    &page.matched.as_str()[page.lines[index].range.clone()]
}

/// Whether a line speaks to the members who proposed, or to a body.
fn speaks(page: &Page, index: usize) -> bool {
    let line = text(page, index);
    let members = || {
        salutation::may_name_persons(page.lines[index].chars)
            && salutation::persons(line).is_some_and(|found| found.is_to_member())
    };
    // `• 发文单位：` in a page's table speaks to nobody.
    let labels = || {
        let bare = line.trim_start_matches(['•', '·', '●', ' ']);
        is_label(bare.trim_end_matches(':'))
    };
    let organs = || line.ends_with(':') && !labels() && salutation::organs(line).is_some();
    members() || organs()
}

/// The letter that speaks to its members in line `salutation`, if a title stands above it.
fn letter(page: &Page, salutation: usize) -> Option<Letter> {
    let mut joined = String::new();
    let least = salutation.saturating_sub(ABOVE);
    let title = (least..salutation).rev().find(|&index| {
        let line = text(page, index);
        joined.insert_str(0, line);
        let telling = page.lines[index].chars;
        may_answer(telling) && titles_reply(&joined) && joined.contains(['号', '《', '"'])
    })?;
    let plain = |index: &usize| {
        let line = text(page, *index);
        !line.contains(['。', ';', '>', '|']) && line.chars().nth(TITLE).is_none()
    };
    if !(title..salutation).all(|index| plain(&index)) {
        return None;
    }
    let above = (least..title).rev().take_while(|&index| heads(page, index));
    Some(Letter {
        first: above.last().unwrap_or(title),
        salutation,
        words: without_spaces(&[&joined, text(page, salutation)].concat()).into_owned(),
    })
}

/// Whether a line stands in a letter's head above its title: its number, its office, its class. What a tail
/// may hold too does where it is set off from what stands above.
fn heads(page: &Page, index: usize) -> bool {
    let line = text(page, index);
    let number = || {
        let found = find_doc_numbers(line);
        found.iter().any(|found| found.range.start == 0)
    };
    let mark = || is_organ(line.strip_suffix("文件").unwrap_or(line));
    let class = matches!(line, "A" | "B" | "C" | "A类" | "B类" | "C类");
    let begun = line.ends_with("关于") || line.ends_with('对');
    let gap = |index: usize| page.lines.get(index).map_or(0, |line| line.gap);
    let labels = ["办理", "办复", "类别", "签发人", "公开", "是否公开", "["];
    let set_off =
        || gap(index) > gap(index + 1) && labels.iter().any(|label| line.starts_with(label));
    let dated = whole_date(line).is_some();
    !dated && (class || begun || number() || mark() || set_off())
}

/// Whether the line above a letter says that it is an annex: `附件2`.
fn is_appended(page: &Page, letter: &Letter) -> bool {
    let above = letter.first.checked_sub(1).map(|above| text(page, above));
    above.is_some_and(|line| line.starts_with('附') && line.chars().nth(ANNEX).is_none())
}

/// The longest mark of an annex, in characters.
const ANNEX: usize = 5;

/// Whether a line is a date or ends with one, as signatures do.
fn is_dated(page: &Page, index: usize) -> bool {
    let line = text(page, index);
    let last = || find_dates(line).pop();
    line.ends_with('日') && last().is_some_and(|found| found.range.end == line.len())
        || line.len() <= LONGEST_DATE && whole_date(line).is_some_and(|found| found.date.is_some())
}

/// The longest line that is a date, in bytes: `（二〇二二年十二月三十一日）`.
const LONGEST_DATE: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "云教复〔2022〕3号\n关于市政协八届六次会议第3号提案的答复\n林舟委员：\n您提出的《关于食堂的提案》收悉，现答复如下：\n灶台已经换好。\n云川市教育局\n2022年6月1日\n";
    const SECOND: &str = "云教复〔2022〕4号\n云川市教育局\n关于市人大三次会议第8号\n建议的答复\n民盟云川市委员会：\n贵委提出的《关于校车的建议》收悉，现答复如下：\n校车已经上路。\n云川市教育局\n2022年6月2日\n（联系人：陆知行，电话：0000-8203391）\n";

    fn starts(text: &str) -> Option<Vec<usize>> {
        let found = replies(&Page::new(text.to_owned()))?;
        Some(found.into_iter().map(|lines| lines.start).collect())
    }

    #[test]
    fn a_compilation_is_cut_above_each_letter() {
        let third = FIRST.replace("第3号", "第9号").replace("林舟", "沈若岚");
        assert_eq!(starts(&[FIRST, SECOND].concat()), Some(vec![0, 7]));
        assert_eq!(
            starts(&[FIRST, SECOND, &third].concat()),
            Some(vec![0, 7, 17])
        );
        let class = [FIRST, "\n办理结果：A\n", SECOND].concat();
        assert_eq!(starts(&class), Some(vec![0, 7]));
    }

    #[test]
    fn one_letter_is_not_cut() {
        let table = "公文名称:\n关于市政协八届六次会议第3号提案的答复\n• 发文单位:\n云川市教育局\n• 发文日期:\n2022-06-01\n";
        assert_eq!(starts(&[table, FIRST].concat()), None);
        assert_eq!(starts(FIRST), None);
        // Told twice, as by a page and by what it appends.
        assert_eq!(starts(&[FIRST, FIRST].concat()), None);
        let annex = [FIRST, "附件1：\n", SECOND].concat();
        assert_eq!(starts(&annex), None);
        // Quoted before it is signed.
        let unsigned = FIRST.replace("2022年6月1日\n", "");
        assert_eq!(starts(&[&unsigned, SECOND].concat()), None);
        let links = "相关链接\n关于市政协八届六次会议第4号提案的答复\n关于市政协八届六次会议第5号提案的答复\n";
        assert_eq!(starts(&[FIRST, links].concat()), None);
    }
}
