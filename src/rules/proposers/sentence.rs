//! Proposers whom a sentence names: in the opening of an opinion for the office that answers, in a report on
//! the handling, in brackets behind a title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::document::Document;
use crate::pattern::pattern;
use crate::text::CharSet;
use crate::values::proposal::{SERIAL, by_member};

/// A kind of sentence: what stands before the names, how they look, what stands behind them.
struct Form {
    before: &'static str,
    names: &'static str,
    behind: String,
}

/// Names of members or of bodies, in a list.
const LIST: &str = r"[\p{Han}·、]{2,40}?";
/// Names of members alone.
const MEMBERS: &str = r"\p{Han}{2,4}?(?:、\p{Han}{2,4}?){0,5}?";
/// One member.
const MEMBER: &str = r"\p{Han}{2,4}?";
/// `等5位`, `两位` behind names.
const OTHERS: &str = r"等?(?:[\d一二三四五六七八九十两]{1,3}[人位名])?";
/// What members are called by, behind their names.
const ROLE: &str = "(?:委员|代表)";

/// The sentences of an opening, in the order in which they are looked for; the test has one of each.
fn forms() -> [Form; 11] {
    [
        Form {
            before: r"(?:[,。现]?对|转来的?)[省市县区州]?(?:人大代表|政协委员)",
            names: r"\p{Han}{2,3}?(?:、\p{Han}{2,3}?){0,5}?",
            behind: format!(r"{OTHERS}(?:联名)?提出的?(?:关于)?[《\x22]"),
        },
        Form {
            before: r"(?:(?:^|[,。]|现)(?:就|对)|^关于|(?:^\p{Han}{0,8}?)?转(?:来|交|送|办)的?)",
            names: LIST,
            behind: format!(r"{OTHERS}(?:委员|代表)?(?:联名)?提出的(?:关于)?[《\x22]"),
        },
        Form {
            before: r"[。,]?(?:由[^。,《]{2,20}|[贵你][^。,《]{1,12})办的",
            names: MEMBERS,
            behind: format!(r"{OTHERS}{ROLE}(?:提出的)?(?:第{SERIAL}号(?:提案|建议))?《"),
        },
        Form {
            before: "现(?:将|就)",
            names: LIST,
            behind: format!(r"{OTHERS}{ROLE}《"),
        },
        Form {
            before: r"(?:现将)?我(?:[局厅委部办]|单位)对(?:[省市县区州]?(?:人大|政协))?",
            names: LIST,
            behind: format!(r"{OTHERS}{ROLE}(?:联名)?提出的(?:关于|[《\x22])"),
        },
        Form {
            before: "^",
            names: LIST,
            behind: format!(r"{OTHERS}{ROLE}(?:联名)?所?提出的(?:关于)?[《\x22]"),
        },
        Form {
            before: "^",
            names: MEMBER,
            behind: r"(?:等[\d\p{Han}]{0,6})?(?:委员|代表)提出的关于\p{Han}{4,40}的(?:代表|委员)?(?:提案|建议|议案)已?收悉"
                .to_owned(),
        },
        Form {
            before: "^(?:现将)?",
            names: LIST,
            behind: format!(
                r"{OTHERS}{ROLE}在[^。《]{{4,40}}提出了?的?(?:第{SERIAL}号(?:提案|建议))?[《\x22]"
            ),
        },
        Form {
            before: "》,由",
            names: LIST,
            behind: format!(r"{OTHERS}{ROLE}(?:联名)?提出"),
        },
        Form {
            before: "转来的?",
            names: LIST,
            behind: format!(r"{OTHERS}{ROLE}《"),
        },
        Form {
            before: "^(?:全国|[省市县区州])?(?:政协委员|人大代表)",
            names: MEMBERS,
            behind: format!(r"{OTHERS}(?:联名)?提出的(?:关于)?[《\x22]"),
        },
    ]
}

