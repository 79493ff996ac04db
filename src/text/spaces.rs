//! Finds the spaces that scanning and typesetting left inside Chinese prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::clean::Piece;
use super::fold::{fold_char, is_han};

/// Lists of names, whose spaces separate: bracketed heads of reports, captions, closing bylines, contacts.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\([^()。]{0,16}(?:记者|通讯员|实习生|联系人|经办人|电话)[^()。]{0,60}\)?",
        r"|\((?:\p{Han}{1,4} +)+\p{Han}{1,4} *\)(?:$| ?\d)",
        r"|(?:记者|通讯员)[^。()]{1,40}摄|(?:记者|通讯员) (?:\p{Han}{1,4} *){1,6}$",
        r"|[。!?\x22] *\((?:\p{Han}{1,4} +)+\p{Han}{1,4}\)"
    ))
    .expect("the pattern is fixed")
});

/// How many characters a line needs before spaces in it are taken for noise.
const PROSE: usize = 20;

/// For each character whether it is a stray space; empty where none is.
///
/// Only prose is touched: in short lines, tables and lists of names a space separates.
pub(super) fn stray_spaces(pieces: &[Piece]) -> Vec<bool> {
    if !pieces.iter().any(|piece| is_space(piece.c)) {
        return Vec::new();
    }
    if is_letter_spaced(pieces) {
        return single_spaces(pieces);
    }
    if !is_prose(pieces) {
        return Vec::new();
    }
    let names = name_lists(pieces);
    let mut stray = vec![false; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        if !is_space(pieces[at].c) {
            at += 1;
            continue;
        }
        let end = pieces[at..]
            .iter()
            .position(|piece| !is_space(piece.c))
            .map_or(pieces.len(), |len| at + len);
        let inside = names.iter().any(|range| range.contains(&at));
        if end - at < 3 && at > 0 && end < pieces.len() && !inside {
            let (before, after) = (fold_char(pieces[at - 1].c), fold_char(pieces[end].c));
            if separates_nothing(before, after) {
                stray[at..end].fill(true);
            }
        }
        at = end;
    }
    stray
}

/// Whether a space stands behind nearly every character: a typeset line, not words.
fn is_letter_spaced(pieces: &[Piece]) -> bool {
    let pairs = pieces
        .windows(2)
        .filter(|pair| is_han(pair[0].c) && !pair[0].c.is_ascii());
    let (mut spaced, mut all) = (0usize, 0usize);
    for pair in pairs {
        all += 1;
        spaced += usize::from(is_space(pair[1].c));
    }
    all >= 4 && spaced * 10 >= all * 8 && !pieces.iter().any(|piece| piece.c == '\t')
}

/// Spaces that stand alone; wider gaps separate also in a letter-spaced line.
fn single_spaces(pieces: &[Piece]) -> Vec<bool> {
    let space = |at: usize| pieces.get(at).is_some_and(|piece| is_space(piece.c));
    (0..pieces.len())
        .map(|at| space(at) && at > 0 && !space(at - 1) && !space(at + 1))
        .collect()
}

fn is_space(c: char) -> bool {
    c != '\t' && c.is_whitespace()
}

fn is_prose(pieces: &[Piece]) -> bool {
    let mut marks = pieces
        .iter()
        .filter(|piece| matches!(fold_char(piece.c), ',' | '。' | ';' | '!' | '?' | '、'));
    pieces.len() >= PROSE
        && marks.next().is_some()
        && !pieces.iter().any(|piece| matches!(piece.c, '\t' | '|'))
}

/// A space with Chinese or punctuation on one side and no Latin word on the other.
fn separates_nothing(before: char, after: char) -> bool {
    let wide = |c: char| is_han(c) || (!c.is_ascii_alphanumeric() && !c.is_whitespace());
    (wide(before) && (wide(after) || after.is_ascii_digit()))
        || (before.is_ascii_digit() && wide(after))
}

fn name_lists(pieces: &[Piece]) -> Vec<Range<usize>> {
    let folded: String = pieces.iter().map(|piece| fold_char(piece.c)).collect();
    let position = |byte: usize| folded[..byte].chars().count();
    NAMES
        .find_iter(&folded)
        .map(|found| position(found.start())..position(found.end()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let pieces: Vec<Piece> = text
            .char_indices()
            .map(|(at, c)| Piece {
                c,
                at,
                len: c.len_utf8(),
            })
            .collect();
        let stray = stray_spaces(&pieces);
        pieces
            .iter()
            .enumerate()
            .filter(|(i, _)| !stray.get(*i).copied().unwrap_or(false))
            .map(|(_, p)| p.c)
            .collect()
    }

    #[test]
    fn prose_loses_its_stray_spaces_and_names_keep_theirs() {
        for (from, to) in [
            (
                "建设 “示 范 ”、 国 家 重点研发计划项目 12 个，各方面都说 很好。",
                "建设“示范”、国家重点研发计划项目12个，各方面都说很好。",
            ),
            (
                "图为演练现场，队员们正在救援。 本报记者 米朗 通讯员 高歌 边疆 摄",
                "图为演练现场，队员们正在救援。本报记者 米朗 通讯员 高歌 边疆 摄",
            ),
            (
                "本报讯 （记者 段一 通讯员 王二）今年以来，全市工业经济稳中有进。",
                "本报讯（记者 段一 通讯员 王二）今年以来，全市工业经济稳中有进。",
            ),
            ("菱 塘 县 审 计 局 文 件", "菱塘县审计局文件"),
            ("温 故 知 委 员 ：", "温故知委员："),
            ("签发人：林　舟", "签发人：林　舟"),
            (
                "云川市科学技术局 云川市财政局关于",
                "云川市科学技术局 云川市财政局关于",
            ),
        ] {
            assert_eq!(without(from), to);
        }
    }
}
