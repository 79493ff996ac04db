//! One file from bytes to documents: hash, decode, parse.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::outcome::{Outcome, Skip};
use super::read::open;
use crate::count::count;
use crate::decode::{Decoded, Encoding, binary_head, binary_text, decode};
use crate::parse::{self, Parsed};
use crate::record::{Source, Warning};
use crate::user_rules::UserRules;

/// A file's text, ready to be parsed.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What records say of the file.
    pub source: Source,
    /// Its text.
    pub text: String,
    /// What was odd about its bytes.
    pub warnings: Vec<Warning>,
}

/// Reads a file as text; `shown` is the path for its records. `encoding` forces one.
pub fn load(path: &Path, shown: &str, encoding: Option<Encoding>) -> Result<Loaded, Outcome> {
    load_bytes(&open(path)?.bytes, shown, encoding)
}

/// Takes bytes as text, or says why they are none.
pub fn load_bytes(
    bytes: &[u8],
    shown: &str,
    encoding: Option<Encoding>,
) -> Result<Loaded, Outcome> {
    if let Some(what) = binary_head(bytes) {
        return Err(Outcome::Skipped(Skip::Binary(what)));
    }
    let decoded = decode(bytes, encoding);
    if decoded.text.trim().is_empty() {
        return Err(Outcome::Skipped(Skip::Empty));
    }
    // Who names an encoding wants to see the text, however odd.
    if encoding.is_none() && binary_text(&decoded.text, decoded.replaced) {
        return Err(Outcome::Skipped(Skip::Binary("")));
    }
    Ok(Loaded {
        source: Source {
            path: shown.to_owned(),
            media_type: "text/plain".into(),
            encoding: decoded.encoding.name().into(),
            bytes: bytes.len() as u64,
            blake3: blake3::hash(bytes).to_hex().to_string(),
            pages: None,
        },
        warnings: warnings(&decoded),
        text: decoded.text,
    })
}

/// The documents of a file, with the file's warnings on the first of them and the fields of `rules`.
///
/// # Errors
/// A bug that stops the parser is this file's failure and not the whole run's.
pub fn documents(loaded: Loaded, rules: &UserRules) -> Result<Vec<Parsed>, Outcome> {
    let Loaded {
        source,
        text,
        warnings,
    } = loaded;
    let parsed = catch_unwind(AssertUnwindSafe(|| parse::parse_with(text, &source, rules)));
    let mut documents =
        parsed.map_err(|_| Outcome::Failed("a bug in anjuan stopped its parsing".into()))?;
    let Some(first) = documents.first_mut() else {
        return Err(Outcome::Failed("no document was found in it".into()));
    };
    if warnings
        .iter()
        .any(|warning| warning.code == "unreadable_bytes")
    {
        // The parser sees the same characters and cannot know that decoding made them.
        first
            .record
            .warnings
            .retain(|warning| warning.code != "replacement_char");
    }
    first.record.warnings.splice(0..0, warnings);
    Ok(documents)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(bytes: &[u8]) -> Vec<String> {
        let loaded = load_bytes(bytes, "a", None).expect("text");
        let documents = documents(loaded, &UserRules::default()).expect("documents");
        let warnings = &documents[0].record.warnings;
        warnings
            .iter()
            .map(|warning| warning.code.clone())
            .collect()
    }

    #[test]
    fn odd_bytes_are_warned_of() {
        assert_eq!(codes("云科〔2022〕32号".as_bytes()), [""; 0]);
        assert_eq!(codes("云科\0〔2022〕32号".as_bytes()), ["nul_characters"]);
        assert_eq!(codes(b"\xe4\xba\x91\xe7\xa7\x91\xe5"), ["unreadable_bytes"]);
    }

    #[test]
    fn nothing_and_noise_are_skipped() {
        for blank in [
            &b""[..],
            b" \n\t\r\n",
            b"\xef\xbb\xbf",
            "\u{3000}\n".as_bytes(),
        ] {
            assert_eq!(
                load_bytes(blank, "a", None).expect_err("skipped"),
                Outcome::Skipped(Skip::Empty)
            );
        }
        assert_eq!(
            load_bytes(b"%PDF-1.4", "a", None).expect_err("skipped"),
            Outcome::Skipped(Skip::Binary("PDF"))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_outcome(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(loaded) = load_bytes(&bytes, "a", None) {
                prop_assert!(documents(loaded, &UserRules::default()).is_ok());
            }
        }
    }
}
