//! S3 on one machine: the template's buckets as files, and the events that they send to functions.
//!
//! * **Signatures**: `s3s` checks every request, presigned URLs and POST policies included, against the stack's own
//!   random key. What differs from AWS: a POST that breaks its policy is answered 400 here and 403 there; a session token is not
//!   looked at, since the stack has none.
//! * **Durability**: an object is one file, written aside, synced and renamed, so it is there as a whole or not at all. The
//!   event that it causes lies in a file of its own before the object is acknowledged; a kill at any moment loses neither.
//! * **Events**: the JSON that S3 itself sends, at least once, retried with backoff as Lambda does for asynchronous calls,
//!   and kept in `dead/` when that does not help: what the dead-letter queue is on AWS.
//! * **Lifecycle**: objects under a prefix expire after the rule's days, looked at once an hour.
//! * **CORS**: the bucket's rules, by tower-http, in front of everything, since `s3s` answers no preflight.
//!
//! | module | |
//! |---|---|
//! | `objects` | objects as files |
//! | `multipart` | objects that come in parts |
//! | `backend`, `uploads` | the operations of S3 on them |
//! | `server` | HTTP: signatures, CORS |
//! | `event` | what S3 tells a function |
//! | `queue` | events on their way |

mod backend;
mod event;
mod multipart;
mod objects;
mod queue;
mod server;
mod uploads;

pub(crate) use objects::hex;
pub use queue::Delivery;
pub use server::{ENDPOINT_VARIABLE, Keys, Server};
