//! What shows a report or speech given before an audience.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::head::{HEAD_LINES, head, whole};
use crate::document::Document;
use crate::layout::is_prose;
use crate::pattern::pattern;
use crate::values::date::whole_date;
use crate::values::organ::is_organ;
use crate::values::person::is_name;
use crate::values::without_spaces;

/// `——在…会议上的报告`, `——2023年1月12日在…会议上`.
static REPORT_SUBTITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[-(]{1,3} *(?:\d{4}年[\d 月日]{2,10})?,?在?.{2,60}?(?:会议|大会|全会|代表会|例会|培训班|座谈会|动员会|推进会|会|式|论坛|活动)上(?:的?(?:\p{Han}{0,6})(?:报告|讲话|致辞|发言|总结|传达|汇报))?\)?$",
    )
});

/// `在…会议上的发言` on a line of its own, without a dash.
static UNDASHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^在.{4,40}会(?:议)?上的(?:\p{Han}{0,4})(?:报告|讲话|致辞|发言|总结)$")
});

/// The meeting alone, `在某某会议上`, below a title that is a report's.
static MEETING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^在.{4,40}会(?:议)?上$"));

/// The day and the meeting of a report on a line of its own, without a dash.
static DATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\d{4}年[\d 月日]{2,10},?在.{4,60}会(?:议)?上$"));

/// A government's report of a year, which needs nothing else to be known: `云川市2006年政府工作报告`.
static OWN_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[\p{Han}--解读学]{1,12}[省市县区州旗盟镇乡])?\d{4}年(?:度)?(?:人民)?政府工作报告$",
    )
});

static REPORT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"工作报告$|述职(?:述廉)?报告$|履职报告$|情况汇报$|(?:开幕|闭幕|欢迎|祝酒|答谢|主持)[词辞]$|(?:审议|审查|检查|调研|修改)(?:结果|意见|情况)的报告$|在\p{Han}{2,40}会讲话$|工作报告\([^)]*\)$|情况的报告$|[会议班式坛动节日周]上的\p{Han}{0,4}(?:讲话|报告|发言|致辞|致词|演讲|总结|祝词|祝辞|贺词)(?:\(\p{Han}{2,8}\))?$",
    )
});

/// The lines of a report's subtitle: one, or two where it was broken.
pub fn report_subtitle(document: &Document) -> Option<Range<usize>> {
    let layout = &document.layout;
    let end = layout.audience.unwrap_or(layout.body);
    let end = end.min(document.lines.end);
    (document.lines.start..end).find_map(|index| {
        let undashed = is_undashed(document, index).then_some(index..index + 1);
        undashed
            .or_else(|| dated(document, index, end))
            .or_else(|| dashed(document, index, end))
    })
}

/// Whether a line tells the meeting without a dash, below what may be the report's title.
fn is_undashed(document: &Document, index: usize) -> bool {
    let line = document.line(index);
    let below = index > document.lines.start && line.starts_with('在');
    let titled = || REPORT_TITLE.is_match(&without_spaces(document.line(index - 1)));
    if below && line.ends_with('上') {
        return MEETING.is_match(line) && titled();
    }
    below && UNDASHED.is_match(line) && {
        let above = document.line(index - 1);
        above.chars().nth(7).is_some()
            && !document.layout.is_furniture(index - 1)
            && !document.layout.has_label(index - 1)
            && !is_prose(above)
    }
}

/// The day and the meeting from line `index` on, over a line's end too, below a title that is a report's:
/// `2023年1月12日在…会议上`.
fn dated(document: &Document, index: usize, end: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    if index == document.lines.start || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let next = (index + 1 < end).then(|| document.line(index + 1));
    let next = next.filter(|next| next.ends_with("会议上"));
    let lines = match (line.ends_with('上'), next) {
        (true, _) => DATED.is_match(line).then_some(index..index + 1),
        (false, Some(next)) => {
            let both = format!("{line}{next}");
            DATED.is_match(&both).then_some(index..index + 2)
        }
        (false, None) => None,
    };
    let above = without_spaces(document.line(index - 1));
    lines.filter(|_| above.ends_with("的说明") || REPORT_TITLE.is_match(&above))
}

