//! The command line: global options and the list of commands.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{
    completions, doctor, export, files, ingest, man, parse, reader, rebuild, schema, search, show,
    stats, verify,
};

/// Turns folders of Chinese government documents into an archive that answers
///
/// `anjuan ingest FOLDER` reads documents into the archive, `anjuan search WORDS` finds them,
/// `anjuan show ID` shows one with its fields and where each of them stands.
#[derive(Debug, Parser)]
#[command(name = "anjuan", version, propagate_version = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Global {
    /// Use the archive in this folder instead of the nearest `.anjuan` from here upwards
    #[arg(long, global = true, env = "ANJUAN_ARCHIVE", value_name = "DIR")]
    pub archive: Option<PathBuf>,
    /// Colour the output
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum
    )]
    pub color: Color,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Also in a pipe
    Always,
    /// Not at all
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[expect(
    missing_docs,
    reason = "a comment here would hide the help that stands on each command's arguments"
)]
pub enum Command {
    Ingest(ingest::IngestArgs),
    Search(search::SearchArgs),
    Show(show::ShowArgs),
    Parse(parse::ParseArgs),
    Export(export::ExportArgs),
    Stats(stats::StatsArgs),
    Files(files::FilesArgs),
    Verify(verify::VerifyArgs),
    Rebuild(rebuild::RebuildArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    Doctor(doctor::DoctorArgs),
    #[command(hide = true)]
    Reader(reader::ReaderArgs),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }
}
