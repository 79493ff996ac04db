//! Options of the commands that read documents: which files, and how.

use crate::decode::Encoding;
use crate::error::Result;
use crate::source::Filter;

/// Which files are read, and how.
#[derive(Debug, Clone, clap::Args)]
pub struct ReadingArgs {
    /// Read only files that match; the pattern is tried on the name and on the path in the folder
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Leave out files and folders that match
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read files and folders whose names start with a dot
    #[arg(long)]
    pub hidden: bool,
    /// Read all files in this encoding: UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,
    /// Parse with this many threads [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub jobs: usize,
}

impl ReadingArgs {
    /// The filter that the patterns make.
    pub fn filter(&self) -> Result<Filter> {
        Filter::new(&self.include, &self.exclude, self.hidden)
    }
}

fn encoding(name: &str) -> Result<Encoding, String> {
    Encoding::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Encoding::ALL.iter().map(|known| known.name()).collect();
        format!("known encodings are {}", known.join(", "))
    })
}
