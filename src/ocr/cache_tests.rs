//! Tests of the cache.

use std::io::Write;
use std::thread;

use super::super::page::PlainLine;
use super::*;

fn pages(text: &str) -> Vec<Page> {
    vec![Page::Lines(vec![PlainLine {
        text: text.into(),
        confidence: 0.5,
    }])]
}

#[test]
fn what_is_put_is_found_again_also_after_opening() {
    let home = tempfile::tempdir().expect("a folder");
    let key = Cache::key(b"image", "rapidocr 3");
    let cache = Cache::open(home.path());
    assert_eq!(cache.get(&key), None);
    cache.put(&key, &pages("甲"));
    assert_eq!(cache.get(&key), Some(pages("甲")));
    drop(cache);
    let again = Cache::open(home.path());
    assert_eq!(
        (again.get(&key), again.trouble()),
        (Some(pages("甲")), None)
    );
    assert_eq!(again.get(&Cache::key(b"image", "rapidocr 4")), None);
    assert_eq!(again.get(&Cache::key(b"other", "rapidocr 3")), None);
}

#[test]
fn a_damaged_file_is_set_aside() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(
        home.path().join(FILE),
        "not a database at all, but long enough".repeat(99),
    )
    .expect("written");
    let cache = Cache::open(home.path());
    assert!(
        cache
            .trouble()
            .is_some_and(|what| what.contains("begun anew"))
    );
    let key = Cache::key(b"image", "e");
    cache.put(&key, &pages("甲"));
    assert_eq!(cache.get(&key), Some(pages("甲")));
    assert!(home.path().join("recognised.db.damaged").exists());
}

#[test]
fn a_flipped_bit_is_a_miss_and_never_a_text() {
    let home = tempfile::tempdir().expect("a folder");
    let key = Cache::key(b"image", "e");
    let cache = Cache::open(home.path());
    cache.put(&key, &pages("abcd"));
    cache.with(|connection| {
        connection.execute(
            "UPDATE pages SET value = CAST(replace(value, 'abcd', 'abcx') AS BLOB)",
            [],
        )
    });
    assert_eq!(cache.get(&key), None);
}

#[test]
fn damage_in_the_middle_never_fails_a_run() {
    let home = tempfile::tempdir().expect("a folder");
    let key = |n: usize| Cache::key(&n.to_le_bytes(), "e");
    let cache = Cache::open(home.path());
    for n in 0..50 {
        cache.put(&key(n), &pages(&"字".repeat(500)));
    }
    drop(cache);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(home.path().join(FILE))
        .expect("opened");
    std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(4096)).expect("seek");
    file.write_all(&[0xff; 8192]).expect("written");
    drop(file);
    let cache = Cache::open(home.path());
    for n in 0..50 {
        let got = cache.get(&key(n));
        assert!(got.is_none() || got == Some(pages(&"字".repeat(500))));
        cache.put(&key(n), &pages("乙"));
    }
    assert_eq!(cache.get(&key(49)), Some(pages("乙")));
}

#[test]
fn a_place_that_cannot_be_used_remembers_nothing() {
    let cache = Cache::open(Path::new("/nowhere/at/all"));
    let key = Cache::key(b"image", "e");
    cache.put(&key, &pages("甲"));
    assert_eq!(cache.get(&key), None);
    assert!(cache.trouble().is_some());
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let home = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(home.path().join("other.db"), home.path().join(FILE))
        .expect("a link");
    let cache = Cache::open(home.path());
    assert!(cache.trouble().is_some() && !home.path().join("other.db").exists());
}

#[test]
fn threads_share_it() {
    let home = tempfile::tempdir().expect("a folder");
    let cache = Cache::open(home.path());
    thread::scope(|scope| {
        for t in 0..4u8 {
            let cache = &cache;
            scope.spawn(move || {
                for n in 0..20u8 {
                    cache.put(&Cache::key(&[t, n], "e"), &pages("甲"));
                }
            });
        }
    });
    assert!((0..4u8).all(|t| cache.get(&Cache::key(&[t, 19], "e")).is_some()));
}
