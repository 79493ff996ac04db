//! Why hits stand where they stand, through the program itself.

mod support;

use support::Folder;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.txt", "关于改善食堂的通知\n\n各单位：请改善食堂。\n");
    folder.write("b.txt", "关于校车的通知\n\n各单位：食堂照旧。\n");
    folder.run(&["ingest", "."]).expect(0);
    folder
}

#[test]
fn a_hit_tells_what_each_word_adds() {
    let folder = folder();
    let run = folder
        .run(&["search", "--explain", "食堂", "通知"])
        .expect(0);
    assert!(run.out.contains("score "), "{}", run.out);
    assert!(run.out.contains("食堂 in the title "), "{}", run.out);
    let plain = folder.run(&["search", "食堂", "通知"]).expect(0);
    assert!(!plain.out.contains("score "), "{}", plain.out);
}

#[test]
fn the_parts_sum_up_to_the_score_in_json() {
    let folder = folder();
    let args = ["search", "--explain", "--format", "ndjson", "食堂"];
    for hit in folder.run(&args).expect(0).lines() {
        let words = hit["explain"]["words"].as_array().expect("words");
        let sum: f64 = words.iter().filter_map(|w| w["points"].as_f64()).sum();
        let score = hit["score"].as_f64().expect("a score");
        assert!((sum - score).abs() < 0.001, "{hit}");
        assert_eq!(hit["explain"]["sort"], "relevance");
    }
    let plain = folder.run(&["search", "--format", "ndjson", "食堂"]);
    assert!(plain.lines().iter().all(|hit| hit.get("explain").is_none()));
}

#[test]
fn other_orders_tell_what_they_go_by() {
    let folder = folder();
    let run = folder.run(&["search", "--explain", "--sort", "date", "食堂"]);
    assert!(run.out.contains("by date: no date"), "{}", run.out);
    folder
        .run(&["search", "--explain", "--count", "食堂"])
        .expect(2);
}
