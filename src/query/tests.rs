//! Questions to small indexes made for the purpose.

use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::error::Error;
use crate::index::keys::equal_key;
use crate::index::{IndexReader, IndexWriter, Layout};
use crate::record::{Kind, Record, Source};
use crate::rules::{Compare, QueryField, Rule};
use crate::text::ReadingText;

macro_rules! rule {
    ($field:literal, $label:literal, $queries:expr) => {
        Rule {
            field: $field,
            label: $label,
            schema: "{}",
            extra: &[],
            queries: $queries,
            find: |_, _| {},
            show: |value| value.to_string(),
            finds: &[],
            refuses: &[],
            source: "",
        }
    };
}

const fn by(names: &'static [&'static str], part: &'static str, compare: Compare) -> QueryField {
    QueryField {
        names,
        part,
        compare,
    }
}

static TITLE: Rule = rule!(
    "title",
    "标题",
    &[by(&["标题", "title"], "", Compare::Contains)]
);
static NUMBER: Rule = rule!(
    "doc_number",
    "发文字号",
    &[by(
        &["文号", "发文字号", "doc_number"],
        "",
        Compare::DocNumber
    )]
);
static RESULT: Rule = rule!(
    "result",
    "办理结果",
    &[by(&["办理结果", "result"], "", Compare::Equals)]
);
static UNDERTAKERS: Rule = rule!(
    "undertakers",
    "承办单位",
    &[by(&["承办单位", "undertaker"], "name", Compare::Contains)]
);
static PROPOSALS: Rule = rule!(
    "proposals",
    "提案",
    &[
        by(&["提案号"], "number", Compare::Number),
        by(&["提案", "届次", "proposal"], "", Compare::Proposal),
    ]
);
static WRITTEN: Rule = rule!(
    "dates.written",
    "成文日期",
    &[by(&["成文日期"], "", Compare::Date)]
);
static CITATIONS: Rule = rule!(
    "citations",
    "引用",
    &[by(&["引用"], "doc_number", Compare::DocNumber)]
);
static RULES: &[&Rule] = &[
    &TITLE,
    &NUMBER,
    &RESULT,
    &UNDERTAKERS,
    &PROPOSALS,
    &WRITTEN,
    &CITATIONS,
];

fn layout() -> Layout {
    Layout::new(RULES)
}

fn record(id: usize, fields: Value) -> Record {
    let Value::Object(fields) = fields else {
        panic!("fields are an object");
    };
    Record {
        schema: 1,
        id: format!("{id:016x}"),
        kind: if id.is_multiple_of(2) {
            Kind::ProposalReply
        } else {
            Kind::Other
        },
        source: Source::default(),
        fields,
        evidence: Default::default(),
        warnings: Vec::new(),
    }
}

fn reading(text: &str) -> ReadingText {
    ReadingText {
        text: text.into(),
        ..ReadingText::default()
    }
}

/// An index of records numbered from 1, committed after every `batch` of them.
fn index(documents: &[(Value, &str)], batch: usize) -> (TempDir, IndexReader) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = IndexWriter::create_with(dir.path(), layout()).expect("a writer");
    for (at, (fields, text)) in documents.iter().enumerate() {
        let record = record(at + 1, fields.clone());
        writer
            .put(at as i64 + 1, &record, &reading(text))
            .expect("put");
        if (at + 1) % batch == 0 {
            writer.commit(at as u64 + 1).expect("committed");
        }
    }
    writer.commit(documents.len() as u64).expect("committed");
    writer.finish().expect("finished");
    let reader = IndexReader::open_with(dir.path(), layout()).expect("a reader");
    (dir, reader)
}

const ALL: Page = Page {
    sort: Sort::Relevance,
    offset: 0,
    limit: None,
};

fn found(reader: &IndexReader, query: &str) -> Vec<i64> {
    found_with(reader, query, Options::default())
}

fn found_with(reader: &IndexReader, query: &str, options: Options) -> Vec<i64> {
    let question = Question::new(reader, Some(query), options).expect(query);
    let (count, hits) = question.find(ALL).expect(query);
    assert_eq!(count, question.count().expect(query), "{query}");
    assert_eq!(count as usize, hits.len(), "{query}");
    let mut rows: Vec<i64> = hits.iter().map(|hit| hit.rowid).collect();
    rows.sort_unstable();
    rows
}

fn refused(query: &str) -> Option<usize> {
    match parse(query, &layout()) {
        Err(Error::Query { at, .. }) => Some(at),
        Err(other) => panic!("{query}: {other}"),
        Ok(_) => None,
    }
}

