//! Files of pairs against plain scans of the same texts, and against any bytes.

use proptest::prelude::*;
use tantivy::directory::OwnedBytes;
use tantivy::{DocSet, TERMINATED};

use super::build::{Builder, RUN};
use super::context::Context;
use super::file::{FileWriter, PairFile};
use super::key::key;
use super::marked::Marked;
use super::merge::{GONE, Source, merge};
use super::phrase::PairDocs;
use super::postings::Encoder;
use super::query::{all_pairs, one_char};
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
    let pairs: Vec<u64> = chars
        .windows(2)
        .map(|two| key(two[0], Some(two[1])))
        .collect();
    all_pairs(file, &pairs).map_or(Vec::new(), |mut docs| all(&mut docs))
}

/// What is noted around a pair.
fn context(file: &PairFile, first: char, second: char) -> Option<Context> {
    let docs = PairDocs::open(file, file.find(key(first, Some(second)))?)?;
    Context::read(docs.context()?)
}

/// Files of parts of the texts, made one, some documents left out; with the texts that are left.
fn in_parts(
    texts: &[Vec<String>],
    part: usize,
    run: usize,
    gone: impl Fn(usize) -> bool,
) -> (PairFile, Vec<Vec<String>>) {
    let mut left = Vec::new();
    let mut sources = Vec::new();
    for part in texts.chunks(part) {
        let mut docs = Vec::new();
        for values in part {
            let keep = !gone(left.len() + sources.len() + docs.len());
            docs.push(if keep { left.len() as u32 } else { GONE });
            left.extend(keep.then(|| values.clone()));
        }
        sources.push(Source {
            file: file(part, run),
            docs: Some(docs),
        });
    }
    (parse(merge(&sources, Vec::new()).expect("merged")), left)
}

/// Many documents of few texts, so that pairs mostly stand in the same context.
fn much_alike() -> impl Strategy<Value = Vec<Vec<String>>> {
    let values = prop::collection::vec("[甲乙丙丁]{2,9}", 1..3);
    let usual = prop::collection::vec(values.clone(), 1..3);
    let other = prop::collection::vec(values, 1..6);
    let order = prop::collection::vec((0..40usize, any::<prop::sample::Index>()), 64..300);
    (usual, other, order).prop_map(|(usual, other, order)| {
        let one = |(which, at): (usize, prop::sample::Index)| match which {
            0 => at.get(&other).clone(),
            _ => at.get(&usual).clone(),
        };
        order.into_iter().map(one).collect()
    })
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
    fn strings_of_texts_much_alike_are_found_where_they_stand(texts in much_alike(), needle in "[甲乙丙丁]{2,6}", run in 20usize..2000) {
        prop_assert_eq!(found(&file(&texts, run), &needle), scan(&texts, &needle));
        for c in ['甲', '乙', '丁'] {
            let docs = one_char(&file(&texts, run), c, texts.len() as u32);
            prop_assert_eq!(all(&mut docs.expect("no damage")), scan(&texts, &c.to_string()));
        }
        for held in texts.iter().flatten().take(3) {
            prop_assert_eq!(found(&file(&texts, run), held), scan(&texts, held));
        }
    }

    #[test]
    fn merged_texts_much_alike_are_found(texts in much_alike(), more in much_alike(), needle in "[甲乙丙丁]{2,6}", part in 30usize..200, run in 20usize..2000, gone in 2usize..50) {
        let texts = [texts, more].concat();
        let (merged, left) = in_parts(&texts, part, run, |at| at % gone == 0);
        prop_assert_eq!(found(&merged, &needle), scan(&left, &needle));
        for held in texts.iter().flatten().take(3).chain(texts.last().into_iter().flatten()) {
            prop_assert_eq!(found(&merged, held), scan(&left, held), "{}", held);
        }
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
        encoder.finish(None, &mut bytes);
        let mut writer = FileWriter::new(Vec::new());
        writer.put(1, &bytes).expect("written");
        let file = parse(writer.finish(&vec![7; (doc + far) as usize + 1]).expect("written"));
        let mut pair = PairDocs::open(&file, 0).expect("postings");
        let mut alone = pair.clone().alone().expect("postings");
        prop_assert_eq!(all(&mut alone.clone()), docs.clone());
        prop_assert_eq!(all(&mut PairDocs::open(&file, 0).expect("postings")), docs.clone());
        let mut targets = targets;
        targets.sort_unstable();
        for target in targets {
            let want = docs.iter().copied().find(|doc| *doc >= target).unwrap_or(TERMINATED);
            prop_assert_eq!((pair.seek(target), alone.seek(target)), (want, want));
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
        if let Some(mut walk) = Walk::open(view).map(Walk::docs_alone) {
            while walk.step(view).is_some() {}
            walk.seek(view, target);
        }
        let mut marked = Marked::new(3);
        marked.mark(view);
        let all = all(&mut marked.ready());
        prop_assert!(all.iter().all(|doc| *doc < 3), "{:?}", all);
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

#[test]
fn what_stands_around_nearly_everywhere_is_noted() {
    let usual = || vec!["全市科技创新工作有序".to_string()];
    let mut texts: Vec<Vec<String>> = (0..100).map(|_| usual()).collect();
    texts[7] = vec!["技创".to_string()];
    texts[8] = vec!["技创，科技创新工".to_string()];
    texts[9] = vec!["科技".to_string(), "创新".to_string()];
    let chars = |text: &str| text.chars().map(u32::from).collect::<Vec<_>>();
    let whole = file(&texts, RUN);
    let noted = |file, first, second, before, behind| {
        let context = context(file, first, second)?;
        context
            .without(&chars(before), &chars(behind))
            .map(<[u32]>::to_vec)
    };
    assert_eq!(
        noted(&whole, '技', '创', "科市", "新工作"),
        Some(vec![7, 8])
    );
    assert_eq!(noted(&whole, '新', '工', "创技科", ""), Some(vec![]));
    assert_eq!(noted(&whole, '新', '工', "创技科", "作"), Some(vec![8]));
    assert_eq!(noted(&whole, '新', '工', "创技科", "人"), None);
    for text in ["科技创新", "市科技创新", "技创", "创新工作", "科技创新工"] {
        assert_eq!(found(&whole, text), scan(&texts, text), "{text}");
    }

    // Another half says less, and a third file with one document says nothing.
    let other = vec!["本市科技创新资源".to_string()];
    let mut texts = [texts.clone(), vec![other; 100]].concat();
    texts.push(usual());
    let (merged, left) = in_parts(&texts, 100, RUN, |_| false);
    assert_eq!(
        noted(&merged, '技', '创', "科市", "新"),
        Some(vec![7, 8, 200])
    );
    assert_eq!(noted(&merged, '技', '创', "科市全", "新"), None);
    assert_eq!(found(&merged, "科技创新"), scan(&left, "科技创新"));

    // Where it stands one way as often as another, nothing is noted.
    let mixed = |at: usize| vec![["前技创甲", "后技创乙", "技创"][at % 3].to_string()];
    assert_eq!(
        context(
            &file(&(0..99).map(mixed).collect::<Vec<_>>(), RUN),
            '技',
            '创'
        ),
        None
    );
}
