//! What a browser prints above and below each page: the day and the title, the address and the page.

use std::sync::LazyLock;

use regex::Regex;

use super::Line;

/// `https://www.example.gov.cn/a.html ⇥ 2/3` (Chromium), `2 of 3 ⇥ 2022/6/28 10:00` (Firefox).
static FOOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:https?|file|about|chrome)\S*[\t ]+\d{1,4}/\d{1,4}",
        r"|(?:\d{1,4} (?:of|/) \d{1,4}|第 ?\d{1,4} ?页[,，] ?共 ?\d{1,4} ?页)[\t ]+\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[,，]? .*\d)",
        r"(?: [AP]M)?$",
    ))
    .expect("the pattern is fixed")
});

/// `2022/6/28 10:00 ⇥ title` or `6/28/22, 10:00 AM ⇥ title` (Chromium), `title ⇥ https://…` (Firefox).
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[,，]? ?(?:[上下]午)?\d{1,2}:\d{2}(?: ?[AP]M)?(?:[\t ].*)?|.*\t(?:https?|file)://\S*)$",
    )
    .expect("the pattern is fixed")
});

/// Marks as furniture what a browser printed on a page: a head counts beside a foot alone.
pub(super) fn mark(lines: &mut [Line]) {
    let lowest = lines.iter_mut().max_by(|a, b| a.y.total_cmp(&b.y));
    let Some(foot) = lowest.filter(|line| FOOT.is_match(&line.text)) else {
        return;
    };
    foot.furniture = true;
    let highest = lines.iter_mut().min_by(|a, b| a.y.total_cmp(&b.y));
    if let Some(head) = highest.filter(|line| HEAD.is_match(&line.text)) {
        head.furniture = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(texts: &[&str]) -> Vec<bool> {
        let line = |(at, text): (usize, &&str)| Line {
            text: (*text).to_owned(),
            left: 0.0,
            right: 9.0,
            y: at as f64,
            size: 1.0,
            furniture: false,
            block: 0,
        };
        let mut lines: Vec<Line> = texts.iter().enumerate().map(line).collect();
        mark(&mut lines);
        lines.iter().map(|line| line.furniture).collect()
    }

    #[test]
    fn heads_and_feet_of_browsers_are_furniture() {
        for (head, foot) in [
            (
                "2022/6/28 10:00\t关于提案的答复",
                "https://www.yc.gov.cn/art/178.html\t1/3",
            ),
            ("6/28/22, 10:00 AM\t答复", "file:///a.html\t12/30"),
            ("2022/6/28 上午10:00 答复", "https://www.yc.gov.cn/ 1/3"),
            (
                "关于提案的答复\thttps://www.yc.gov.cn/",
                "1 of 3\t6/28/22, 10:00 AM",
            ),
            (
                "关于提案的答复\thttps://www.yc.gov.cn/",
                "第 1 页，共 3 页\t2022/6/28 10:00",
            ),
        ] {
            assert_eq!(marked(&[head, "正文", foot]), [true, false, true], "{foot}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        assert_eq!(
            marked(&["2022/6/28 10:00\t来源", "正文", "1/3"]),
            [false; 3]
        );
        assert_eq!(
            marked(&["题", "正文", "网址：https://www.yc.gov.cn/ 1/3"]),
            [false; 3]
        );
        assert_eq!(marked(&["题", "https://www.yc.gov.cn/"]), [false; 2]);
        assert_eq!(marked(&[]), [false; 0]);
    }
}
