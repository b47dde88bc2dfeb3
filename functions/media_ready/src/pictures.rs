//! Decodes a picture within limits, turns it upright, and makes what is shown of it.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
    metadata::Orientation,
};
use shared::{
    domain::media::{MOST_PIXELS, MediaType, Rejection},
    operations::media_ready::Inspected,
    store::media::Rendition,
};

use super::{JPEG, facts, strip};

/// Longest side of a thumbnail.
const THUMB_PIXELS: u32 = 320;
/// Most bytes of the JPEG for WeChat: Lambda's 6 MB hold it in base64.
const JPEG_BYTES: usize = 4 * 1024 * 1024;
/// Qualities that are tried until the JPEG is small enough; then it gets fewer pixels.
const QUALITIES: [u8; 3] = [90, 80, 60];
/// Most memory that the decoder may take beside the pixels, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// Makes what is shown of a picture.
///
/// # Errors
/// [`Rejection::TooManyPixels`] before anything is decoded; [`Rejection::Unreadable`] if it is damaged or cut off.
pub(super) fn inspect(media_type: MediaType, bytes: Vec<u8>) -> Result<Inspected, Rejection> {
    let (picture, orientation) = decode(media_type, &bytes)?;
    let pixels = (picture.width(), picture.height());
    // Last, so that a bomb is called a bomb.
    let stripped = strip(media_type, &bytes).ok_or(Rejection::Unreadable)?;
    drop(bytes);
    let original = if orientation == Orientation::NoTransforms { stripped } else { encode(media_type, &picture)? };
    let flat = flatten(picture);
    let thumb = thumb(&flat)?;
    let jpeg =
        if media_type == MediaType::Jpeg && original.len() <= JPEG_BYTES { original.clone() } else { small(flat)? };
    let files = vec![
        (Rendition::Thumb, JPEG, thumb),
        (Rendition::Jpeg, JPEG, jpeg),
        (Rendition::Original, media_type.content_type(), original),
    ];
    let facts = facts(&files[2].2, Some(pixels));
    Ok(Inspected { facts, files })
}

/// The picture, upright, and how it had to be turned. Of one that moves, the first frame.
fn decode(media_type: MediaType, bytes: &[u8]) -> Result<(DynamicImage, Orientation), Rejection> {
    let unreadable = |_| Rejection::Unreadable;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(media_type));
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Rejection::TooManyPixels);
    }
    // What is not readable as an orientation turns nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok((picture, orientation))
}

fn format(media_type: MediaType) -> ImageFormat {
    match media_type {
        MediaType::Png => ImageFormat::Png,
        MediaType::Webp => ImageFormat::WebP,
        MediaType::Gif => ImageFormat::Gif,
        MediaType::Jpeg | MediaType::Mp4 | MediaType::Log => ImageFormat::Jpeg,
    }
}

/// Writes a picture that had to be turned.
fn encode(media_type: MediaType, picture: &DynamicImage) -> Result<Vec<u8>, Rejection> {
    if media_type == MediaType::Jpeg {
        return jpeg(&picture.to_rgb8(), 92);
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format(media_type)).map_err(|_| Rejection::Unreadable)?;
    Ok(bytes.into_inner())
}

/// Transparent places turn white, since a JPEG has none.
fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        let on_white = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([on_white(red), on_white(green), on_white(blue)])
    })
}

fn thumb(picture: &RgbImage) -> Result<Vec<u8>, Rejection> {
    match within(picture, THUMB_PIXELS) {
        None => jpeg(picture, 80),
        Some((width, height)) => jpeg(&imageops::thumbnail(picture, width, height), 80),
    }
}

/// The JPEG for WeChat: less quality first, then fewer pixels.
fn small(mut picture: RgbImage) -> Result<Vec<u8>, Rejection> {
    loop {
        for quality in QUALITIES {
            let bytes = jpeg(&picture, quality)?;
            if bytes.len() <= JPEG_BYTES {
                return Ok(bytes);
            }
        }
        let (width, height) = ((picture.width() / 2).max(1), (picture.height() / 2).max(1));
        picture = imageops::resize(&picture, width, height, FilterType::Triangle);
    }
}

/// The size that fits a square of `side` pixels, if the picture does not.
fn within(picture: &RgbImage, side: u32) -> Option<(u32, u32)> {
    let longest = picture.width().max(picture.height());
    let fit = |length: u32| {
        let fitted = u64::from(length) * u64::from(side) / u64::from(longest.max(1));
        u32::try_from(fitted).unwrap_or(side).max(1)
    };
    (longest > side).then(|| (fit(picture.width()), fit(picture.height())))
}

fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Rejection> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let written = encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8);
    written.map_err(|_| Rejection::Unreadable)?;
    Ok(bytes)
}
