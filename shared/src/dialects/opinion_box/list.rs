//! `GET /api/v1/feedbacks` (seed 003 "2. 查询意见列表").

use serde::Serialize;

use super::{error::A_TIME, success};
use crate::{
    dialects::{
        Dialect,
        meanings::opinion_box,
        times::{self, Bound},
    },
    domain::{
        Card, Error, Filter, Reason, Role, Source, Timestamp,
        ids::ids_between,
        limits::PAGE_SIZE,
        page::{PageRequest, Start},
    },
    http::{Access, Call, Response, Route, Wire},
    operations::list::{ListQuery, Listing},
};

/// The wire.
pub const WIRE: Wire<ListQuery, Listing> = Wire {
    dialect: Dialect::OpinionBox,
    route: Route { method: "GET", path: "/api/v1/feedbacks", access: Access::Role(Role::Agent) },
    read,
    write,
};

fn read(call: &Call) -> Result<ListQuery, Error> {
    let query = &call.query;
    let page = query.number("page", 1, 1, u64::MAX)?;
    let size = query.number("size", 10, 1, PAGE_SIZE)?;
    let statuses = query
        .text("status")
        .map(|word| opinion_box::statuses(word).ok_or_else(|| Reason::NotOneOf(opinion_box::STATUSES).of("status")));
    let source = query.text("channel").map(|text| Source::parse(text).map_err(|reason| reason.of("channel")));
    let filter = Filter {
        statuses: statuses.transpose()?,
        source: source.transpose()?,
        ids: ids_between(time(call, "start_time", Bound::First)?, time(call, "end_time", Bound::Last)?),
        ..Filter::all_of(call.caller.app.clone())
    };
    Ok(ListQuery { filter, page: PageRequest { start: Start::Page(page), size }, conversations: false })
}

fn time(call: &Call, name: &'static str, bound: Bound) -> Result<Option<Timestamp>, Error> {
    call.query.text(name).map(|text| times::bound(text, bound).ok_or(A_TIME.of(name))).transpose()
}

#[derive(Serialize)]
struct Page {
    list: Vec<Row>,
    pagination: Pagination,
}

#[derive(Serialize)]
struct Row {
    feedback_id: String,
    title: String,
    status: &'static str,
    channel: String,
    created_at: String,
}

#[derive(Serialize)]
struct Pagination {
    page: u64,
    size: u64,
    total: u64,
}

fn write(_: &Call, listing: Listing) -> Response {
    let Start::Page(page) = listing.page.start else { return super::error::write(&Error::Internal) };
    let pagination = Pagination { page, size: listing.page.size, total: listing.total };
    success(200, Page { list: listing.cards.into_iter().map(Row::of).collect(), pagination })
}

impl Row {
    fn of(card: Card) -> Self {
        Self {
            feedback_id: card.id.to_string(),
            title: card.title,
            status: opinion_box::status(card.status),
            channel: card.source.to_string(),
            created_at: times::seconds(card.id.created_at()),
        }
    }
}