/// All of them; each has one group, its names.
static IN_OPENING: LazyLock<Regex> = LazyLock::new(|| {
    let forms = forms();
    let parts = forms.map(|form| format!("{}({}){}", form.before, form.names, form.behind));
    pattern(&parts.join("|"))
});

/// Names before a further proposal of a sentence: `…《甲》（第6号），以及林舟委员提出的《乙》`.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^》(?:\([^()]{{1,20}}\))?(?:[、,]?(?:以及|和|及|与)|、)({LIST}){OTHERS}{ROLE}(?:联名)?提出的(?:关于)?[《\x22]"
    ))
});

/// The names that a sentence goes on with behind the first proposal, whose maker's name ends at byte `from`.
fn further_names(line: &str, mut from: usize) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    while let Some(title) = line[from..].find('》').map(|at| from + at) {
        if line[from..title].contains("收悉") || line[from..title].contains('。') {
            break;
        }
        let Some(names) = names_in(&FURTHER, &line[title..]) else {
            from = title + '》'.len_utf8();
            continue;
        };
        let names = title + names.start..title + names.end;
        from = names.end;
        if names_somebody(&line[names.clone()]) {
            all.push(names);
        }
    }
    all
}

/// Names before 提出的 in a report on the handling.
static IN_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:会议上|期间|大会上),? *由?([\p{Han}·、]{2,120}?)等?(?:\d{1,3}[位名])?(?:人|委员|代表)?(?:联名)?提出的",
    )
});

/// `（提案人：林舟）`, `》（林舟代表提出）` behind a title.
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"[(](?:第一)?(?:提案人|提案者|建议人|领衔人|领衔代表|提案委员|提案单位) *: *([^):]{{2,60}})[)]|[)》\x22][(]({LIST}){OTHERS}{ROLE}(?:联名)?提出[)]"
    ))
});

/// The names that the first group of a pattern took part with holds.
fn names_in(pattern: &Regex, text: &str) -> Option<Range<usize>> {
    let found = pattern.captures(text)?;
    let names = found.iter().skip(1).flatten().next()?;
    Some(names.range())
}

/// How many lines an opening has below its first.
const OPENING: usize = 2;

/// The proposers in brackets behind the titles that the letter's first lines quote.
pub(super) fn behind_titles(document: &Document) -> Vec<Range<usize>> {
    let first = document.layout.body;
    let lines = first..(first + OPENING + 2).min(document.lines.end);
    let named = lines.filter_map(|index| {
        let line = document.line(index);
        // What each branch of the pattern, which is dear, needs.
        let may_hold = document.has(index, const { CharSet::of("提(") })
            && (line.contains("提出)") || line.contains(':') && line.contains('('));
        let names = may_hold.then(|| names_in(&IN_BRACKETS, line)).flatten()?;
        let start = document.line_start(index);
        Some(start + names.start..start + names.end)
    });
    named.collect()
}

/// The proposers whom the first sentence names that tells of any.
pub(super) fn in_sentence(document: &Document) -> Vec<Range<usize>> {
    let found = document.lines.clone().find_map(|index| {
        // Only the opening speaks of who proposed.
        let opening = index <= document.layout.body + OPENING;
        let told = document.has(index, const { CharSet::of("提出") });
        if !told && !opening {
            return None;
        }
        let (start, line) = behind_salutation(document, index);
        let in_opening = || {
            let named = opening && may_tell(line);
            named.then(|| names_in(&IN_OPENING, line)).flatten()
        };
        let member = || Some(by_member(line).filter(|_| opening)?.0);
        let report = speaks_of_session(line).then(|| names_in(&IN_REPORT, line));
        let names = report.flatten().or_else(in_opening).or_else(member)?;
        if !names_somebody(&line[names.clone()]) {
            return None;
        }
        let mut all = vec![names.clone()];
        all.extend(further_names(line, names.end));
        let shift = |names: Range<usize>| start + names.start..start + names.end;
        Some(all.into_iter().map(shift).collect())
    });
    found.unwrap_or_default()
}

