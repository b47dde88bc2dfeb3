//! One record of a mini-program becomes a feedback, once.
//!
//! 1. The record claims an id for ever. An id says when a feedback was created, so it is drawn for the record's own time.
//! 2. Its pictures get records of their own, under ids that the claim's name gives, so that a second try has the same.
//! 3. The feedback is stored and takes its pictures, in one transaction.
//! 4. Only then do the bytes go where `media_ready` looks at them: what it rejects is the feedback's already.
//! 5. The claim is marked as done.
//!
//! Killed anywhere, the next run begins at 1 with the same ids.

use super::{ObjectRights, Program, Programs, Rights, Run, Stop};
use crate::{
    domain::{
        Draft, Error, Feedback, FeedbackId, MediaId, Status, Timestamp,
        bridge::Bridge,
        limits::MEDIA_PER_FEEDBACK,
        media::{CLAIM_WITHIN_S, Declared, FileName, Media, MediaState},
        sniff::sniff,
    },
    store::{ClaimKey, Claimed, Put},
};

/// Pictures of one record that are taken over.
pub const MOST_PICTURES: usize = MEDIA_PER_FEEDBACK;
/// Draws before giving up: an id is rarely taken.
const DRAWS: u32 = 16;

/// A feedback as a mini-program has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number there.
    pub id: u64,
    /// When it was submitted, in Unix seconds; 0 if that is not known.
    pub created_at_s: u64,
    /// What it says, without its pictures.
    pub draft: Draft,
    /// What its pictures are called there.
    pub pictures: Vec<String>,
}

impl Record {
    /// Whether it says when it was submitted.
    pub(super) const fn has_time(&self) -> bool {
        self.created_at_s > 0
    }

    /// Its pictures, each once: two of one name would be one medium, which a feedback cannot take twice.
    fn distinct_pictures(&self) -> Vec<&str> {
        let mut distinct: Vec<&str> = Vec::new();
        for name in &self.pictures {
            if !distinct.contains(&name.as_str()) {
                distinct.push(name);
            }
        }
        distinct
    }
}

/// What became of a record.
pub(super) enum Taken {
    /// It had been stored before, and perhaps deleted.
    Known,
    /// It is stored.
    Stored {
        /// With so many pictures.
        pictures: u64,
        /// So many were not to be had.
        missing: u64,
    },
}

/// A picture on its way.
struct Picture {
    id: MediaId,
    declared: Declared,
    bytes: Vec<u8>,
}

/// Takes a record over, unless it is done.
pub(super) async fn take<P: Programs>(
    store: &impl Rights,
    bucket: &impl ObjectRights,
    run: &Run<'_, P>,
    bridge: &Bridge,
    program: &P::Program,
    record: &Record,
) -> Result<Taken, Stop> {
    let key = ClaimKey::of_record(&bridge.app, &bridge.program, record.id);
    let mut before = store.find_record(&key).await?;
    let drawn = run.ids.draw(created_at(record, (run.clock)()));
    if before.is_none() {
        before = store.claim_record(&key, drawn).await?;
    }
    if before.is_some_and(|claim| claim.is_done) {
        return Ok(Taken::Known);
    }
    let claimed = Claimed { key, replayed: before.is_some() };
    let pictures = fetch(run, program, record, &claimed.key).await?;
    for picture in &pictures {
        let media = Media {
            id: picture.id.clone(),
            app: bridge.app.clone(),
            declared: picture.declared.clone(),
            state: MediaState::Waiting,
            claimed_by: None,
            expires_at_s: Some((run.clock)().seconds() + CLAIM_WITHIN_S),
        };
        store.create_media(&media, Some(&claimed)).await?;
    }
    let draft = Draft { media: pictures.iter().map(|picture| picture.id.clone()).collect(), ..record.draft.clone() };
    let key = claimed.key.clone();
    put(store, run, bridge, record, draft, claimed, before.map_or(drawn, |claim| claim.id)).await?;
    let (sent, missing) = (pictures.len() as u64, (record.distinct_pictures().len() - pictures.len()) as u64);
    for Picture { id, declared, bytes } in pictures {
        bucket.send_upload(&id, declared.media_type.content_type(), bytes).await?;
    }
    store.finish_record(&key).await?;
    Ok(Taken::Stored { pictures: sent, missing })
}

