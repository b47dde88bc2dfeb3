//! Tells a file's type by its first bytes.

use super::media::MediaType;

/// What a file is; `None` if it is nothing that is taken. Text is what has no binary in it, so a log in an old Chinese
/// encoding is text too; and a program's source, an SVG or HTML are, which is why a log is only ever offered as a download.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<MediaType> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(MediaType::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(MediaType::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(MediaType::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(MediaType::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(MediaType::Mp4),
        _ if bytes.iter().all(|byte| is_text(*byte)) => Some(MediaType::Log),
        _ => None,
    }
}

/// Tab, line feed, form feed, carriage return, escape (of coloured logs), and everything printable in any encoding.
fn is_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | 0x1b | 0x20..=0x7e | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_otherwise_is_not_taken_for_it() {
        assert_eq!(sniff(b"<svg onload=alert(1)>"), Some(MediaType::Log));
        assert_eq!(sniff("2026-09-21 闪退".as_bytes()), Some(MediaType::Log));
        for bytes in [&b"\x7fELF\x02\x01"[..], b"MZ\x90\x00", b"%PDF-1.7\n\x00", b"PK\x03\x04\x14\x00", b"text\x00"] {
            assert_eq!(sniff(bytes), None);
        }
    }
}
