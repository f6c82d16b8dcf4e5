fn main() -> std::process::ExitCode {
    firedrill::harness::run(["rules", "scenarios"])
}
