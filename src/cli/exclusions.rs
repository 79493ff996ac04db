//! Lets `anjuan search 科技 -教育` be typed without quotes: a word that no option can begin with is a word.

use std::ffi::OsString;

/// The commands that take a query.
const WITH_QUERY: [&str; 3] = ["search", "export", "stats"];

/// The arguments with `-教育` written as `－教育`, which means the same in a query and is no option.
///
/// Only after a command that takes a query, and not where a letter or digit follows the hyphen.
pub fn as_words(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let args: Vec<OsString> = args.collect();
    let end = args
        .iter()
        .position(|arg| arg == "--")
        .unwrap_or(args.len());
    if !args[..end].iter().any(|arg| excluded(arg).is_some()) {
        return args;
    }
    let command = args[..end].iter().skip(1).position(is_command);
    let from = match command.map(|at| at + 1) {
        Some(at) if WITH_QUERY.iter().any(|name| args[at] == *name) => at,
        _ => end,
    };
    let read = |(at, arg): (usize, OsString)| match excluded(&arg) {
        Some(word) if from < at && at < end => word,
        _ => arg,
    };
    args.into_iter().enumerate().map(read).collect()
}

fn is_command(arg: &OsString) -> bool {
    use clap::CommandFactory;
    arg.to_str()
        .is_some_and(|arg| super::args::Cli::command().find_subcommand(arg).is_some())
}

/// The word in its other spelling, if it begins with a hyphen as no option does.
fn excluded(arg: &OsString) -> Option<OsString> {
    let word = arg.to_str()?.strip_prefix('-')?;
    let first = word.chars().next()?;
    (first != '-' && !first.is_ascii_alphanumeric()).then(|| format!("－{word}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        let words = as_words(line.split(' ').map(OsString::from));
        words
            .iter()
            .map(|word| word.to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn only_words_of_queries_are_changed() {
        for (typed, read) in [
            ("anjuan search 科技 -教育", "anjuan search 科技 －教育"),
            (
                "anjuan --color never search -\"甲 -(乙 --all -C 2",
                "anjuan --color never search －\"甲 －(乙 --all -C 2",
            ),
            (
                "anjuan stats -文号:* --by 类型",
                "anjuan stats －文号:* --by 类型",
            ),
            ("anjuan search -foo -5", "anjuan search -foo -5"),
            (
                "anjuan ingest -教育 search -甲",
                "anjuan ingest -教育 search -甲",
            ),
            ("anjuan search -- -教育", "anjuan search -- -教育"),
        ] {
            assert_eq!(shown(typed), read);
        }
    }
}
