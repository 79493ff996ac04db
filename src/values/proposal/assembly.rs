//! The assemblies that proposals are made to: 政协 and 人大.

use crate::values::without_spaces;
use crate::values::words::find_word;

/// Which assembly a proposal was made to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assembly {
    /// 政协, where members make 提案.
    Cppcc,
    /// 人大, where deputies make 建议 and 议案.
    Npc,
}

impl Assembly {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Assembly::Cppcc => "cppcc",
            Assembly::Npc => "npc",
        }
    }

    /// The assembly that a folded text names, by 政协 or 人大.
    pub fn named_in(text: &str) -> Option<Assembly> {
        let text = without_spaces(text);
        let first = |words: [&str; 2]| words.iter().find_map(|word| find_word(&text, word));
        let (cppcc, npc) = (first(["政协", "政治协商"]), first(["人大", "人民代表大会"]));
        match (cppcc, npc) {
            (Some(a), Some(b)) => Some(if a < b {
                Assembly::Cppcc
            } else {
                Assembly::Npc
            }),
            (Some(_), None) => Some(Assembly::Cppcc),
            (None, Some(_)) => Some(Assembly::Npc),
            (None, None) => None,
        }
    }
}
