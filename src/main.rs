use std::process::ExitCode;

fn main() -> ExitCode {
    filature::cli::main()
}
