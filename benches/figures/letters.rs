//! Makes letters up from the sentences of the project's own invented documents.
//!
//! Every letter has a number, a signer, a result, a date and 1,000 to 12,000 characters of text.
//! A third of the words of a sentence give way to other words of the same length and tag from the
//! same documents, so that letters differ and their vocabulary grows; the same number of letters is
//! the same letters in every run. Real prose has fewer different pairs of words than this and
//! repeats itself less often than recombined sentences do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jieba_rs::Jieba;

use crate::texts::{Dice, Text, texts};

const CITIES: [&str; 8] = [
    "云川", "青禾", "潮崖", "白渡", "沅台", "石桅", "鹿江", "陶岭",
];
const BUREAUS: [(&str, &str); 8] = [
    ("科学技术", "科"),
    ("教育", "教"),
    ("财政", "财"),
    ("民政", "民"),
    ("交通运输", "交"),
    ("农业农村", "农"),
    ("水利", "水"),
    ("生态环境", "环"),
];
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜";
const GIVEN: &str = "明华建国文海志强丽娟秀英春生玉兰德平家宁思远若岚知行以舟";
/// Letters of a folder.
const FOLDER: usize = 200;

/// A word with its tag, or what stands between words.
type Piece = (String, String);

/// What letters are made of.
struct Pool {
    sentences: Vec<Vec<Piece>>,
    /// Words by length in characters and tag, each as often as it stands in the documents.
    words: BTreeMap<(usize, String), Vec<String>>,
}

/// Writes `count` letters below `folder`, unless they are there; gives the folder back.
pub(crate) fn write(count: usize, folder: &Path) -> std::io::Result<PathBuf> {
    // Beside the folder: in it, it would be one more file to ingest.
    let done = folder.with_extension("done");
    if done.exists() {
        return Ok(folder.to_path_buf());
    }
    let pool = pool();
    for number in 0..count {
        let inner = folder.join(format!("{:05}", number / FOLDER));
        fs::create_dir_all(&inner)?;
        fs::write(
            inner.join(format!("{number:07}.txt")),
            letter(&pool, number),
        )?;
    }
    fs::write(done, "")?;
    Ok(folder.to_path_buf())
}

fn pool() -> Pool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<Text> = Vec::new();
    texts(&root.join("corpus"), &mut all);
    texts(&root.join("fixtures/documents"), &mut all);
    let jieba = Jieba::new();
    let mut pool = Pool {
        sentences: Vec::new(),
        words: BTreeMap::new(),
    };
    for text in &all {
        let text: String = text.text.split_whitespace().collect();
        for sentence in text.split_inclusive(['。', '！', '？']) {
            if !(12..160).contains(&sentence.chars().count()) {
                continue;
            }
            let tagged = jieba.tag(sentence, false);
            let pieces: Vec<Piece> = tagged
                .iter()
                .map(|tag| (tag.word.into(), tag.tag.into()))
                .collect();
            for (word, tag) in &pieces {
                let key = (word.chars().count(), tag.clone());
                pool.words.entry(key).or_default().push(word.clone());
            }
            pool.sentences.push(pieces);
        }
    }
    pool
}

fn letter(pool: &Pool, number: usize) -> String {
    let mut dice =
        Dice(0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
    for _ in 0..8 {
        dice.below(1);
    }
    let city = CITIES[dice.below(CITIES.len())];
    let (bureau, code) = BUREAUS[dice.below(BUREAUS.len())];
    let issuer = format!("{city}市{bureau}局");
    let year = 2009 + dice.below(17);
    let first: String = city.chars().take(1).collect();
    let (signer, member, contact) = (name(&mut dice), name(&mut dice), name(&mut dice));
    let result = ["A", "B", "C"][dice.below(3)];
    let mut body = String::new();
    let size = [1, 1, 2, 2, 3, 4, 6, 12][dice.below(8)] * 1_000;
    while body.chars().count() < size {
        for _ in 0..2 + dice.below(6) {
            body.push_str(&sentence(pool, &mut dice));
        }
        body.push_str("\n\n");
    }
    format!(
        "办理结果：{result}\n\n{issuer}文件\n\n{first}{code}〔{year}〕{}号\n签发人：{signer}\n\n{issuer}\n\
         关于对市政协{}届{}次会议第{}号提案的答复\n\n{member}委员：\n\n{body}{issuer}\n{year}年{}月{}日\n\n\
         （联系人：{contact}  电话：0000-{}）\n",
        number + 1,
        5 + dice.below(10),
        1 + dice.below(6),
        1 + dice.below(600),
        1 + dice.below(12),
        1 + dice.below(28),
        1_000_000 + dice.below(9_000_000),
    )
}

/// A sentence with other words in the place of a third of its own.
fn sentence(pool: &Pool, dice: &mut Dice) -> String {
    let mut out = String::new();
    for (word, tag) in &pool.sentences[dice.below(pool.sentences.len())] {
        let length = word.chars().count();
        let others = pool.words.get(&(length, tag.clone()));
        match others {
            Some(others) if length > 1 && dice.below(100) < 35 => {
                out.push_str(&others[dice.below(others.len())]);
            }
            _ if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                (0..length).for_each(|_| out.push_str(&dice.below(10).to_string()));
            }
            _ => out.push_str(word),
        }
    }
    out
}

fn name(dice: &mut Dice) -> String {
    let pick = |list: &str, dice: &mut Dice| list.chars().nth(dice.below(list.chars().count()));
    let mut name: String = pick(SURNAMES, dice).into_iter().collect();
    for _ in 0..1 + dice.below(2) {
        name.extend(pick(GIVEN, dice));
    }
    name
}
