//! Search against a plain scan, on texts that nobody thought of.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::index::keys::equal_key;

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
