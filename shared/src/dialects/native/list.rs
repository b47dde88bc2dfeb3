//! `GET /v1/feedback` (DESIGN.md "Native API").

use std::collections::BTreeSet;

use serde::Serialize;

use super::field::word;
use crate::{
    dialects::{
        Dialect,
        times::{self, Bound},
    },
    domain::{
        AppId, Card, Error, Fault, FeedbackId, Filter, KindName, Reason, Role, Source, Status, Timestamp, WechatType,
        filter::Keyword,
        ids::ids_between,
        limits::PAGE_SIZE,
        page::{PageRequest, Start},
    },
    http::{Access, Call, Query, Response, Route, Wire, json},
    operations::list::{ListQuery, Listing},
};

/// The wire.
pub const WIRE: Wire<ListQuery, Listing> = Wire {
    dialect: Dialect::Native,
    route: Route { method: "GET", path: "/v1/feedback", access: Access::Role(Role::Agent) },
    read,
    write,
};

/// Rows of a page where the caller does not say.
pub(super) const SIZE: u64 = 20;

fn read(call: &Call) -> Result<ListQuery, Error> {
    let query = &call.query;
    let page = query.number("page", 1, 1, u64::MAX)?;
    let size = query.number("size", SIZE, 1, PAGE_SIZE)?;
    let cursor = query.text("cursor").map(|text| {
        FeedbackId::parse_text(text).ok_or_else(|| Reason::Malformed("a cursor of this list").of("cursor"))
    });
    let start = cursor.transpose()?.map_or(Start::Page(page), Start::After);
    Ok(ListQuery { filter: filter(query, &call.caller.app)?, page: PageRequest { start, size }, conversations: false })
}

/// The filter that these parameters describe.
pub(super) fn filter(query: &Query, app: &AppId) -> Result<Filter, Error> {
    let faults = words(query, "fault", Fault::NAMES, Fault::from_name)?;
    let number = query.text("type").map(|_| query.number("type", 1, 1, 8)).transpose()?;
    let wechat_type = number.and_then(WechatType::from_number);
    let kinds = words(query, "kind", KindName::NAMES, KindName::from_name)?;
    let source = query.text("source").map(|text| Source::parse(text).map_err(|reason| reason.of("source")));
    Ok(Filter {
        statuses: words(query, "status", Status::NAMES, Status::from_name)?,
        // Only faults have any: said to the index, it has one partition to read and not four.
        kinds: if faults.is_some() || wechat_type.is_some() { Some(only_fault(kinds)) } else { kinds },
        faults,
        wechat_type,
        source: source.transpose()?,
        ids: ids_between(time(query, "from", Bound::First)?, time(query, "to", Bound::Last)?),
        keyword: query.text("keyword").and_then(Keyword::new),
        ..Filter::all_of(app.clone())
    })
}

fn only_fault(kinds: Option<BTreeSet<KindName>>) -> BTreeSet<KindName> {
    let mut kinds = kinds.unwrap_or_else(|| KindName::ALL.into());
    kinds.retain(|kind| *kind == KindName::Fault);
    kinds
}

/// A list of words, separated by commas: any of them fits.
fn words<T: Ord>(
    query: &Query,
    name: &'static str,
    names: &'static [&'static str],
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<Option<BTreeSet<T>>, Error> {
    let word = word(names, from_name);
    let given = query.text(name).map(|text| text.split(',').map(word).collect::<Result<_, Reason>>());
    given.transpose().map_err(|reason| reason.of(name))
}

fn time(query: &Query, name: &'static str, bound: Bound) -> Result<Option<Timestamp>, Error> {
    let read = |text| times::bound(text, bound).ok_or(Reason::Malformed("an RFC 3339 time or a date").of(name));
    query.text(name).map(read).transpose()
}

/// One page of the list, newest first.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FeedbackPage"))]
pub(super) struct Page {
    /// The feedbacks, newest first.
    items: Vec<Item>,
    /// How many fit the filter in all.
    total: u64,
    /// Number of this page, from 1; `null` where a cursor was given.
    page: Option<u64>,
    /// The most a page has.
    size: u64,
    /// The `cursor` of the next page; `null` at the end.
    next_cursor: Option<String>,
}

/// A feedback as a list shows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "FeedbackItem"))]
pub(super) struct Item {
    /// Its identity.
    #[cfg_attr(test, schemars(with = "FeedbackId"))]
    id: String,
    /// What it is.
    #[cfg_attr(test, schemars(with = "KindName"))]
    kind: &'static str,
    /// The symptoms of a fault.
    #[cfg_attr(test, schemars(with = "Vec<Fault>"))]
    faults: Vec<&'static str>,
    /// WeChat's number for a fault; `null` for anything else.
    #[cfg_attr(test, schemars(with = "Option<WechatType>"))]
    wechat_type: Option<u8>,
    /// Where it stands.
    #[cfg_attr(test, schemars(with = "Status"))]
    status: &'static str,
    /// Where it comes from.
    source: String,
    /// Headline, or the first 100 characters of the content.
    title: String,
    /// Whether anybody may read it.
    public: bool,
    /// When it was submitted.
    #[cfg_attr(test, schemars(with = "Timestamp"))]
    created_at: String,
}

impl Item {
    fn of(card: Card) -> Self {
        Self {
            id: card.id.to_string(),
            kind: card.kind.name().name(),
            faults: card.kind.faults().iter().map(Fault::name).collect(),
            wechat_type: card.shown_wechat_type().map(WechatType::number),
            status: card.status.name(),
            source: card.source.to_string(),
            title: card.title,
            public: card.public,
            created_at: times::milliseconds(card.id.created_at()),
        }
    }
}

fn write(_: &Call, listing: Listing) -> Response {
    let page = match listing.page.start {
        Start::Page(number) => Some(number),
        Start::After(_) => None,
    };
    json(
        200,
        &Page {
            items: listing.cards.into_iter().map(Item::of).collect(),
            total: listing.total,
            page,
            size: listing.page.size,
            next_cursor: listing.next.map(|id| id.to_string()),
        },
    )
}
