//! How the serial of a proposal is written, as parts of patterns.

/// Characters that say that a proposal is counted apart: 集体, 闭会, 平时, 余 (added), 重点 …
pub const REGISTERS: [char; 8] = ['集', '闭', '平', '余', '温', '委', '重', '大'];

/// Digits, letters or a register's character and a year before them: `178`, `B015`, `A-12`, `2023-0047`,
/// `闭07`, `JY120001030512`.
pub const SERIAL: &str =
    r"(?:[A-Z]{1,3}-?(?:20\d\d-)?\d{1,14}|[集闭平余温委重大]?(?:20\d\d-)?\d{1,8})";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_know_the_same_registers() {
        let all: String = REGISTERS.iter().collect();
        assert!(SERIAL.contains(&format!("[{all}]?")));
    }
}
