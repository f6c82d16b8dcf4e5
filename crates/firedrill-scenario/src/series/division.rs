//! How a rate is divided among the values of a parameter.

use super::template::{SeriesTemplate, Share};

/// A rate, divided among all values of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Division {
    /// Which parameter.
    parameter: usize,
    /// Per value its share, of 1.
    parts: Vec<f64>,
}

impl Division {
    /// How `share` divides its parameter of `template` from now on, where it was divided as in
    /// `before` until now.
    pub(super) fn new(template: &SeriesTemplate, share: &Share, before: Option<&Self>) -> Self {
        let parameters = &template.parameters;
        let parameter = parameters.iter().position(|it| it.name == share.parameter).unwrap_or_default();
        let values = &parameters[parameter].values;
        let given =
            |value: &String| share.parts.iter().find(|(name, _)| name == value).map(|(_, part)| *part);
        let had = before.filter(|before| before.parameter == parameter);
        let weight = |idx: usize| match given(&values[idx]) {
            Some(_) => 0.0,
            None => had.map_or(1.0, |had| had.parts[idx]),
        };
        let mut weights: Vec<f64> = (0..values.len()).map(weight).collect();
        if weights.iter().all(|weight| *weight == 0.0) {
            weights = values.iter().map(|value| f64::from(u8::from(given(value).is_none()))).collect();
        }
        let all: f64 = weights.iter().sum();
        let left = (1.0 - share.parts.iter().map(|(_, part)| part).sum::<f64>()).max(0.0);
        let part = |(value, weight): (&String, f64)| given(value).unwrap_or_else(|| left * weight / all);
        Self { parameter, parts: values.iter().zip(weights).map(part).collect() }
    }

    /// The share of a combination of `template`.
    pub(super) fn of(&self, template: &SeriesTemplate, combination: &[&str]) -> f64 {
        let values = &template.parameters[self.parameter].values;
        let position = values.iter().position(|value| value == combination[self.parameter]);
        position.map_or(0.0, |position| self.parts[position])
    }
}

#[cfg(test)]
mod tests {
    use super::super::curve::Curve;
    use super::super::template::{Parameter, SeriesForm};
    use super::*;

    #[test]
    fn what_is_left_goes_to_the_values_that_are_not_named() {
        let mut template = SeriesTemplate::new(Vec::new(), SeriesForm::Gauge(Curve::constant(1.0)));
        let values = ["200", "404", "500"].map(str::to_owned).to_vec();
        template.parameters.push(Parameter { name: "c".to_owned(), values });
        let share = |parts: &[(&str, f64)]| Share {
            parameter: "c".to_owned(),
            parts: parts.iter().map(|(value, part)| ((*value).to_owned(), *part)).collect(),
        };
        let first = Division::new(&template, &share(&[("500", 0.5)]), None);
        assert_eq!(first.parts, [0.25, 0.25, 0.5]);
        let second = Division::new(&template, &share(&[("200", 0.75), ("404", 0.25)]), Some(&first));
        assert_eq!(second.parts, [0.75, 0.25, 0.0]);
        let third = Division::new(&template, &share(&[("500", 0.5)]), Some(&second));
        assert_eq!(third.parts, [0.375, 0.125, 0.5]);
        let all = Division::new(&template, &share(&[("500", 1.0)]), Some(&third));
        assert_eq!(all.parts, [0.0, 0.0, 1.0]);
        assert_eq!(Division::new(&template, &share(&[("500", 0.0)]), Some(&all)).parts, [0.5, 0.5, 0.0]);
        assert_eq!(third.of(&template, &["404"]), 0.125);
    }
}
