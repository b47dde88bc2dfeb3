//! The pages that people see, and the files that they are made of.

/// A page, or a file that belongs to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The team's single-page console, whatever its path: the browser's code reads it.
    Console,
    /// The form as a page of its own, for the web views of apps.
    Feedback,
    /// Where an author sees what became of a feedback.
    Receipt,
    /// A page that shows the widget.
    Demo,
    /// The widget, which the pages of others load.
    Widget,
    /// A file with its hash in its name, by its path below `assets/`.
    Asset(String),
}

impl Page {
    /// Path of its file in the folder that the console's build fills.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Console => "index.html".to_owned(),
            Self::Feedback => "feedback.html".to_owned(),
            Self::Receipt => "receipt.html".to_owned(),
            Self::Demo => "demo.html".to_owned(),
            Self::Widget => "widget.js".to_owned(),
            Self::Asset(path) => format!("assets/{path}"),
        }
    }

    /// Whether it is a document and not a part of one.
    #[must_use]
    pub const fn is_document(&self) -> bool {
        !matches!(self, Self::Widget | Self::Asset(_))
    }
}

/// A file, embedded in the function when that is built.
#[derive(Debug)]
pub struct File {
    /// Path in the folder of the console's build.
    pub path: &'static str,
    /// What it is, for browsers.
    pub content_type: &'static str,
    /// Hash of its content.
    pub hash: &'static str,
    /// Its content.
    pub plain: &'static [u8],
    /// The same compressed with Brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// The same compressed with gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}
