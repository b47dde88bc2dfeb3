//! Looks at files that strangers sent: what they are, what they hide, how they are shown.
//!
//! This is the only crate that links a decoder of pictures. Everything in it takes any bytes whatever without a panic.

pub mod event;
pub mod fuzzing;
mod pictures;
mod strip;

use sha2::{Digest, Sha256};
use shared::{
    domain::{
        media::{Declared, Facts, MediaType, Rejection},
        sniff::sniff,
    },
    operations::media_ready::{Inspect, Inspected},
    store::media::Rendition,
};

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
        // Nothing here decodes films and logs, and no browser is let to show them.
        let bytes = strip(media_type, &bytes).ok_or(Rejection::Unreadable)?;
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgb, RgbImage};
    use proptest::prelude::*;
    use shared::domain::media::FileName;

    use super::*;

    fn picture(side: u32, format: ImageFormat) -> Vec<u8> {
        let mut state = 7_u32;
        let noise = RgbImage::from_fn(side, side, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Rgb([state.to_be_bytes()[0], state.to_be_bytes()[1], state.to_be_bytes()[2]])
        });
        let mut bytes = Cursor::new(Vec::new());
        noise.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn inspect(media_type: MediaType, bytes: Vec<u8>) -> Result<Inspected, Rejection> {
        let file_name = FileName::parse("a").unwrap();
        Inspector.inspect(&Declared { file_name, media_type, size_bytes: bytes.len() as u64 }, bytes)
    }

    #[test]
    fn the_jpeg_for_wechat_is_small_enough_whatever_comes() {
        let inspected = inspect(MediaType::Png, picture(2_000, ImageFormat::Png)).unwrap();
        let size = |wanted| inspected.files.iter().find(|file| file.0 == wanted).unwrap().2.len();
        assert!(size(Rendition::Original) > 8_000_000);
        assert!(size(Rendition::Jpeg) <= 4 * 1024 * 1024 && size(Rendition::Jpeg) > 100_000);
        assert!(size(Rendition::Thumb) < 200_000);
        assert_eq!(inspected.facts.pixels, Some((2_000, 2_000)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn a_damaged_picture_is_no_panic(
            which in 0..4_usize,
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            cut in any::<prop::sample::Index>(),
        ) {
            let (media_type, format) = [
                (MediaType::Jpeg, ImageFormat::Jpeg),
                (MediaType::Png, ImageFormat::Png),
                (MediaType::Webp, ImageFormat::WebP),
                (MediaType::Gif, ImageFormat::Gif),
            ][which];
            let mut bytes = picture(24, format);
            for (place, value) in damage {
                let place = place.index(bytes.len());
                bytes[place] = value;
            }
            if let Ok(inspected) = inspect(media_type, bytes.clone()) {
                prop_assert!(inspected.facts.has_renditions);
            }
            bytes.truncate(cut.index(bytes.len()));
            let _ = inspect(media_type, bytes);
        }
    }
}
