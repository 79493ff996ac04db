//! The replies of a compilation (答复汇编): where each begins.
//!
//! An office keeps the replies of a year in one file. A reply begins with its title, which answers a
//! proposal, and below it the members whom it speaks to; the one before it has been signed and dated.

use std::ops::Range;

use crate::document::Page;
use crate::kind::may_answer;
use crate::labels::is_label;
use crate::text::without_bullet;
use crate::values::date::{find_dates, whole_date};
use crate::values::doc_number::find_doc_numbers;
use crate::values::organ::is_organ;
use crate::values::reply_title::titles_reply;
use crate::values::salutation;
use crate::values::without_spaces;

/// How many lines stand at most between a title's beginning and its salutation.
const ABOVE: usize = 8;
/// The longest line of a title, in characters.
const LONGEST_LINE: usize = 80;
/// In so many lines from its salutation on a letter opens its answer.
const OPENING: usize = 5;
/// The longest mark of an annex without its name, in characters.
const MARK: usize = 5;
/// The longest line that is a date, in bytes: `（二〇二二年十二月三十一日）`.
const LONGEST_DATE: usize = 48;

/// A letter's beginning.
struct Letter {
    /// The first line of its title, or of what stands above that.
    first: usize,
    /// The line that speaks to the members.
    salutation: usize,
    /// Its title, white space left out.
    words: String,
    /// Its salutation, white space left out.
    spoken: String,
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
        let least = last.as_ref().map_or(0, |last| last.salutation + 1);
        let Some(letter) = letter(page, salutation, least) else {
            continue;
        };
        if let Some(last) = &last {
            // A copy that tells the letter twice, one that quotes another before it is signed, or appends it.
            let signed = (last.salutation..letter.first).any(|index| is_dated(page, index));
            if is_same(last, &letter) || !signed || is_appended(page, &letter) {
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

/// Whether a line speaks to the members who proposed, or to a body.
fn speaks(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    let members = || {
        salutation::may_name_persons(page.lines[index].chars)
            && salutation::persons(line).is_some_and(|found| found.is_to_member())
    };
    // `• 发文单位：` in a page's table speaks to nobody.
    let labels = || {
        let bare = without_bullet(line);
        is_label(bare.trim_end_matches(':'))
    };
    let organs = || line.ends_with(':') && !labels() && salutation::organs(line).is_some();
    members() || organs()
}

/// The letter that speaks to its members in line `salutation`, if a title stands above it, and behind it what
/// opens an answer. What stands up to line `least` is another letter's.
fn letter(page: &Page, salutation: usize, least: usize) -> Option<Letter> {
    let least = least.max(salutation.saturating_sub(ABOVE));
    let last = page.lines.len().min(salutation + OPENING);
    let opens = |index: usize| {
        let line = page.line(index);
        ["收悉", "如下", "收到", "答复", "意见"]
            .iter()
            .any(|word| line.contains(word))
    };
    if !(salutation..last).any(opens) {
        return None;
    }
    let joined = |from: usize| -> String {
        let lines = (from..salutation).map(|index| page.line(index));
        lines.collect()
    };
    let is_title = |index: &usize| {
        let title = joined(*index);
        may_answer(page.lines[*index].chars)
            && titles_reply(&title)
            && title.contains(['号', '《', '"'])
    };
    let mut title = (least..salutation).rev().find(is_title)?;
    // A title begins with its matter or its office, and not in the middle.
    while title > least && goes_on(page.line(title - 1), page.line(title)) {
        title -= 1;
    }
    let plain = |index: usize| {
        let line = page.line(index);
        !line.contains(['。', ';', '>', '|', ',']) && line.chars().nth(LONGEST_LINE).is_none()
    };
    if !(title..salutation).all(plain) {
        return None;
    }
    Some(Letter {
        first: first_of_head(page, least, title),
        salutation,
        words: without_spaces(&joined(title)).into_owned(),
        spoken: without_spaces(page.line(salutation)).into_owned(),
    })
}

/// Whether a title's line goes on in the one below it: `…关于市政协八届六次会议` over `第9号提案的答复`.
fn goes_on(line: &str, below: &str) -> bool {
    let open = line.ends_with("关于") || line.ends_with(['对', '的']);
    let middle = below.starts_with(['第', '的'])
        || ["提案", "建议"].iter().any(|word| below.starts_with(word));
    let named = line.ends_with("会议") || line.contains('号') || line.contains("关于");
    open || middle && named && find_doc_numbers(line).is_empty()
}

/// The first line of what stands above a title and belongs to it: all behind the letter before, if a number, a
/// mark or a signer is among it; else what is set off from that letter.
fn first_of_head(page: &Page, least: usize, title: usize) -> usize {
    let behind = (least..title)
        .rev()
        .take_while(|&index| !ends_letter(page, index));
    let first = behind.last().unwrap_or(title);
    if (first..title).any(|index| heads(page.line(index))) {
        return first;
    }
    let gap = |index: usize| page.lines.get(index).map_or(0, |line| line.gap);
    let set_off = (first..title).find(|&index| gap(index) > gap(index + 1));
    set_off.unwrap_or(title)
}

/// Whether a line may be a letter's last: a sentence, a date, whom to ask, who gets copies, a note in brackets.
fn ends_letter(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    let words = [
        "联系", "电话", "抄送", "抄报", "印发", "附件", "邮编", "附:",
    ];
    is_dated(page, index)
        || line.ends_with(['。', ';', ')', ',', '!'])
        || words.iter().any(|word| line.contains(word))
}

/// Whether a line stands in a letter's head and nowhere else: its number, its office's mark, who signed.
fn heads(line: &str) -> bool {
    let number = || {
        let found = find_doc_numbers(line);
        found.iter().any(|found| found.range.start == 0)
    };
    let mark = || line.strip_suffix("文件").is_some_and(is_organ);
    line.contains("签发人") || number() || mark()
}

/// Whether the line above a letter says that it is an annex: `附件2`, `附件：市财政局会办意见`.
fn is_appended(page: &Page, letter: &Letter) -> bool {
    let above = letter.first.checked_sub(1).map(|above| page.line(above));
    above.is_some_and(|line| {
        let named = ["意见", "答复", "函"].iter().any(|end| line.ends_with(end));
        line.starts_with('附') && (named || line.chars().nth(MARK).is_none())
    })
}

/// Whether two letters are one, which a copy tells twice: the same persons, and a title that says as much.
fn is_same(a: &Letter, b: &Letter) -> bool {
    let number = |letter: &Letter| -> String {
        let behind = letter
            .words
            .rsplit_once('第')
            .map_or("", |(_, behind)| behind);
        behind.chars().take_while(char::is_ascii_digit).collect()
    };
    a.spoken == b.spoken && (a.words == b.words || !number(a).is_empty() && number(a) == number(b))
}

/// Whether a line is a date or ends with one, as signatures do.
fn is_dated(page: &Page, index: usize) -> bool {
    let line = page.line(index);
    let last = || find_dates(line).pop();
    line.ends_with('日') && last().is_some_and(|found| found.range.end == line.len())
        || line.len() <= LONGEST_DATE && whole_date(line).is_some_and(|found| found.date.is_some())
}

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
        let marked = [FIRST, "云川市教育局文件\n", SECOND].concat();
        assert_eq!(starts(&marked), Some(vec![0, 7]));
        let signed = [FIRST, "公开方式：主动公开\n签发人：林舟\n", SECOND].concat();
        assert_eq!(starts(&signed), Some(vec![0, 7]));
        let two_lines = "关于市政协八届六次会议\n第9号提案的答复\n";
        let second = FIRST.replace("关于市政协八届六次会议第3号提案的答复\n", two_lines);
        let second = second.replace("林舟", "沈若岚").replace("〕3号", "〕9号");
        assert_eq!(starts(&[FIRST, &second].concat()), Some(vec![0, 7]));
    }

    #[test]
    fn one_letter_is_not_cut() {
        let table = "公文名称:\n关于市政协八届六次会议第3号提案的答复\n• 发文单位:\n云川市教育局\n• 发文日期:\n2022-06-01\n";
        assert_eq!(starts(&[table, FIRST].concat()), None);
        assert_eq!(starts(FIRST), None);
        // Told twice, as by a page and by what it appends.
        assert_eq!(starts(&[FIRST, FIRST].concat()), None);
        for mark in ["附件1：\n", "附件：市财政局会办意见\n"] {
            assert_eq!(starts(&[FIRST, mark, SECOND].concat()), None, "{mark}");
        }
        // The page's text, and the scan behind it, whose title names the office.
        let scan = FIRST.replace("关于市政协", "云川市教育局关于市政协");
        assert_eq!(starts(&[FIRST, &scan].concat()), None);
        // A page's tail repeats title and salutation.
        let tail = "关于市政协八届六次会议第4号提案的答复\n沈若岚委员：\n打印本页\n";
        assert_eq!(starts(&[FIRST, tail].concat()), None);
        // Quoted before it is signed.
        let unsigned = FIRST.replace("2022年6月1日\n", "");
        assert_eq!(starts(&[&unsigned, SECOND].concat()), None);
        let links = "相关链接\n关于市政协八届六次会议第4号提案的答复\n关于市政协八届六次会议第5号提案的答复\n";
        assert_eq!(starts(&[FIRST, links].concat()), None);
    }
}
