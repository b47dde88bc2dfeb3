//! Media: pictures, films and logs that go with a feedback.
//!
//! An upload comes first: it gets an id and a record, and the client sends the bytes straight to the bucket. `media_ready`
//! looks at them and settles the record: ready, or rejected with a reason. A feedback then claims its media by their ids,
//! before or after they are settled. What nobody claims within 24 hours goes away.
//!
//! * **Limits**: seed 000 and issue 3 "Upload": pictures 10 MB, films 50 MB, logs 5 MB, nine a feedback.
//! * **Secrecy**: an id has 128 random bits and is the only way to a file, so it is as good as a password; it is logged
//!   nowhere but in the records' own keys.

use std::fmt;

use super::{
    error::{Error, Reason},
    ids::{AppId, FeedbackId},
    text::Text,
    time::Timestamp,
};

/// The most that one feedback may bring.
pub const MEDIA_PER_FEEDBACK: usize = 9;
/// The most pixels that are decoded (ours: a 40-megapixel picture takes 160 MB of memory).
pub const MOST_PIXELS: u64 = 40_000_000;
/// How long a signed upload is good for, in seconds (issue 3 "Upload").
pub const UPLOAD_LIFETIME_S: u64 = 15 * 60;
/// How long an upload may wait for its feedback, in seconds.
pub const CLAIM_WITHIN_S: u64 = 24 * 60 * 60;

const MB: u64 = 1024 * 1024;

/// Name of a file on the sender's device, for whoever downloads it.
pub type FileName = Text<255>;

/// Identity of an upload: `m_` + 26 of `[0-9a-z]`, from 128 random bits, so that nobody guesses one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaId(String);

impl MediaId {
    /// Characters after `m_`.
    const DIGITS: usize = 26;

    /// The id of 128 random bits.
    #[must_use]
    pub fn from_random(mut bits: u128) -> Self {
        let mut digits = [b'0'; Self::DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[(bits % 36) as usize];
            bits /= 36;
        }
        Self(format!("m_{}", String::from_utf8_lossy(&digits)))
    }

    /// Reads an id. `None` means "no such upload".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("m_")?;
        let canonical =
            digits.len() == Self::DIGITS && digits.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        canonical.then(|| Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MediaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What may be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// A photograph.
    Jpeg,
    /// A screenshot.
    Png,
    /// A picture of the web.
    Webp,
    /// A picture that moves.
    Gif,
    /// A film.
    Mp4,
    /// A log.
    Log,
}

impl MediaType {
    /// Every type.
    pub const ALL: [Self; 6] = [Self::Jpeg, Self::Png, Self::Webp, Self::Gif, Self::Mp4, Self::Log];
    /// Every name, as `Content-Type` has it.
    pub const NAMES: &'static [&'static str] =
        &["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "text/plain"];

    /// The name, as `Content-Type` has it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The type with this name; parameters such as `charset` and the case do not matter.
    #[must_use]
    pub fn from_content_type(name: &str) -> Option<Self> {
        let essence = name.split(';').next().unwrap_or_default().trim();
        Self::ALL.into_iter().find(|media_type| media_type.content_type().eq_ignore_ascii_case(essence))
    }

    /// The most bytes a file of this type may have.
    #[must_use]
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Gif => 10 * MB,
            Self::Mp4 => 50 * MB,
            Self::Log => 5 * MB,
        }
    }

    /// Whether it is a picture.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Gif)
    }
}

/// What a client says about a file before it sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub file_name: FileName,
    /// Its type.
    pub media_type: MediaType,
    /// Its size in bytes, within what the type allows.
    pub size_bytes: u64,
}

impl Declared {
    /// Checks the size against the type.
    ///
    /// # Errors
    /// [`Error::Invalid`] about `size` if it is nothing, or more than the type allows.
    pub fn new(file_name: FileName, media_type: MediaType, size_bytes: u64) -> Result<Self, Error> {
        let max = media_type.most_bytes();
        if size_bytes == 0 || size_bytes > max {
            return Err(Reason::OutOfRange { min: 1, max }.of("size"));
        }
        Ok(Self { file_name, media_type, size_bytes })
    }
}

/// A medium as its record has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its identity.
    pub id: MediaId,
    /// Whose it is.
    pub app: AppId,
    /// What the client said of it.
    pub declared: Declared,
    /// What became of the file.
    pub state: MediaState,
    /// The feedback it belongs to, once one has claimed it.
    pub claimed_by: Option<FeedbackId>,
    /// When it goes away, in Unix seconds; never once a feedback has claimed it.
    pub expires_at_s: Option<u64>,
}

impl Media {
    /// Whether its time is over; the record may be there for a while longer.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at_s.is_some_and(|at| at <= now.seconds())
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MediaState {
    /// It has not come, or nobody has looked at it yet.
    Waiting,
    /// It may be shown.
    Ready(Facts),
    /// It was not what was declared, and is deleted.
    Rejected(Rejection),
}

impl MediaState {
    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready(_) => "ready",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// What is known of a file that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Bytes that are kept, which without metadata may be fewer than came.
    pub size_bytes: u64,
    /// SHA-256 of the bytes that are kept, in hexadecimal.
    pub sha256: String,
    /// Width and height in pixels, upright; pictures only.
    pub pixels: Option<(u32, u32)>,
    /// Whether there is a thumbnail, and with it a JPEG of at most 4 MB (WIRE.md, `wechat`): pictures only.
    pub has_renditions: bool,
}

/// Why a file is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Its first bytes are not those of the declared type.
    WrongType,
    /// It has more or fewer bytes than declared.
    WrongSize,
    /// It has more than 40 million pixels.
    TooManyPixels,
    /// It is damaged or cut off.
    Unreadable,
}

impl Rejection {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::WrongType, Self::WrongSize, Self::TooManyPixels, Self::Unreadable];

    /// The name in the store and in the native API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrongType => "wrong_type",
            Self::WrongSize => "wrong_size",
            Self::TooManyPixels => "too_many_pixels",
            Self::Unreadable => "unreadable",
        }
    }

    /// The reason with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rejection| rejection.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_all_of_its_bits_and_one_spelling() {
        let id = MediaId::from_random(u128::MAX);
        assert_eq!(id.as_str().len(), 28);
        assert_ne!(MediaId::from_random(1 << 127), MediaId::from_random(0));
        assert_eq!(MediaId::parse(id.as_str()), Some(id.clone()));
        for wrong in [
            "",
            "m_",
            "m_A",
            &id.as_str()[2..],
            &id.as_str().to_uppercase(),
            &format!("{id}a"),
            "m_../../../../../../../../x",
        ] {
            assert_eq!(MediaId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_type_is_known_by_its_essence() {
        assert_eq!(MediaType::from_content_type("Text/Plain; charset=utf-8"), Some(MediaType::Log));
        for wrong in ["", "image/svg+xml", "text/html", "image/jpg"] {
            assert_eq!(MediaType::from_content_type(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn sizes_have_their_limits() {
        let size = |media_type, size| Declared::new(FileName::parse("a").unwrap(), media_type, size).is_ok();
        assert!(size(MediaType::Jpeg, 10 * MB) && size(MediaType::Mp4, 50 * MB) && size(MediaType::Log, 5 * MB));
        assert!(!size(MediaType::Jpeg, 10 * MB + 1) && !size(MediaType::Log, 0));
    }
}
