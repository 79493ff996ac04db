//! The program: parses arguments, runs the command, maps the result to an exit code.

fn main() {}
