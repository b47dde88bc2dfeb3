//! What can go wrong in the local stack: a message for the person at the terminal.

use std::{error, fmt};

/// A failure, said in one sentence, with the error that caused it.
#[derive(Debug)]
pub struct Error {
    message: String,
    cause: Option<Box<dyn error::Error + Send + Sync>>,
}

/// What every fallible step of the local stack returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure that has no further cause.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None }
    }
}

impl fmt::Display for Error {
    /// Writes the message and every cause behind it, since this line is all that the reader gets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        let mut cause: Option<&dyn error::Error> = self.cause.as_deref().map(|cause| cause as _);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl error::Error for Error {}

/// Says what was being done when an error came up.
pub trait Context<T> {
    /// Wraps the error in a message that is only built when there is an error.
    ///
    /// # Errors
    /// Whenever there was one.
    fn context<M: Into<String>>(self, message: impl FnOnce() -> M) -> Result<T>;
}

impl<T, E: Into<Box<dyn error::Error + Send + Sync>>> Context<T> for std::result::Result<T, E> {
    fn context<M: Into<String>>(self, message: impl FnOnce() -> M) -> Result<T> {
        self.map_err(|error| Error { message: message().into(), cause: Some(error.into()) })
    }
}
