//! anjuan 案卷: from folders of Chinese government documents to an archive that answers.

pub mod archive;
pub mod cli;
pub mod count;
pub mod decode;
pub mod document;
pub mod error;
pub mod exit_code;
pub mod index;
pub mod kind;
pub mod labels;
pub mod layout;
pub mod parse;
pub mod parts;
pub mod query;
pub mod record;
pub mod rules;
pub mod source;
pub mod text;
pub mod values;
