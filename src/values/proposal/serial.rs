//! How the serial of a proposal is written, as parts of patterns.

/// Digits, letters and a year before them: `178`, `B015`, `A-12`, `2023-0047`, `JY120001030512`.
pub const SERIAL: &str = r"(?:[A-Z]{1,3}-?(?:20\d\d-)?\d{1,14}|(?:20\d\d-)?\d{1,8})";

/// Behind 第 one character may say that it is counted apart: `闭07`, `集011`, `余168`, but not 约12 or 共3.
pub const SERIAL_BEHIND_ORDINAL: &str = r"(?:[A-Z]{1,3}-?(?:20\d\d-)?\d{1,14}|[\p{Han}--约共近无第一二三四五六七八九十](?:20\d\d-)?\d{1,5}|(?:20\d\d-)?\d{1,8})";

/// Characters that say so without 第 too: 集体, 闭会, 平时, 余 (added), 重点.
pub(super) const REGISTERS: [char; 5] = ['集', '闭', '平', '余', '重'];
