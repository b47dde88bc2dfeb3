//! Small films, box by box.

use super::*;

fn part(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], &kind, content].concat()
}

/// Version and flags, then numbers.
fn full(numbers: &[u32]) -> Vec<u8> {
    let numbers = numbers.iter().flat_map(|number| number.to_be_bytes());
    [0; 4].into_iter().chain(numbers).collect()
}

fn handler(kind: [u8; 4]) -> Vec<u8> {
    part(*b"hdlr", &[&full(&[0])[..], &kind, &[0; 12], b"a name\0"].concat())
}

/// A track whose samples are two in one chunk at `place`.
fn track(kind: [u8; 4], place: u32, sizes: [u32; 2], more: &[u8]) -> Vec<u8> {
    let tables = [
        part(*b"stsd", &full(&[0])),
        part(*b"stsc", &full(&[1, 1, 2, 1])),
        part(*b"stsz", &full(&[0, 2, sizes[0], sizes[1]])),
        part(*b"stco", &full(&[1, place])),
    ];
    let inside = part(*b"minf", &part(*b"stbl", &tables.concat()));
    let media = [part(*b"mdhd", &full(&[11, 12, 600, 0, 0])), handler(kind), inside].concat();
    part(*b"trak", &[part(*b"tkhd", &full(&[21, 22, 1])), part(*b"mdia", &media), more.to_vec()].concat())
}

const PLACE: &[u8] = b"+31.2304+121.4737/";

/// A film as a telephone writes it: a place, an author, a track with the way.
fn film() -> Vec<u8> {
    let place = part(*b"udta", &part(*b"\xa9xyz", PLACE));
    let head = part(*b"ftyp", b"mp42\0\0\0\0isom");
    let data = part(*b"mdat", &[&b"PICTURESOUND"[..], PLACE, b"MORE"].concat());
    let begin = u32::try_from(head.len() + 8).unwrap();
    let movie = [
        part(*b"mvhd", &full(&[31, 32, 600, 1_200])),
        track(*b"vide", begin, [3, 4], &place),
        track(*b"meta", begin + 12, [10, 8], b""),
        part(*b"meta", PLACE),
        place.clone(),
    ];
    [head, data, part(*b"moov", &movie.concat()), part(*b"uuid", PLACE), part(*b"free", PLACE)].concat()
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part).count()
}

#[test]
fn places_ways_and_times_go_and_everything_stays_where_it_was() {
    let film = film();
    assert_eq!(count(&film, PLACE), 6);
    let stripped = strip(&film).unwrap();
    assert_eq!(stripped.len(), film.len());
    assert_eq!(count(&stripped, PLACE), 0);
    assert_eq!((count(&stripped, b"PICTURESOUND"), count(&stripped, b"MORE")), (1, 1));
    assert_eq!((count(&stripped, b"trak"), count(&stripped, b"hdlr")), (1, 1));
    let moov = find(&stripped, &Part { kind: *b"root", range: 0..stripped.len(), content: 0 }, *b"moov").unwrap();
    let kinds: Vec<_> =
        boxes(&stripped, moov.content..moov.range.end).unwrap().into_iter().map(|part| part.kind).collect();
    assert_eq!(kinds, [*b"mvhd", *b"trak", *b"free", *b"free", *b"free"]);
    let header = find(&stripped, &moov, *b"mvhd").unwrap();
    assert_eq!(stripped[header.content..header.range.end], full(&[0, 0, 600, 1_200]));
    assert_eq!(strip(&stripped), Some(stripped));
}

#[test]
fn what_is_cut_off_is_refused_and_what_follows_goes() {
    let film = film();
    for length in [0, 4, 12, 30, 50] {
        assert_eq!(strip(&film[..length]), None, "{length}");
    }
    let longer = [&film[..], b"trailing bytes"].concat();
    assert_eq!(strip(&longer), strip(&film));
    // A box that reaches to the end of the file.
    let mut open = [part(*b"ftyp", b"mp42"), part(*b"mdat", b"PICTURE")].concat();
    let at = open.len() - 15;
    open[at..at + 4].fill(0);
    assert_eq!(strip(&open), Some(open));
}

#[test]
fn samples_that_overlap_are_refused() {
    let tables = [
        part(*b"stsc", &full(&[1, 1, 1, 1])),
        part(*b"stsz", &full(&[100, 50])),
        part(*b"stco", &full(&[&[50_u32][..], &[0; 50]].concat())),
    ];
    let inside = part(*b"minf", &part(*b"stbl", &tables.concat()));
    let track = part(*b"trak", &part(*b"mdia", &[handler(*b"meta"), inside].concat()));
    assert_eq!(strip(&[part(*b"ftyp", b"mp42"), part(*b"moov", &track)].concat()), None);
}
