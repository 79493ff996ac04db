//! A user's own fields, from the file of rules to answers, through the program itself.

mod support;

use std::fs;

use anjuan::archive::ingest::{Event, Options, ingest};
use anjuan::error::Error;
use anjuan::source::{Filter, Readers};
use anjuan::user_rules::UserRules;
use support::{Folder, letter};

const RULES: &str = r#"[[field]]
name = "case_worker"
label = "经办科室"
labels = ["经办科室", "承办科室"]
pattern = "^[\\p{Han}]{2,20}科$"
examples = [ { text = "经办科室：综合科", value = "综合科" }, { text = "经办科室：无", value = "" } ]
"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder
        .write("mine.toml", RULES)
        .write("docs/a.txt", letter(1) + "经办科室：综合科\n")
        .write("docs/b.txt", letter(2) + "经办科室：法规科\n")
        .write("docs/c.txt", letter(3) + "经办科室：无\n");
    folder
}

fn paths(folder: &Folder, query: &str) -> Vec<String> {
    let run = folder.run(&["search", query, "--format", "paths"]);
    assert!(run.code <= 1, "{query}: {}", run.err);
    let mut paths: Vec<String> = run.out.lines().map(str::to_owned).collect();
    paths.sort();
    paths
}

#[test]
fn parse_finds_the_fields_without_an_archive() {
    let folder = folder();
    let plain = folder.run(&["parse", "docs/a.txt"]).expect(0).lines();
    assert_eq!(plain[0].get("case_worker"), None);
    let run = folder
        .run(&["parse", "docs", "--rules", "mine.toml"])
        .expect(0);
    let lines = run.lines();
    let values: Vec<_> = lines
        .iter()
        .map(|record| record["case_worker"].as_str())
        .collect();
    assert_eq!(values, [Some("综合科"), Some("法规科"), None]);
    let proof = &lines[0]["evidence"]["case_worker"][0];
    assert_eq!(proof["rule"], "user:case_worker");
    assert_eq!(proof["text"], "综合科");
    let args = [
        "parse",
        "docs/a.txt",
        "--rules",
        "mine.toml",
        "--format",
        "human",
    ];
    assert!(
        folder
            .run(&args)
            .expect(0)
            .out
            .contains("  经办科室  综合科\n")
    );
}

#[test]
fn the_archive_remembers_its_rules() {
    let folder = folder();
    folder.ingest(&["--rules", "mine.toml"], 0);
    let kept = fs::read_to_string(folder.archive().join("rules.toml")).expect("kept");
    assert_eq!(kept, RULES);
    folder.remove("mine.toml");
    for (query, want) in [
        ("经办科室:综合", &["docs/a.txt"][..]),
        ("經辦科室：科", &["docs/a.txt", "docs/b.txt"]),
        ("case_worker:法规科", &["docs/b.txt"]),
        ("经办科室:*", &["docs/a.txt", "docs/b.txt"]),
        ("-经办科室:*", &["docs/c.txt"]),
        ("经办科室:无", &[]),
        ("经办科室:综规科", &[]),
    ] {
        assert_eq!(paths(&folder, query), want, "{query}");
    }
    let shown = folder.run(&["show", "docs/a.txt"]).expect(0).out;
    assert!(shown.contains("经办科室 综合科  (line 11)\n"), "{shown}");
    let table = folder.run(&["export", "--format", "csv"]).expect(0).out;
    assert!(
        table
            .lines()
            .next()
            .expect("a heading")
            .ends_with(",经办科室")
    );
    assert!(table.lines().nth(1).expect("a row").ends_with(",综合科"));
    let table = folder
        .run(&["search", "经办科室:综合", "--format", "csv"])
        .expect(0)
        .out;
    assert!(table.trim_end().ends_with(",综合科"));
    let records = folder.run(&["export"]).expect(0).lines();
    assert_eq!(records[1]["case_worker"], "法规科");
    let counts = folder
        .run(&["stats", "--by", "经办科室", "--format", "csv"])
        .expect(0)
        .out;
    assert!(
        counts.contains("综合科,1\n") && counts.contains("（无）,1\n"),
        "{counts}"
    );
    // What comes later is read by the same rules.
    folder.write("docs/d.txt", letter(4) + "承 办 科 室：综合科\n");
    folder.ingest(&[], 0);
    assert_eq!(
        paths(&folder, "经办科室:综合"),
        ["docs/a.txt", "docs/d.txt"]
    );
    folder.expect_sound();
    folder.run(&["rebuild"]).expect(0);
    assert_eq!(
        paths(&folder, "经办科室:综合"),
        ["docs/a.txt", "docs/d.txt"]
    );
}

#[test]
fn new_rules_are_told_of_and_reach_old_files_when_parsed_again() {
    let folder = folder();
    assert_eq!(folder.ingest(&[], 0)["rules_changed"], false);
    let run = folder.run(&["search", "经办科室:综合"]).expect(13);
    assert!(
        run.err.contains("there is no field 经办科室"),
        "{}",
        run.err
    );
    let run = folder
        .run(&["ingest", "docs", "--rules", "mine.toml"])
        .expect(0);
    let note = "unchanged files keep their old fields until `anjuan ingest --reparse`";
    assert!(run.out.contains(note), "{}", run.out);
    assert_eq!(paths(&folder, "经办科室:*"), [""; 0]);
    let run = folder
        .run(&["ingest", "docs", "--rules", "mine.toml"])
        .expect(0);
    assert!(!run.out.contains(note), "said once: {}", run.out);
    let again = folder.ingest(&["--reparse"], 0);
    assert_eq!(again["outcomes"]["archived"], 2);
    assert_eq!(paths(&folder, "经办科室:*"), ["docs/a.txt", "docs/b.txt"]);
    // An empty file takes the rules away.
    folder.write("none.toml", "");
    assert_eq!(
        folder.ingest(&["--rules", "none.toml", "--reparse"], 0)["rules_changed"],
        false
    );
    folder.run(&["search", "经办科室:综合"]).expect(13);
    let record = folder
        .run(&["show", "docs/a.txt", "--format", "json"])
        .expect(0)
        .json();
    assert_eq!(record.get("case_worker"), None);
    folder.expect_sound();
}

