//! Tests of the user's own command.

use proptest::prelude::*;

use super::*;

const SECONDS: Duration = Duration::from_secs(20);

fn run(script: &str, image: &[u8]) -> Result<Vec<Page>, OcrFailure> {
    let arguments = ["-c", script, "sh", "{image}"].map(str::to_owned);
    let stop = Stop::default();
    recognise(Path::new("/bin/sh"), &arguments, image, SECONDS, &stop)
}

fn lines(page: &Page) -> Vec<&str> {
    match page {
        Page::Lines(lines) => lines.iter().map(|line| line.text.as_str()).collect(),
        Page::Pieces(pieces) => pieces.iter().map(|piece| piece.text.as_str()).collect(),
    }
}

#[test]
fn plain_lines_are_read_and_form_feeds_end_pages() {
    let pages = run("printf '甲\\n\\n  乙 \\n\\f丙\\n\\f'", b"").expect("pages");
    let pages: Vec<_> = pages.iter().map(lines).collect();
    assert_eq!(pages, [vec!["甲", "  乙"], vec!["丙"]]);
}

#[test]
fn json_lines_and_tables_are_known_by_their_form() {
    let json = "echo '{\"text\": \"甲\", \"confidence\": 0.5, \"box\": [0, 0, 9, 9]}'; echo";
    let pages = run(json, b"").expect("pages");
    assert!(matches!(&pages[..], [Page::Pieces(pieces)] if pieces[0].text == "甲"));
    let table = concat!(
        "printf 'level\\tpage_num\\tblock_num\\n1\\t1\\t0\\t0\\t0\\t0\\t0\\t0\\t9\\t9\\t-1\\t\\n",
        "5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t90\\t乙\\n'"
    );
    let pages = run(table, b"").expect("pages");
    assert!(matches!(&pages[..], [Page::Pieces(pieces)] if pieces[0].text == "乙"));
}

#[cfg(unix)]
#[test]
fn the_image_stands_in_a_private_file_that_vanishes() {
    let script = "stat -c %a \"$1\"; cat \"$1\"; echo; echo \"$1\"";
    let pages = run(script, b"\x89PNG").expect("pages");
    let lines = lines(&pages[0]);
    assert_eq!(lines[0], "600");
    assert!(lines[1].ends_with("PNG"));
    assert!(lines[2].ends_with(".png") && !Path::new(lines[2]).exists());
}

#[test]
fn a_command_that_names_no_image_gets_it_on_its_input() {
    let arguments = ["-c", "cat"].map(str::to_owned);
    let (image, stop) = ("甲\n".as_bytes(), Stop::default());
    let pages = recognise(Path::new("/bin/sh"), &arguments, image, SECONDS, &stop);
    assert_eq!(lines(&pages.expect("pages")[0]), ["甲"]);
}

#[test]
fn failures_tell_why() {
    let failed = |reason: &str| Err(OcrFailure::Failed(reason.to_owned()));
    let result = run("echo 甲; echo bad >&2; exit 4", b"");
    assert_eq!(result, failed("the command ended with code 4: bad"));
    let result = run("cat /dev/zero", b"");
    assert_eq!(result, failed("the command prints without end"));
    let arguments = ["-c", "sleep 60"].map(str::to_owned);
    let short = Duration::from_millis(100);
    let result = recognise(
        Path::new("/bin/sh"),
        &arguments,
        b"",
        short,
        &Stop::default(),
    );
    assert_eq!(result, Err(OcrFailure::Timeout(short)));
}

#[test]
fn nothing_printed_is_an_empty_page() {
    let pages = run("true", b"").expect("pages");
    assert_eq!(pages, [Page::Lines(Vec::new())]);
}

proptest! {
    #[test]
    fn any_output_is_read_without_panic_and_bounded(output in proptest::collection::vec(any::<u8>(), 0..400)) {
        let lines: Vec<Vec<u8>> = output.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
        for page in pages_of(&lines) {
            let bytes: usize = lines_bytes(&page);
            // A byte that is no UTF-8 becomes a character of three.
            prop_assert!(bytes <= output.len() * 3);
        }
    }
}

fn lines_bytes(page: &Page) -> usize {
    lines(page).iter().map(|line| line.len()).sum()
}
