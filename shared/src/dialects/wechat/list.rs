//! `GET /wxaapi/feedback/list` (seed 002 "HTTPS 调用").
//!
//! Only faults are listed, newest first (D, A); suggestions are not.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::parameters::Parameters;
use crate::{
    dialects::{Dialect, size},
    domain::{
        Conversation, Error, Filter, KindName, MediaId, Reason, Role, WechatType,
        contact::Reach,
        limits::PAGE_SIZE,
        page::{PageRequest, Start},
    },
    http::{Access, Call, Response, Route, Wire, json},
    operations::list::{ListQuery, Listing},
};

/// The wire.
pub const WIRE: Wire<ListQuery, Listing> = Wire {
    dialect: Dialect::Wechat,
    route: Route { method: "GET", path: "/wxaapi/feedback/list", access: Access::Role(Role::Agent) },
    read,
    write,
};

/// Longest phone that is shown as a number: what JavaScript holds exactly.
const PHONE_DIGITS: usize = 15;

fn read(call: &Call) -> Result<ListQuery, Error> {
    let parameters = Parameters::of(call)?;
    let page = parameters.number("page", 1, u64::MAX)?;
    let size = parameters.number("num", 1, PAGE_SIZE)?;
    let filter = Filter {
        kinds: Some(BTreeSet::from([KindName::Fault])),
        wechat_type: wechat_type(&parameters)?,
        ..Filter::all_of(call.caller.app.clone())
    };
    Ok(ListQuery { filter, page: PageRequest { start: Start::Page(page), size }, conversations: true })
}

/// Absent, empty or 0 means all (A).
fn wechat_type(parameters: &Parameters<'_>) -> Result<Option<WechatType>, Error> {
    match parameters.text("type").as_deref() {
        None | Some("0") => Ok(None),
        Some(text) => {
            let number = text.parse().ok().and_then(WechatType::from_number);
            number.map(Some).ok_or(Reason::OutOfRange { min: 1, max: 8 }.of("type"))
        }
    }
}

#[derive(Serialize)]
struct Page {
    list: Vec<Record>,
    total_num: u64,
    errcode: u8,
}

#[derive(Serialize)]
struct Record {
    record_id: u64,
    create_time: u64,
    content: String,
    phone: Value,
    openid: String,
    nickname: String,
    head_url: String,
    #[serde(rename = "type")]
    kind: u8,
    #[serde(rename = "mediaIds")]
    media_ids: Vec<String>,
    #[serde(rename = "systemInfo")]
    system_info: String,
}

fn write(_: &Call, listing: Listing) -> Response {
    let mut list: Vec<_> = listing.conversations.iter().map(Record::of).collect();
    size::fit(&mut list, Record::shorten);
    json(200, &Page { list, total_num: listing.total, errcode: 0 })
}

impl Record {
    fn of(conversation: &Conversation) -> Self {
        let feedback = &conversation.feedback;
        let (draft, contact) = (&feedback.draft, &feedback.draft.contact);
        let text = |reach: &Option<Reach>| reach.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            record_id: feedback.id.number(),
            create_time: feedback.id.created_at().seconds(),
            content: draft.content.to_string(),
            phone: phone(&text(&contact.phone)),
            openid: text(&contact.openid),
            nickname: text(&contact.nickname),
            head_url: text(&contact.head_url),
            kind: draft.wechat_type.unwrap_or_else(|| WechatType::of(draft.kind.faults())).number(),
            media_ids: draft.media.iter().map(MediaId::to_string).collect(),
            // The seed's own example of nothing is an empty object.
            system_info: draft.system_info.as_ref().map_or("{}", |info| info.as_json()).to_owned(),
        }
    }
}

impl Record {
    /// Shortens it to `most` bytes: what the system says goes first, then the end of the content.
    fn shorten(&mut self, most: usize) {
        if size::bytes(self) > most {
            "{}".clone_into(&mut self.system_info);
        }
        size::cut_within(self, most, |item| &mut item.content);
    }
}

/// A number when it is all digits without a leading zero and JavaScript can hold it, else a text (A).
fn phone(phone: &str) -> Value {
    let is_number = (1..=PHONE_DIGITS).contains(&phone.len())
        && !phone.starts_with('0')
        && phone.bytes().all(|b| b.is_ascii_digit());
    let number = if is_number { phone.parse::<u64>().ok() } else { None };
    number.map_or_else(|| Value::from(phone), Value::from)
}

#[cfg(test)]
mod tests {
    use super::phone;

    #[test]
    fn a_phone_is_a_number_where_that_loses_nothing() {
        assert_eq!(phone("18800000000"), 18_800_000_000_u64);
        for text in ["", "0108888", "+8618800000000", "1880000 0000", "1234567890123456", "１８８"] {
            assert_eq!(phone(text), text, "{text}");
        }
    }
}
