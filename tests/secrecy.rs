//! Documents that bear a secrecy mark stay out of the archive unless the user says otherwise.

mod support;

use anjuan::archive::Store;
use serde_json::json;
use support::{Folder, letter};

#[test]
fn marked_documents_are_refused_by_name() {
    let folder = Folder::new();
    let marked = format!("机密★5年\n\n{}", letter(1));
    folder
        .write("docs/a.txt", &marked)
        .write("docs/b.txt", letter(2));
    let summary = folder.ingest(&[], 3);
    assert_eq!(summary["outcomes"], json!({"archived": 1, "refused": 1}));
    assert_eq!(
        summary["not_archived"],
        json!([{"path": "docs/a.txt", "outcome": "refused", "reason": "secrecy mark"}])
    );
    let kept = || {
        let store = Store::open_reader(&folder.archive()).expect("opened");
        store.count().expect("a count")
    };
    assert_eq!(kept(), 1);
    folder.ingest(&["--allow-marked"], 0);
    assert_eq!(kept(), 2);
    // A document that is marked later is taken out again.
    folder.write("docs/b.txt", format!("秘密\n\n{}", letter(2)));
    folder.ingest(&[], 3);
    assert_eq!(kept(), 1);
    folder.expect_sound();
}

#[test]
fn the_mark_of_a_drafting_sheet_counts() {
    let folder = Folder::new();
    let sheet = |level: &str| {
        format!(
            "云川市教育局发文稿纸\n密级：{level}　　紧急程度：加急\n文号：云教〔2022〕3号\n{}",
            letter(1)
        )
    };
    folder
        .write("docs/marked.txt", sheet("机密 10年"))
        .write("docs/ticked.txt", sheet("□秘密 ■机密 □绝密"))
        .write("docs/open.txt", sheet("无"))
        .write("docs/form.txt", sheet("□秘密 □机密 □绝密"));
    let summary = folder.ingest(&[], 3);
    assert_eq!(summary["outcomes"], json!({"archived": 2, "refused": 2}));
}
