//! Who gives a report or speech 报告人, with posts.
//!
//! Stands between title and salutation: posts, one or more spaces, the name
//! (`市科技局党组书记、副局长  陆知行`), or the name on the line below its posts; or alone above the audience,
//! as a text's first line.
//! Refuses captions (`…作政府工作报告。记者…摄`) and bylines.

use std::ops::Range;

use serde_json::json;

use super::{Compare, QueryField, Rule, show};
use crate::document::{Document, Findings};
use crate::kind::report_subtitle;
use crate::record::Kind;
use crate::text::is_han;
use crate::values::date::whole_date;
use crate::values::person::{begins_with_surname, is_name, is_transcribed};
use crate::values::without_spaces;
use crate::values::words::names_speech;

pub(super) static RULE: Rule = Rule {
    field: "speakers",
    label: "报告人",
    schema: r#"{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"post":{"type":"string"}},"required":["name"]},"minItems":1}"#,
    extra: &[],
    queries: &[QueryField {
        names: &["报告人", "speaker"],
        part: "name",
        compare: Compare::Contains,
    }],
    find,
    show: show::named,
    finds: &[(
        "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n云川市人民政府市长　费　轲\n各位代表：\n",
        r#"[{"name":"费轲","post":"云川市人民政府市长"}]"#,
    )],
    refuses: &[
        "政府工作报告\n——2022年1月6日在云川市第十届人民代表大会第二次会议上\n费轲作政府工作报告。本报记者 林舟摄\n各位代表：\n",
    ],
    source: include_str!("speakers.rs"),
};

/// What posts end with.
const POSTS: [&str; 14] = [
    "长",
    "书记",
    "主任",
    "主席",
    "委员",
    "总裁",
    "董事",
    "主委",
    "专员",
    "代表",
    "秘书",
    "组长",
    "总队长",
    "政委",
];
/// The most characters of a post before its last word.
const LONGEST_POST: usize = 60;

/// A post and a name that make up a line, as bytes of it: the post as short as may be.
fn post_and_name(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let name_behind = |end: usize| {
        let name = line[end..].trim_start_matches(' ');
        may_be_name(name).then(|| (0..end, line.len() - name.len()..line.len()))
    };
    // `市   长`
    let spaced = || {
        let behind = line.strip_prefix(['省', '市', '县', '区', '州', '乡', '镇'])?;
        let bare = behind.trim_start_matches(' ');
        let apart = (1..=4).contains(&(behind.len() - bare.len()));
        let rest = bare.strip_prefix('长').filter(|_| apart)?;
        name_behind(line.len() - rest.len())
    };
    let of_post = |c: char| is_han(c) || matches!(c, '、' | ',' | '(' | ')');
    let chars = line.char_indices().take(LONGEST_POST);
    let mut before = chars.take_while(|&(_, c)| of_post(c));
    spaced().or_else(|| {
        before.find_map(|(at, c)| {
            let at = at + c.len_utf8();
            let post = POSTS.iter().find(|post| line[at..].starts_with(**post))?;
            name_behind(at + post.len())
        })
    })
}

/// Whether a line is a post, spaces and the name of who bears it: `市水务局局长 曹 斌`.
pub(super) fn is_speaker(line: &str) -> bool {
    let found = line.contains(' ').then(|| post_and_name(line)).flatten();
    found.is_some_and(|(post, name)| {
        let bare = without_spaces(&line[name.clone()]);
        line[post.end..].starts_with(' ')
            && begins_with_surname(&bare)
            && bare.chars().nth(3).is_none()
    })
}

