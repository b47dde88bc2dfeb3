//! The bucket of pictures, films and logs, as narrow traits.
//!
//! | prefix | what | goes away |
//! |---|---|---|
//! | `incoming/<id>` | what a client sent, metadata and all; only `media_ready` reads it | when it has been looked at, or after a day |
//! | `media/<id>/…` | what may be shown: the file without its metadata, a thumbnail, a JPEG | with its feedback |
//! | `unclaimed/<id>` | nothing: a marker that S3 expires after a day | then `media_ready` is told, and deletes what no feedback has claimed |
//!
//! | `exports/<id>…` | files of exports | after a day |
//!
//! The id alone is the key: nobody can guess it, and the record knows the app. The record of a medium cannot be claimed
//! after 24 hours, and the marker is set later than the record and lives at least as long, so an expired marker can be
//! acted on without a race. So whoever claims needs no right to the bucket, and nothing has to look for leftovers.
//!
//! Signing ([`Signer`]) takes no call and no SDK of S3: its functions start as fast as the others. Only those that touch
//! objects ([`Bucket`]) link the SDK.

mod bucket;
mod export_files;
mod exports;
mod signer;

pub use bucket::Bucket;
pub use exports::{SignExports, WriteExports};
pub use signer::Signer;

use super::{Result, Verbs};
use crate::domain::{
    MediaId, Timestamp,
    media::{Declared, Media},
};

/// A form in which a file is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UploadForm {
    /// The file is the body of a PUT.
    #[default]
    Put,
    /// The file is a part of a form: all that `wx.uploadFile` can send.
    Post,
}

impl UploadForm {
    /// Every name: that of its HTTP method.
    pub const NAMES: &'static [&'static str] = &["PUT", "POST"];

    /// The form with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Put, Self::Post].into_iter().find(|form| Self::NAMES[*form as usize] == name)
    }
}

/// Where and how a file is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedUpload {
    /// PUT it to the address, with these headers.
    Put {
        /// Where to.
        url: String,
        /// Names and values.
        headers: Vec<(&'static str, String)>,
    },
    /// POST it to the address as the last part, called `file`, of a form with these fields.
    Post {
        /// Where to.
        url: String,
        /// Names and values.
        fields: Vec<(&'static str, String)>,
    },
}

/// One of the files that are kept of a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendition {
    /// What was sent, without its metadata.
    Original,
    /// A JPEG of at most 320 pixels a side.
    Thumb,
    /// A JPEG of at most 4 MB (WIRE.md, `wechat`).
    Jpeg,
}

impl Rendition {
    /// Every rendition.
    pub const ALL: [Self; 3] = [Self::Original, Self::Thumb, Self::Jpeg];
}

/// What a client sent.
pub struct Uploaded {
    /// How many bytes there are.
    pub size_bytes: u64,
    /// The bytes; `None` if there are more than were asked for.
    pub bytes: Option<Vec<u8>>,
}

/// Signs uploads.
pub trait SignUploads {
    /// IAM verbs.
    const VERBS: Verbs;
    /// An address to which a file of exactly the declared type and size can be sent for 15 minutes. Costs nothing; the
    /// upload itself is one PUT.
    ///
    /// # Errors
    /// Only ours.
    fn sign_upload(&self, id: &MediaId, declared: &Declared, form: UploadForm, now: Timestamp) -> Result<SignedUpload>;
}

/// Signs downloads.
pub trait SignDownloads {
    /// IAM verbs.
    const VERBS: Verbs;
    /// An address at which a file can be read for some minutes. Costs nothing; the download itself is one GET.
    ///
    /// # Errors
    /// Only ours.
    fn sign_download(&self, media: &Media, rendition: Rendition, now: Timestamp) -> Result<String>;
}

/// Reads and removes what clients sent.
pub trait TakeUploads {
    /// IAM verbs.
    const VERBS: Verbs;
    /// What a client sent, if it is there. One GET.
    async fn upload(&self, id: &MediaId, most_bytes: u64) -> Result<Option<Uploaded>>;
    /// Removes it. Free.
    async fn drop_upload(&self, id: &MediaId) -> Result<()>;
}

/// Reads what may be shown, for wires that want the bytes and follow no address.
pub trait ReadObjects {
    /// IAM verbs.
    const VERBS: Verbs;
    /// The bytes of one file, if it is there. One GET.
    async fn read(&self, id: &MediaId, rendition: Rendition) -> Result<Option<Vec<u8>>>;
}

/// Sends files as a client would, for those that came from elsewhere.
pub trait SendUploads {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Puts a file where `media_ready` looks at it. One PUT.
    async fn send_upload(&self, id: &MediaId, content_type: &str, bytes: Vec<u8>) -> Result<()>;
}

/// Keeps what may be shown.
pub trait KeepMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Stores one file. One PUT.
    async fn keep(&self, id: &MediaId, rendition: Rendition, content_type: &str, bytes: Vec<u8>) -> Result<()>;
    /// Sets the marker that expires after a day. One PUT.
    async fn start_clock(&self, id: &MediaId) -> Result<()>;
}

/// Deletes media.
pub trait DropMedia {
    /// IAM verbs.
    const VERBS: Verbs;
    /// Deletes all that there is of some media, up to 200 of them. One free call.
    async fn drop_media(&self, ids: &[MediaId]) -> Result<()>;
}

/// A marker's or an upload's key, as an event names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What a client sent.
    Incoming(MediaId),
    /// A marker.
    Unclaimed(MediaId),
}

impl Place {
    /// Reads a key. `None` if it is none of ours.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let (prefix, id) = key.split_once('/')?;
        let id = MediaId::parse(id)?;
        match prefix {
            "incoming" => Some(Self::Incoming(id)),
            "unclaimed" => Some(Self::Unclaimed(id)),
            _ => None,
        }
    }
}

fn incoming(id: &MediaId) -> String {
    format!("incoming/{id}")
}

fn unclaimed(id: &MediaId) -> String {
    format!("unclaimed/{id}")
}

fn kept(id: &MediaId, rendition: Rendition) -> String {
    let name = match rendition {
        Rendition::Original => "original",
        Rendition::Thumb => "thumb.jpg",
        Rendition::Jpeg => "picture.jpg",
    };
    format!("media/{id}/{name}")
}

/// Names the capabilities that one function takes from the bucket, and derives the IAM verbs it needs.
macro_rules! object_rights {
    ($implementation:ident: $($capability:ident),+ $(,)?) => {
        /// The capabilities this operation takes from the bucket.
        pub trait ObjectRights: $($crate::store::media::$capability +)+ {}
        impl<S: $($crate::store::media::$capability +)+> ObjectRights for S {}

        /// The IAM verbs behind those capabilities (without `s3:`), as `template.yaml` grants them.
        #[must_use]
        pub fn object_verbs() -> std::collections::BTreeSet<&'static str> {
            use $crate::store::media::$implementation;
            [$(<$implementation as $crate::store::media::$capability>::VERBS),+].concat().into_iter().collect()
        }
    };
}
pub(crate) use object_rights;
