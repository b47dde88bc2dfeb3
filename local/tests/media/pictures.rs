//! Real pictures, made in the test.

use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

/// Latitude in the Exif below, as it lies in the file: 31 degrees, 14 minutes, 1234 hundredths of a second.
pub const LATITUDE: [u8; 24] = [31, 0, 0, 0, 1, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0xd2, 4, 0, 0, 100, 0, 0, 0];

/// A picture with a red upper left corner, the rest blue with some noise.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 180 + u8::try_from((x * 7 + y * 13) % 60).unwrap()])
        }
    })
}

/// A picture that nothing compresses.
pub fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_f491_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        Rgb([state.to_le_bytes()[0], state.to_le_bytes()[1], state.to_le_bytes()[2]])
    })
}

pub fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    bytes
}

pub fn encoded(picture: &RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// TIFF as Exif has it: an orientation, and where the picture was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, [orientation, 0, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38_u32.to_le_bytes()));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 68_u32.to_le_bytes()));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend(LATITUDE);
    tiff
}

/// A photograph as a phone takes it: with Exif, and a place in it.
pub fn photograph(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(picture, 90);
    let content = [b"Exif\0\0".to_vec(), exif(orientation)].concat();
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &content, &plain[2..], b"and a film behind it"].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let body = [&kind[..], content].concat();
    [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
}

/// A screenshot with a place and a text in it.
pub fn screenshot(picture: &RgbImage) -> Vec<u8> {
    let plain = encoded(picture, image::ImageFormat::Png);
    // After the signature and the header.
    let (start, rest) = plain.split_at(33);
    [start, &chunk(*b"eXIf", &exif(1)), &chunk(*b"tEXt", b"Author\0somebody"), rest].concat()
}

/// A picture of the web with Exif behind it, and a place in that.
pub fn web_picture(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = encoded(picture, image::ImageFormat::WebP);
    let chunk = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [kind, &length, content, &vec![0; content.len() % 2]].concat()
    };
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    // Exif is announced by the fourth bit from the right.
    let announced = [vec![0x08, 0, 0, 0], side(picture.width()), side(picture.height())].concat();
    // What follows `RIFF`, its length and `WEBP` is the picture itself.
    let chunks = [chunk(b"VP8X", &announced), plain[12..].to_vec(), chunk(b"EXIF", &exif(orientation))].concat();
    [&b"RIFF"[..], &u32::try_from(chunks.len() + 4).unwrap().to_le_bytes(), b"WEBP", &chunks].concat()
}

/// A picture that could move, with a comment before its end.
pub fn commented_gif(picture: &RgbImage) -> Vec<u8> {
    let plain = encoded(picture, image::ImageFormat::Gif);
    let (begin, trailer) = plain.split_at(plain.len() - 1);
    [begin, b"\x21\xfe\x08somebody\0", trailer].concat()
}

/// The boxes of a film that was never filmed, with the place and the time that a telephone writes.
pub fn film() -> Vec<u8> {
    let part = |kind: &[u8], content: &[u8]| {
        [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], kind, content].concat()
    };
    let place = part(b"udta", &part(b"\xa9xyz", b"+31.2304+121.4737/"));
    let header = part(b"mvhd", &[&[0; 4][..], b"when", b"then", &[0; 88]].concat());
    [part(b"ftyp", b"mp42\0\0\0\0mp42isom"), part(b"moov", &[header, place].concat()), part(b"mdat", b"film")].concat()
}

/// A PNG of a few bytes that says it has 60,000 by 60,000 pixels.
pub fn bomb() -> Vec<u8> {
    let mut header = [60_000_u32.to_be_bytes(), 60_000_u32.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let nothing = b"\x78\x9c\x03\0\0\0\0\x01";
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(*b"IHDR", &header), &chunk(*b"IDAT", nothing), &chunk(*b"IEND", b"")].concat()
}

/// Whether one text of bytes is in another.
pub fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
