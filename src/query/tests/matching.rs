//! What terms and fields find.

use super::*;

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
            missing: vec!["月球".into()],
            alone: Vec::new(),
        }
    );
    let apart = Question::new(&reader, Some("发文 科技"), Options::default()).expect("a question");
    let alone = |part: &str, count| (part.to_string(), count);
    assert_eq!(
        apart.hints().expect("hints").alone,
        [alone("发文", 1), alone("科技", 4)]
    );
    let field =
        Question::new(&reader, Some("办理结果:D 科技"), Options::default()).expect("a question");
    assert_eq!(field.hints().expect("hints").missing, ["办理结果:D"]);
}
