//! Starts of lines that begin something new.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::text::CharSet;

/// Whether a line that begins with `head` and holds these characters begins something new.
pub(super) fn starts_new(head: &str, telling: CharSet) -> bool {
    is_numbered(head)
        || telling.has_any(const { CharSet::of("年") })
            && head.starts_with(opens_date)
            && DATE_LINE.is_match(head)
        || is_message_head(head, telling)
}

pub(super) fn is_message_head(head: &str, telling: CharSet) -> bool {
    // The pattern is dear, and each of its branches needs one of these.
    telling.has_any(const { CharSet::of("本社") })
        && (head.contains("本报") || head.contains('社'))
        && MESSAGE_HEAD.is_match(head)
}

/// Starts of lines that begin something new: numbering, labels, trailers, message heads.
static STARTS_NEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?:\D|$)|[①-⑳]",
        r"|第[一二三四五六七八九十百\d]{1,5}[章节条编]|附 *件|附:|抄 *[送报]:|主 *题 *词|联 *系|承 *办|经 *办|签发人|主送",
        r"|\((?:联系|此件|记者)|尊敬的|本报讯|--|\[[\p{Han} ]{2,8}\]|[·●■◆□])"
    ))
});

/// A line that is a date and nothing else.
static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:\d{4}|[一二三四五六七八九〇零○oO0]{4}) ?年[\d 一二三四五六七八九十月]{2,12}日?(?:印发)?$",
    )
});

/// The head of a local report or a dispatch.
static MESSAGE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:本报讯|本报记者|据?(?:本报|[\p{Han}]{2,6}社)[\p{Han}、]{2,12} ?\d{1,2} ?月)")
});

/// Whether [`STARTS_NEW`] may match what begins with this character.
fn opens_new(c: char) -> bool {
    matches!(c, '0'..='9' | '①'..='⑳' | '(' | '-' | '[' | '·' | '●' | '■' | '◆' | '□')
        || matches!(
            c,
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        )
        || matches!(
            c,
            '第' | '附' | '抄' | '主' | '联' | '承' | '经' | '签' | '尊' | '本'
        )
}

/// Whether [`DATE_LINE`] may match what begins with this character.
fn opens_date(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九'
    ) || matches!(c, '〇' | '零' | '○' | 'o' | 'O')
}

/// Whether a line begins with a number or a mark, as headings do.
pub(super) fn is_numbered(head: &str) -> bool {
    head.starts_with(opens_new) && STARTS_NEW.is_match(head)
}
