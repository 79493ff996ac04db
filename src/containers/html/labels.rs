//! The labels by which the metadata block of a government page is known, so that it is no navigation.

/// Labels that hardly stand anywhere else; spaces inside do not count.
const LABELS: &[&str] = &[
    "索引号",
    "发文字号",
    "成文日期",
    "发文日期",
    "发文机关",
    "发布机构",
    "主题分类",
    "信息分类",
    "组配分类",
    "公开方式",
    "有效性",
    "生成日期",
    "文号",
    "提案号",
    "提案者",
    "提案人",
    "办理结果",
    "索取号",
    "索引号码",
    "索引編號",
];

/// The longest text that is looked at, in bytes: a label stands alone or with a short value.
const LONGEST: usize = 300;

/// Whether a text begins with a label of a page's metadata.
pub(super) fn holds_label(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '【' | '[' | '·' | '•'))
        .take(8)
        .collect();
    LABELS.iter().any(|label| plain.starts_with(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_with_spaces_in_them() {
        assert!(holds_label("\n 索\u{a0}引\u{a0}号：005452102/2023-00117"));
        assert!(holds_label("【发文字号】"));
        assert!(!holds_label("友情链接"));
        assert!(!holds_label(""));
    }
}
