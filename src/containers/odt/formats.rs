//! How OpenDocument names the formats of numbers, and the templates of labels.

use crate::containers::numerals::Format;

/// The format of a `style:num-format`: a sample, `1` or `一, 二, 三, ...`; nothing is no number.
pub(super) fn format(sample: &str) -> Format {
    let mut chars = sample.chars();
    let Some(first) = chars.next() else {
        return Format::None;
    };
    let digits = sample.chars().take_while(char::is_ascii_digit).count();
    match first {
        '0' => Format::Padded(digits),
        'a' => Format::LowerLetter,
        'A' => Format::UpperLetter,
        'i' => Format::LowerRoman,
        'I' => Format::UpperRoman,
        '一' => Format::Counting,
        '①' => Format::Circled,
        '⑴' => Format::Run('⑴', 20),
        '⒈' => Format::Run('⒈', 20),
        '㈠' => Format::Run('㈠', 10),
        '１' => Format::FullWidth,
        '甲' => Format::Stems,
        '子' => Format::Branches,
        '壹' => Format::LegalSimplified,
        '壱' => Format::LegalTraditional,
        _ => Format::Decimal,
    }
}

/// The template of a label with `shown` levels up to `level` (from 1), apart by points.
pub(super) fn template(prefix: &str, level: usize, shown: usize, suffix: &str) -> String {
    let first = (level + 1).saturating_sub(shown.max(1)).max(1);
    let numbers: Vec<String> = (first..=level).map(|level| format!("%{level}")).collect();
    format!("{prefix}{}{suffix}", numbers.join("."))
}

/// The template in the words of LibreOffice, `（%1%）`, in ours: `（%1）`.
pub(super) fn listed(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let (number, tail) = after.split_at(digits);
        match tail.strip_prefix('%').filter(|_| digits > 0) {
            Some(tail) => {
                out.push('%');
                out.push_str(number);
                rest = tail;
            }
            None => {
                out.push('%');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_put_together() {
        assert_eq!(template("（", 2, 1, "）"), "（%2）");
        assert_eq!(template("", 3, 3, "."), "%1.%2.%3.");
        assert_eq!(template("", 1, 9, ""), "%1");
        assert_eq!(listed("第%1%章 100% %2%"), "第%1章 100% %2");
        assert_eq!(listed("%"), "%");
        assert_eq!(format("一, 二, 三, ..."), Format::Counting);
        assert_eq!(format("001, 002"), Format::Padded(3));
    }
}
