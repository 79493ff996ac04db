//! Questions to small indexes made for the purpose.

mod exact;
mod language;
mod matching;
mod order;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
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
        fields: fields.into(),
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
