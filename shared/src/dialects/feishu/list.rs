//! `GET /open-apis/application/v6/applications/{app_id}/feedbacks` (WIRE.md, `feishu`).

use jiff::{SignedDuration, ToSpan, civil, tz};
use serde::Serialize;

use super::{error::FOREIGN_PAGE_TOKEN, number, own_app, success};
use crate::{
    dialects::{Dialect, meanings::feishu, size},
    domain::{
        AppId, Contact, Conversation, Error, FeedbackId, Filter, Reason, Role, Timestamp, WechatType,
        ids::ids_between,
        limits::PAGE_SIZE,
        page::{PageRequest, Start},
    },
    http::{Access, Call, Response, Route, Wire},
    operations::list::{ListQuery, Listing},
};

/// The wire.
pub const WIRE: Wire<ListQuery, Listing> = Wire {
    dialect: Dialect::Feishu,
    route: Route {
        method: "GET",
        path: "/open-apis/application/v6/applications/{app_id}/feedbacks",
        access: Access::Role(Role::Agent),
    },
    read,
    write,
};

/// Days of the default range, and the most a range may span.
const DAYS: i32 = 180;
/// How long a link to a picture is good for, in seconds: three days (A). It leads to us, since an address in the bucket
/// dies with the credentials that signed it.
const LINK_LIFETIME_S: u64 = 3 * 24 * 60 * 60;
/// The console's time zone.
const ZONE: tz::Offset = tz::Offset::constant(8);

fn read(call: &Call) -> Result<ListQuery, Error> {
    own_app(call)?;
    let size = call.query.number("page_size", PAGE_SIZE, 1, PAGE_SIZE)?;
    let start = match call.query.text("page_token") {
        Some(token) => Start::After(read_page_token(token, &call.caller.app)?),
        None => Start::Page(1),
    };
    let (from, to) = days(call)?;
    let filter = Filter {
        kinds: number(call, "feedback_type", feishu::kinds)?,
        statuses: number(call, "status", feishu::statuses)?,
        ids: ids_between(Some(from), Some(to)),
        ..Filter::all_of(call.caller.app.clone())
    };
    Ok(ListQuery { filter, page: PageRequest { start, size }, conversations: true })
}

/// A page token names its app, so that another app's is told from a broken one.
fn page_token(id: FeedbackId, app: &AppId) -> String {
    format!("{app}.{id}")
}

fn read_page_token(token: &str, app: &AppId) -> Result<FeedbackId, Error> {
    let broken = || Reason::Malformed("a page token").of("page_token");
    let (owner, id) = token.rsplit_once('.').ok_or_else(broken)?;
    let id = FeedbackId::parse_text(id).ok_or_else(broken)?;
    if owner == app.as_str() { Ok(id) } else { Err(Reason::Malformed("this app's").of(FOREIGN_PAGE_TOKEN)) }
}

/// The range of days, both included: the last 180 unless given, and no longer.
fn days(call: &Call) -> Result<(Timestamp, Timestamp), Error> {
    let day = |name: &'static str| {
        let text = call.query.text(name);
        text.map(|text| text.parse::<civil::Date>().map_err(|_| Reason::Malformed("yyyy-mm-dd").of(name))).transpose()
    };
    let (from, to) = (day("from_date")?, day("to_date")?);
    let today = in_zone(call.now).date();
    let to = to.unwrap_or_else(|| from.map_or(today, |from| from.saturating_add(DAYS.days()).min(today.max(from))));
    let from = from.unwrap_or_else(|| to.saturating_sub(DAYS.days()));
    let span = (to - from).get_days();
    if !(0..=DAYS).contains(&span) {
        return Err(Reason::Malformed("within 180 days of the other").of("from_date"));
    }
    let end = at_midnight(to)?.as_millisecond() + SignedDuration::from_hours(24).as_secs() * 1_000 - 1;
    let ms = |ms: i64| Timestamp::from_ms(u64::try_from(ms).unwrap_or_default());
    Ok((ms(at_midnight(from)?.as_millisecond()), ms(end)))
}

fn at_midnight(day: civil::Date) -> Result<jiff::Timestamp, Error> {
    ZONE.to_timestamp(day.to_datetime(civil::Time::midnight())).map_err(|_| Reason::Malformed("a day").of("from_date"))
}