#[test]
fn wrong_rules_change_nothing() {
    let folder = folder();
    folder.write(
        "wrong.toml",
        RULES.replace("name = \"case_worker\"", "name = \"title\""),
    );
    for command in ["ingest", "parse"] {
        let run = folder
            .run(&[command, "docs", "--rules", "wrong.toml"])
            .expect(2);
        assert!(
            run.err
                .contains("wrong.toml:2: the name \"title\" is built in"),
            "{}",
            run.err
        );
        assert!(run.out.is_empty());
    }
    assert!(!folder.archive().exists());
    folder
        .run(&["parse", "docs", "--rules", "nowhere.toml"])
        .expect(5);
    // A copy that was changed by hand is read with the same care.
    folder.ingest(&["--rules", "mine.toml"], 0);
    let changed = RULES.replace("value = \"综合科\"", "value = \"综合\"");
    fs::write(folder.archive().join("rules.toml"), changed).expect("written");
    let run = folder.run(&["ingest", "docs"]).expect(2);
    assert!(run.err.contains("rules.toml:6: the example"), "{}", run.err);
    fs::write(folder.archive().join("rules.toml"), "[[field]\n").expect("written");
    for command in [
        &["search", "提案"][..],
        &["show", "docs/a.txt"],
        &["schema"],
    ] {
        let run = folder.run(command).expect(2);
        assert!(run.err.contains("rules.toml:1: "), "{}", run.err);
    }
    let faults = folder.run(&["verify", "--format", "json"]).json();
    assert_eq!(faults["problems"][0]["severity"], "rules");
}

#[test]
fn the_schema_knows_the_archives_rules() {
    let folder = folder();
    folder.run(&["schema", "--field", "case_worker"]).expect(2);
    folder.ingest(&["--rules", "mine.toml"], 0);
    let page = folder
        .run(&["schema", "--field", "case_worker"])
        .expect(0)
        .out;
    for words in [
        "case_worker (经办科室)",
        "经办科室 承办科室",
        r"^[\p{Han}]{2,20}科$",
        "gives 综合科",
    ] {
        assert!(page.contains(words), "{page}");
    }
    let by_label = folder.run(&["schema", "--field", "经办科室"]).expect(0).out;
    assert_eq!(by_label, page);
    let schema = folder.run(&["schema"]).expect(0).json();
    assert_eq!(schema["properties"]["case_worker"]["title"], "经办科室");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for record in folder.run(&["export"]).expect(0).lines() {
        assert!(validator.is_valid(&record), "{record}");
    }
}

#[test]
fn a_run_that_is_stopped_tells_of_new_rules_all_the_same() {
    let folder = folder();
    folder.ingest(&[], 0);
    let rules = UserRules::load(&folder.path("mine.toml")).expect("rules");
    let options = Options {
        roots: &[folder.path("docs")],
        filter: Filter::new(&[], &[], false).expect("a filter"),
        check_content: false,
        again: false,
        rules: Some(&rules),
        allow_marked: false,
        prune: false,
        readers: &Readers::default(),
        jobs: 1,
        batch_documents: 1,
        stop: &|| true,
    };
    let mut told = false;
    let result = ingest(&folder.archive(), &options, &mut |event| {
        told |= matches!(event, Event::RulesChanged);
    });
    assert!(matches!(result, Err(Error::Stopped)));
    assert!(told);
    // The rules are in force from then on.
    assert!(folder.archive().join("rules.toml").exists());
    folder.ingest(&["--reparse"], 0);
    assert_eq!(paths(&folder, "经办科室:*"), ["docs/a.txt", "docs/b.txt"]);
}

#[test]
fn the_readme_shows_rules_that_work() {
    for name in ["README.md", "README.zh-CN.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(path).expect("the README");
        let blocks = text.split("```toml\n").skip(1);
        let mut blocks = blocks.filter_map(|rest| rest.split("```").next());
        let rules = blocks.find(|block| block.contains("case_worker"));
        let rules = rules.expect("rules");
        let folder = folder();
        folder.write("readme.toml", rules);
        let run = folder
            .run(&["parse", "docs/a.txt", "--rules", "readme.toml"])
            .expect(0);
        assert_eq!(run.lines()[0]["case_worker"], "综合科", "{name}");
    }
}

#[test]
fn fields_whose_names_begin_alike_are_apart() {
    let folder = Folder::new();
    let second = RULES
        .replace("case_worker", "case")
        .replace("label = \"经办科室\"", "label = \"案由\"")
        .replace("[\"经办科室\", \"承办科室\"]", "[\"收文科室\"]")
        .replace("经办科室：", "收文科室：");
    folder.write("mine.toml", format!("{RULES}{second}")).write(
        "docs/a.txt",
        letter(1) + "经办科室：综合科\n收文科室：档案科\n",
    );
    folder.ingest(&["--rules", "mine.toml"], 0);
    for (query, found) in [
        ("经办科室:综合", true),
        ("案由:综合", false),
        ("案由:档案科", true),
        ("case:综", false),
        ("case:档", true),
        ("case:科", true),
        ("case_worker:档", false),
        ("case_worker:合科档", false),
    ] {
        assert_eq!(paths(&folder, query).len(), usize::from(found), "{query}");
    }
}
