//! Files of pairs against plain scans of the same texts, and against any bytes.

use proptest::prelude::*;
use tantivy::directory::OwnedBytes;
use tantivy::{DocSet, TERMINATED};

use super::build::{Builder, RUN};
use super::file::{FileWriter, PairFile};
use super::key::key;
use super::merge::{GONE, Source, merge};
use super::phrase::{PairDocs, Phrase};
use super::postings::Encoder;
use super::walk::{View, Walk};

fn file(texts: &[Vec<String>], run: usize) -> PairFile {
    let mut builder = Builder::new(run);
    for (doc, values) in (0..).zip(texts) {
        builder.add(doc, values.iter().map(String::as_str));
    }
    parse(builder.write(Vec::new()).expect("written"))
}

fn parse(bytes: Vec<u8>) -> PairFile {
    PairFile::parse(OwnedBytes::new(bytes)).expect("a file")
}

/// The documents with `needle`, by its pairs.
fn found(file: &PairFile, needle: &str) -> Vec<u32> {
    let chars: Vec<char> = needle.chars().collect();
    let pairs: Option<Vec<(u32, PairDocs)>> = (0..)
        .zip(chars.windows(2))
        .map(|(at, two)| {
            let postings = file.find(key(two[0], Some(two[1])))?;
            Some((at, PairDocs::open(file, postings)?))
        })
        .collect();
    pairs.map_or(Vec::new(), |pairs| all(&mut Phrase::new(pairs)))
}

fn all(docs: &mut dyn DocSet) -> Vec<u32> {
    let mut out = Vec::new();
    while docs.doc() != TERMINATED {
        out.push(docs.doc());
        docs.advance();
    }
    out
}

fn scan(texts: &[Vec<String>], needle: &str) -> Vec<u32> {
    let holds = |values: &Vec<String>| values.iter().any(|value| value.contains(needle));
    let found = (0..).zip(texts).filter(|(_, values)| holds(values));
    found.map(|(doc, _)| doc).collect()
}

fn some_texts() -> impl Strategy<Value = Vec<Vec<String>>> {
    let value = "[甲乙丙]{0,12}";
    prop::collection::vec(prop::collection::vec(value, 0..3), 0..8)
}

proptest! {
    #[test]
    fn strings_are_found_where_they_stand(texts in some_texts(), needle in "[甲乙丙]{2,6}", run in 1usize..20) {
        prop_assert_eq!(found(&file(&texts, run), &needle), scan(&texts, &needle));
    }

    #[test]
    fn runs_change_nothing(texts in some_texts(), run in 1usize..20) {
        let mut builder = Builder::new(run);
        let mut whole = Builder::new(RUN);
        for (doc, values) in (0..).zip(&texts) {
            builder.add(doc, values.iter().map(String::as_str));
            whole.add(doc, values.iter().map(String::as_str));
        }
        let (a, b) = (builder.write(Vec::new()), whole.write(Vec::new()));
        prop_assert_eq!(a.expect("written"), b.expect("written"));
    }

    #[test]
    fn merged_files_hold_what_is_left(texts in some_texts(), more in some_texts(), gone in any::<u16>(), needle in "[甲乙丙]{2,4}") {
        let all: Vec<Vec<String>> = texts.iter().chain(&more).cloned().collect();
        let mut left = Vec::new();
        let mut docs = Vec::new();
        for (at, values) in all.iter().enumerate() {
            let keep = gone >> at & 1 == 0;
            docs.push(if keep { left.len() as u32 } else { GONE });
            left.extend(keep.then(|| values.clone()));
        }
        let later = docs.split_off(texts.len());
        let sources = [
            Source { file: file(&texts, RUN), docs: Some(docs) },
            Source { file: file(&more, RUN), docs: Some(later) },
        ];
        let merged = parse(merge(&sources, Vec::new()).expect("merged"));
        prop_assert_eq!(found(&merged, &needle), scan(&left, &needle));
    }

    #[test]
    fn seeking_goes_where_stepping_goes(distances in prop::collection::vec(1u32..9, 1..700), far in 0u32..3_000_000, targets in prop::collection::vec(0u32..6000, 1..20)) {
        let mut encoder = Encoder::default();
        let mut docs = Vec::new();
        let mut doc = distances[0] - 1;
        for distance in distances {
            for position in 0..distance * distance {
                encoder.push(doc, 7, position);
            }
            docs.push(doc);
            doc += distance;
        }
        encoder.push(doc + far, 7, 3);
        docs.push(doc + far);
        let mut bytes = Vec::new();
        encoder.finish(&mut bytes);
        let mut writer = FileWriter::new(Vec::new());
        writer.put(1, &bytes).expect("written");
        let file = parse(writer.finish(&vec![7; (doc + far) as usize + 1]).expect("written"));
        let mut pair = PairDocs::open(&file, 0).expect("postings");
        prop_assert_eq!(all(&mut PairDocs::open(&file, 0).expect("postings")), docs.clone());
        let mut targets = targets;
        targets.sort_unstable();
        for target in targets {
            let want = docs.iter().copied().find(|doc| *doc >= target).unwrap_or(TERMINATED);
            prop_assert_eq!(pair.seek(target), want);
        }
    }

    #[test]
    fn any_bytes_end_somewhere(bytes in prop::collection::vec(any::<u8>(), 0..200), target in any::<u32>()) {
        let view = View { bytes: &bytes, widths: &[0, 9, 30, 255] };
        if let Some(mut walk) = Walk::open(view) {
            let mut sum = 0;
            while walk.step(view).is_some() {
                let mut positions = walk.positions(0);
                while sum < 1000 && positions.next(&bytes).is_some() {
                    sum += 1;
                }
                walk.positions(3).seek(&bytes, target);
            }
        }
        if let Some(mut walk) = Walk::open(view) {
            walk.seek(view, target);
        }
    }

    #[test]
    fn damaged_files_do_no_harm(texts in some_texts(), hurt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), needle in "[甲乙丙]{2,4}") {
        let mut builder = Builder::new(RUN);
        for (doc, values) in (0..).zip(&texts) {
            builder.add(doc, values.iter().map(String::as_str));
        }
        let mut bytes = builder.write(Vec::new()).expect("written");
        for (at, byte) in hurt {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(file) = PairFile::parse(OwnedBytes::new(bytes)) {
            found(&file, &needle);
            let _ = merge(&[Source { file, docs: None }], Vec::new());
        }
    }
}

#[test]
fn a_long_dictionary_is_found_from_every_side() {
    let text: String = (0x4e00..0x5600).filter_map(char::from_u32).collect();
    let file = file(&[vec![text.clone()]], RUN);
    assert_eq!(file.terms_from(0).count(), text.chars().count());
    for needle in ["一丁", "嗿嘀", "丁"] {
        let chars: Vec<char> = needle.chars().collect();
        let postings = file.find(key(chars[0], chars.get(1).copied()));
        assert_eq!(
            postings.is_some(),
            text.contains(needle) && chars.len() == 2,
            "{needle}"
        );
    }
    assert!(file.find(key('a', None)).is_none());
    assert!(file.find(u64::MAX >> 22).is_none());
}
