//! What it costs to make an archive, beside jieba-rs and SQLite over the same texts.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

use crate::Place;
use crate::process::{bytes_below, cpu_of, run};
use crate::texts::{Text, texts};

/// SQLite takes a second for every two megabytes: more than this many are not asked of it.
const MOST_BYTES: f64 = 400e6;

/// Makes the archives and prints what that took.
pub(crate) fn figures(places: &[&Place]) -> std::io::Result<()> {
    println!(
        "| documents | text, MB | ingest, MB per CPU second | CPU ÷ bare jieba-rs `cut` | throughput ÷ FTS5 trigram | peak memory, MB | archive ÷ text |"
    );
    println!("|---|---|---|---|---|---|---|");
    for place in places {
        let mut all = Vec::new();
        texts(&place.folder, &mut all);
        let bytes: f64 = all.iter().map(|text| text.text.len() as f64).sum();
        let jieba = jieba(&all);
        let _ = fs::remove_dir_all(&place.archive);
        let (ingest, peak) = run(Command::new(env!("CARGO_BIN_EXE_anjuan"))
            .arg("--archive")
            .arg(&place.archive)
            .arg("ingest")
            .arg(&place.folder));
        let fts5 = (bytes < MOST_BYTES).then(|| fts5(&all, &place.archive.with_extension("fts5")));
        let size = bytes_below(&place.archive) as f64;
        println!(
            "| {} | {:.0} | {:.1} | {:.1} | {} | {peak:.0} | {:.2} |",
            all.len(),
            bytes / 1e6,
            bytes / 1e6 / ingest,
            ingest / jieba,
            fts5.map_or("–".into(), |fts5| format!("{:.1}", fts5 / ingest)),
            size / bytes,
        );
    }
    println!();
    Ok(())
}

/// Processor seconds of cutting all texts into words.
fn jieba(all: &[Text]) -> f64 {
    let jieba = jieba_rs::Jieba::new();
    cpu_of(|| {
        for text in all {
            std::hint::black_box(jieba.cut(&text.text, false));
        }
    })
}

/// Processor seconds of putting all texts into SQLite's index of three characters.
fn fts5(all: &[Text], file: &Path) -> f64 {
    let _ = fs::remove_file(file);
    let work = || -> rusqlite::Result<()> {
        let mut connection = Connection::open(file)?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             CREATE VIRTUAL TABLE texts USING fts5(path, text, tokenize = 'trigram')",
        )?;
        let transaction = connection.transaction()?;
        for text in all {
            // From the disk, as ingest does.
            let body = fs::read_to_string(&text.path).unwrap_or_default();
            transaction
                .prepare_cached("INSERT INTO texts VALUES (?1, ?2)")?
                .execute((text.path.to_string_lossy(), body))?;
        }
        transaction.commit()
    };
    let seconds = cpu_of(|| work().expect("SQLite builds its index"));
    let _ = fs::remove_file(file);
    seconds
}
