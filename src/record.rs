//! One document as anjuan understands it, and its JSON form.

mod fields;
pub(crate) mod read;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use fields::Fields;

/// The version of the record's JSON form.
pub const SCHEMA: u32 = 1;

/// A document's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A letter that answers a proposal or suggestion (答复, 复函, 会办意见).
    ProposalReply,
    /// A page that carries the proposal itself, with or without the reply.
    ProposalPage,
    /// Notice, decision, order, announcement, request, report upward.
    OfficialDocument,
    /// An article of a newspaper.
    NewspaperArticle,
    /// A work report or speech.
    WorkReport,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are listed to people.
    pub const ALL: [Kind; 6] = [
        Kind::ProposalReply,
        Kind::ProposalPage,
        Kind::OfficialDocument,
        Kind::NewspaperArticle,
        Kind::WorkReport,
        Kind::Other,
    ];

    /// The name in JSON and in queries.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ProposalReply => "proposal_reply",
            Kind::ProposalPage => "proposal_page",
            Kind::OfficialDocument => "official_document",
            Kind::NewspaperArticle => "newspaper_article",
            Kind::WorkReport => "work_report",
            Kind::Other => "other",
        }
    }

    /// The Chinese name shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Kind::ProposalReply => "提案答复",
            Kind::ProposalPage => "提案",
            Kind::OfficialDocument => "公文",
            Kind::NewspaperArticle => "报道",
            Kind::WorkReport => "工作报告",
            Kind::Other => "其他",
        }
    }
}

/// The file a record was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The path as the user named it or as the archive stores it; undecodable bytes shown as U+FFFD.
    pub path: String,
    /// MIME type by content.
    pub media_type: String,
    /// Name of the character encoding; empty for containers that have none of their own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// BLAKE3 of the file's bytes, in hex.
    pub blake3: String,
    /// Pages, where the container or page marks tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The engine that recognised the text of pictures, with its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised_by: Option<String>,
}

/// Where a value stands in the decoded source text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The source text from `start` to `end`, verbatim.
    pub text: String,
    /// Line number, from 1.
    pub line: usize,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The rule that found it.
    pub rule: Cow<'static, str>,
    /// Page number in the file, from 1, where the container has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// How sure the engine was that recognised it, from 0 to 100; the least of its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// The tag that the container itself gives this text, such as 发文字号 in an OFD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

/// Something a reader should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A stable snake_case code.
    pub code: String,
    /// The field it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What was seen, in words.
    pub message: String,
    /// Line number in the source, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

/// One document: what it is, where it came from, its fields with their evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// Version of this form, [`SCHEMA`].
    pub schema: u32,
    /// First 16 hex digits of the file's BLAKE3, with `-2`, `-3` … for its later records.
    pub id: String,
    /// What kind of document it is.
    pub kind: Kind,
    /// The file.
    pub source: Source,
    /// Fields by their JSON name, in the order of [`crate::rules::RULES`], then the
    /// user's own; `dates` is an object.
    #[serde(flatten)]
    pub fields: Fields,
    /// Field (or `dates.written` …) → where its values stand.
    pub evidence: indexed::Evidences,
    /// What a reader should look at.
    pub warnings: Vec<Warning>,
}

/// The evidence map, kept in the order in which fields are listed.
pub mod indexed {
    use std::borrow::Cow;
    use std::fmt;

    use serde::de::{MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

    use super::Evidence;

    /// Field name → evidence entries, in insertion order.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Evidences(pub Vec<(Cow<'static, str>, Vec<Evidence>)>);

    impl Evidences {
        /// The entries of `field`.
        pub fn get(&self, field: &str) -> &[Evidence] {
            self.0
                .iter()
                .find(|(name, _)| name == field)
                .map_or(&[], |(_, list)| list)
        }
    }

    impl Serialize for Evidences {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(self.0.len()))?;
            for (field, list) in &self.0 {
                map.serialize_entry(field, list)?;
            }
            map.end()
        }
    }

    impl<'de> Deserialize<'de> for Evidences {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_map(Entries)
        }
    }

    /// Reads the entries one by one.
    struct Entries;

    impl<'de> Visitor<'de> for Entries {
        type Value = Evidences;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("evidence")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Evidences, A::Error> {
            let mut list = Vec::new();
            while let Some(entry) = map.next_entry()? {
                list.push(entry);
            }
            Ok(Evidences(list))
        }
    }
}

impl Record {
    /// A field's value by its name; `dates.written` looks inside `dates`.
    pub fn get(&self, field: &str) -> Option<&Value> {
        match field.split_once('.') {
            Some((outer, inner)) => self.fields.get(outer)?.get(inner),
            None => self.fields.get(field),
        }
    }

    /// A field's value if it is a text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field)?.as_str()
    }

    /// The date by which a document is listed: written, else published, else printed.
    pub fn date(&self) -> Option<&str> {
        ["dates.written", "dates.published", "dates.printed"]
            .iter()
            .find_map(|field| self.text(field))
    }
}
