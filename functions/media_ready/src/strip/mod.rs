//! Takes the metadata out of a picture or film without touching what it shows: place, time, device, previews, comments.
//!
//! Kept are the parts of a known list, so what nobody has heard of goes too, and whatever follows the picture's end (a film
//! behind a photograph, an archive). A file without an end is cut off, and gives `None`.
//!
//! * **JPEG**: ITU T.81 annex B; kept are JFIF, colour profiles, Adobe's colour transform.
//! * **PNG**: W3C "Portable Network Graphics"; kept are critical chunks, colour, transparency, animation.
//! * **WebP**: RFC 9649; kept are pictures, alpha, animation, colour profile.
//! * **GIF** and **MP4**: see [`gif`] and [`mp4`].

mod gif;
mod mp4;

use shared::domain::media::MediaType;

/// The file without its metadata; `None` if it is cut off or damaged. A log is kept as it is.
#[must_use]
pub fn strip(media_type: MediaType, bytes: &[u8]) -> Option<Vec<u8>> {
    match media_type {
        MediaType::Jpeg => jpeg(bytes),
        MediaType::Png => png(bytes),
        MediaType::Webp => webp(bytes),
        MediaType::Gif => gif::strip(bytes),
        MediaType::Mp4 => mp4::strip(bytes),
        MediaType::Log => Some(bytes.to_vec()),
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const START_OF_SCAN: u8 = 0xda;
    const END: u8 = 0xd9;
    let mut kept = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Any number of fill bytes may come before a marker.
            0xff => at += 1,
            END => {
                kept.extend([0xff, END]);
                return Some(kept);
            }
            // Markers without a length.
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                let segment = bytes.get(at..at + 2 + length.max(2))?;
                if keeps_segment(marker, &segment[4.min(segment.len())..]) {
                    kept.extend_from_slice(segment);
                }
                at += segment.len();
                if marker == START_OF_SCAN {
                    let scan = scan(&bytes[at..])?;
                    kept.extend_from_slice(scan);
                    at += scan.len();
                }
            }
        }
    }
}

/// Coded data up to the next marker that is not a restart.
fn scan(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))?;
    Some(&bytes[..end])
}

fn keeps_segment(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xe0 => content.starts_with(b"JFIF\0"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        // Application data, of which Exif and XMP are two, and comments.
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: [&[u8; 4]; 13] = [
        b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD", b"cICP", b"mDCV", b"acTL", b"fcTL",
        b"fdAT",
    ];
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        let kind: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        if kind[0].is_ascii_uppercase() || KEPT.contains(&kind) {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        at += chunk.len();
    }
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    /// Bits of the extended header that announce Exif and XMP.
    const ANNOUNCED: u8 = 0x08 | 0x04;
    const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    let size = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..size.checked_add(8)?)?;
    let mut kept = bytes.get(..12)?.to_vec();
    while !rest.is_empty() {
        let kind: &[u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        // Chunks are padded to an even length.
        let chunk = rest.get(..length.checked_add(8 + length % 2)?)?;
        if KEPT.contains(&kind) {
            let start = kept.len();
            kept.extend_from_slice(chunk);
            if kind == b"VP8X" && length > 0 {
                kept[start + 8] &= !ANNOUNCED;
            }
        }
        rest = &rest[chunk.len()..];
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    Some(kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_picture() -> impl Strategy<Value = (MediaType, Vec<u8>)> {
        let beginnings = [
            (MediaType::Jpeg, b"\xff\xd8\xff".to_vec()),
            (MediaType::Png, b"\x89PNG\r\n\x1a\n".to_vec()),
            (MediaType::Webp, b"RIFF\x20\0\0\0WEBP".to_vec()),
            (MediaType::Gif, b"GIF89a\x01\0\x01\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02".to_vec()),
            (MediaType::Mp4, b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x20moov\0\0\0\x18trak".to_vec()),
        ];
        (prop::sample::select(beginnings.to_vec()), prop::collection::vec(any::<u8>(), 0..200))
            .prop_map(|((media_type, beginning), rest)| (media_type, [beginning, rest].concat()))
    }

    proptest! {
        #[test]
        fn nothing_panics_and_twice_is_once((media_type, bytes) in any_picture()) {
            if let Some(once) = strip(media_type, &bytes) {
                // A GIF may have lacked its trailer.
                prop_assert!(once.len() <= bytes.len() + 1);
                prop_assert_eq!(strip(media_type, &once), Some(once));
            }
        }
    }

    #[test]
    fn what_follows_the_end_goes() {
        let photograph =
            b"\xff\xd8\xff\xe1\0\x06Exif\xff\xfe\0\x04hi\xff\xda\0\x02\x01\xff\0\xff\xd0\x02\xff\xd9ftyp film";
        assert_eq!(jpeg(photograph).unwrap(), b"\xff\xd8\xff\xda\0\x02\x01\xff\0\xff\xd0\x02\xff\xd9");
        assert_eq!(jpeg(&photograph[..27]), None);
    }
}