/// The meeting behind a dash or in brackets from line `index` on, over a line's end too.
fn dashed(document: &Document, index: usize, end: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    // What the pattern begins with, which few lines do.
    if !line.starts_with(['-', '(']) {
        return None;
    }
    let open = line.starts_with('(') && !line.contains(')');
    let broken = (line.starts_with("--") || open) && index + 1 < end;
    let next = if broken { document.line(index + 1) } else { "" };
    // And what it holds: 会议上, 例会上, 培训班上, over the line's end too.
    let at_meeting = |text: &str| {
        let mut ups = text.match_indices('上');
        ups.any(|(at, _)| text[..at].ends_with(['会', '议', '班', '式', '坛', '动']))
    };
    if !at_meeting(line) && !next.starts_with('上') && !at_meeting(next) {
        return None;
    }
    if REPORT_SUBTITLE.is_match(line) {
        return Some(index..index + 1);
    }
    let both = broken && REPORT_SUBTITLE.is_match(&format!("{line}{next}"));
    both.then_some(index..index + 2)
}

/// The lines that show a report or speech: its title, its subtitle, whom it speaks to.
pub(super) fn report_cues(document: &Document) -> Vec<Range<usize>> {
    let subtitle = report_subtitle(document).map(|lines| lines.start);
    // A site may set sentences of its own above a speech, whose audience stands below its title.
    let above = document
        .layout
        .audience
        .filter(|audience| *audience > document.layout.body);
    let between = document.layout.body..above.unwrap_or(document.layout.body);
    let title = head(document).chain(between).find(|&index| {
        let line = document.line(index);
        line.ends_with(['告', ')', '话', '言', '辞', '词', '讲', '结', '报'])
            && REPORT_TITLE.is_match(&without_spaces(line))
    });
    let Some(audience) = document.layout.audience else {
        // A report in print may lack the salutation, but then it has both title lines.
        let own = title.filter(|&title| OWN_NAME.is_match(document.line(title)));
        if let Some(title) = own {
            return vec![whole(document, title)];
        }
        return match (title, subtitle) {
            (Some(title), Some(subtitle)) if subtitle > title => {
                vec![whole(document, title), whole(document, subtitle)]
            }
            _ => Vec::new(),
        };
    };
    // A speech without a title: who speaks, and whom to.
    let first = document.layout.first_own;
    let name = document.line(first);
    if audience == first + 1 && is_name(name) && !names_paper(name) {
        let lines = [first, audience];
        return lines.map(|index| whole(document, index)).into();
    }
    if audience == first && is_speech(document, audience) {
        return vec![whole(document, audience)];
    }
    let near = audience <= document.layout.head + HEAD_LINES;
    let cues: Vec<usize> = title.into_iter().chain(subtitle).collect();
    if near && !cues.is_empty() {
        cues.into_iter()
            .chain([audience])
            .map(|index| whole(document, index))
            .collect()
    } else {
        Vec::new()
    }
}

/// Whether a text without a title is spoken: in somebody's name, and with a wish or thanks at its end.
fn is_speech(document: &Document, audience: usize) -> bool {
    let mut body = audience..document.lines.end;
    let ends = (audience + 1..document.lines.end)
        .rev()
        .find(|&index| !document.layout.is_furniture(index))
        .map(|index| document.line(index));
    let wished = ends.is_some_and(|line| {
        let last = line
            .trim_end_matches('!')
            .rsplit(['。', ',', '!'])
            .next()
            .unwrap_or(line);
        line.ends_with('!') && (line.contains('祝') || last.contains("谢谢"))
    });
    // A letter is signed.
    let signed = (audience + 1..document.lines.end).any(|index| {
        whole_date(document.line(index)).is_some() && is_organ(document.line(index - 1))
    });
    wished && !signed && body.any(|index| document.line(index).contains("我代表"))
}

/// Whether a short first line names a kind of paper, and nobody: 公告, 倡议书, 慰问信, 欢迎词.
fn names_paper(line: &str) -> bool {
    line.starts_with('致')
        || line.ends_with([
            '告', '书', '信', '词', '辞', '函', '稿', '示', '知', '令', '件', '议',
        ])
}
