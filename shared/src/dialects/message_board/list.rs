//! `GET /api/feedback/list` (seed 004 "2. 获取反馈列表").
//!
//! Beside the page number a cursor is offered (seed "分页性能优化"): `cursor` in, `nextCursor` out.

use serde::Serialize;

use super::{
    shapes::{Emails, FeedbackShape},
    success,
};
use crate::{
    dialects::{Dialect, meanings::message_board, size},
    domain::{
        Error, FeedbackId, Filter, Reason, Source,
        filter::Keyword,
        limits::PAGE_SIZE,
        page::{PageRequest, Start},
    },
    http::{Access, Call, Response, Route, Wire},
    operations::list::{ListQuery, Listing},
};

/// The wire.
pub const WIRE: Wire<ListQuery, Listing> = Wire {
    dialect: Dialect::MessageBoard,
    route: Route { method: "GET", path: "/api/feedback/list", access: Access::Public },
    read,
    write,
};

fn read(call: &Call) -> Result<ListQuery, Error> {
    let query = &call.query;
    let page = page(call)?;
    let size = query.number("pageSize", 10, 1, PAGE_SIZE)?;
    let cursor = query.text("cursor").map(|text| {
        FeedbackId::parse_text(text).ok_or_else(|| Reason::Malformed("a cursor of this list").of("cursor"))
    });
    let start = cursor.transpose()?.map_or(Start::Page(page), Start::After);
    let kinds = query
        .text("type")
        .map(|word| message_board::kinds(word).ok_or_else(|| Reason::NotOneOf(message_board::TYPES).of("type")));
    let statuses = query.text("status").map(|word| {
        message_board::statuses(word).ok_or_else(|| Reason::NotOneOf(message_board::STATUSES).of("status"))
    });
    let source = query.text("source").map(|text| Source::parse(text).map_err(|reason| reason.of("source")));
    let filter = Filter {
        public_only: call.caller.sees_public_only(),
        kinds: kinds.transpose()?,
        statuses: statuses.transpose()?,
        source: source.transpose()?,
        keyword: query.text("keyword").and_then(Keyword::new),
        ..Filter::all_of(call.caller.app.clone())
    };
    Ok(ListQuery { filter, page: PageRequest { start, size }, conversations: true })
}

fn page(call: &Call) -> Result<u64, Error> {
    call.query.number("page", 1, 1, u64::MAX)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    list: Vec<FeedbackShape>,
    total: u64,
    page: u64,
    page_size: u64,
    total_pages: u64,
    next_cursor: Option<String>,
}

fn write(call: &Call, listing: Listing) -> Response {
    let emails = Emails::seen_by(&call.caller);
    let shape = |found| FeedbackShape::with_replies(found, emails);
    let mut list: Vec<_> = listing.conversations.iter().map(shape).collect();
    size::fit(&mut list, FeedbackShape::shorten);
    let size = listing.page.size;
    success(
        None,
        Some(Page {
            list,
            total: listing.total,
            // With a cursor the number says nothing, and is given back as it came.
            page: page(call).unwrap_or(1),
            page_size: size,
            total_pages: listing.total.div_ceil(size),
            next_cursor: listing.next.map(|id| id.to_string()),
        }),
    )
}
