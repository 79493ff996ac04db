//! The text of a recognised page.

use serde::{Deserialize, Serialize};

/// A recognised page, or the one page of an image.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Recognised {
    /// Its lines from the top down. What stands in one line of the page, apart by more than two
    /// characters or in cells of a table, is apart by a tab.
    pub lines: Vec<RecognisedLine>,
    /// The engine and its version.
    pub engine: String,
    /// What the engine read but hardly believed itself, so that it is left out.
    pub dropped: Vec<RecognisedLine>,
}

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecognisedLine {
    /// The text as the engine read it; two ideographic spaces stand for an indent.
    pub text: String,
    /// How sure the engine is, from 0 to 1; 1 from an engine that does not tell.
    pub confidence: f32,
}

impl Recognised {
    /// The lines as one text, each ended by a line feed.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }

    /// The mean confidence of the characters, from 0 to 1; `None` of a page without text.
    pub fn confidence(&self) -> Option<f32> {
        let (mut sum, mut chars) = (0.0f64, 0usize);
        for line in &self.lines {
            let count = line.text.chars().filter(|c| !c.is_whitespace()).count();
            sum += f64::from(line.confidence) * count as f64;
            chars += count;
        }
        (chars > 0).then(|| (sum / chars as f64) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_mean_confidence() {
        let line = |text: &str, confidence| RecognisedLine {
            text: text.into(),
            confidence,
        };
        let page = Recognised {
            lines: vec![line("三个字", 1.0), line("\u{3000}一", 0.2)],
            ..Recognised::default()
        };
        assert_eq!(page.text(), "三个字\n\u{3000}一\n");
        assert!((page.confidence().expect("text") - 0.8).abs() < 1e-6);
        assert_eq!(Recognised::default().confidence(), None);
    }
}
