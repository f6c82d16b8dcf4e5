//! Comparison with recorded results of Go.

fn bits(text: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(text, 16).expect("sixteen hexadecimal digits"))
}

/// Each line holds the bits of the arguments and of the result.
fn check(name: &str, fixture: &str, function: impl Fn(&[f64]) -> f64) {
    let rows = fixture.lines().filter(|line| !line.starts_with('#'));
    for row in rows {
        let numbers: Vec<f64> = row.split_whitespace().map(bits).collect();
        let (want, arguments) = numbers.split_last().expect("a result");
        let got = function(arguments);
        let same = got.to_bits() == want.to_bits() || (got.is_nan() && want.is_nan());
        assert!(same, "{name}{arguments:?} is {got:e}, in Go {want:e}");
    }
}

/// Compares a function with the fixture file of its name.
macro_rules! agrees_with_go {
    ($($name:ident($($argument:tt),+);)+) => {$(
        #[test]
        fn $name() {
            let fixture = include_str!(concat!("../../tests/fixtures/gomath/", stringify!($name), ".txt"));
            check(stringify!($name), fixture, |arguments| super::$name($(arguments[$argument]),+));
        }
    )+};
}

agrees_with_go! {
    acos(0);
    acosh(0);
    asin(0);
    asinh(0);
    atan(0);
    atan2(0, 1);
    atanh(0);
    cos(0);
    cosh(0);
    exp(0);
    exp2(0);
    ln(0);
    ln_1p(0);
    log10(0);
    log2(0);
    max(0, 1);
    min(0, 1);
    pow(0, 1);
    sin(0);
    sinh(0);
    tan(0);
    tanh(0);
}
