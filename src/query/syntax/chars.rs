//! What the characters of a query mean, full width and half width alike.

pub(super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

pub(super) fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜')
}

pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－')
}

pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

pub(super) fn is_comparison(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '≤' | '≥' | '＜' | '＞' | '＝')
}

pub(super) fn closing_quotes(open: char) -> Option<&'static str> {
    Some(match open {
        '"' | '＂' => "\"＂",
        '“' | '„' | '‟' | '〝' | '”' => "”‟〞",
        '「' => "」",
        '『' => "』",
        _ => return None,
    })
}

pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_open(c) || is_close(c) || is_bar(c) || closing_quotes(c).is_some()
}
