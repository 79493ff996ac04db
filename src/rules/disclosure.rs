//! Whether a document or a reply is open to the public 公开.
//!
//! Stands behind a label (是否同意对外公开, 公开属性, 公开方式), as a note in brackets behind the date
//! (`（此件公开发布）`, GB/T 9704-2012 §7.3.6), as `注:“主动公开”`, or as 同意公开 or 公开 alone beside
//! number and result, in brackets too, or alone below the date. Kept as printed. Refuses menu entries
//! (依申请公开, 法定主动公开内容) and sentences.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Compare, QueryField, Rule, TEXT, show};
use crate::document::{Document, Findings};
use crate::pattern::pattern;
use crate::record::Kind;
use crate::text::CharSet;
use crate::values::date::whole_date;
use crate::values::words::{DISCLOSED, DISCLOSURES};

pub(super) static RULE: Rule = Rule {
    field: "disclosure",
    label: "公开",
    schema: TEXT,
    extra: &[],
    queries: &[QueryField {
        names: &["公开", "disclosure"],
        part: "",
        compare: Compare::Contains,
    }],
    find,
    show: show::plain,
    finds: &[
        (
            "是否同意对外公开：是\n关于第8号建议的答复\n陆知行代表：\n",
            r#""是""#,
        ),
        (
            "关于防汛的通知\n各单位：\n请各单位做好防汛准备，不得有误。\n2020年5月1日\n（此件公开发布）\n",
            r#""此件公开发布""#,
        ),
        (
            "陆知行代表：\n您提出的关于食堂的建议收悉，现答复如下：\n灶台已经换好。\n注:“主动公开”。\n",
            r#""主动公开""#,
        ),
        (
            "云民复〔2022〕9号\n办理结果：B      同意公开\n关于第8号建议的答复\n陆知行代表：\n",
            r#""同意公开""#,
        ),
    ],
    refuses: &[
        "首页 > 法定主动公开内容 > 正文\n依申请公开\n索引号: 0123/2019-1\n关于第8号建议的答复\n陆知行代表：\n",
    ],
    source: include_str!("disclosure.rs"),
};

/// What stands behind a label.
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<v>是|否|同意(?:对外)?(?:全文)?公开|不同意(?:对外)?公开|主动公开|依申请公开|不予公开|免予公开|不公开|全文公开|摘要公开|部分公开|公开|可以公开|同意|不同意|可公开)(?:[ ,。;)\]]|$)",
    )
});
/// A note behind the date.
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r#"^[(\[]? *(?P<v>(?:此件|本件|此文)[\p{{Han}}]{{0,6}}公 ?开[\p{{Han}}]{{0,4}}) *[)\]]?。?$|^注: *"?(?P<n>(?:此件|本件)?(?:{DISCLOSED}|同意公开))"?。?$|^[(\[] *(?P<w>{DISCLOSED}) *[)\]]$|^[(\[] *(?P<c>(?:不?同意公开|{DISCLOSED})) *[;,。]"#
    ))
});
/// The words without a label, in the head of a reply.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[ 类)\]]) *[(\[]?(?P<v>不?同意(?:对外)?公开)[)\]]?(?:$| {{2,}}签发)|[号)\]](?: *[(\[]| +)(?P<c>(?:此件)?{DISCLOSED})[)\]]?$|^[A-E]\d?类? {{2,}}(?P<d>{DISCLOSED})$|号.*(?:类| [A-E]\d?)[)\]]? +(?P<n>(?:主动|不)?公开)$|^(?P<w>(?:主动|不予|免予|全文)?公 *开|不公开)$"
    ))
});

/// The words alone in brackets: `[同意公开]`.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[(\[] ?(?P<v>(?:不)?同意(?:对外)?(?:全文)?公开|不?公开) ?[)\]]$"));

/// The words on a line of their own.
static ALONE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"^(?P<v>{DISCLOSED})$")));

/// Whether a line stands right below the date of a signature, or below the contacts under it as the last.
fn below_date(document: &Document, index: usize) -> bool {
    let contact = |line: usize| {
        document.labels_of(line).iter().any(|label| {
            label.key.starts_with("contact") || matches!(label.key, "phone" | "postcode" | "email")
        })
    };
    let mut above = (document.layout.body..index).rev();
    let dated = above.find(|&line| !contact(line));
    // Menus stand below too: `依申请公开` over `政策文件`.
    let last = index + 1 >= document.lines.end
        || document.layout.has_label(index + 1)
        || document.line(index + 1).contains("印发");
    dated.is_some_and(|dated| {
        whole_date(document.line(dated)).is_some() && (dated + 1 == index || last)
    })
}