/// Whether a text has the form of a name, its characters set apart or not.
fn may_be_name(text: &str) -> bool {
    let of_name = |c: char| is_han(c) || c == '·';
    let count = text.chars().take(LONGEST_NAME + 1).count();
    if text.chars().all(of_name) {
        return (2..=LONGEST_NAME).contains(&count);
    }
    let mut parts = text.split(' ').filter(|part| !part.is_empty());
    let single = |part: &str| part.chars().all(is_han) && part.chars().nth(1).is_none();
    let parts = (parts.next(), parts.next(), parts.next(), parts.next());
    let spaces = |part: &str| part.len() - part.trim_start_matches(' ').len();
    let ended = !text.starts_with(' ') && !text.ends_with(' ');
    match parts {
        (Some(a), Some(b), None, None) => {
            ended && single(a) && single(b) && spaces(&text[a.len()..]) <= 4
        }
        (Some(a), Some(b), Some(c), None) => {
            let second = &text[a.len()..];
            let third = &second[spaces(second) + b.len()..];
            ended && [a, b, c].into_iter().all(single) && spaces(second) <= 3 && spaces(third) <= 3
        }
        _ => false,
    }
}

fn find(document: &Document, findings: &mut Findings) {
    if document.kind.kind != Kind::WorkReport {
        return;
    }
    find_with_post(document, findings);
    if !findings.has("speakers") {
        find_in_title(document, findings);
    }
    if findings.has("speakers") {
        return;
    }
    // Below the day or the occasion a name may stand without a post.
    let end = document.layout.audience.unwrap_or(document.layout.body);
    let lines = document.lines.start..end;
    let subtitle = report_subtitle(document);
    for index in lines.filter(|&index| !document.layout.is_furniture(index)) {
        let line = behind_day(document.line(index)).trim_matches(['(', ')']);
        // Or above the audience, where nothing else stands.
        // `县教育局局长` / `裘 冶`
        let person = begins_with_surname(line) && without_spaces(line).chars().nth(3).is_none()
            || line.chars().nth(3).is_some() && is_transcribed(line);
        let post = (person && index > document.layout.first_own + 1)
            .then(|| document.page.lines[index - 1].range.clone())
            .filter(|above| is_post(document, index - 1, document.text(above.clone())));
        let below_head = post.is_some()
            || line.len() < document.line(index).len() && document.line(index).ends_with(line)
            || match index == document.layout.first_own {
                true => {
                    document.layout.audience == Some(index + 1) && document.kind.cues.len() == 2
                }
                false => {
                    let above = document.line(index - 1);
                    above.starts_with(['-', '('])
                        || super::dates::is_date(above)
                        || above.starts_with('在') && names_speech(above)
                        || subtitle.as_ref().is_some_and(|lines| lines.end == index)
                }
            };
        let person = is_name(&without_spaces(line)) && !names_speech(line);
        if below_head && person && !document.layout.has_label(index) {
            let start = document.line_start(index) + document.line(index).find(line).unwrap_or(0);
            let span = start..start + line.len();
            let mut value = json!({"name": document.value(span.clone())});
            if let Some(post) = &post {
                value["post"] = document.value(post.clone()).into();
            }
            let spans = std::iter::once(span).chain(post).collect();
            findings.add("speakers", value, spans, "speakers_alone");
        }
    }
}

/// The name behind a day in brackets: `（2014年10月3日）徐怀德`. Of two characters a word is as frequent.
fn behind_day(line: &str) -> &str {
    let day = line.strip_prefix('(').and_then(|line| line.split_once(')'));
    let day = day.filter(|(day, name)| {
        let name = without_spaces(name);
        name.chars().count() == 3 && begins_with_surname(&name) && whole_date(day).is_some()
    });
    day.map_or(line, |(_, name)| name.trim_start())
}

/// Who speaks before the occasion in a title: `县长杜志刚在…表彰大会上的讲话`.
fn find_in_title(document: &Document, findings: &mut Findings) {
    let Some(title) = findings.spans("title").first().cloned() else {
        return;
    };
    let text = document.text(title.clone());
    let Some((speaker, occasion)) = text.split_once('在') else {
        return;
    };
    let speaker = speaker.trim_end().trim_end_matches("同志");
    if ["转发", "传达", "学习", "贯彻"]
        .iter()
        .any(|word| speaker.starts_with(word))
    {
        return;
    }
    let found = post_and_name(speaker).filter(|(_, name)| {
        let name = &speaker[name.clone()];
        begins_with_surname(name) && name.chars().nth(3).is_none() && is_name(name)
    });
    let Some((post, name)) = found.filter(|_| names_speech(occasion)) else {
        return;
    };
    let spans = [name, post].map(|part| title.start + part.start..title.start + part.end);
    let value =
        json!({"name": document.value(spans[0].clone()), "post": document.value(spans[1].clone())});
    findings.add("speakers", value, spans.to_vec(), "speakers_in_title");
}

