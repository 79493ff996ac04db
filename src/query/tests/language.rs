//! The query language: what is read, what is refused, and that nothing hangs.

use serde_json::json;

use super::*;
use crate::error::Error;

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
