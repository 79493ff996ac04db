//! Whether the text of a page is what the page shows, or codes that only its fonts understand.
//!
//! A PDF without the right tables gives U+FFFD, private-use characters, bytes read as Latin-1, or
//! double-byte codes read one byte off. The last are Han characters, but rare ones: of the Han in
//! real text nearly all are in level 1 of GB/T 2312 or of Big5; of shifted codes a quarter is not.

use encoding_rs::{BIG5, GBK};

/// From this share of unreadable characters on, the page is garbled.
const UNREADABLE: f64 = 0.05;
/// Fewer unreadable characters on a page are bullets and logos.
const MIN_UNREADABLE: usize = 4;
/// From this share of the Han on, rare ones are no names.
const RARE: f64 = 0.3;
/// From this share on they are none where odd symbols stand among them.
const RARE_WITH_ODD: f64 = 0.15;
/// The share of odd symbols that says so: kana, Cyrillic, boxes and such.
const ODD: f64 = 0.02;
/// Fewer Han tell nothing.
const MIN_HAN: usize = 20;
/// From this share on, letters of Latin-1 are no language.
const ACCENTED: f64 = 0.3;
/// From this share of the Han on, accented letters among them are no names.
const STRAY: f64 = 0.005;
/// Fewer accented letters among Han are foreign names.
const MIN_STRAY: usize = 3;

/// Whether the text of a page cannot be what the page shows.
///
/// One line that is mostly unreadable is enough: it may be the title, set in a font of its own.
pub fn is_garbled(page_text: &str) -> bool {
    let mut page = Count::default();
    for line in page_text.lines() {
        let count = Count::of(line);
        if count.unreadable >= MIN_UNREADABLE && count.unreadable * 2 >= count.all {
            return true;
        }
        page.add(&count);
    }
    page.is_garbled()
}

/// Characters of a text by what they tell.
#[derive(Default)]
struct Count {
    /// All but white space.
    all: usize,
    unreadable: usize,
    accented: usize,
    han: usize,
    rare: usize,
    odd: usize,
    /// Accented letters beside Han and in no word: `结果ÿ是`.
    stray: usize,
}

impl Count {
    fn of(text: &str) -> Count {
        let mut count = Count {
            stray: stray(text),
            ..Count::default()
        };
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            count.all += 1;
            if is_han(c) {
                count.han += 1;
                count.rare += usize::from(!is_common(c));
            } else if is_unreadable(c) {
                count.unreadable += 1;
            } else if is_accented(c) {
                count.accented += 1;
            }
            count.odd += usize::from(is_odd(c));
        }
        count
    }

    fn add(&mut self, other: &Count) {
        self.all += other.all;
        self.unreadable += other.unreadable;
        self.accented += other.accented;
        self.han += other.han;
        self.rare += other.rare;
        self.odd += other.odd;
        self.stray += other.stray;
    }

    fn is_garbled(&self) -> bool {
        let above = |part: usize, whole: usize, share: f64| part as f64 > share * whole as f64;
        let unreadable = self.unreadable >= MIN_UNREADABLE;
        (unreadable && above(self.unreadable, self.all, UNREADABLE))
            || (self.all >= MIN_HAN && above(self.accented, self.all, ACCENTED))
            || (self.stray >= MIN_STRAY && above(self.stray, self.han, STRAY))
            || (self.han >= MIN_HAN
                && (above(self.rare, self.han, RARE)
                    || above(self.rare, self.han, RARE_WITH_ODD) && above(self.odd, self.all, ODD)))
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is in level 1 of GB/T 2312 (3,755 characters, simplified, rows 16 to 55)
/// or of Big5 (5,401 characters, traditional, A440 to C67E).
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let simplified = GBK.encode(text).0;
    if matches!(*simplified, [0xb0..=0xd7, 0xa1..=0xfe]) {
        return true;
    }
    matches!(*BIG5.encode(text).0, [0xa4..=0xc6, _])
}

/// Characters that no document of these shows: private use, controls, unassigned or far scripts.
fn is_unreadable(c: char) -> bool {
    !matches!(c,
        '\u{21}'..='\u{7e}'
        | '\u{a0}'..='\u{52f}'      // Latin, phonetic, Greek, Cyrillic
        | '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}'  // Arabic letters: Uyghur, Kazakh
        | '\u{e00}'..='\u{fff}'     // Thai, Lao, Tibetan
        | '\u{1100}'..='\u{11ff}'   // Hangul
        | '\u{1800}'..='\u{18af}'   // Mongolian
        | '\u{1950}'..='\u{19df}'   // Tai
        | '\u{1d00}'..='\u{20cf}'   // Latin, Greek, punctuation, currency
        | '\u{20d0}'..='\u{2bff}'   // symbols, boxes, numbers in circles, Braille
        | '\u{2e80}'..='\u{a4cf}'   // Chinese, Japanese, Yi
        | '\u{ac00}'..='\u{d7af}'   // Hangul
        | '\u{f000}'..='\u{f0ff}'   // bullets of symbol fonts
        | '\u{fb00}'..='\u{fb06}' | '\u{fb50}'..='\u{fdff}' | '\u{fe10}'..='\u{feff}'
        | '\u{ff01}'..='\u{ffee}'
        | '\u{1d400}'..='\u{1d7ff}' | '\u{1f000}'..='\u{1faff}')
}