fn find(document: &Document, findings: &mut Findings) {
    let set = |findings: &mut Findings, span: Range<usize>, rule: &'static str| {
        findings.set("disclosure", document.value(span.clone()), vec![span], rule);
    };
    for label in document.labelled("disclosure") {
        // In a form's row `同意公开` is a choice, unless it says how.
        let choice = document.text(label.label.clone()) == "同意公开";
        let value = document.text(label.value.clone());
        if choice && !matches!(value, "是" | "否") && !value.ends_with("公开") {
            continue;
        }
        if let Some(found) = VALUE.captures(value).and_then(|found| found.name("v")) {
            let start = label.value.start;
            set(
                findings,
                start + found.start()..start + found.end(),
                "disclosure",
            );
        }
    }
    let of_proposal = matches!(document.kind.kind, Kind::ProposalReply | Kind::ProposalPage);
    if !findings.has("disclosure") && of_proposal {
        in_row(document, findings);
    }
    for index in document.lines.clone() {
        if let Some(span) = noted(document, index) {
            set(findings, span, "disclosure_note");
        }
    }
}

/// What a line says of disclosure without a label: a note in brackets, the end of a letter's first line, words
/// alone below the date.
fn noted(document: &Document, index: usize) -> Option<Range<usize>> {
    let line = document.line(index);
    // 公开, 公 开: each pattern needs it.
    let told = document.has(index, const { CharSet::of("公") }) && line.contains('开');
    if !told || line.chars().nth(LONGEST_NOTE).is_some() {
        return None;
    }
    let in_head = index < document.layout.body
        && document.kind.kind == Kind::ProposalReply
        && follows_head(document, index);
    // What the patterns, which are dear, begin with.
    let opens = line.starts_with(['(', '[', '此', '本', '注', ' ']);
    let bracketed = line.starts_with(['(', '[']) && index < document.layout.body;
    let note = || opens.then(|| NOTE.captures(line)).flatten();
    let closes = line.trim_end_matches([')', ']']).ends_with('开') || line.contains("公开 ");
    let head = || (in_head && closes).then(|| HEAD.captures(line)).flatten();
    let alone = || bracketed.then(|| BRACKETED.captures(line)).flatten();
    let below = || {
        let tail = index > document.layout.body && below_date(document, index);
        tail.then(|| ALONE.captures(line)).flatten()
    };
    // `云川大学办公室    主动公开    2022年9月14日印发`
    if line.ends_with("印发") {
        let state = DISCLOSURES.iter().find_map(|state| {
            let at = line.find(&format!("  {state}  "))?;
            Some(at + 2..at + 2 + state.len())
        })?;
        let start = document.line_start(index);
        return Some(start + state.start..start + state.end);
    }
    let found = note().or_else(head).or_else(alone).or_else(below)?;
    let mut values = ["v", "n", "w", "c", "d"].into_iter();
    let value = values.find_map(|name| found.name(name))?;
    let start = document.line_start(index);
    Some(start + value.start()..start + value.end())
}

/// The most characters of a line that holds a note of disclosure.
const LONGEST_NOTE: usize = 60;

/// `审查结果：已立案 信息公开：是`, in a row of labels, or `公开：是` alone above the body; `信息公开：主动公开`
/// anywhere.
fn in_row(document: &Document, findings: &mut Findings) {
    let word = "公开:";
    let row = |&index: &usize| {
        let chars = const { CharSet::of("公:") };
        document.page.lines[index].chars.has_all(chars)
    };
    let told = document.lines.clone().filter(row).find_map(|index| {
        let line = document.line(index);
        let at = line.find(word)?;
        let before = line[..at].strip_suffix("信息").unwrap_or(&line[..at]);
        let behind = line[at + word.len()..].trim_start();
        let value = behind.split([' ', '|', '\t']).next().unwrap_or_default();
        let told = match value {
            "是" | "否" => {
                document.layout.has_label(index)
                    || before.contains(':')
                    || index < document.layout.body
            }
            // Not in a site's menu or footer.
            _ => {
                value.ends_with("公开")
                    && VALUE.is_match(value)
                    && !document.layout.is_furniture(index)
                    && (index < document.layout.body || document.layout.has_label(index))
            }
        };
        let end = document.page.lines[index].range.end;
        let start = end - behind.len();
        (told && (before.is_empty() || before.ends_with([' ', '|', '\t'])))
            .then(|| start..start + value.len())
    });
    if let Some(span) = told {
        let value = document.value(span.clone());
        findings.set("disclosure", value, vec![span], "disclosure");
    }
}

/// In the head of a letter the words stand below its first title, not in a menu above it.
fn follows_head(document: &Document, index: usize) -> bool {
    let first = document.lines.start;
    let near = index.saturating_sub(6).max(first)..index;
    let mut labels = near.clone().flat_map(|line| document.labels_of(line));
    let told =
        labels.any(|label| matches!(label.key, "result" | "signers" | "doc_number" | "leader"));
    // A code on the line itself.
    let near = near.start..index + 1;
    let coded = near.clone().any(|line| {
        let code = document.line(line).split("  ").next().unwrap_or_default();
        let code = code.trim_end_matches('类');
        let code = code.trim_matches(['[', ']', '(', ')', ' ']);
        code.len() <= 3 && code.starts_with(|c: char| c.is_ascii_uppercase())
    });
    let numbered = (first..=index)
        .any(|line| document.line(line).contains('号') && !document.layout.is_furniture(line));
    document.layout.has_label(index) || numbered || told || coded
}