fn in_zone(at: Timestamp) -> civil::DateTime {
    let ms = i64::try_from(at.ms()).unwrap_or(i64::MAX);
    ZONE.to_datetime(jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX))
}

/// `yyyy-mm-dd hh:mm:ss` in UTC+8.
fn time(at: Timestamp) -> String {
    let local = in_zone(at);
    let (date, clock) = (local.date(), local.time());
    format!("{date} {:02}:{:02}:{:02}", clock.hour(), clock.minute(), clock.second())
}

#[derive(Serialize)]
struct Page {
    feedback_list: Vec<Item>,
    has_more: bool,
    page_token: String,
}

#[derive(Serialize)]
struct Item {
    feedback_id: String,
    app_id: String,
    feedback_time: String,
    tenant_name: String,
    feedback_type: u8,
    status: u8,
    fault_type: Vec<u8>,
    fault_time: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<u8>,
    contact: String,
    update_time: String,
    description: String,
    user_id: String,
    operator_id: String,
    images: Vec<String>,
    feedback_path: String,
}

fn write(call: &Call, listing: Listing) -> Response {
    let page_token = listing.next.map(|id| page_token(id, &call.caller.app));
    let mut feedback_list: Vec<_> = listing.conversations.iter().map(|found| Item::of(call, found)).collect();
    size::fit(&mut feedback_list, Item::shorten);
    success(Page { feedback_list, has_more: page_token.is_some(), page_token: page_token.unwrap_or_default() })
}

impl Item {
    fn of(call: &Call, conversation: &Conversation) -> Self {
        let feedback = &conversation.feedback;
        let draft = &feedback.draft;
        let mut fault_type: Vec<u8> = faults(conversation).map(feishu::fault).collect();
        fault_type.sort_unstable();
        fault_type.dedup();
        Self {
            feedback_id: feedback.id.number().to_string(),
            app_id: feedback.app.to_string(),
            feedback_time: time(feedback.id.created_at()),
            tenant_name: String::new(),
            feedback_type: feishu::kind(draft.kind.name()),
            status: feishu::status(feedback.status),
            fault_type,
            fault_time: draft.occurred_at.map(time).unwrap_or_default(),
            source: feishu::source(draft.source.as_str()),
            contact: contact(&draft.contact),
            update_time: time(feedback.updated_at),
            description: draft.content.to_string(),
            user_id: draft.contact.openid.as_ref().map(ToString::to_string).unwrap_or_default(),
            operator_id: conversation.history.last().map(|change| change.by.clone()).unwrap_or_default(),
            images: draft.media.iter().map(|id| call.media_link(id, LINK_LIFETIME_S)).collect(),
            feedback_path: draft.page.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

impl Item {
    /// Shortens it to `most` bytes: the end of the description is left out.
    fn shorten(&mut self, most: usize) {
        size::cut_within(self, most, |item| &mut item.description);
    }
}

/// The faults that were submitted, or that WeChat's number stands for.
fn faults(conversation: &Conversation) -> impl Iterator<Item = crate::domain::Fault> {
    let draft = &conversation.feedback.draft;
    draft.wechat_type.map_or_else(|| draft.kind.faults(), WechatType::faults).iter()
}

/// The one contact this wire shows.
fn contact(contact: &Contact) -> String {
    let email = contact.email.as_ref().map(|email| email.as_str().to_owned());
    let text = |reach: &Option<crate::domain::contact::Reach>| reach.as_ref().map(ToString::to_string);
    text(&contact.other).or_else(|| text(&contact.phone)).or(email).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_console() {
        assert_eq!(time(Timestamp::from_ms(1_698_395_400_999)), "2023-10-27 16:30:00");
    }

    #[test]
    fn a_page_token_is_of_one_app() {
        let (app, id) = (AppId::parse("cli_a.b").unwrap(), FeedbackId::from_number(17).unwrap());
        let token = page_token(id, &app);
        assert_eq!(read_page_token(&token, &app), Ok(id));
        let foreign = read_page_token(&token, &AppId::parse("cli_x").unwrap());
        assert!(matches!(foreign, Err(Error::Invalid { field: FOREIGN_PAGE_TOKEN, .. })));
        for broken in ["", "x", "cli_a.b.fb_1"] {
            assert!(matches!(read_page_token(broken, &app), Err(Error::Invalid { field: "page_token", .. })));
        }
    }
}
