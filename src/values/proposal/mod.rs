//! Proposal references: `市政协八届六次会议第178号提案`, `县十六届人大二次会议第54号建议` and their kin.

mod alone;
mod assembly;
mod between;
mod by_member;
mod json;
mod level;
mod marked;
mod number;
mod serial;
mod session;
mod span;
mod words;

use std::ops::Range;

use super::without_spaces;

pub use alone::find_number;
pub use assembly::Assembly;
use between::between_sessions;
pub use by_member::by_member;
use serial::REGISTERS;
pub use serial::{SERIAL, SERIAL_BEHIND_ORDINAL};
use session::sessions;

/// A reference to a proposal, with what the text says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Assembly.
    pub assembly: Option<Assembly>,
    /// 全国, 省, 市, 县, 区 …, as printed before the assembly.
    pub level: Option<String>,
    /// 届
    pub term: Option<u32>,
    /// 次
    pub session: Option<u32>,
    /// Numbers as printed; several where one answer goes to several proposals.
    pub numbers: Vec<String>,
    /// 提案, 建议, 议案.
    pub kind: Option<&'static str>,
    /// Category, such as 教育类.
    pub category: Option<String>,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// A pattern of 届 and 次.
const NUM: &str = r"(?:\d ?\d?|[一二三四五六七八九十](?: ?[一二三四五六七八九十]){0,2})";

/// All references of a folded text that name a session, in order; line breaks may stand inside them.
pub fn find_references(text: &str) -> Vec<Reference> {
    if !text.contains('届') {
        return Vec::new();
    }
    let found = sessions(text);
    match found.is_empty() {
        true => between_sessions(text),
        false => found,
    }
}

fn numbers(text: &str) -> Vec<String> {
    text.split(['、', ','])
        .map(|part| without_spaces(part).trim_matches(['第', '号']).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// What members and deputies bring in.
const KINDS: [&str; 4] = ["提案", "议案", "建议", "书面意见"];

fn kind_of(text: &str) -> Option<&'static str> {
    let text = without_spaces(text);
    KINDS.into_iter().find(|kind| text.ends_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let folded: String = text.chars().map(crate::text::fold_char).collect();
        find_references(&folded)
            .first()
            .map_or("none".into(), |found| {
                let show = |value: Option<u32>| value.map_or("-".into(), |value| value.to_string());
                format!(
                    "{} {} {} {}",
                    found.assembly.map_or("-", Assembly::name),
                    show(found.term),
                    show(found.session),
                    found.numbers.join("+")
                )
            })
    }

    #[test]
    fn sessions_inside_sessions_are_read_without_panic() {
        for text in [
            "九届十届二次会议第8号提案",
            "届届届届",
            "一届二届三届四次会议五届",
        ] {
            let _ = find_references(text);
        }
    }

    #[test]
    fn references() {
        for (text, want) in [
            ("市政协八届六次会议第178号提案", "cppcc 8 6 178"),
            ("市政协十届二次会议第206号", "cppcc 10 2 206"),
            ("对市政协七届一次会议\n第61号提案的答复", "cppcc 7 1 61"),
            (
                "政协第十三届全国委员会第五次会议第01234号（教育类123号）提案答复的函",
                "cppcc 13 5 01234",
            ),
            ("十三届全国人大四次会议第1234号建议", "npc 13 4 1234"),
            (
                "省政协十二届二次会议第20190017号提案",
                "cppcc 12 2 20190017",
            ),
            ("政协云川市七届四次会议第26号提案", "cppcc 7 4 26"),
            ("区十六届人大二次会议人大代表第 12 号建议", "npc 16 2 12"),
            ("市八届人大三次会议第B015号建议", "npc 8 3 B015"),
            (
                "县政协十届三次会议第12、35、48号提案",
                "cppcc 10 3 12+35+48",
            ),
            (
                "云川市政协第 十 届 委员会第 三 次会议第０１２号",
                "cppcc 10 3 012",
            ),
            (
                "中国人民政治协商会议\n第八届仁榆区委员会第 三 次会议\n第 31 号 提 案",
                "cppcc 8 3 31",
            ),
            (
                "关于对市人大十五届四次会议《关于增设电子屏的建议》(第037号建议)的答复",
                "npc 15 4 037",
            ),
            ("十六届人大四次会第72号建议", "npc 16 4 72"),
            ("市政协六届二次会议No.0231提案", "cppcc 6 2 0231"),
            ("市政协六届二次会议上提出的NO:12号提案", "cppcc 6 2 12"),
            ("市政协十二届五次会议委员提案〔2021〕58号", "cppcc 12 5 58"),
            ("市政协十二届五次会议云提办〔2021〕58号", "cppcc 12 5 "),
            ("市政协六届二次会议NO.1重点难题", "cppcc 6 2 "),
            ("市政协十届二次会议关于提案〔2021〕58号通知", "cppcc 10 2 "),
            ("市政协十届二次会议建议：第1号至第15号", "cppcc 10 2 "),
            ("县委十四届五次全委会", "none"),
            (
                "区政协十届三次会议提案：第38号——《关于车位的建议》",
                "cppcc 10 3 38",
            ),
            ("政协云川县十届二次全委会委员提案\n第62号", "cppcc 10 2 62"),
            (
                "松县第十七届人民代表大会第四次会议代表第0053号建议",
                "npc 17 4 0053",
            ),
            ("县七届政协二次会议 第96号提案", "cppcc 7 2 96"),
            ("市十六届人大三次会议余168号建议", "npc 16 3 余168"),
            ("市十六届人大三次会议代表168号建议", "npc 16 3 168"),
            ("区十九届人大第六次会议第DH0318号建议", "npc 19 6 DH0318"),
            (
                "市政协十四届二次会议T2023-0047号\n提案的会办意见",
                "cppcc 14 2 T2023-0047",
            ),
            ("县政协第六届委员会第18号委员 提案", "cppcc 6 - 18"),
            (
                "市十三届人大常委会\n闭会期间第B12号代表建议",
                "npc 13 - B12",
            ),
            ("市政协第四届第五次會議91號提案", "cppcc 4 5 91"),
            ("第十六届人民代表大会第三次会议期间提出的", "npc 16 3 "),
            ("对县十八届人大闭会期间第3号建议的答复", "npc 18 - 3"),
            (
                "在市三届人大五次会议期间提出《关于增设夜班车的建议》（第19号）",
                "npc 3 5 19",
            ),
            ("第十二届全国人民代表大会常务委员会第三十次会议", "none"),
            (
                "政协东岚县委员会十一届五次会议\n第22号提案",
                "cppcc 11 5 22",
            ),
            (
                "关于县第十六届人大第二次会议第87号建议答复的函",
                "npc 16 2 87",
            ),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