/// What shifted codes give beside Han: the rows of GB/T 2312 between punctuation and Han, and
/// private use behind them.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{4ff}' | '\u{2474}'..='\u{249b}' | '\u{2500}'..='\u{257f}'
        | '\u{3041}'..='\u{312f}' | '\u{e000}'..='\u{efff}')
}

/// Letters and signs of Latin-1 that bytes above 127 become.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ff}') && !matches!(c, '·' | '×' | '°' | '±' | '÷' | '§' | '©' | '®')
}

/// Accented letters that stand beside Han and beside no letter of a word.
fn stray(text: &str) -> usize {
    let mut before = None;
    let mut chars = text.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut count = 0;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let beside = |test: fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
        // Ø is a diameter.
        let letter = matches!(c, '\u{c0}'..='\u{24f}') && c.is_alphabetic();
        if letter && !matches!(c, 'Ø' | 'ø') && beside(is_han) && !beside(is_latin) {
            count += 1;
        }
        before = Some(c);
    }
    count
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn real_pages_are_not_garbled() {
        let pages = [
            "",
            "— 2 —",
            "关于对市政协第九届三次会议第0286号提案的答复\n龚䶮、司马喆委员：\n你们提出的提案收悉。",
            "關於臺灣地區與大陸地區學術交流活動審查辦法,業經本會會議討論通過,茲檢送會議紀錄乙份,請查照辦理。",
            "名单：欧阳堃、司马喆、龚䶮、王淼、李鑫、张晟、陈昇、林珺、刘翀、周旻、吴祎、郑濬哲、赵一鸣、孙文博、钱建国、冯志强、卫东方",
            "The committee met on 3 May 2022 and agreed on the following points.",
            "1,200 5,000 860.5 1.97% 12.86 2023-06-18 0871-65012348",
            "Procès-verbal de la réunion du comité, où l’on a débattu des problèmes créés à l’été.",
            "\u{f0b7} 强化平台布局\n\u{f0b7} 优化运行机制\n\u{f0b7} 促进科技成果转移转化",
            "┌──┬──┐\n│序号│名称│\n└──┴──┘",
            "α≤β，μg/m³，Σ＝①＋②，℃",
            "管径Ø50、Ø80、Ø100，壁厚5mm；José参加，André参加，Zoë参加",
            "汉语拼音声调：ā、á、ǎ、à，māma",
        ];
        for page in pages {
            assert!(!is_garbled(page), "{page}");
        }
    }

    #[test]
    fn private_use_and_replacement_are_garbled() {
        let pua: String = ('\u{e5e5}'..'\u{e600}').collect();
        assert!(is_garbled(&pua));
        assert!(is_garbled("\u{fffd}\u{fffd}\u{fffd}\u{fffd}2022年"));
        let title = format!(
            "{}\n\u{e123}\u{e124}\u{e125}\u{e126}\n",
            "各委员：来信收悉。".repeat(50)
        );
        assert!(is_garbled(&title));
    }

    #[test]
    fn letters_among_han_are_codes_of_a_font() {
        let page =
            "办理结果ÿA\n是否同意对外公开ÿ是\n龚䶮、司马喆委员ÿ\n云岭ò科学技术局\n".to_owned();
        assert!(is_garbled(&(page + &"你们提出的提案收悉。".repeat(30))));
    }

    #[test]
    fn codes_read_one_byte_off_are_garbled() {
        let text = "你们提出的关于加快打造区域科技创新高地的提案收悉感谢你们对我市科技工作的关心和支持经商市财政局市教育局等单位现答复如下一关于完善创新平台体系的建议强化平台布局截至年底全市共有国家级重点实验室";
        let bytes = GBK.encode(text).0;
        let shifted = bytes.get(1..bytes.len() - 1).unwrap();
        let shifted = GBK.decode_without_bom_handling(shifted).0;
        assert!(is_garbled(&shifted), "{shifted}");
    }

    #[test]
    fn bytes_read_as_latin_are_garbled() {
        let bytes = GBK.encode("关于对市政协第九届三次会议提案的答复").0;
        let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(is_garbled(&latin));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in any::<String>()) {
            is_garbled(&text);
        }
    }
}
