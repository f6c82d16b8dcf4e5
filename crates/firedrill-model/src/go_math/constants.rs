//! Constants of fdlibm that several functions share.

/// The upper part of ln 2: few enough bits that a multiple of it by an exponent is exact.
pub const LN2_HIGH: f64 = 6.93147180369123816490e-01;
/// What [`LN2_HIGH`] lacks of ln 2.
pub const LN2_LOW: f64 = 1.90821492927058770002e-10;
/// Coefficients of the series by which `ln` and `ln_1p` are computed near 1.
pub const LN_SERIES: [f64; 7] = [
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
];