/// Whether a line holds what the branches of [`IN_OPENING`], which is dear, need.
fn may_tell(line: &str) -> bool {
    let matter = line.contains(['《', '"']) || line.contains("提出的关于");
    matter
        && ["提出", "现将", "现就", "办的", "转来"]
            .iter()
            .any(|word| line.contains(word))
}

/// Whether the words stand in a line that [`IN_REPORT`], which is dear, needs.
fn speaks_of_session(line: &str) -> bool {
    line.contains("提出的")
        && ["会议上", "期间", "大会上"]
            .iter()
            .any(|word| line.contains(word))
}

/// Whether words that stand for names name anybody: `部分人大代表`, `市政协委员`, `多名委员` do not.
pub(super) fn names_somebody(names: &str) -> bool {
    const NOBODY: [&str; 27] = [
        "集中", "调研", "集体", "视察", "企业", "小组", "会议", "其他", "职工", "行业", "社会",
        "群众", "多位", "多名", "有关", "各位", "数名", "数位", "几位", "一些", "广大", "我市",
        "联合", "联名", "共同", "分别", "书面",
    ];
    let nobody = |name: &str| {
        let body = name.ends_with("政协") || name.ends_with("人大");
        body || name.contains("部分") || NOBODY.iter().any(|word| name.starts_with(word))
    };
    !names.split('、').all(nobody)
}

/// A line without the salutation that a copy left before its text, and where that text begins.
fn behind_salutation<'d>(document: &'d Document, index: usize) -> (usize, &'d str) {
    let range = document.page.lines[index].range.clone();
    let spoken = document.layout.salutation.as_ref();
    let end = spoken.map(|(_, found)| found.range.end);
    let from = end.filter(|end| range.contains(end)).unwrap_or(range.start);
    let text = document.text(from..range.end).trim_start();
    (range.end - text.len(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_finds_its_sentence_and_no_other_is_read_before_it() {
        let sentences = [
            (
                "对省人大代表林舟等联名提出《关于夜市的建议》的会办意见如下",
                "林舟",
            ),
            ("现就民盟云川市委提出的《关于夜市的提案》", "民盟云川市委"),
            (
                "贵局主办的林舟、王二委员《关于夜市的提案》收悉",
                "林舟、王二",
            ),
            ("现将林舟委员《关于夜市的提案》的意见函告如下", "林舟"),
            ("我局对市人大林舟代表提出的关于夜市的建议", "林舟"),
            ("林舟等5位代表联名提出的《关于夜市的建议》", "林舟"),
            ("林舟等代表提出的关于改造夜市摊位的建议收悉", "林舟"),
            (
                "林舟委员在市政协九届二次会议上提出的第12号提案《关于夜市的提案》",
                "林舟",
            ),
            ("《关于夜市的提案》,由林舟等三位委员提出", "林舟"),
            ("贵局转来的林舟委员《关于夜市的提案》收悉", "林舟"),
            ("省政协委员林舟提出的《关于夜市的提案》转来我校", "林舟"),
        ];
        assert_eq!(sentences.len(), forms().len());
        for ((sentence, names), form) in sentences.into_iter().zip(forms()) {
            let found = names_in(&IN_OPENING, sentence).map(|names| &sentence[names]);
            assert_eq!(found, Some(names), "{sentence}");
            let own = pattern(&format!("{}({}){}", form.before, form.names, form.behind));
            assert!(own.is_match(sentence), "{sentence}");
            assert!(may_tell(sentence), "{sentence}");
        }
    }

    #[test]
    fn nobody_is_named() {
        for sentence in [
            "《关于夜市的提案》,由部分人大代表提出",
            "《关于夜市的提案》,由市政协委员提出",
            "贵局主办的市政协委员《关于夜市的提案》收悉",
            "部分代表提出的《关于夜市的建议》",
        ] {
            let names = names_in(&IN_OPENING, sentence);
            assert!(
                !names.is_some_and(|names| names_somebody(&sentence[names])),
                "{sentence}"
            );
        }
    }
}