/// Stores the feedback under its claimed id, or another one if something else has that.
async fn put<P>(
    store: &impl Rights,
    run: &Run<'_, P>,
    bridge: &Bridge,
    record: &Record,
    mut draft: Draft,
    mut claimed: Claimed,
    mut number: u64,
) -> Result<(), Error> {
    for _ in 0..DRAWS {
        let id = FeedbackId::from_number(number).ok_or(Error::Internal)?;
        let (app, updated_at) = (bridge.app.clone(), id.created_at());
        let feedback = Feedback { id, app, draft: draft.clone(), status: Status::Pending, updated_at };
        match store.put_feedback(&feedback, Some(&claimed)).await {
            Ok(Put::Stored) => return Ok(()),
            Ok(Put::IdTaken) => {
                let next = run.ids.draw(created_at(record, (run.clock)()));
                store.move_claim(&claimed.key, number, next).await?;
                claimed.replayed = true;
                // Another run may have moved it first.
                number = store.find_record(&claimed.key).await?.ok_or(Error::Unavailable)?.id;
            }
            // A record of a picture was cleared away between two tries: better without it than never.
            Err(Error::Invalid { .. }) if !draft.media.is_empty() => draft.media.clear(),
            Err(error) => return Err(error),
        }
    }
    Err(Error::Unavailable)
}

/// The pictures that are to be had and are pictures.
async fn fetch<P: Programs>(
    run: &Run<'_, P>,
    program: &P::Program,
    record: &Record,
    key: &ClaimKey,
) -> Result<Vec<Picture>, Stop> {
    let mut pictures = Vec::new();
    for name in record.distinct_pictures().into_iter().take(MOST_PICTURES) {
        let Some(bytes) = program.picture(record.id, name).await? else { continue };
        let Some(media_type) = sniff(&bytes).filter(|media_type| media_type.is_picture()) else { continue };
        let named = FileName::parse(name).or_else(|_| FileName::parse("picture"));
        let declared = named.map(|file_name| Declared::new(file_name, media_type, bytes.len() as u64));
        let Ok(Ok(declared)) = declared else { continue };
        let id = MediaId::from_random(run.key.foreign_media_bits(&format!("{} {name}", key.as_str())));
        pictures.push(Picture { id, declared, bytes });
    }
    Ok(pictures)
}

/// WeChat counts seconds; the record's number tells apart those of one second, alike in every try. A record that does not
/// say when it was made came now.
fn created_at(record: &Record, now: Timestamp) -> Timestamp {
    if !record.has_time() {
        return now;
    }
    Timestamp::from_ms(record.created_at_s.saturating_mul(1_000).saturating_add(record.id % 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Content, Kind, Source};

    fn record(created_at_s: u64, pictures: &[&str]) -> Record {
        let (content, source) = (Content::parse("x").unwrap(), Source::parse("wechat").unwrap());
        let pictures = pictures.iter().map(|&name| name.to_owned()).collect();
        Record { id: 1, created_at_s, draft: Draft::new(Kind::Question, content, source), pictures }
    }

    #[test]
    fn a_picture_that_is_listed_twice_is_one() {
        assert_eq!(record(1, &["b", "a", "b"]).distinct_pictures(), ["b", "a"]);
    }

    #[test]
    fn a_record_without_a_time_came_now() {
        let now = Timestamp::from_ms(1_790_000_000_000);
        assert_eq!(created_at(&record(0, &[]), now), now);
        assert_eq!(created_at(&record(7, &[]), now).ms(), 7_001);
    }
}
