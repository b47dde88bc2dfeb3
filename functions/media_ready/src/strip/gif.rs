//! GIF (`CompuServe`, "Graphics Interchange Format", version 89a): comments, texts and what programs have left go; pictures, their timing, the
//! loop and the colour profile stay.

/// The file without its metadata; `None` if it is cut off within a block.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 13;
    const IMAGE: u8 = 0x2c;
    const EXTENSION: u8 = 0x21;
    const TRAILER: u8 = 0x3b;
    let mut at = HEADER + colours(*bytes.get(10)?);
    let mut kept = bytes.get(..at)?.to_vec();
    let mut has_picture = false;
    loop {
        let length = match bytes.get(at) {
            Some(&IMAGE) => {
                has_picture = true;
                // The descriptor, its colours, the size of a code.
                let begin = 10 + colours(*bytes.get(at + 9)?) + 1;
                begin + sub_blocks(bytes.get(at + begin..)?)?
            }
            Some(&EXTENSION) => 2 + sub_blocks(bytes.get(at + 2..)?)?,
            // Some programs forget the trailer, and some add their own things behind a block.
            Some(&TRAILER) | None => break,
            Some(_) if has_picture => break,
            Some(_) => return None,
        };
        let block = bytes.get(at..at + length)?;
        if block[0] == IMAGE || keeps_extension(block) {
            kept.extend_from_slice(block);
        }
        at += length;
    }
    kept.push(TRAILER);
    Some(kept)
}

/// Bytes of a table of colours, by the flags that announce it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Bytes of a chain of sub-blocks with its end.
fn sub_blocks(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

fn keeps_extension(block: &[u8]) -> bool {
    const CONTROL: u8 = 0xf9;
    const APPLICATION: u8 = 0xff;
    const KEPT: [&[u8]; 3] = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0", b"\x0bICCRGBG1012"];
    match block {
        [_, CONTROL, ..] => true,
        [_, APPLICATION, rest @ ..] => KEPT.iter().any(|name| rest.starts_with(name)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_foreign_extensions_go_and_the_loop_stays() {
        let begin = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff";
        let repeat = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0";
        let control = b"\x21\xf9\x04\0\0\0\0\0";
        let image = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
        let comment = b"\x21\xfe\x0931.23,121\0";
        let xmp = b"\x21\xff\x0bXMP DataXMP\x03<x>\0";
        let all = [&begin[..], repeat, comment, xmp, control, image, comment, b"\x3band a film behind it"].concat();
        let expected = [&begin[..], repeat, control, image, b"\x3b"].concat();
        assert_eq!(strip(&all), Some(expected.clone()));
        // Without a trailer it ends where its last block does; cut off within one it is none.
        assert_eq!(strip(&expected[..expected.len() - 1]), Some(expected.clone()));
        assert_eq!(strip(&expected[..expected.len() - 3]), None);
        assert_eq!(strip(b"GIF89a"), None);
    }
}
