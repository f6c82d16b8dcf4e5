//! `quantile_over_time`.

use firedrill_model::number::display_float;

use super::function::Function;
use super::kernel::{Kernel, RangeInput, RangeOutput};
use super::sorted_window::SortedWindow;
use super::windows::floats_only;
use crate::annotations::Level;
use crate::statistics::quantile_of_sorted;
use crate::syntax::ValueType;

pub(super) static QUANTILE_OVER_TIME: Function = Function {
    args: &[ValueType::Scalar, ValueType::RangeVector],
    ..Function::of_range(
        "quantile_over_time",
        "the quantile (0 to 1) of the values in the window",
        Kernel::range(|input, output| {
            floats_only(input, output, quantiles);
            Ok(())
        }),
    )
};

fn quantiles(input: &RangeInput<'_>, output: &mut RangeOutput<'_>) {
    let parameter = &input.scalars[0];
    let mut sorted = SortedWindow::new(input);
    for (step, &window) in input.windows.iter().enumerate() {
        if window.0 == window.1 {
            continue;
        }
        let q = parameter[step];
        if !(0.0..=1.0).contains(&q) {
            let text = format!("quantile value should be between 0 and 1, got {}", display_float(q));
            output.annotations.add(Level::Warning, text, input.call.args[0].span);
        }
        output.column.floats[step] = quantile_of_sorted(q, sorted.at(window));
    }
}
