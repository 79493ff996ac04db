//! The program: everything it does is in [`anjuan::cli`].

fn main() -> std::process::ExitCode {
    anjuan::cli::main()
}
