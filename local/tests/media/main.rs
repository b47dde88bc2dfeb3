//! Media from the phone to the bucket and back, on the real stack and on the embedded S3 alone.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may panic as the test itself")]

mod bucket;
mod crashes;
mod links;
mod phone;
mod pictures;
mod rejections;
mod uploads;
