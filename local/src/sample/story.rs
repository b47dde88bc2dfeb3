//! What follows a feedback: answers, questions back, changes of status.

use rand::{RngExt, rngs::StdRng};
use shared::domain::{Draft, ReplyDraft, Status, Timestamp};

use super::{Event, Step, calendar, compose::Setting, text};
use crate::error::Result;

/// Who speaks, in a plot.
#[derive(Clone, Copy)]
enum Turn {
    /// The author adds something: a section of the word list.
    Author(&'static str),
    /// The team says something: a section, or the scenario's own answer.
    Team(&'static str),
    /// The team gives the scenario's answer.
    Answer,
    /// The team sets a status, with a comment from this section where there is one.
    Set(Status, &'static str),
}

use Turn::{Answer, Author, Set, Team};

/// Courses of things, and how often each is taken. A team's turn sets the status to replied by itself.
static PLOTS: &[(u32, &[Turn])] = &[
    (24, &[]),
    (2, &[Author("author.more")]),
    (11, &[Set(Status::InProgress, "note.progress")]),
    (3, &[Team("team.ask"), Author("author.more"), Set(Status::InProgress, "note.progress")]),
    (9, &[Answer]),
    (5, &[Answer, Author("author.thanks")]),
    (3, &[Team("team.ask"), Author("author.more"), Team("team.again")]),
    (9, &[Set(Status::InProgress, ""), Set(Status::Resolved, "note.resolved")]),
    (7, &[Set(Status::InProgress, "note.progress"), Answer, Set(Status::Resolved, "note.resolved")]),
    (5, &[Answer, Author("author.thanks"), Set(Status::Resolved, "")]),
    (2, &[Answer, Author("author.still"), Team("team.again"), Set(Status::InProgress, "note.progress")]),
    (10, &[Set(Status::Closed, "note.closed")]),
    (4, &[Set(Status::Rejected, "note.rejected")]),
    (3, &[Team("team.ask"), Set(Status::Closed, "note.closed")]),
    (3, &[Answer, Set(Status::Rejected, "note.rejected")]),
];

/// What follows, as far as it has come by `now`.
pub(super) fn steps(
    setting: &mut Setting,
    draft: &Draft,
    submitted: Timestamp,
    now: Timestamp,
    chance: &mut StdRng,
) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let mut at_ms = submitted.ms();
    for turn in plot(chance) {
        at_ms += calendar::delay(chance);
        if at_ms >= now.ms() {
            break;
        }
        steps.push(Step { at: Timestamp::from_ms(at_ms), event: event(*turn, setting, draft, chance)? });
    }
    Ok(steps)
}

fn plot(chance: &mut StdRng) -> &'static [Turn] {
    let all: u32 = PLOTS.iter().map(|(weight, _)| weight).sum();
    let mut left = chance.random_range(0..all);
    for (weight, plot) in PLOTS {
        if left < *weight {
            return plot;
        }
        left -= weight;
    }
    &[]
}

fn event(turn: Turn, setting: &mut Setting, draft: &Draft, chance: &mut StdRng) -> Result<Event> {
    let event = match turn {
        Author(section) => {
            let author = match &draft.contact.name {
                Some(name) => name.clone(),
                None => text(&setting.draw.text("anonymous", chance))?,
            };
            let content = text(&setting.draw.text(section, chance))?;
            Event::Reply(ReplyDraft { author, content, is_admin: false })
        }
        Team(section) => Event::Reply(team(setting, |setting, chance| setting.draw.text(section, chance), chance)?),
        Answer => Event::Reply(team(setting, |setting, chance| setting.text("answer", chance), chance)?),
        Set(status, "") => Event::Status(status, None),
        Set(status, section) => Event::Status(status, Some(text(&setting.draw.text(section, chance))?)),
    };
    Ok(event)
}

fn team(
    setting: &mut Setting,
    says: impl Fn(&mut Setting, &mut StdRng) -> String,
    chance: &mut StdRng,
) -> Result<ReplyDraft> {
    let author = text(&setting.draw.text("team.name", chance))?;
    Ok(ReplyDraft { author, content: text(&says(setting, chance))?, is_admin: true })
}