/// A tree in short: terms as they are, fields as name=value.
fn short(node: &Node) -> String {
    let list = |parts: &[Node]| parts.iter().map(short).collect::<Vec<_>>().join(" ");
    match node {
        Node::Term { text, .. } => text.clone(),
        Node::Field { field, value, .. } => {
            let layout = layout();
            let name = &layout.typed[*field].names[0];
            format!("{name}={}", value.as_deref().unwrap_or("*"))
        }
        Node::Not(inner) => format!("-{}", short(inner)),
        Node::And(parts) => format!("({})", list(parts)),
        Node::Or(parts) => format!("[{}]", list(parts)),
    }
}

#[test]
fn queries_are_read_as_people_type_them() {
    for (query, tree) in [
        ("科技", "科技"),
        ("科技 创新", "(科技 创新)"),
        ("科技\u{3000}创新", "(科技 创新)"),
        ("\"科技 创新\" 券", "(科技 创新 券)"),
        ("“科技创新”", "科技创新"),
        ("「科技」", "科技"),
        ("＂科技＂", "科技"),
        ("甲 OR 乙", "[甲 乙]"),
        ("甲 | 乙|丙", "[甲 乙 丙]"),
        ("甲 乙 OR 丙", "[(甲 乙) 丙]"),
        ("甲 (乙 OR 丙)", "(甲 [乙 丙])"),
        ("甲 （乙 OR 丙）", "(甲 [乙 丙])"),
        ("甲 AND 乙", "(甲 乙)"),
        ("甲 -乙", "(甲 -乙)"),
        ("甲 －乙", "(甲 -乙)"),
        ("甲 NOT 乙", "(甲 -乙)"),
        ("NOT (甲 乙)", "-(甲 乙)"),
        ("-\"甲 乙\"", "-甲 乙"),
        ("甲-乙 2022-03", "(甲-乙 2022-03)"),
        ("甲 - 乙", "(甲 - 乙)"),
        ("ORACLE NOTE", "(ORACLE NOTE)"),
        ("文号:云科[2022]32", "文号=云科[2022]32"),
        ("文号：云科（2022）32号 甲", "(文号=云科（2022）32号 甲)"),
        ("(文号:云科(2022)32)", "文号=云科(2022)32"),
        ("文号:\"云科 2022 32\"", "文号=云科 2022 32"),
        ("文号： 云科〔2022〕32号", "文号=云科〔2022〕32号"),
        ("發文字號:甲", "文号=甲"),
        ("日期:>=2022", "日期=>=2022"),
        ("日期:>= 2022", "日期=>=2022"),
        ("日期:2022-03..2023", "日期=2022-03..2023"),
        ("-办理结果:B", "-办理结果=B"),
        ("签发:30", "签发:30"),
        ("标题:*", "标题=*"),
        ("12:30 开会", "(12:30 开会)"),
        ("http://a.cn/x", "http://a.cn/x"),
        ("管理办法（试行）", "管理办法（试行）"),
        ("甲(乙 丙)", "(甲 (乙 丙))"),
        ("PA1313 R&D 〔2022〕", "(PA1313 R&D 〔2022〕)"),
    ] {
        if query == "签发:30" {
            assert_eq!(refused(query), Some(0), "{query}");
            continue;
        }
        let node = parse(query, &layout()).unwrap_or_else(|error| panic!("{query}: {error}"));
        assert_eq!(short(&node), tree, "{query}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_at_its_place() {
    for (query, at) in [
        ("", 0),
        ("  ", 0),
        ("甲 (乙", 2),
        ("甲)", 1),
        ("甲 \"乙", 2),
        ("甲 “乙", 2),
        ("()", 1),
        ("甲 OR", 4),
        ("OR 甲", 0),
        ("甲 AND", 2),
        ("NOT", 3),
        ("\"\"", 0),
        ("文号:", 3),
        ("天气:晴", 0),
        ("甲 文好:云科", 2),
        ("标题:(甲 乙)", 3),
    ] {
        assert_eq!(refused(query), Some(at), "{query}");
    }
    let (_dir, reader) = index(&[(json!({}), "甲")], 1);
    for query in [
        "日期:去年",
        "提案:云川市八届",
        "提案号:1..9",
        "类型:信",
        "\u{200b}\u{200b}",
        "日期:2022-13",
    ] {
        let result = Question::new(&reader, Some(query), Options::default());
        assert!(matches!(result, Err(Error::Query { .. })), "{query}");
    }
}

#[test]
fn sixty_hostile_queries_answer_or_are_refused_at_once() {
    let text = "aaaa".repeat(3000) + &"甲乙".repeat(2000);
    let (_dir, reader) = index(&[(json!({}), &text), (json!({}), "甲")], 9);
    let mut queries: Vec<String> = Vec::new();
    for n in [10usize, 33, 300, 2000] {
        for piece in [
            "(", ")", "（", "NOT ", "-", "--", "\"", "“", "甲 OR ", "a|", "甲 ", "(a ", "文号:",
            "*", "a", "甲", ":", "甲:",
        ] {
            queries.push(piece.repeat(n));
        }
    }
    queries.push(format!("{}甲{}", "(".repeat(32), ")".repeat(32)));
    queries.push(format!("{}甲{}", "(".repeat(33), ")".repeat(33)));
    queries.push("\u{0}\u{1b}[2J".into());
    queries.push("\u{202e}甲\u{202c}".into());
    queries.push("aa".repeat(1000));
    queries.push("文号:".to_owned() + &"[".repeat(1500));
    queries.push("文号:〔2022〕1-999999".into());
    queries.push("日期:0000..9999".into());
    assert!(queries.len() >= 60);
    for query in queries {
        let start = std::time::Instant::now();
        match Question::new(
            &reader,
            Some(&query),
            Options {
                any: true,
                ..Options::default()
            },
        ) {
            Ok(question) => {
                question.find(ALL).expect("answered");
                question.hints().expect("answered");
            }
            Err(Error::Query { at, .. }) => assert!(at <= query.chars().count()),
            Err(other) => panic!("{other}"),
        }
        assert!(
            start.elapsed().as_secs() < 5,
            "{}…",
            query.chars().take(20).collect::<String>()
        );
    }
}

fn archive() -> Vec<(Value, &'static str)> {
    vec![
        (
            json!({"title": "关于科技创新的答复", "doc_number": "云科〔2022〕32号",
                   "doc_number_parts": {"code": "云科", "year": 2022, "serial": 32}, "result": "A",
                   "undertakers": [{"name": "云川市民政局"}, {"name": "教育局"}],
                   "proposals": [{"assembly": "cppcc", "level": "市", "term": 8, "session": 6, "number": "178"}],
                   "dates": {"written": "2022-06-24"}}),
            "关于科技创新的答复。\n第〔2022〕项 ＰＡ1313 R&D",
        ),
        (
            json!({"title": "关于教育的答复", "doc_number": "云科函〔2022〕32号", "result": "B",
                   "proposals": [{"assembly": "npc", "level": "市", "term": 8, "session": 6, "number": "038"}],
                   "dates": {"written": "2022-06"}}),
            "教育与科技，\n创新。",
        ),
        (
            json!({"doc_number": "云科〔2012〕32号", "result": "B1", "dates": {"published": "2021-01-02"},
                   "undertakers": [{"name": "民 政 局"}]}),
            "科\n技创\n新",
        ),
        (
            json!({"doc_number": "国务院令第752号", "dates": {"written": "2022"},
                   "citations": [{"title": "通知", "doc_number": "云科〔2022〕32号"}]}),
            "行政法规，科技",
        ),
        (
            json!({"doc_number": "云科〔2022〕9-11号", "dates": {"printed": "2020-05-05"}}),
            "發文",
        ),
    ]
}

#[test]
fn terms_match_through_lines_width_script_and_case() {
    let (_dir, reader) = index(&archive(), 2);
    for (query, rows) in [
        ("科技创新", vec![1, 3]),
        ("科技", vec![1, 2, 3, 4]),
        ("\"科 技 创 新\"", vec![1, 3]),
        ("科技 创新", vec![1, 2, 3]),
        ("pa1313", vec![1]),
        ("r&d", vec![1]),
        ("[2022]", vec![1]),
        ("〔2022〕项", vec![1]),
        ("发文", vec![5]),
        ("發文", vec![5]),
        ("新", vec![1, 2, 3]),
        ("文", vec![5]),
        ("。", vec![1, 2]),
        ("科技 -教育", vec![1, 3, 4]),
        ("教育 OR 發", vec![2, 5]),
        ("-科技", vec![5]),
        ("-科技 -发文", vec![]),
        ("科技 -(教育 OR 法规)", vec![1, 3]),
        ("没有这个", vec![]),
    ] {
        assert_eq!(found(&reader, query), rows, "{query}");
    }
}

#[test]
fn fields_compare_as_their_kind_demands() {
    let (_dir, reader) = index(&archive(), 5);
    for (query, rows) in [
        ("承办单位:民政局", vec![1, 3]),
        ("承办单位:局教育", vec![]),
        ("办理结果:B", vec![2]),
        ("办理结果:b1", vec![3]),
        ("标题:科技", vec![1]),
        ("标题:答", vec![1, 2]),
        ("文号:云科[2022]32", vec![1]),
        ("文号:云科（2022）032号", vec![1]),
        ("文号:\"云科 2022 32\"", vec![1]),
        ("文号:云科2022-32", vec![1]),
        ("文号:云科函〔2022〕32号", vec![2]),
        ("文号:云科〔2022〕", vec![1, 5]),
        ("文号:云科", vec![1, 3, 5]),
        ("文号:云", vec![]),
        ("文号:云科〔2022〕10", vec![5]),
        ("文号:云科〔2022〕10-40", vec![1, 5]),
        ("文号:云科〔2022〕12-31", vec![]),
        ("文号:〔2022〕32号", vec![1, 2]),
        ("文号:国务院令第752号", vec![4]),
        ("文号:国务院令752", vec![4]),
        ("文号:国务院令", vec![4]),
        ("引用:云科〔2022〕32", vec![4]),
        ("提案号:178", vec![1]),
        ("提案号:38", vec![2]),
        ("提案号:八届六次38号", vec![2]),
        ("提案:八届六次178号", vec![1]),
        ("届次:8届6次", vec![1, 2]),
        ("届次:市政协八届六次", vec![1]),
        ("提案:省政协八届六次", vec![]),
        ("日期:2022", vec![1, 2, 4]),
        ("日期:2022-06", vec![1, 2]),
        ("日期:2022年6月24日", vec![1]),
        ("日期:2021", vec![3]),
        ("日期:2020", vec![]),
        ("日期:2021..2022-06", vec![1, 2, 3]),
        ("日期:2022-01..2022-12", vec![1, 2, 4]),
        ("日期:>=2022-02", vec![1, 2]),
        ("日期:<2022", vec![3]),
        ("成文日期:2021", vec![]),
        ("类型:提案答复", vec![2, 4]),
        ("类型:other", vec![1, 3, 5]),
        ("文号:*", vec![1, 2, 3, 4, 5]),
        ("-标题:*", vec![3, 4, 5]),
        ("-日期:*", vec![5]),
        ("科技 办理结果:A 日期:2022", vec![1]),
    ] {
        assert_eq!(found(&reader, query), rows, "{query}");
    }
    let within = Options {
        since: Some("2021-02".into()),
        until: Some("2022-06".into()),
        any: false,
    };
    assert_eq!(found_with(&reader, "科技", within), [1, 2]);
}

#[test]
fn near_numbers_come_apart_from_exact_ones() {
    let (_dir, reader) = index(&archive(), 2);
    let near = |query: &str| -> Vec<i64> {
        let question = Question::new(&reader, Some(query), Options::default()).expect("a question");
        question
            .near()
            .expect("answered")
            .iter()
            .map(|hit| hit.rowid)
            .collect()
    };
    assert_eq!(near("文号:云科〔2022〕32号"), [3, 2]);
    assert_eq!(near("文号:云科〔2022〕32号 教育"), [2]);
    assert_eq!(near("文号:云科字〔2022〕32号"), [1]);
    assert!(near("-文号:云科〔2022〕32号").is_empty());
    assert!(near("科技").is_empty() && near("文号:云科").is_empty());
}

#[test]
fn any_finds_documents_with_some_of_the_words() {
    let (_dir, reader) = index(&archive(), 2);
    let any = || Options {
        any: true,
        ..Options::default()
    };
    assert_eq!(found_with(&reader, "教育 发文", any()), [2, 5]);
    assert_eq!(found_with(&reader, "科技教育", any()), [1, 2, 3, 4]);
    assert_eq!(found_with(&reader, "教育 发文 -科技", any()), [5]);
    assert_eq!(found_with(&reader, "教育 科技 办理结果:A", any()), [1]);
}

#[test]
fn hints_tell_what_could_be_tried() {
    let (_dir, reader) = index(&archive(), 2);
    let question =
        Question::new(&reader, Some("科技 月球"), Options::default()).expect("a question");
    assert_eq!(
        question.hints().expect("hints"),
        Hints {
            any: 4,
            missing: vec!["月球".into()]
        }
    );
}

#[test]
fn hits_are_ordered_by_words_dates_and_numbers() {
    let (_dir, reader) = index(&archive(), 2);
    let rows = |query: &str, sort| -> Vec<i64> {
        let question = Question::new(&reader, Some(query), Options::default()).expect("a question");
        let page = Page {
            sort,
            offset: 0,
            limit: Some(10),
        };
        question
            .find(page)
            .expect("hits")
            .1
            .iter()
            .map(|hit| hit.rowid)
            .collect()
    };
    assert_eq!(rows("创新", Sort::Relevance)[0], 1, "the title counts");
    assert_eq!(rows("文号:*", Sort::Date), [1, 2, 4, 3, 5]);
    assert_eq!(rows("文号:*", Sort::DocNumber), [3, 5, 1, 2, 4]);
    let question = Question::new(&reader, Some("文号:*"), Options::default()).expect("a question");
    let page = Page {
        sort: Sort::Date,
        offset: 1,
        limit: Some(2),
    };
    let (count, hits) = question.find(page).expect("hits");
    assert_eq!(
        (count, hits.iter().map(|h| h.rowid).collect::<Vec<_>>()),
        (5, vec![2, 4])
    );
}

#[test]
fn the_order_does_not_depend_on_segments() {
    let words = ["科技", "创新", "教育", "民政", "交通", "财政"];
    let mut state = 7usize;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let texts: Vec<String> = (0..120)
        .map(|_| {
            (0..next(30) + 6)
                .map(|_| words[next(6)])
                .collect::<Vec<_>>()
                .join("，")
        })
        .collect();
    let documents: Vec<(Value, &str)> = texts
        .iter()
        .map(|text| (json!({}), text.as_str()))
        .collect();
    let mut orders = Vec::new();
    for batch in [7, 50, 1000] {
        let (_dir, reader) = index(&documents, batch);
        let question =
            Question::new(&reader, Some("科技 创新"), Options::default()).expect("a question");
        let all = question.find(ALL).expect("hits").1;
        let top = question
            .find(Page {
                limit: Some(10),
                ..ALL
            })
            .expect("hits")
            .1;
        assert_eq!(all[..10], top[..]);
        orders.push(all);
    }
    assert!(orders[0].len() > 50);
    assert_eq!(orders[0], orders[1]);
    assert_eq!(orders[0], orders[2]);
}

#[test]
fn put_replaces_and_delete_removes() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut writer = IndexWriter::create_with(dir.path(), layout()).expect("a writer");
    writer
        .put(1, &record(1, json!({})), &reading("旧文"))
        .expect("put");
    writer
        .put(2, &record(2, json!({})), &reading("另文"))
        .expect("put");
    writer.commit(2).expect("committed");
    writer
        .put(3, &record(1, json!({})), &reading("新文"))
        .expect("put");
    writer.delete(&record(2, json!({})).id).expect("deleted");
    writer.commit(4).expect("committed");
    drop(writer);
    let reader = IndexReader::open_with(dir.path(), layout()).expect("a reader");
    assert_eq!(found(&reader, "文"), [3]);
    assert_eq!((reader.count(), reader.revision()), (1, 4));
    assert_eq!(reader.ids().expect("ids"), [record(1, json!({})).id]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn search_finds_exactly_the_documents_that_contain_the_text(
        texts in proptest::collection::vec("[科技創创aA1（\\[〔，。 \n𠀀]{0,24}", 1..10),
        apart in "[科1—]{0,3}",
        queries in proptest::collection::vec("[科技創创aA1\\[〔，。 𠀀]{1,7}", 12),
        slices in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..20, 1usize..8), 12),
    ) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = IndexWriter::create_with(dir.path(), layout()).expect("a writer");
        for (at, text) in texts.iter().enumerate() {
            let reading = ReadingText { set_apart: vec![(1, apart.clone())], ..reading(text) };
            writer.put(at as i64 + 1, &record(at, json!({})), &reading).expect("put");
        }
        writer.commit(1).expect("committed");
        let reader = IndexReader::open_with(dir.path(), layout()).expect("a reader");
        let taken = slices.iter().map(|(which, from, len)| {
            which.get(&texts).chars().skip(*from).take(*len).collect::<String>()
        });
        for query in queries.iter().cloned().chain(taken) {
            let key = equal_key(&query);
            if key.is_empty() {
                continue;
            }
            let want: Vec<i64> = texts.iter().enumerate()
                .filter(|(_, text)| equal_key(text).contains(&key) || equal_key(&apart).contains(&key))
                .map(|(at, _)| at as i64 + 1)
                .collect();
            prop_assert_eq!(found(&reader, &format!("\"{query}\"")), want, "{}", query);
        }
    }

    #[test]
    fn no_text_panics_the_parser(query in "[ -~“”「」（）：〔〕甲日期文号0-9]{0,40}|\\PC{0,40}") {
        let _ = parse(&query, &layout());
    }
}
