//! The words of the product, free of any wire, transport or storage.
//!
//! Everything here is plain Rust: a value that exists is valid, because the only
//! way to get one is to parse it. The four wires spell these words in their own
//! ways (`crate::dialects`), the store keeps them (`crate::store`).

pub mod access;
pub mod announcement;
pub mod app;
pub mod bridge;
pub mod contact;
pub mod error;
pub mod export;
pub mod feedback;
pub mod filter;
pub mod ids;
pub mod kind;
pub mod limits;
pub mod media;
pub mod member;
pub mod page;
pub mod pages;
pub mod reply;
pub mod session;
pub mod sniff;
pub mod status;
pub mod text;
pub mod time;

pub use access::{Caller, Role};
pub use contact::{Contact, Email};
pub use error::{Error, Reason, TokenFault};
pub use feedback::{Card, Conversation, Draft, Feedback, Metadata, StatusChange};
pub use filter::Filter;
pub use ids::{AppId, FeedbackId, Ids, ReplyId};
pub use kind::{Fault, Faults, Kind, KindName, WechatType};
pub use media::MediaId;
pub use reply::{Reply, ReplyDraft};
pub use status::Status;
pub use text::{Content, Name, Source, Title};
pub use time::Timestamp;
