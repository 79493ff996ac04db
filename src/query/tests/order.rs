//! In which order hits come.

use serde_json::{Value, json};

use super::*;

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
fn the_reasons_sum_up_to_the_score() {
    for batch in [1, 100] {
        let (_dir, reader) = index(&archive(), batch);
        for query in ["创新", "科技 创新", "科技创新", "关于 答复", "2022"] {
            let question =
                Question::new(&reader, Some(query), Options::default()).expect("a question");
            let explainer = question.explainer().expect("an explainer");
            for hit in question.find(ALL).expect("hits").1 {
                let reasons = explainer
                    .reasons(&format!("{:016x}", hit.rowid))
                    .expect("reasons");
                let sum: f64 = reasons.iter().map(Reason::points).sum();
                let told = hit.score as f64 / 10_000.0;
                assert!((sum - told).abs() < 0.001, "{query}: {sum} {told}");
            }
        }
        let question = Question::new(&reader, Some("创新"), Options::default()).expect("asked");
        let explainer = question.explainer().expect("an explainer");
        let titled = explainer.reasons(&format!("{:016x}", 1)).expect("reasons");
        assert!(titled.iter().any(|reason| reason.place == Place::Title));
        assert!(explainer.reasons("ffff").expect("none").is_empty());
    }
}

#[test]
fn a_whole_word_stands_above_an_accident_and_a_reply_above_what_mentions_its_subject() {
    let long = "其他情况说明。".repeat(200);
    let whole = format!("市作协的教育活动。{long}");
    let accident = "双方签订合作协议，教育，教育。";
    let documents = [(json!({}), accident), (json!({}), whole.as_str())];
    let (_dir, reader) = index(&documents, 1);
    for query in ["作协", "作协 教育"] {
        let asked = Question::new(&reader, Some(query), Options::default()).expect("asked");
        let rows: Vec<i64> = asked
            .find(ALL)
            .expect("hits")
            .1
            .iter()
            .map(|h| h.rowid)
            .collect();
        assert_eq!(rows, [2, 1], "{query}");
    }
    let reply = json!({"title": "关于第1号提案的答复", "proposals": [{"title": "关于校车的提案"}]});
    let documents = [
        (json!({}), "校车，校车。"),
        (reply, "关于校车的提案收悉，现答复如下。"),
    ];
    let (_dir, reader) = index(&documents, 2);
    let asked = Question::new(&reader, Some("校车"), Options::default()).expect("asked");
    assert_eq!(asked.find(ALL).expect("hits").1[0].rowid, 2);
}
