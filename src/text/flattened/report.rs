//! Finds where the smaller line of a report or speech begins that stands on its title's line:
//! `政府工作报告——2022年1月18日在…会议上`.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::values::words::names_speech;

/// The dash, the occasion, and the words behind it that say what was held there.
static OCCASION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:--|——|──)+ *(?P<d>[\d０-９]{4}年 ?[\d０-９]{1,2}月 ?[\d０-９]{1,2}日[,，]?)?在[^。;——-]{4,60}(?:会议?|班)上(?P<k>的?\p{Han}{0,4}(?:报告|讲话|发言|致辞))?$",
    )
});

/// The longest line, in bytes.
const LONGEST: usize = 400;

/// Whether a folded line may hold a report's title and its smaller line.
pub(in crate::text) fn may_hold_report(line: &str) -> bool {
    line.len() < LONGEST
        && line.ends_with(['上', '告', '话', '言', '辞'])
        && line.find("--").is_some_and(|at| at > 0)
}

/// Where the smaller line begins in a line that [`may_hold_report`], in bytes.
pub(in crate::text) fn report_break(line: &str) -> Option<usize> {
    let found = OCCASION.captures(line.trim_end())?;
    let at = found.get(0)?.start();
    let title = line[..at].trim();
    let plain = title.chars().nth(3).is_some()
        && !title.contains(['。', '《', '|', '\t', ':', '：'])
        && !title.starts_with('附');
    // Where its smaller line names the day alone, a title says that it is a report's.
    let named = names_speech(title);
    let listed = title.starts_with(|c: char| c.is_ascii_digit()) && found.name("d").is_none();
    (plain && !listed && (found.name("k").is_some() || found.name("d").is_some() && named))
        .then_some(at)
}

/// Whether a folded line speaks to an audience: `各位代表：`, `主任、各位副主任、秘书长、各位委员：`.
pub(in crate::text) fn speaks_to_audience(line: &str) -> bool {
    let spoken_to = ["各位", "同志们", "代表们", "朋友们", "同学们", "主席团"];
    // The text may follow on the line.
    let head = line.split_once(':').map_or("", |(head, _)| head);
    head.len() < LONGEST / 2
        && !head.contains('。')
        && spoken_to.iter().any(|word| head.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_with_their_smaller_lines() {
        for (line, want) in [
            (
                "政府工作报告——2008年1月16日在云鹤镇第十一届人民代表大会第二次会议上",
                Some("——2008年"),
            ),
            ("把好每一道关——在全市安全生产会议上的讲话", Some("——在全市")),
            (
                "政府工作报告——２００８年１月１６日在云鹤镇人民代表大会第二次会议上",
                Some("——２００８年"),
            ),
            ("政府工作报告", None),
            ("听取《工作报告——2008年1月16日在人大会议上", None),
            ("——2008年1月16日在云鹤镇人大第二次会议上", None),
            ("喜报——2008年1月16日在云鹤镇人大第二次会议上", None),
        ] {
            let at = report_break(line);
            match want {
                Some(start) => assert!(line[at.expect(line)..].starts_with(start), "{line}"),
                None => assert_eq!(at, None, "{line}"),
            }
        }
    }
}
