//! MP4 (ISO/IEC 14496-12): what is no film is overwritten where it lies, since tables hold the places of everything.
//!
//! * **Kept** are the boxes of a known list, by the box that they lie in; any other becomes `free` and zeros: `udta` and
//!   `meta` with the place (`©xyz`), device and author, `uuid` with XMP, and whatever nobody has heard of.
//! * **Tracks** that are neither picture, sound nor text, as those with the way that a camera took, go with their samples.
//! * **Times** of recording are set to nothing.
//!
//! Fragmented films, which cameras do not write, keep the samples of such tracks, without a track that would show them.

mod samples;

/// A film without its metadata, as long as before but for what followed its last box; `None` if it is cut off.
pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut film = bytes.to_vec();
    let boxes = boxes(&film, 0..film.len())?;
    for part in &boxes {
        if !keep(&mut film, part, TOP)? {
            erase(&mut film, part);
        }
    }
    film.truncate(boxes.last()?.range.end);
    Some(film)
}

/// A box: its type, where it lies and where what it holds begins.
#[derive(Clone, Debug)]
struct Part {
    kind: [u8; 4],
    range: std::ops::Range<usize>,
    content: usize,
}

const TOP: &[&[u8; 4]] = &[b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"ssix", b"mfra", b"pdin"];
const MOVIE: &[&[u8; 4]] = &[b"mvhd", b"trak", b"mvex", b"iods"];
const TRACK: &[&[u8; 4]] = &[b"tkhd", b"mdia", b"edts", b"tref", b"tapt"];
const MEDIA: &[&[u8; 4]] = &[b"mdhd", b"hdlr", b"minf", b"elng"];
const FRAGMENT: &[&[u8; 4]] = &[b"mfhd", b"traf"];
const TRACK_FRAGMENT: &[&[u8; 4]] =
    &[b"tfhd", b"trun", b"tfdt", b"sbgp", b"sgpd", b"saiz", b"saio", b"senc", b"subs", b"sdtp"];

/// What a film is made of: picture, sound, texts, time codes.
const HANDLERS: [&[u8; 4]; 7] = [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd"];

/// Cleans a box whose kind is among the known ones, and says whether it is to stay.
fn keep(film: &mut [u8], part: &Part, known: &[&[u8; 4]]) -> Option<bool> {
    if !known.contains(&&part.kind) {
        return Some(false);
    }
    let inside = match &part.kind {
        b"moov" => MOVIE,
        b"trak" if !is_shown(film, part)? => {
            samples::erase(film, part)?;
            return Some(false);
        }
        b"trak" => TRACK,
        b"mdia" => MEDIA,
        b"moof" => FRAGMENT,
        b"traf" => TRACK_FRAGMENT,
        b"mvhd" | b"tkhd" | b"mdhd" => {
            forget_times(film, part)?;
            return Some(true);
        }
        _ => return Some(true),
    };
    for part in boxes(film, part.content..part.range.end)? {
        if !keep(film, &part, inside)? {
            erase(film, &part);
        }
    }
    Some(true)
}

/// The boxes that lie one behind the other in a range; `None` if one is longer than that. At the top, what follows the
/// last whole box after the film's own is no box.
fn boxes(film: &[u8], range: std::ops::Range<usize>) -> Option<Vec<Part>> {
    let is_top = range.start == 0;
    let mut found: Vec<Part> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match part_at(film, at, range.end, is_top) {
            Some(part) => {
                at = part.range.end;
                found.push(part);
            }
            None if is_top && found.iter().any(|part| part.kind == *b"mdat" || part.kind == *b"moof") => break,
            None => return None,
        }
    }
    Some(found)
}

fn part_at(film: &[u8], at: usize, end: usize, is_top: bool) -> Option<Part> {
    let header = film.get(at..end)?;
    let kind = *header.get(4..)?.first_chunk()?;
    let (length, content) = match u32::from_be_bytes(*header.first_chunk()?) {
        // To the end of the file.
        0 if is_top => (end - at, 8),
        1 => (usize::try_from(u64::from_be_bytes(*header.get(8..)?.first_chunk()?)).ok()?, 16),
        length => (usize::try_from(length).ok()?, 8),
    };
    let range = at..at.checked_add(length).filter(|last| *last <= end)?;
    (length >= content).then_some(Part { kind, content: at + content, range })
}

/// The first box of a kind within another.
fn find(film: &[u8], within: &Part, kind: [u8; 4]) -> Option<Part> {
    boxes(film, within.content..within.range.end)?.into_iter().find(|part| part.kind == kind)
}

/// Whether a track is part of what is seen, heard or read; `None` if it does not say.
fn is_shown(film: &[u8], track: &Part) -> Option<bool> {
    let handler = find(film, &find(film, track, *b"mdia")?, *b"hdlr")?;
    let kind = film.get(handler.content + 8..handler.range.end)?.first_chunk()?;
    Some(HANDLERS.contains(&kind))
}

/// Leaves a box that players pass over, of the same length and empty.
fn erase(film: &mut [u8], part: &Part) {
    film[part.range.start + 4..][..4].copy_from_slice(b"free");
    film[part.content..part.range.end].fill(0);
}

/// Creation and modification: two fields behind version and flags, of 32 bits each or in version 1 of 64.
fn forget_times(film: &mut [u8], part: &Part) -> Option<()> {
    let content = &mut film[part.content..part.range.end];
    let length = if *content.first()? == 1 { 16 } else { 8 };
    content.get_mut(4..4 + length)?.fill(0);
    Some(())
}

#[cfg(test)]
mod tests;
