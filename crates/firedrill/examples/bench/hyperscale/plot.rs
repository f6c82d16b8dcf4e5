//! Time and memory over the number of series, both axes logarithmic, as SVG.

use super::Measurement;

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 56.0;
/// Powers of ten on the horizontal axis.
const DECADES_X: (i32, i32) = (4, 6);
/// Powers of ten on the vertical axis: seconds, and gigabytes.
const DECADES_Y: (i32, i32) = (-2, 2);

/// The exponent of `value` as a power of the number of series: the slope of the line of least squares.
pub(super) fn slope(measurements: &[Measurement], value: impl Fn(&Measurement) -> f64) -> f64 {
    let points: Vec<(f64, f64)> =
        measurements.iter().map(|it| ((it.series as f64).log10(), value(it).log10())).collect();
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let covariance: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    covariance / points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum::<f64>()
}

/// The picture.
pub(super) fn draw(measurements: &[Measurement]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n"
    );
    for decade in DECADES_Y.0..=DECADES_Y.1 {
        let y = vertical(10_f64.powi(decade));
        svg += &format!(
            "<path d=\"M{MARGIN} {y:.1}H{}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
            WIDTH - MARGIN,
            MARGIN - 6.0,
            y + 4.0,
            10_f64.powi(decade)
        );
    }
    for decade in DECADES_X.0..=DECADES_X.1 {
        let x = horizontal(10_f64.powi(decade));
        svg += &format!(
            "<path d=\"M{x:.1} {MARGIN}V{}\" stroke=\"#ddd\"/><text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            HEIGHT - MARGIN,
            HEIGHT - MARGIN + 18.0,
            10_u64.pow(decade.unsigned_abs())
        );
    }
    svg += &format!(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">series</text>\n",
        WIDTH / 2.0,
        HEIGHT - 14.0
    );
    svg += &line(measurements, "seconds", "#1f77b4", 20.0, |it| it.seconds);
    svg += &line(measurements, "gigabytes", "#d62728", 38.0, |it| it.bytes / 1e9);
    svg + "</svg>\n"
}

fn line(
    measurements: &[Measurement],
    name: &str,
    colour: &str,
    legend: f64,
    value: impl Fn(&Measurement) -> f64,
) -> String {
    let point = |it: &Measurement| (horizontal(it.series as f64), vertical(value(it)));
    let points: Vec<(f64, f64)> = measurements.iter().map(point).collect();
    let path: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let dots: Vec<String> =
        points.iter().map(|(x, y)| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>")).collect();
    format!(
        "<g fill=\"{colour}\"><polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>{dots}\
         <text x=\"{MARGIN}\" y=\"{legend}\">{name}, slope {:.2}</text></g>\n",
        path.join(" "),
        slope(measurements, value),
        dots = dots.concat()
    )
}

fn horizontal(series: f64) -> f64 {
    let (first, last) = (f64::from(DECADES_X.0), f64::from(DECADES_X.1));
    MARGIN + (series.log10() - first) / (last - first) * (WIDTH - 2.0 * MARGIN)
}

fn vertical(value: f64) -> f64 {
    let (first, last) = (f64::from(DECADES_Y.0), f64::from(DECADES_Y.1));
    HEIGHT - MARGIN - (value.log10() - first) / (last - first) * (HEIGHT - 2.0 * MARGIN)
}