/// Whether a line between title and audience holds posts and no name: `县委教育工委书记、县教育局局长`.
fn is_post(document: &Document, index: usize, line: &str) -> bool {
    let posts = POSTS.iter().any(|post| line.ends_with(post)) && !line.ends_with("代表");
    let words = |c: char| is_han(c) || matches!(c, '、' | ',' | ' ');
    let long = line.chars().nth(SHORTEST_POST).is_some();
    posts
        && long
        && !line.starts_with(['致', '在'])
        && !line.starts_with("关于")
        && line.chars().all(words)
        && !document.layout.is_furniture(index)
        && !document.layout.has_label(index)
}

/// A post that stands alone has more characters than so many.
const SHORTEST_POST: usize = 4;

/// Whether a name's length behind a post ends a line.
fn names_post(line: &str) -> bool {
    let posts = ['长', '记', '任', '席', '员', '裁', '事', '委', '表', '书'];
    let mut ends = line.match_indices(posts);
    ends.any(|(at, post)| {
        let name = line[at + post.len()..].trim_start_matches(' ');
        !name.is_empty() && name.chars().nth(LONGEST_NAME).is_none()
    })
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 10;

fn find_with_post(document: &Document, findings: &mut Findings) {
    let end = document.layout.audience.unwrap_or(document.layout.body);
    for index in (document.lines.start..end).filter(|&index| !document.layout.is_furniture(index)) {
        let line = document.line(index).trim_matches(['(', ')']);
        let offset = document.line(index).find(line).unwrap_or(0);
        let words = |c: char| is_han(c) || matches!(c, '、' | ',' | '(' | ')' | '·' | ' ');
        // `…人民代表大会` is a meeting's name.
        if !line.chars().all(words) || !names_post(line) || line.ends_with("大会") {
            continue;
        }
        let Some((post, name)) = post_and_name(line) else {
            continue;
        };
        // `副市长欢迎词` is a title.
        let speech = line.ends_with(['词', '辞', '话', '告']);
        let person = is_name(&without_spaces(&line[name.clone()])) && !speech;
        if !person || document.layout.has_label(index) {
            continue;
        }
        let start = document.line_start(index) + offset;
        let spans = [
            start + name.start..start + name.end,
            start + post.start..start + post.end,
        ];
        let value = json!({"name": document.value(spans[0].clone()), "post": document.value(spans[1].clone())});
        findings.add("speakers", value, spans.to_vec(), "speakers");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^(?P<post>[省市县区州乡镇] {1,4}长|[\p{Han}、,()]{1,60}?(?:长|书记|主任|主席|委员|总裁|董事|主委|专员|代表|秘书|组长|总队长|政委)) *(?P<name>[\p{Han}·]{2,10}|\p{Han} {1,4}\p{Han}|\p{Han} {1,3}\p{Han} {1,3}\p{Han})$",
        )
    });

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn posts_and_names_are_those_of_the_pattern(
            line in "([市甲、(]{0,3}|甲{57,61})? {0,5}(长|书记|总队长|代表|主任)?[、)]?(甲{0,3}书记)? {0,2}(甲{1,11}| ?甲?( {1,5}[甲·]){0,3}) ?"
        ) {
            let found = LINE.captures(&line).map(|found| {
                let part = |name: &str| found.name(name).expect("a part").range();
                (part("post"), part("name"))
            });
            prop_assert_eq!(post_and_name(&line), found, "{}", line);
        }
    }
}
