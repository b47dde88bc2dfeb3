//! The samples of a track: where its tables say that they lie among those of others.

use super::{Part, find};

/// A table of equal entries, behind version, flags and their number.
struct Table<'a> {
    entries: &'a [u8],
    width: usize,
}

impl<'a> Table<'a> {
    /// `skip` are the bytes before the number.
    fn read(film: &'a [u8], part: &Part, skip: usize, width: usize) -> Option<Self> {
        let content = film.get(part.content + skip..part.range.end)?;
        let count = usize::try_from(u32::from_be_bytes(*content.first_chunk()?)).ok()?;
        Some(Self { entries: content.get(4..4 + count.checked_mul(width)?)?, width })
    }

    fn rows(&self) -> impl Iterator<Item = &'a [u8]> {
        self.entries.chunks_exact(self.width)
    }
}

/// Overwrites all samples of a track; `None` if its tables are damaged.
pub(super) fn erase(film: &mut [u8], track: &Part) -> Option<()> {
    let mut budget = film.len();
    for (place, length) in chunks(film, track)? {
        // Samples that overlap would have us write for hours.
        budget = budget.checked_sub(length)?;
        film.get_mut(place..place.checked_add(length)?)?.fill(0);
    }
    Some(())
}

/// Place and length of each chunk.
fn chunks(film: &[u8], track: &Part) -> Option<Vec<(usize, usize)>> {
    let tables = find(film, &find(film, &find(film, track, *b"mdia")?, *b"minf")?, *b"stbl")?;
    let places = places(film, &tables)?;
    let sizes = find(film, &tables, *b"stsz")?;
    let each = number(film.get(sizes.content + 4..)?)?;
    let sizes: Vec<usize> = match each {
        0 => Table::read(film, &sizes, 8, 4)?.rows().map(number).collect::<Option<_>>()?,
        _ => Vec::new(),
    };
    // Runs of chunks: the first chunk, counted from 1, how many samples each has, what describes them.
    let runs = Table::read(film, &find(film, &tables, *b"stsc")?, 4, 12)?;
    let runs: Vec<_> = runs.rows().map(|run| Some((number(run)?, number(&run[4..])?))).collect::<Option<_>>()?;
    let (mut chunks, mut next, mut run) = (Vec::with_capacity(places.len()), 0_usize, 0);
    for (index, place) in places.into_iter().enumerate() {
        while runs.get(run + 1).is_some_and(|(first, _)| *first <= index + 1) {
            run += 1;
        }
        let count = runs.get(run)?.1;
        let length = if each == 0 {
            let end = next.checked_add(count)?;
            let length = sizes.get(next..end)?.iter().try_fold(0_usize, |sum, size| sum.checked_add(*size))?;
            next = end;
            length
        } else {
            each.checked_mul(count)?
        };
        chunks.push((place, length));
    }
    Some(chunks)
}

/// Where the chunks begin, in 32 or in 64 bits.
fn places(film: &[u8], tables: &Part) -> Option<Vec<usize>> {
    if let Some(part) = find(film, tables, *b"stco") {
        return Table::read(film, &part, 4, 4)?.rows().map(number).collect();
    }
    let long = |row: &[u8]| usize::try_from(u64::from_be_bytes(*row.first_chunk()?)).ok();
    Table::read(film, &find(film, tables, *b"co64")?, 4, 8)?.rows().map(long).collect()
}

fn number(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()
}
