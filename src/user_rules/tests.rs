//! Tests of the file of rules: what it finds, and what is said of each fault in it.

use std::path::Path;

use super::*;
use crate::parse::parse;

const CASE_WORKER: &str = r#"# 经办科室
[[field]]
name = "case_worker"
label = "经办科室"
labels = ["经办科室", "承 办 科 室"]
pattern = "^[\\p{Han}]{2,20}科$"
examples = [
  { text = "经办科室：综合科", value = "综合科" },
  { text = "经办科室：无", value = "" },
]
"#;

fn rules(text: &str) -> Result<UserRules> {
    UserRules::checked(read::text_of(Path::new("mine.toml"), text.to_owned())?)
}

fn found(rules: &UserRules, text: &str) -> Option<String> {
    let records = parse_with(text.to_owned(), &Source::default(), rules);
    records
        .iter()
        .find_map(|parsed| parsed.record.text("case_worker").map(str::to_owned))
}

/// The line and the words of what is wrong with a file.
fn fault(text: &str) -> (usize, String) {
    match rules(text) {
        Err(Error::Rules { path, line, what }) => {
            assert_eq!(path, Path::new("mine.toml"));
            (line, what)
        }
        other => panic!("{other:?} of\n{text}"),
    }
}

#[test]
fn values_stand_behind_the_labels() {
    let rules = rules(CASE_WORKER).expect("rules");
    for (text, want) in [
        ("经办科室：综合科", Some("综合科")),
        (
            "经 办 科 室 : 综合科  联系电话：0000-6661234",
            Some("综合科"),
        ),
        ("办理结果：A\t经办科室：综合科", Some("综合科")),
        ("承办科室:法規科", Some("法規科")),
        ("經辦科室：綜合科", Some("綜合科")),
        ("经办科室\t综合科\t联系电话\t0000-6661234", Some("综合科")),
        ("经办科室\n综合科\n", Some("综合科")),
        ("经办科室：\n综合科\n", Some("综合科")),
        ("经办科室：无\n承办科室：综合科", Some("综合科")),
        ("经办科室：张三", None),
        ("经办科室：\n办理结果：A\n", None),
        ("由经办科室综合科办理。", None),
    ] {
        assert_eq!(found(&rules, text).as_deref(), want, "{text}");
    }
}

#[test]
fn a_value_has_its_proof_and_stands_last() {
    let rules = rules(CASE_WORKER).expect("rules");
    let text = "云科〔2022〕32号\n\n经办科室：综合科\n索引号：005000000/2024-00013\n";
    let record = parse_with(text.into(), &Source::default(), &rules)
        .remove(0)
        .record;
    let last = record.fields.keys().next_back();
    assert_eq!(last, Some("case_worker"));
    let [proof] = record.evidence.get("case_worker") else {
        panic!("one piece of evidence");
    };
    let slice: String = text
        .chars()
        .skip(proof.start)
        .take(proof.end - proof.start)
        .collect();
    assert_eq!((slice.as_str(), proof.text.as_str()), ("综合科", "综合科"));
    assert_eq!((proof.line, proof.rule.as_ref()), (3, "user:case_worker"));
}

#[test]
fn built_in_fields_are_not_disturbed() {
    let text = CASE_WORKER
        .replace("承 办 科 室", "办理结果")
        .replace("{2,20}科", "{2,20}科|A");
    let rules = rules(&text).expect("rules");
    let document = "关于第178号提案的答复\n办理结果：A\n联系人：周以宁 联系电话：0000-6661234\n\
                    承办科室：综合科\n";
    let with = parse_with(document.into(), &Source::default(), &rules)
        .remove(0)
        .record;
    let without = parse(document.into(), &Source::default()).remove(0).record;
    assert_eq!(with.text("result"), Some("A"));
    assert_eq!(with.text("case_worker"), Some("A"));
    let mut fields = with.fields.clone();
    fields.remove("case_worker");
    assert_eq!(fields, without.fields);
    assert_eq!(with.warnings, without.warnings);
}

#[test]
fn groups_cut_values_and_no_pattern_takes_all() {
    let text = CASE_WORKER
        .replace(
            r"^[\\p{Han}]{2,20}科$",
            r"^([\\p{Han}]{2,20}科)(?:\\(.*\\))?$",
        )
        .replace("经办科室：综合科\"", "经办科室：综合科（张三）\"");
    let cut = rules(&text).expect("rules");
    assert_eq!(
        found(&cut, "经办科室：综合科（盖章）").as_deref(),
        Some("综合科")
    );
    let mut lines: Vec<&str> = CASE_WORKER.lines().collect();
    lines.retain(|line| !line.starts_with("pattern") && !line.contains("无"));
    let free = rules(&lines.join("\n")).expect("rules");
    for (text, want) in [
        ("经办科室：第 3 科 联系电话：0000-6661234", Some("第3科")),
        ("经办科室：————", None),
        ("经办科室\n综合科\n", None),
    ] {
        assert_eq!(found(&free, text).as_deref(), want, "{text}");
    }
}

#[test]
fn a_file_without_fields_is_no_fault() {
    for text in ["", "# nothing yet\n", "\u{feff}"] {
        assert!(rules(text).expect("rules").fields().is_empty());
    }
    let marked = rules(&format!("\u{feff}{CASE_WORKER}")).expect("rules");
    assert_eq!(marked.fields().iter().count(), 1);
}

