//! What has to hold for any bytes whatever: called by the fuzzers in `fuzz/`, and by the tests below in every `cargo test`.
//!
//! A function here takes bytes and panics where something does not hold.

use shared::{
    domain::{
        media::{Declared, FileName, MediaType},
        sniff::sniff,
    },
    operations::media_ready::Inspect,
    store::media::Place,
};

use crate::{Inspector, event::S3Event, strip};

/// An event of S3, or what somebody made of one: it names files of ours or none.
///
/// # Panics
/// When that does not hold.
pub fn s3_event(bytes: &[u8]) {
    let Ok(event) = serde_json::from_slice::<S3Event>(bytes) else { return };
    for record in &event.records {
        if let Some(Place::Incoming(id) | Place::Unclaimed(id)) = Place::parse(record.key()) {
            assert!(record.key().ends_with(id.as_str()), "a key names the medium that it ends in");
        }
    }
}

/// A file of any type: its metadata go without a panic, and once is enough.
///
/// # Panics
/// When that does not hold.
pub fn metadata(bytes: &[u8]) {
    for media_type in MediaType::ALL {
        if let Some(once) = strip(media_type, bytes) {
            // A GIF may have lacked its trailer.
            assert!(once.len() <= bytes.len() + 1, "nothing is added to a {media_type:?}");
            assert_eq!(
                strip(media_type, &once).as_ref(),
                Some(&once),
                "a {media_type:?} that is stripped stays as it is"
            );
        }
    }
}

/// A file as it comes: what it is taken for is what it is shown as.
///
/// # Panics
/// When that does not hold.
pub fn file(bytes: &[u8]) {
    let Some(media_type) = sniff(bytes) else { return };
    let declared = FileName::parse("a").map(|name| Declared::new(name, media_type, bytes.len() as u64));
    let Ok(Ok(declared)) = declared else { return };
    if let Ok(inspected) = Inspector.inspect(&declared, bytes.to_vec()) {
        assert_eq!(inspected.facts.has_renditions, media_type.is_picture());
        let original = inspected.files.last().map(|(_, content_type, bytes)| (sniff(bytes), *content_type));
        assert_eq!(original, Some((Some(media_type), media_type.content_type())));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVENT: &str = include_str!("../../../events/media_ready/s3.json");

    /// The beginning of a file of each type.
    const BEGINNINGS: [&[u8]; 8] = [
        b"\xff\xd8\xff\xe1\0\x08Exif\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0",
        b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0",
        b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\x08",
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x2c\0\0\0\0\x01\0\x01\0\0\x02",
        b"\0\0\0\x14ftypmp42\0\0\0\0mp42\0\0\0\x40moov\0\0\0\x38trak\0\0\0\x30mdia",
        b"2026-09-21 ",
        b"",
    ];

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        (prop::sample::select(BEGINNINGS.to_vec()), prop::collection::vec(any::<u8>(), 0..300))
            .prop_map(|(beginning, rest)| [beginning, &rest].concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_file(bytes in bytes()) {
            metadata(&bytes);
            file(&bytes);
        }

        #[test]
        fn any_event(place in any::<prop::sample::Index>(), with in "\\PC{0,3}", cut in any::<bool>()) {
            let mut place = place.index(EVENT.len());
            while !EVENT.is_char_boundary(place) {
                place -= 1;
            }
            let (before, after) = EVENT.split_at(place);
            s3_event(format!("{before}{with}{}", if cut { "" } else { after }).as_bytes());
        }
    }

    #[test]
    fn the_event_itself_is_read() {
        let event: S3Event = serde_json::from_str(EVENT).unwrap();
        assert_eq!(event.records[0].key(), "incoming/${MEDIA_ID}");
    }
}
