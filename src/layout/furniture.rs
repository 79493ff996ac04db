//! Lines of a web page that are no part of its document: paths, tools, links to neighbours, imprints.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::text::{CharSet, WordList, is_han};
use crate::values::without_spaces;

const FURNITURE: &str = include_str!("../data/furniture.txt");

/// The folded words of the furniture list.
fn furniture_words() -> impl Iterator<Item = String> {
    FURNITURE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.chars().map(crate::text::fold_char).collect())
}

static FURNITURE_WORDS: LazyLock<WordList> = LazyLock::new(|| {
    let words: Vec<String> = furniture_words().collect();
    WordList::new(words.iter().map(String::as_str))
});

/// What may stand before a word of the furniture list.
fn is_bullet(c: char) -> bool {
    matches!(c, '·' | '|' | '[' | '(' | '*' | '>' | '+' | '-')
}

/// How long a furniture line may be, in characters.
const FURNITURE_LENGTH: usize = 40;
/// Whether a folded line with these telling characters is part of a web page and not of its document.
pub fn is_furniture_line(line: &str, chars: CharSet) -> bool {
    if line.len() > LONG {
        return false;
    }
    // The usual first character; the tables of the standard library are slow.
    let han = line.starts_with(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    if !han && !line.chars().any(char::is_alphanumeric) {
        return true;
    }
    // The arrow of a paper's pages, in another font: `3上一篇  下一篇4`.
    let line = line
        .strip_prefix('3')
        .filter(|line| line.starts_with("上一"))
        .unwrap_or(line);
    line.len() <= SHORT && begins_as_furniture(line) || is_navigation(line, chars)
}

/// Whether a line is the name of a site alone, as it stands at the head of a page: `云川县人民政府公众信息网`; no
/// headline that tells of one.
pub(super) fn heads_page(line: &str) -> bool {
    const ENDS: [&str; 9] = [
        "信息网",
        "门户网",
        "政务网",
        "新闻网",
        "政府网",
        "门户网站",
        "政府网站",
        "官方网站",
        "数字报",
    ];
    const TOLD: [&str; 15] = [
        "开通", "建成", "改版", "上线", "首家", "首个", "关于", "建设", "表彰", "打造", "推进",
        "联通", "通上", "有了", "办好",
    ];
    // `云川人大网`, and no net that carries or catches: 电网, 管网, 渔网.
    let bare = line.strip_suffix('网');
    let short = bare.is_some_and(|bare| {
        let held = ["人大", "政协", "政府", "新闻", "政务", "党建"];
        bare.chars().nth(7).is_none() && held.iter().any(|word| bare.ends_with(word))
    });
    line.ends_with(['网', '站', '报'])
        && (short || ENDS.iter().any(|end| line.ends_with(end)))
        && line.chars().nth(SITE).is_none()
        && line.chars().all(|c| is_han(c) || c == ' ')
        && !TOLD.iter().any(|word| line.contains(word))
}

/// The longest name of a site, in characters.
const SITE: usize = 24;

/// Whether a line heads a list of other documents: `相关链接：`.
pub(super) fn heads_links(line: &str) -> bool {
    matches!(
        line.trim_end_matches([':', ' ']),
        "相关链接" | "相关文章" | "相关报道" | "相关阅读" | "相关信息" | "相关新闻"
    )
}

/// Whether a line heads what a site shows of other articles, to the page's end: `新闻推荐`.
pub fn heads_others(line: &str) -> bool {
    matches!(
        line.trim_end_matches([':', ' ']),
        "新闻推荐"
            | "推荐新闻"
            | "推荐阅读"
            | "延伸阅读"
            | "热门推荐"
            | "相关推荐"
            | "精彩推荐"
            | "为你推荐"
            | "往期推荐"
            | "往期回顾"
            | "猜你喜欢"
            | "猜你想看"
            | "大家都在看"
    )
}

/// Whether a line is an entry of a list with bullets.
pub(super) fn is_entry(line: &str) -> bool {
    line.starts_with(['·', '●', '■', '>'])
}

/// Whether a line begins with a word of `data/furniture.txt` and is short, spaces aside.
fn begins_as_furniture(line: &str) -> bool {
    let mut chars = line.chars().filter(|c| !c.is_whitespace());
    let first = chars.find(|&c| !is_bullet(c));
    if !first.is_some_and(|first| FURNITURE_WORDS.begins_with(first, chars.next())) {
        return false;
    }
    let squeezed = without_spaces(line);
    let bare = squeezed.trim_start_matches(is_bullet);
    FURNITURE_WORDS.at_start(bare).is_some() && squeezed.chars().nth(FURNITURE_LENGTH).is_none()
}

/// Whether a line with these characters stands in a site's footer: who owns it, how it is registered.
pub fn is_footer(line: &str, chars: CharSet) -> bool {
    chars.has_any(const { CharSet::of("版备识") })
        && ["版权所有", "ICP备", "公网安备", "网站标识码"]
            .iter()
            .any(|word| line.contains(word))
}

/// Whether a line with these characters is a path through a site, a link to a neighbour or an imprint.
fn is_navigation(line: &str, chars: CharSet) -> bool {
    // Characters that must be there, the word, and what follows it, spaces aside.
    const ANYWHERE: &[(&str, &str, &[char])] = &[
        ("页", "首页", &['>', '/', '|']),
        ("置", "位置", &[':', '>']),
        ("所在", "所在", &[':', '>']),
        ("w", "www.", &[]),
        // Left of the comment in which a publishing system for papers keeps an article's properties.
        ("y", "enpproperty", &[]),
    ];
    type Word = (CharSet, Finder<'static>, &'static [char]);
    static FINDERS: LazyLock<Vec<Word>> = LazyLock::new(|| {
        let words = ANYWHERE.iter();
        let words = words.map(|&(all, word, next)| (CharSet::of(all), Finder::new(word), next));
        words.collect()
    });
    let stands = |word: &Finder, next: &[char]| {
        word.find_iter(line.as_bytes()).any(|at| {
            let behind = line[at + word.needle().len()..].trim_start_matches(' ');
            next.is_empty() || behind.starts_with(next)
        })
    };
    chars.has_any(const { CharSet::of(">") }) && is_path(line)
        || chars.has_any(const { CharSet::of("上下") }) && links_neighbour(line)
        || ["技术支持", "http://", "https://"]
            .iter()
            .any(|word| line.starts_with(word))
        || names_host(line)
        || is_footer(line, chars)
        || chars.has_any(const { CharSet::of("页置wy在") })
            && FINDERS
                .iter()
                .any(|(all, word, next)| chars.has_all(*all) && stands(word, next))
}

/// Whether `>` stands in a line twice, at short distances: `甲 > 乙 > 丙`, or once between names of columns:
/// `检务公开 > 工作报告`.
fn is_path(line: &str) -> bool {
    let is_column = |step: &str| {
        let name = step.trim_matches(' ');
        (2..=COLUMN).contains(&name.chars().count()) && name.chars().all(is_han)
    };
    if line
        .split_once('>')
        .is_some_and(|(site, column)| is_column(site) && is_column(column))
    {
        return true;
    }
    let mut steps = line.split('>');
    let mut short = || {
        steps
            .next()
            .filter(|step| step.chars().nth(30).is_none() && !step.contains('。'))
    };
    // What stands behind the second one is of no account, but it must be there.
    short().is_some() && short().is_some() && steps.next().is_some()
}

/// The longest name of a site's column, in characters.
const COLUMN: usize = 10;

/// Whether a line links to the document before or behind: `上一篇：…`.
fn links_neighbour(line: &str) -> bool {
    let bare = line.trim_start_matches(|c| matches!(c, '·' | '|' | ' ' | '\t'..='\r'));
    let rest = bare.strip_prefix(['上', '下']);
    let rest = rest.and_then(|rest| rest.strip_prefix('一')?.strip_prefix(['条', '篇']));
    rest.is_some_and(|rest| rest.trim_start_matches(' ').starts_with([':', '|']))
}

/// Whether a line names those who run a site: `主办单位：… 联系电话：…`.
fn names_host(line: &str) -> bool {
    // `网站地图 | 联系我们 | 主办单位：… 联系电话：…`
    let cells = memchr::memchr_iter(b'|', line.as_bytes()).map(|at| at + 1);
    std::iter::once(0).chain(cells).any(|at| {
        let line = match at {
            0 => line,
            at => line[at..].trim_start_matches(' '),
        };
        let word = line.strip_prefix('主').map(str::trim_start);
        let rest = word.and_then(|rest| rest.strip_prefix(['办', '管']));
        let told =
            rest.and_then(|rest| rest.strip_prefix("单位").unwrap_or(rest).strip_prefix(':'));
        told.is_some_and(|told| {
            ["承办", "地址", "电话", "联系"]
                .iter()
                .any(|word| told.contains(word))
        })
    })
}

/// A line longer than this, in bytes, is text.
const LONG: usize = 1200;
/// A line of furniture by its beginning is no longer than this, in bytes, letter-spacing counted.
const SHORT: usize = 240;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::pattern::pattern;

    /// The same as a pattern.
    static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"首页 *[>/|]|(?:位置|所在) *[:>]|^[^。]{0,30}>[^。]{0,30}>|^ *\p{Han}{2,10} *> *\p{Han}{2,10} *$|^[·|\s]*[上下]一[条篇] *[:|]|ICP备|公网安备|版权所有|网站标识码|^技术支持|^https?://|www\.|(?:^|\| *)主\s*[办管](?:单位)?:.*(?:承办|地址|电话|联系)|enpproperty",
        )
    });

    fn is_furniture(line: &str) -> bool {
        let mut chars = CharSet::default();
        line.chars().for_each(|c| chars.add(c));
        is_furniture_line(line, chars)
    }

    #[test]
    fn furniture_and_what_looks_like_it() {
        for line in [
            "首页 > 政务公开 > 建议提案",
            "扫一扫在手机打开当前页",
            "上一条:某局关于第17号提案的函 下一条:某局的函",
            "分享到:",
            "|",
            "某县人民政府版权所有 岚ICP备00000081号",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "云川市科学技术局",
            "关于加强打印店管理的通知",
            "一、工作开展情况",
            "联系单位及电话:市科技局 2960000",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn names_of_sites() {
        for line in ["云川县人民政府公众信息网", "云川新闻网", "今日云川数字报"]
        {
            assert!(heads_page(line), "{line}");
        }
        for line in [
            "云川县开通政府门户网站",
            "云川新闻网5月3日讯",
            "云川市水利局",
        ] {
            assert!(!heads_page(line), "{line}");
        }
    }

    #[test]
    fn what_the_pattern_finds_is_navigation() {
        for line in [
            "您所在的位置:新闻",
            "当前位置 >",
            "所在 :县",
            "市政府首页 | 新闻",
            "首页/新闻",
            "甲>乙>丙",
            "· 上一条 :关于",
            "|下一篇|",
            "岚ICP备1号",
            "岚公网安备1号",
            "市政府版权所有",
            "网站标识码1",
            "技术支持某公司",
            "http://a",
            "https://a",
            "见www.a",
            "主办单位:某局 承办某科",
            "主办:某局 电话",
            "主管单位:某县人民政府 承办单位:某局",
            "enpproperty",
        ] {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            assert!(NAVIGATION.is_match(line), "{line}");
            assert!(is_navigation(line, chars), "{line}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn navigation_is_that_of_the_pattern(
            line in "[· |]{0,2}(首页|位置|所在|上一[条篇]|ICP备|版权|版权所有|技术支持|https?:|//|主[办管](单位)?:?|www|enp)?[ >|:/.。]{0,2}[甲在上一]{0,2}(甲{28,31})?[>。 ]{0,2}(承办|电话|联系|property)?[甲]{0,2}>?"
        ) {
            let mut chars = CharSet::default();
            line.chars().for_each(|c| chars.add(c));
            prop_assert_eq!(is_navigation(&line, chars), NAVIGATION.is_match(&line), "{}", line);
        }
    }

    #[test]
    fn the_list_is_sorted() {
        let words: Vec<&str> = FURNITURE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert!(
            words.is_sorted_by(|a, b| a < b),
            "sort data/furniture.txt and remove doubles"
        );
        for pair in words.windows(2) {
            assert!(!pair[1].starts_with(pair[0]), "{} is enough", pair[0]);
        }
    }
}
