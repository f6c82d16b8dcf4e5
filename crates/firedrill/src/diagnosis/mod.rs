//! What is wrong with a user's file, as problems with a position, an excerpt and advice.

mod alertmanager;
mod expression;
mod rule_file;
mod yaml;

pub(crate) use alertmanager::{alertmanager_errors, alertmanager_warnings};
pub(crate) use expression::expression_problem;
pub(crate) use rule_file::{foreign_fields, rule_file_errors, rule_file_problems};
