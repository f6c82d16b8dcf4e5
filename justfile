# Recipes for people; `.ci/run` is what a change must pass.

# Lists the recipes.
default:
    @just --list

# Everything CI runs.
check:
    .ci/run

# The tests alone.
test *arguments:
    cargo test --workspace {{arguments}}

# Formats and applies clippy's own fixes.
fix:
    cargo clippy --workspace --all-targets --fix --allow-dirty -- -D warnings
    cargo fmt --all

# Rewrites the generated files (references, schema, snapshots); review with `git diff`.
generate:
    FIREDRILL_GENERATE=1 INSTA_UPDATE=always cargo test --workspace

# Times firedrill and promtool side by side and writes that section of docs/benchmarks.md; half an hour with the corpus.
bench-promtool *arguments:
    cargo build --release -p firedrill
    cargo run --release -p firedrill --example bench -- promtool {{arguments}}

# Runs the benchmarks and the run over a million series, and writes their sections of docs/benchmarks.md; 6 GB of memory.
bench:
    cargo bench -p firedrill-promql -p firedrill-rules -p firedrill --bench engine --bench rule_file --bench start
    cargo run --release -p firedrill --example bench -- alone

# Asks a real Prometheus 2.42 and this engine the same random queries; needs `prometheus` on PATH.
differential queries="20000":
    FIREDRILL_DIFFERENTIAL_QUERIES={{queries}} FIREDRILL_METAMORPHIC_QUERIES={{queries}} \
        cargo test -p firedrill-promql --test differential -- --nocapture

# Feeds every reader of user files mutated texts, ten minutes each; needs no nightly compiler.
fuzz seconds="600" *targets:
    FIREDRILL_FUZZ_SECONDS={{seconds}} cargo test -p firedrill --test fuzz -- {{targets}}

# Plays the same random sequences to a real Alertmanager 0.25 and to this one; needs `prometheus-alertmanager`.
differential-alertmanager sequences="200":
    FIREDRILL_DIFFERENTIAL_SEQUENCES={{sequences}} \
        cargo test -p firedrill-alertmanager --test differential -- --nocapture

# Measures which lines of firedrill-promql its own tests reach; needs `llvm-profdata` and `llvm-cov` of the
# major version that `rustc -vV` names (Debian: `apt install llvm-22`, suffix `-22`).
coverage suffix="-22":
    #!/usr/bin/env bash
    set -euo pipefail
    export CARGO_TARGET_DIR=target/coverage RUSTFLAGS='-C instrument-coverage'
    export LLVM_PROFILE_FILE="$PWD/target/coverage/profiles/%p-%m.profraw"
    rm -rf target/coverage/profiles
    cargo test -p firedrill-promql --tests
    llvm-profdata{{suffix}} merge --sparse target/coverage/profiles/*.profraw -o target/coverage/promql.profdata
    binaries=$(cargo test -p firedrill-promql --tests --no-run --message-format json \
        | grep -o '"executable":"[^"]*"' | cut -d '"' -f 4 | sed 's/^/--object /')
    llvm-cov{{suffix}} report $binaries --instr-profile target/coverage/promql.profdata \
        --ignore-filename-regex 'tests\.rs$' --show-region-summary=false --show-branch-summary=false \
        --sources crates/firedrill-promql/src

# Opens the API documentation.
doc:
    cargo doc --workspace --no-deps --open
