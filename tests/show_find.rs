//! The places of a query's texts in one document, through the program itself.

mod support;

use support::Folder;

fn folder() -> Folder {
    let folder = Folder::new();
    let text = "关于食堂的通知\n\n各单位：\n　　學校食 堂照旧，食堂不停。\n　　特此通知。\n";
    folder.write("a.txt", text);
    folder.run(&["ingest", "."]).expect(0);
    folder
}

#[test]
fn places_are_listed_with_their_lines_and_counted() {
    let folder = folder();
    let run = folder
        .run(&["show", "a.txt", "--find", "食堂 -没有"])
        .expect(0);
    assert!(run.out.starts_with("关于食堂的通知\n"), "{}", run.out);
    assert!(run.out.contains("    1: 关于食堂"), "{}", run.out);
    assert!(run.out.contains("    4: "), "{}", run.out);
    assert!(run.out.ends_with("\n3 places.\n"), "{}", run.out);
    let args = ["show", "a.txt", "--find", "学校", "--color", "always"];
    assert!(folder.run(&args).expect(0).out.contains("學校\u{1b}[0m"));
}

#[test]
fn spans_are_code_points_of_the_reading_text() {
    let folder = folder();
    let args = [
        "show",
        "a.txt",
        "--find",
        "食堂 OR 学校",
        "--format",
        "json",
    ];
    let found = folder.run(&args).expect(0).json();
    let shown = folder.run(&["show", "a.txt", "--text", "--format", "json"]);
    let text: Vec<char> = shown.json()["text"]
        .as_str()
        .expect("text")
        .chars()
        .collect();
    assert_eq!(found["count"], 4);
    let places = found["places"].as_array().expect("places");
    assert_eq!(places.len(), 4);
    for place in places {
        let at = |key: &str| place[key].as_u64().expect("a number") as usize;
        let span: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(place["text"], span.as_str());
    }
    assert_eq!(places[1]["text"], "學校");
    assert_eq!(found["snippets"][0]["line"], 1);
}

#[test]
fn nothing_found_is_told_by_the_exit_code() {
    let folder = folder();
    let run = folder.run(&["show", "a.txt", "--find", "月球"]).expect(1);
    assert_eq!(
        (run.out.as_str(), run.err.as_str()),
        ("", "Nothing found.\n")
    );
    let json = folder.run(&["show", "a.txt", "--find", "月球", "--format", "json"]);
    assert_eq!(json.expect(1).json()["count"], 0);
}

#[test]
fn queries_that_look_for_no_text_are_refused() {
    let folder = folder();
    folder.run(&["show", "a.txt", "--find", "-食堂"]).expect(2);
    folder.run(&["show", "a.txt", "--find", "(食堂"]).expect(13);
    folder
        .run(&["show", "a.txt", "--find", "食堂", "--raw"])
        .expect(2);
}