/// Each fault is told with its line.
#[test]
fn faults_name_their_line_and_what_would_be_right() {
    for (from, to, line, words) in [
        ("name = \"case_worker\"", "name = case_worker", 3, "string"),
        (
            "[[field]]",
            "[[fields]]",
            2,
            "unknown field `fields`, expected `field`",
        ),
        (
            "label = ",
            "lable = ",
            4,
            "unknown field `lable`, expected one of",
        ),
        ("value = \"\"", "valeu = \"\"", 9, "unknown field `valeu`"),
        ("label = \"经办科室\"\n", "", 2, "missing field `label`"),
        ("label = \"经办科室\"", "label = 3", 4, "expected a string"),
        ("\"case_worker\"", "\"Case-Worker\"", 3, "as in case_worker"),
        ("\"case_worker\"", "\"title\"", 3, "built in"),
        ("\"case_worker\"", "\"result_text\"", 3, "built in"),
        ("\"case_worker\"", "\"evidence\"", 3, "built in"),
        ("\"case_worker\"", "\"issuer\"", 3, "built in"),
        (
            "label = \"经办科室\"",
            "label = \"办理結果\"",
            4,
            "the name of a built-in field",
        ),
        (
            "label = \"经办科室\"",
            "label = \"经办 科室\"",
            4,
            "typed in a query",
        ),
        (
            "label = \"经办科室\"",
            "label = \"worker\"",
            4,
            "typed in a query",
        ),
        (
            "[\"经办科室\", \"承 办 科 室\"]",
            "[]",
            5,
            "labels of case_worker is empty",
        ),
        ("\"承 办 科 室\"", "\"承办科室：\"", 5, "leave it out"),
        ("\"承 办 科 室\"", "\"Case worker\"", 5, "a Chinese one"),
        ("{2,20}科$", "{2,20科$", 6, "is wrong"),
        ("{2,20}科$", "{2,20}(?=科)", 6, "look-around"),
        ("{2,20}科$", "{2,999}{999}科$", 6, "too large"),
        ("{2,20}科$", "{2,20}（科）$", 6, r"write \("),
        (
            "value = \"综合科\"",
            "value = \"综合\"",
            8,
            "must give \"综合\" for case_worker and gives \"综合科\"",
        ),
        (
            "value = \"\"",
            "value = \"无\"",
            9,
            "must give \"无\" for case_worker and gives no value",
        ),
        (
            "value = \"综合科\"",
            "value = \"\"",
            7,
            "an example with a value",
        ),
    ] {
        assert!(CASE_WORKER.contains(from), "{from}");
        let (at, what) = fault(&CASE_WORKER.replace(from, to));
        assert_eq!(at, line, "{to}: {what}");
        assert!(what.contains(words), "{to}: {what}");
    }
}

#[test]
fn two_fields_share_nothing() {
    let second = |from: &str, to: &str| {
        let other = CASE_WORKER
            .replace("case_worker", "other")
            .replace("label = \"经办科室\"", "label = \"别的\"")
            .replace("[\"经办科室\", \"承 办 科 室\"]", "[\"别的\"]")
            .replace("经办科室：", "别的：");
        format!("{CASE_WORKER}{}", other.replace(from, to))
    };
    assert!(rules(&second("", "")).is_ok());
    let two_scripts = CASE_WORKER.replace("承 办 科 室", "經辦科室");
    assert!(rules(&two_scripts).is_ok());
    for (from, to, line) in [
        ("\"other\"", "\"case_worker\"", 13),
        ("label = \"别的\"", "label = \"經办科室\"", 14),
        ("[\"别的\"]", "[\"别的\", \"承办 科室\"]", 15),
    ] {
        let (at, what) = fault(&second(from, to));
        assert_eq!(at, line, "{what}");
        assert!(what.contains("case_worker already"), "{what}");
    }
}

#[test]
fn files_that_are_no_text_are_refused() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("mine.toml");
    assert!(matches!(UserRules::load(&path), Err(Error::Io { .. })));
    assert!(UserFields::read_if_there(&path).expect("none").is_empty());
    std::fs::write(&path, b"# \xe7\xa7\x91\n# \xbf\xc6\n").expect("written");
    match UserRules::load(&path) {
        Err(Error::Rules { line, what, .. }) => {
            assert_eq!(line, 2);
            assert!(what.contains("UTF-8"));
        }
        other => panic!("{other:?}"),
    }
    std::fs::write(&path, vec![b'#'; (1 << 20) + 1]).expect("written");
    assert!(matches!(UserRules::load(&path), Err(Error::Rules { .. })));
}

proptest::proptest! {
    #[test]
    fn any_text_is_rules_or_a_fault_in_one_of_its_lines(
        text in "(\\[\\[field\\]\\]\n|name = \"a\"\n|label = \"[科室]{1,3}\"\n|labels = \\[\"科\"\\]\n|pattern = \"[(科\\[]{0,3}\"\n|examples = \\[\\]\n|[a-z= \"\\[\\]\n]{0,5}){0,8}"
    ) {
        if let Err(error) = rules(&text) {
            let Error::Rules { line, .. } = error else { panic!("{error}") };
            proptest::prop_assert!(line >= 1 && line <= text.matches('\n').count() + 1);
        }
    }

    #[test]
    fn proofs_hold_in_any_text(text in "(经 ?办科室|承办科室|[:：\t |]|综合科|[\\p{Han}]{1,4}科|\n|\u{200b}|😀){0,30}") {
        let rules = rules(CASE_WORKER).expect("rules");
        for parsed in parse_with(text.clone(), &Source::default(), &rules) {
            for proof in parsed.record.evidence.get("case_worker") {
                let slice: String = text.chars().skip(proof.start).take(proof.end - proof.start).collect();
                proptest::prop_assert_eq!(&slice, &proof.text);
            }
        }
    }
}
