//! Document numbers in many prints.

use serde_json::json;

use super::*;

fn key(text: &str) -> String {
    let Some(number) = parse(text) else {
        return "none".to_owned();
    };
    let serials: Vec<String> = number
        .serials
        .iter()
        .map(|(a, b)| {
            let short = |s: &str| s.trim_start_matches('0').to_owned();
            if a == b {
                short(a)
            } else {
                format!("{}-{}", short(a), short(b))
            }
        })
        .collect();
    format!("{}|{}|{}", number.code, number.year, serials.join(","))
}

#[test]
fn one_number_in_many_prints_has_one_key() {
    for text in [
        "濮科〔2022〕32号",
        "濮科[2022]32号",
        "濮科［２０２２］３２号",
        "濮科（2022）32号",
        "濮科【2022】32号",
        "濮科﹝2022﹞32号",
        "濮科〔2022〕32",
        "濮 科 〔 2022 〕 32 号",
        "濮科〔2022〕032号",
        "濮科〔2022〕第32号",
        "濮科〔2022年〕32号",
        "濮科2022-32号",
        "濮科2022 32",
        "濮科 2022 32",
        "濮科 2022 第 32",
        "濮科2022年32号",
        "濮科〔22〕32号",
        "濮科〔二〇二二〕三十二号",
    ] {
        assert_eq!(key(text), "濮科|2022|32", "{text}");
    }
}

#[test]
fn other_grammars_are_read() {
    for (text, want) in [
        ("甲政[88]12号", "甲政|1988|12"),
        ("甲政〔二○○八〕12号", "甲政|2008|12"),
        ("(82)国函字12号", "国函字|1982|12"),
        ("X市财发〔1992〕字第36号", "x市财发|1992|36"),
        ("国务院令第752号", "国务院令||752"),
        (
            "中华人民共和国国务院令 第 752 号",
            "中华人民共和国国务院令||752",
        ),
        ("甲市人民政府令(第12号)", "甲市人民政府令||12"),
        ("甲省令第五号", "甲省令||5"),
        ("商务部令2021年第1号", "商务部令|2021|1"),
        (
            "财政部 税务总局公告2023年第12号",
            "财政部税务总局公告|2023|12",
        ),
        ("证监会公告〔2023〕63号", "证监会公告|2023|63"),
        ("甲府字第12号", "甲府字||12"),
        ("云民议〔2023〕A12号", "云民议|2023|a000012"),
        ("甲政办〔2021〕9号、10号", "甲政办|2021|9,10"),
        ("甲政文〔2021〕9—11号", "甲政文|2021|9-11"),
        ("云科〔2022〕", "云科|2022|"),
        ("云科2022 ", "云科|2022|"),
        ("〔2022〕32号", "|2022|32"),
        ("甲科发202232号", "none"),
        ("云科", "none"),
        ("", "none"),
        ("〔", "none"),
    ] {
        assert_eq!(key(text), want, "{text}");
    }
}

#[test]
fn different_numbers_have_different_keys() {
    let keys = [
        "濮科〔2022〕32号",
        "濮科函〔2022〕32号",
        "濮科字〔2022〕32号",
        "濮科〔2022〕132号",
        "濮科〔2022〕320号",
        "濮科〔2012〕32号",
    ];
    let mut seen: Vec<String> = keys.iter().map(|k| key(k)).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), keys.len());
}

#[test]
fn terms_serve_the_key_the_number_without_code_and_the_raw_form() {
    let parts = json!({"code": "云科", "year": 2022, "serial": 32});
    assert_eq!(
        terms("云科〔2022〕32号", Some(&parts)),
        ["raw:云科|2022|32", "|2022|000032", "云科|2022|000032"]
    );
    assert!(terms("甲政文〔2021〕9-11号", None).contains(&"甲政文|2021|000010".to_owned()));
    assert_eq!(raw_key("国务院令第752号"), raw_key("国务院令 752"));
    assert_ne!(raw_key("云科〔2022〕32"), raw_key("云科202232"));
}

#[test]
fn numbers_sort_as_numbers() {
    assert!(sort_key("云科〔2022〕2号", None) < sort_key("云科〔2022〕10号", None));
    assert!(sort_key("云科〔2021〕99号", None) < sort_key("云科〔2022〕1号", None));
}
