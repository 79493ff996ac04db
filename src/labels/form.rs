//! Values that are told by their form, so that their labels need no colon: numbers, dates, names.

use super::keys::TYPED;
use super::tie::is_bullet;
use crate::values::date::begins_with_date;
use crate::values::doc_number::find_doc_numbers;
use crate::values::person::is_name;
use crate::values::phone::find_phones;
use crate::values::words::DISCLOSURES;

/// Whether `value`, which spaces set off from a label behind `before`, is one of its kind:
/// `联系电话 0000-5551234`, `经 办 人  林舟`, `文号 索引号 11410403MB0/2023-00024`.
pub(super) fn is_set_off(key: &str, before: &str, value: &str) -> bool {
    if !before.is_empty() && !before.ends_with(' ') {
        return false;
    }
    match key {
        "phone" => begins_with_phone(value),
        "name" | "title" => {
            before.trim().is_empty() && value.starts_with("关于") && !value.contains('。')
        }
        "contact" | "leader" => before.trim().is_empty() && begins_with_name(value),
        "disclosure" => DISCLOSURES.iter().any(|state| value.starts_with(state)),
        "index_number" => {
            let word = value.split(' ').next().unwrap_or_default();
            let numbered = word.contains(|c: char| c.is_ascii_digit());
            word.contains('/') && word.len() > 12 && numbered
        }
        _ => false,
    }
}

/// Whether `value`, glued to a label behind `before`, is one of its kind: `联系人林舟 联系电话13800000000`,
/// `索引号000014349/2025-29292`, `- 发布日期2018-08-19`, `文号云民函〔2017〕14号`.
pub(super) fn is_glued(key: &str, before: &str, value: &str) -> bool {
    let first = || before.chars().all(|c| is_bullet(c) || c == '•');
    let digit = value.starts_with(|c: char| c.is_ascii_digit());
    match key {
        "phone" => {
            digit
                && (before.is_empty() || before.ends_with([' ', ';', ',', '。', ')']))
                && begins_with_phone(value)
        }
        "contact" => {
            let named = || value.split(' ').next().is_some_and(is_name);
            before.is_empty() && value.contains("电话") && named()
        }
        // `联系人及电话林舟8660134`
        "contact_and_phone" => {
            let digits = value.find(|c: char| c.is_ascii_digit());
            first()
                && digits.is_some_and(|at| is_name(&value[..at]) && begins_with_phone(&value[at..]))
        }
        "doc_number" => {
            let number = || find_doc_numbers(value).into_iter().next();
            first() && number().is_some_and(|number| number.range.start == 0)
        }
        "index_number" => digit && first(),
        _ => {
            let dated = digit && key.starts_with("date_") && TYPED.contains(&key);
            dated && (first() || before.ends_with(' ') && begins_with_date(value))
        }
    }
}

/// Whether a row's `value` is one that only a label of this key has before it.
pub(super) fn is_of_its_form(key: &str, value: &str) -> bool {
    match key {
        "date_effective" | "date_expires" | "date_printed" | "date_published" | "date_written"
        | "proposal_date" => begins_with_date(value),
        "disclosure" => DISCLOSURES.iter().any(|state| value.starts_with(state)),
        "doc_number" => {
            let number = find_doc_numbers(value).into_iter().next();
            number.is_some_and(|number| number.range.start == 0)
        }
        "index_number" => {
            let digits = value.chars().filter(char::is_ascii_digit).count();
            value.is_ascii() && !value.contains(' ') && digits >= 6
        }
        "proposal_number" => !value.is_empty() && value.chars().all(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a text begins with a telephone number, a name before it aside.
fn begins_with_phone(text: &str) -> bool {
    let named = text.split_once(' ').filter(|(name, _)| is_name(name));
    let phones = find_phones(named.map_or(text, |(_, behind)| behind));
    phones.first().is_some_and(|phone| phone.start == 0)
}

/// Whether a text begins with names, and nothing but a telephone follows them.
fn begins_with_name(text: &str) -> bool {
    let first = text.split([' ', '、', ',']).next().unwrap_or_default();
    let behind = &text[first.len()..];
    let rest = behind.trim_start_matches(['、', ',', ' ']);
    is_name(first) && (rest.is_empty() || behind.starts_with('、') || rest.contains("电话"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_without_a_colon() {
        for (key, before, value) in [
            ("phone", "", "0000-5551234"),
            ("phone", "联系人林舟 ", "林舟 0000-5551234"),
            ("contact", " ", "沈若岚、林舟"),
            ("disclosure", "成文日期 2025-04-27 ", "主动公开"),
            ("index_number", "文号 ", "11410403MB0/2023-00024 关键词"),
        ] {
            assert!(is_set_off(key, before, value), "{key} {value}");
        }
        for (key, before, value) in [
            ("phone", "", "13800000000"),
            ("contact", "", "林舟 联系电话13800000000"),
            ("doc_number", "- ", "云民函〔2017〕14号"),
            ("date_published", "- ", "2018-08-19"),
            ("index_number", "", "000014349/2025-29292"),
        ] {
            let value: String = value.chars().map(crate::text::fold_char).collect();
            assert!(is_glued(key, before, &value), "{key} {value}");
        }
        for (key, before, value) in [
            ("phone", "", "请拨打"),
            ("contact", "", "由办公室另行指定"),
            ("disclosure", "", "由部门决定"),
            ("title", "", "林舟"),
        ] {
            assert!(
                !is_set_off(key, before, value) && !is_glued(key, before, value),
                "{key}"
            );
        }
    }
}
