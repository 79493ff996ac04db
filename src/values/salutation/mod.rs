//! Salutation lines: persons with 委员 or 代表, organs of a letter or notice, meetings.

mod audience;
mod organs;
mod persons;
mod spoken;

use std::ops::Range;

pub use audience::{is_audience, is_audience_line};
pub use organs::{body_spoken_to, organs, organs_leading};
pub use persons::{applicant, may_name_persons, names_above, persons};

/// Whom a document speaks to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// Bytes of the whole salutation in the text.
    pub range: Range<usize>,
    /// Names or organs, as bytes of the text.
    pub names: Vec<Range<usize>>,
    /// 委员, 代表, 同志 … for persons.
    pub role: Option<String>,
}

/// The stretches of `text` between `separators`, those inside round brackets not counted.
pub fn split_outside_brackets(text: &str, separators: &[char]) -> Vec<Range<usize>> {
    let (mut out, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '《' => depth += 1,
            ')' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && separators.contains(&c) => {
                out.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(start..text.len());
    out
}

impl Salutation {
    /// The same, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Salutation {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        Salutation {
            range: shift(self.range),
            names: self.names.into_iter().map(shift).collect(),
            role: self.role,
        }
    }

    /// Whether it speaks to a member or a deputy, 委员 or 代表.
    pub fn is_to_member(&self) -> bool {
        let role = self.role.as_deref();
        role.is_some_and(|role| role.ends_with("委员") || role.ends_with("代表"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::without_spaces;

    fn read(line: &str) -> Vec<String> {
        let folded: String = line.chars().map(crate::text::fold_char).collect();
        let found = persons(&folded).or_else(|| organs(&folded));
        found.map_or(Vec::new(), |found| {
            found
                .names
                .into_iter()
                .map(|name| without_spaces(&folded[name]).into_owned())
                .collect()
        })
    }

    #[test]
    fn salutations() {
        for (line, want) in [
            ("陆知行委员：", &["陆知行"][..]),
            ("尊敬的林 舟委员:", &["林舟"]),
            ("沈若岚、周以宁代表：", &["沈若岚", "周以宁"]),
            ("花德馨等11位代表:", &["花德馨"]),
            ("花德馨(等11位)代表:", &["花德馨"]),
            ("尊敬的政协委员花德馨:", &["花德馨"]),
            ("市人大代表花德馨、林舟:", &["花德馨", "林舟"]),
            (
                "阿孜古丽·吐尔逊委员、居来提·买买提明委员：",
                &["阿孜古丽·吐尔逊", "居来提·买买提明"],
            ),
            ("萨仁其木格委员:", &["萨仁其木格"]),
            ("县委：", &["县委"]),
            ("萧明辨6名代表", &["萧明辨"]),
            ("管星垂、朱举杯、颜篁委员", &["管星垂", "朱举杯", "颜篁"]),
            (
                "皇甫澄、阿依古丽·买买提代表:",
                &["皇甫澄", "阿依古丽·买买提"],
            ),
            ("对县政协第96号提案的答复 廖渝委员: 您提出的", &["廖渝"]),
            ("尊敬的岑暗香等7名代表:", &["岑暗香"]),
            ("县政协人口资源环境委员会:", &["县政协人口资源环境委员会"]),
            (
                "各县（市、区）人民政府，市直各单位：",
                &["各县(市、区)人民政府", "市直各单位"],
            ),
            ("市人民政府：", &["市人民政府"]),
            (
                "各县人民政府，行署各局、委、办、处：",
                &["各县人民政府", "行署各局、委、办、处"],
            ),
            ("各位代表：", &[]),
            ("同志们：", &[]),
            ("现将有关情况通知如下：", &[]),
            ("请代表委员帮忙给群众讲清楚", &[]),
            ("沈若岚  委员：", &["沈若岚"]),
            ("林舟代表并附议各位代表：", &["林舟"]),
            ("敬爱的林舟委员:", &["林舟"]),
            ("林舟、沈若岚 两位委员:", &["林舟", "沈若岚"]),
            ("林舟等13位代表 你们好!你们提出的建议收悉。", &["林舟"]),
            ("敖登科代表:", &["敖登科"]),
            ("3、参加人员:", &[]),
            ("二、有关单位:", &[]),
        ] {
            assert_eq!(read(line), want, "{line}");
        }
    }

    #[test]
    fn bodies_without_a_colon() {
        let next = "你们提出的第21号提案已交我局办理，现答复如下：";
        assert!(body_spoken_to("河口委员组", next).is_some());
        assert!(body_spoken_to("民盟云川市支部", next).is_some());
        assert!(body_spoken_to("河口委员组", "今年以来，全市种了花椒。").is_none());
        assert!(body_spoken_to("云川市林业局", next).is_none());
        let back = "民盟云川市支部向市政协提交的第21号提案由我局主办，现答复如下：";
        assert!(body_spoken_to("民盟云川市支部", back).is_some());
        let joint = "我局对《关于种花椒的提案》（第21号）会办意见如下：";
        assert!(body_spoken_to("市林业局", joint).is_some());
        assert!(body_spoken_to("云川市林业局", joint).is_none());
        assert!(body_spoken_to("市林业局", "我局今年种了花椒。").is_none());
    }

    #[test]
    fn organs_that_a_paragraph_begins_with() {
        for (line, want) in [
            ("云川镇人民政府:你镇《关于设立敬老院的请示》收悉。", true),
            ("市直各学校,局属各单位: 现就有关事项通知如下:", true),
            ("市教育局:负责印发方案,现将分工明确如下。", false),
            ("责任单位:市教育局,现将分工通知如下。", false),
            ("市教育局:学校十二所,学生九千人。", false),
        ] {
            assert_eq!(organs_leading(line, "").is_some(), want, "{line}");
        }
    }

    #[test]
    fn applicants() {
        let next = "本机关于5月6日收到您提交的政府信息公开申请，现答复如下：";
        assert!(applicant("林舟:", next).is_some());
        assert!(applicant("颜山:", next).is_some());
        assert!(applicant("内容如下:", next).is_none());
        assert!(applicant("林舟:", "您提出的建议收悉。").is_none());
    }

    #[test]
    fn audiences() {
        for line in [
            "同志们:",
            "各位代表:",
            "各位代表!",
            "尊敬的各位来宾、同志们:",
        ] {
            assert!(is_audience(line), "{line}");
        }
        assert!(!is_audience("各位代表请注意会议安排有变化"));
    }
}
