//! Damages a clean document the way scanning, scraping and old editors do; a reader still finds the same values.
//!
//! Deterministic: the damage depends on the text alone.

use anjuan::text::is_han;

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noise {
    /// Long lines cut at 17 or 28 characters.
    Wrap,
    /// Stray spaces between characters, around punctuation and digits.
    Spaces,
    /// Digits, letters and brackets in full width.
    Width,
    /// Other brackets around the year of document numbers.
    Brackets,
    /// Page numbers and blank lines inside sentences.
    Pages,
    /// Brackets, zeros, spaces and wraps together.
    Ocr,
    /// Windows line ends.
    Crlf,
    /// A blank line behind every line.
    Spread,
    /// The border of a table's only cell behind every line.
    Bordered,
    /// The last day on the line of what stands above it.
    Tail,
}

/// Every kind, in the order of the table.
pub(crate) const KINDS: [Noise; 10] = [
    Noise::Wrap,
    Noise::Spaces,
    Noise::Width,
    Noise::Brackets,
    Noise::Pages,
    Noise::Ocr,
    Noise::Crlf,
    Noise::Spread,
    Noise::Bordered,
    Noise::Tail,
];

/// A small generator: the same seed gives the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// The damaged text.
pub(crate) fn damage(text: &str, kind: Noise) -> String {
    let seed = text.bytes().fold(17u64, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut dice = Dice(seed);
    match kind {
        Noise::Wrap => wrap(text, &mut dice),
        Noise::Spaces => body_lines(text, |line| spaces(line, &mut dice)),
        Noise::Width => text
            .split('\n')
            .map(full_width)
            .collect::<Vec<_>>()
            .join("\n"),
        Noise::Brackets => brackets(text, &mut dice),
        Noise::Pages => {
            let mut page = 0;
            body_lines(text, |line| pages(line, &mut page, &mut dice))
        }
        Noise::Ocr => {
            let text = brackets(text, &mut dice);
            let text = zeros(&text, &mut dice);
            let text = body_lines(&text, |line| spaces(line, &mut dice));
            wrap(&text, &mut dice)
        }
        Noise::Spread => text.replace("\r\n", "\n").replace('\n', "\n\n"),
        Noise::Bordered => text
            .split('\n')
            .map(bordered)
            .collect::<Vec<_>>()
            .join("\n"),
        Noise::Tail => tail(text),
        Noise::Crlf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
    }
}

/// Changes the long lines below the head; headers and labels keep their line breaks.
fn body_lines(text: &str, mut change: impl FnMut(&str) -> String) -> String {
    let lines = text.split('\n').enumerate().map(|(index, line)| {
        let long = index >= 12 && line.chars().count() > 60 && !line.contains(['\t', '|']);
        if long { change(line) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn wrap(text: &str, dice: &mut Dice) -> String {
    let width = if dice.roll(2) == 0 { 17 } else { 28 };
    body_lines(text, |line| {
        let chars: Vec<char> = line.chars().collect();
        chars
            .chunks(width)
            .map(|chunk| chunk.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("\n")
    })
}

fn spaces(line: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        out.push(c);
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let edge = "，。、；：”）".contains(c)
            || c.is_ascii_digit() != next.is_ascii_digit() && is_han(next);
        if is_han(c) && is_han(next) && dice.roll(50) == 0 || edge && dice.roll(7) == 0 {
            out.push(' ');
        }
    }
    out
}

fn full_width(line: &str) -> String {
    if line.contains(['<', '/']) {
        return line.to_owned();
    }
    let wide = |c: char| c.is_ascii_alphanumeric() || ":()[],%.".contains(c);
    line.chars()
        .map(|c| {
            if wide(c) {
                char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)
            } else {
                c
            }
        })
        .collect()
}

fn brackets(text: &str, dice: &mut Dice) -> String {
    let styles = [
        ('[', ']'),
        ('（', '）'),
        ('【', '】'),
        ('﹝', '﹞'),
        ('［', '］'),
    ];
    let (open, close) = styles[dice.roll(styles.len() as u64) as usize];
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    for at in 0..chars.len().saturating_sub(6) {
        let year = chars[at + 1..at + 5].iter().all(char::is_ascii_digit);
        if matches!(chars[at], '〔' | '[')
            && year
            && matches!(chars[at + 5], '〕' | ']')
            && chars[at + 6].is_ascii_digit()
        {
            out[at] = open;
            out[at + 5] = close;
        }
    }
    out.into_iter().collect()
}

fn bordered(line: &str) -> String {
    match line.trim().is_empty() || line.contains(['\t', '|']) {
        true => line.to_owned(),
        false => format!("{} |", line.trim_end()),
    }
}

fn tail(text: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let day = |line: &str| {
        let part = |c: char| c.is_numeric() || "〇○年月日 ".contains(c);
        let bare = line.trim();
        bare.ends_with('日') && bare.contains('年') && bare.chars().all(part)
    };
    let last = lines.iter().rposition(|line| day(line));
    let above = last.and_then(|last| {
        lines[..last]
            .iter()
            .rposition(|line| !line.trim().is_empty())
    });
    if let (Some(last), Some(above)) = (last, above) {
        let date = std::mem::take(&mut lines[last]);
        lines[above] = format!("{} {}", lines[above].trim_end(), date.trim());
    }
    lines.join("\n")
}

fn zeros(text: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = text.chars().collect();
    let numeral = |c: Option<&char>| c.is_some_and(|c| "〇○零一二三四五六七八九".contains(*c));
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let inside = at > 0 && matches!(chars[at - 1], '二' | '一') && numeral(chars.get(at + 1));
        out.push(if "〇○零".contains(c) && inside {
            ['〇', '○', 'O', '０'][dice.roll(4) as usize]
        } else {
            c
        });
    }
    out
}

fn pages(line: &str, page: &mut u32, dice: &mut Dice) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::new();
    let mut from = 0;
    while chars.len() - from > 500 {
        let mut cut = from + 300 + dice.roll(180) as usize;
        while cut < chars.len() - 1 && !(is_han(chars[cut - 1]) && is_han(chars[cut])) {
            cut += 1;
        }
        *page += 1;
        out.extend(&chars[from..cut]);
        out.push_str(&format!("\n\n— {page} —\n\n"));
        from = cut;
    }
    out.extend(&chars[from..]);
    out
}
