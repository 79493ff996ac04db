//! Numbers by which proposals are counted: equal whatever the padding, a letter prefix counts.

use super::equal_key;

/// The numbers named in a value: `第038号` gives `38`, `A0012、13` gives `A12` and `13`.
pub fn terms(value: &str) -> Vec<String> {
    equal_key(value)
        .split(['、', ',', ';', '和'])
        .filter_map(term)
        .collect()
}

/// The one number of a piece, `None` if there is none.
pub fn term(piece: &str) -> Option<String> {
    let piece = equal_key(piece);
    let piece = piece.trim_start_matches('第');
    let piece = ["号提案", "号建议", "号议案", "号"]
        .iter()
        .find_map(|end| piece.strip_suffix(end))
        .unwrap_or(piece);
    let digits = piece.find(|c: char| c.is_ascii_digit());
    let Some(at) = digits else {
        return (!piece.is_empty()).then(|| piece.to_uppercase());
    };
    let (prefix, number) = piece.split_at(at);
    let number = match number.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    Some(format!("{}{number}", prefix.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_and_wrapping_do_not_count() {
        for (value, want) in [
            ("178", vec!["178"]),
            ("038", vec!["38"]),
            ("第 0038 号", vec!["38"]),
            ("a012", vec!["A12"]),
            ("178号提案", vec!["178"]),
            ("9、10", vec!["9", "10"]),
            ("000", vec!["0"]),
            ("", vec![]),
        ] {
            assert_eq!(terms(value), want, "{value}");
        }
    }
}
