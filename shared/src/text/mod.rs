//! Plain text: folding for search, escaping for HTML.

mod html;

pub use html::escape_html;

/// Folds upper and lower case together, for search.
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.to_lowercase()
}
