//! Console: the pages that people see, and the way in for members of the team.
//!
//! A page costs nothing but the call: it is embedded in the function, compressed. What a sign-in costs, see
//! [`super::sign_in`].

use super::{
    Context,
    sign_in::{self, SignIn, SignedIn, sign_in},
};
use crate::{
    domain::{
        Error,
        pages::{File, Page},
    },
    token::TokenKey,
};

pub use sign_in::{Rights, verbs};

/// What a browser comes for.
pub enum Visit {
    /// A page, or what belongs to one.
    Page(Page),
    /// A session.
    SignIn(SignIn),
}

/// What it gets.
pub enum Shown {
    /// A file, as which page.
    File(Page, &'static File),
    /// The console was not built; which page is missing.
    Missing(Page),
    /// About the session.
    SignedIn(SignedIn),
}

/// Shows a page, or does what is asked of a session.
///
/// # Errors
/// [`Error::NotFound`] for a file that no page has; those of [`sign_in()`].
pub async fn console(
    store: &impl Rights,
    key: &TokenKey,
    files: &'static [File],
    context: &Context<'_>,
    visit: Visit,
) -> Result<Shown, Error> {
    match visit {
        Visit::SignIn(asked) => sign_in(store, key, context, asked).await.map(Shown::SignedIn),
        Visit::Page(page) => show(files, page),
    }
}

fn show(files: &'static [File], page: Page) -> Result<Shown, Error> {
    match files.iter().find(|file| file.path == page.path()) {
        Some(file) => Ok(Shown::File(page, file)),
        None if page.is_document() => Ok(Shown::Missing(page)),
        None => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FILES: [File; 1] =
        [File { path: "index.html", content_type: "text/html", hash: "h", plain: b"<p>", brotli: None, gzip: None }];

    #[test]
    fn what_was_not_built_is_missing_and_what_is_no_file_is_not_found() {
        assert!(matches!(show(&FILES, Page::Console), Ok(Shown::File(Page::Console, _))));
        assert!(matches!(show(&FILES, Page::Demo), Ok(Shown::Missing(Page::Demo))));
        for none in [Page::Widget, Page::Asset("index.html".into()), Page::Asset("../index.html".into())] {
            assert!(matches!(show(&FILES, none), Err(Error::NotFound)));
        }
    }
}
