//! Media from the phone to the bucket and back, on the real stack and on the embedded S3 alone.
#![expect(clippy::unwrap_used, reason = "a helper of a test may panic as the test itself")]

mod bucket;
