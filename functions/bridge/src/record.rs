//! A record of WeChat's list, and the feedback that it becomes.
//!
//! WeChat's figures come as numbers or as texts, and what it leaves out it sends as `""` or not at all. Nothing here fails: a
//! record that is odd in a part comes without that part.

use serde::Deserialize;
use serde_json::Value;
use shared::{
    domain::{
        Contact, Content, Draft, Kind, Metadata, Source, WechatType,
        contact::Reach,
        limits::{CONTACT_CHARS, CONTENT_CHARS},
    },
    operations::bridge::Record,
};

/// What stands for a record without words: its pictures may say it.
const NO_WORDS: &str = "(无文字)";
/// Where all of them come from.
const SOURCE: &str = "wechat";

/// A record as WeChat sends it (seed 002 "返回值").
#[derive(Deserialize)]
pub struct RecordShape {
    #[serde(default)]
    record_id: Value,
    #[serde(default)]
    create_time: Value,
    #[serde(default)]
    content: Value,
    #[serde(default)]
    phone: Value,
    #[serde(default)]
    openid: Value,
    #[serde(default)]
    nickname: Value,
    #[serde(default)]
    head_url: Value,
    #[serde(default, rename = "type")]
    kind: Value,
    #[serde(default, rename = "mediaIds")]
    media_ids: Value,
    #[serde(default, rename = "systemInfo")]
    system_info: Value,
}

impl RecordShape {
    /// The record in our words; `None` if it has no number to know it by.
    pub fn into_record(self) -> Option<Record> {
        let wechat_type = WechatType::from_number(number(&self.kind)).or(WechatType::from_number(8));
        let kind = Kind::Fault(wechat_type.map(WechatType::faults).unwrap_or_default());
        let contact = Contact {
            phone: reach(&self.phone),
            openid: reach(&self.openid),
            nickname: reach(&self.nickname),
            head_url: reach(&self.head_url),
            ..Contact::NONE
        };
        let pictures = self.media_ids.as_array().into_iter().flatten().map(text).filter(|id| !id.is_empty());
        Some(Record {
            id: Some(number(&self.record_id)).filter(|id| *id > 0)?,
            created_at_s: number(&self.create_time),
            draft: draft(kind, wechat_type, contact, &text(&self.content), system_info(&self.system_info))?,
            pictures: pictures.collect(),
        })
    }
}

fn draft(
    kind: Kind,
    wechat_type: Option<WechatType>,
    contact: Contact,
    content: &str,
    system_info: Option<Metadata>,
) -> Option<Draft> {
    let content: String = content.chars().take(CONTENT_CHARS).collect();
    let words = if content.trim().is_empty() { NO_WORDS } else { content.as_str() };
    let (content, source) = (Content::parse(words).ok()?, Source::parse(SOURCE).ok()?);
    Some(Draft { wechat_type, contact, system_info, ..Draft::new(kind, content, source) })
}

fn reach(value: &Value) -> Option<Reach> {
    let text: String = text(value).chars().take(CONTACT_CHARS).collect();
    Reach::parse(&text).ok()
}

/// The system's facts, where they are a JSON object that says anything.
fn system_info(value: &Value) -> Option<Metadata> {
    let text = if value.is_object() { value.to_string() } else { text(value) };
    let object: serde_json::Map<String, Value> = serde_json::from_str(&text).ok()?;
    if object.is_empty() { None } else { Metadata::from_json(&text).ok() }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use shared::domain::Fault;

    use super::*;

    fn record(json: &str) -> Record {
        serde_json::from_str::<RecordShape>(json).unwrap().into_record().unwrap()
    }

    #[test]
    fn the_seeds_own_example_becomes_a_feedback() {
        let record = record(
            r#"{"record_id":11110,"create_time":1586243999,"content":"页面打不开","phone":18800000000,
                "openid":"o4E7-1","nickname":"小明","head_url":"https://wx.qlogo.cn/1","type":4,
                "mediaIds":["zQ1","zQ2"],"systemInfo":"{\"version\":\"7.0.12\",\"n\":1.50}"}"#,
        );
        assert_eq!((record.id, record.created_at_s), (11_110, 1_586_243_999));
        assert_eq!(record.pictures, ["zQ1", "zQ2"]);
        let draft = record.draft;
        assert_eq!((draft.content.as_str(), draft.source.as_str()), ("页面打不开", "wechat"));
        assert!(draft.kind.faults().contains(Fault::BlackScreen) && draft.wechat_type == WechatType::from_number(4));
        assert_eq!(draft.contact.phone.unwrap().as_str(), "18800000000");
        assert_eq!(draft.system_info.unwrap().as_json(), r#"{"version":"7.0.12","n":1.50}"#);
        assert!(!draft.public && draft.media.is_empty());
    }

    #[test]
    fn a_record_without_a_number_does_not_spoil_its_page() {
        let page: Vec<RecordShape> =
            serde_json::from_str(r#"[{"content":"a"},{"record_id":5,"content":"b"}]"#).unwrap();
        let records: Vec<_> = page.into_iter().filter_map(RecordShape::into_record).collect();
        assert_eq!(records.iter().map(|record| (record.id, record.created_at_s)).collect::<Vec<_>>(), [(5, 0)]);
    }

    #[test]
    fn what_is_odd_is_left_out() {
        let record = record(
            r#"{"record_id":"7","create_time":"1586243999","content":" ","type":99,"phone":"","mediaIds":null,
                "systemInfo":"not JSON"}"#,
        );
        assert_eq!((record.id, record.created_at_s), (7, 1_586_243_999));
        assert_eq!((record.draft.content.as_str(), record.draft.wechat_type), ("(无文字)", WechatType::from_number(8)));
        assert_eq!((record.draft.contact, record.draft.system_info), (Contact::NONE, None));
    }
}
