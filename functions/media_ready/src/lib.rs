//! Looks at files that strangers sent: what they are, what they hide, how they are shown.
//!
//! This is the only crate that links a decoder of pictures. Everything in it takes any bytes whatever without a panic.

mod pictures;
mod sniff;
mod strip;

use sha2::{Digest, Sha256};
use shared::{
    domain::media::{Declared, Facts, MediaType, Rejection},
    operations::media_ready::{Inspect, Inspected},
    store::media::Rendition,
};

pub use sniff::sniff;
pub use strip::strip;

/// The one inspector.
pub struct Inspector;

impl Inspect for Inspector {
    fn inspect(&self, declared: &Declared, bytes: Vec<u8>) -> Result<Inspected, Rejection> {
        let media_type = declared.media_type;
        if sniff(&bytes) != Some(media_type) {
            return Err(Rejection::WrongType);
        }
        if media_type.is_picture() {
            return pictures::inspect(media_type, bytes);
        }
        // Films and logs are kept as they are: nothing here reads them, and no browser is let to show them.
        let facts = facts(&bytes, None);
        Ok(Inspected { facts, files: vec![(Rendition::Original, media_type.content_type(), bytes)] })
    }
}

fn facts(kept: &[u8], pixels: Option<(u32, u32)>) -> Facts {
    use std::fmt::Write;
    let sha256 = Sha256::digest(kept).iter().fold(String::new(), |mut text, byte| {
        // A String takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Facts { size_bytes: kept.len() as u64, sha256, pixels, has_renditions: pixels.is_some() }
}

/// The declared type's name, in the one spelling of this crate.
const JPEG: &str = MediaType::Jpeg.content_type();
