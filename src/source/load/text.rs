//! Plain texts: decoded, with a warning of each thing that was odd about their bytes.

use super::Readers;
use crate::containers::Content;
use crate::count::count;
use crate::decode::{Decoded, binary_text, decode};
use crate::record::Warning;
use crate::source::outcome::{Outcome, Skip};

impl Readers {
    pub(super) fn text(
        &self,
        bytes: &[u8],
    ) -> Result<(Content, &'static str, Vec<Warning>), Outcome> {
        let decoded = decode(bytes, self.encoding);
        if decoded.text.trim().is_empty() {
            return Err(Outcome::Skipped(Skip::Empty));
        }
        // Who names an encoding wants to see the text, however odd.
        if self.encoding.is_none() && binary_text(&decoded.text, decoded.replaced) {
            return Err(Outcome::Skipped(Skip::Binary("")));
        }
        let (encoding, warnings) = (decoded.encoding.name(), warnings(&decoded));
        let content = Content {
            text: decoded.text,
            ..Content::default()
        };
        Ok((content, encoding, warnings))
    }
}

fn warnings(decoded: &Decoded) -> Vec<Warning> {
    let name = decoded.encoding.name();
    let warning = |code: &str, message: String| Warning {
        code: code.into(),
        field: None,
        message,
        line: None,
    };
    let mut warnings = Vec::new();
    if decoded.replaced > 0 {
        let message = format!(
            "{} could not be read as {name} and show as U+FFFD",
            count(decoded.replaced as u64, "place", "places")
        );
        warnings.push(warning("unreadable_bytes", message));
    }
    if decoded.foreign_lines > 0 {
        let message = format!(
            "{} in another encoding than {name}",
            count(decoded.foreign_lines as u64, "line is", "lines are")
        );
        warnings.push(warning("mixed_encodings", message));
    }
    let nul = decoded.text.matches('\0').count();
    if nul > 0 {
        let message = format!(
            "{} in the text",
            count(nul as u64, "NUL character stands", "NUL characters stand")
        );
        warnings.push(warning("nul_characters", message));
    }
    warnings
}
