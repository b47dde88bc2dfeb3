//! An export, as the table keeps it.

use std::{collections::BTreeSet, ops::RangeInclusive};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        AppId, Fault, Filter, KindName, Source, Status, Timestamp, WechatType,
        export::{EXPORT_LIFETIME_S, Export, ExportState, Failure, Format, Part, Progress},
        filter::Keyword,
        ids::ExportId,
    },
    store::Claimed,
};

/// `part` of an export.
pub(in crate::store::dynamo) const EXPORT: &str = "export";

/// The export, `part` = `export`.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct ExportItem {
    pub feedback_id: String,
    pub part: String,
    filter: FilterItem,
    format: String,
    state: String,
    /// `yes` if there is work for whoever gets this record from the stream: what the function's event filters by.
    due: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    created_at_ms: u64,
    touched_at_ms: u64,
    step: u64,
    tries: u64,
    base: u32,
    pub progress: ProgressItem,
    /// The table's TTL removes it some time after; until then the reader judges by it.
    pub expires_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<String>,
}

/// How far it is.
#[derive(Serialize, Deserialize)]
pub(in crate::store::dynamo) struct ProgressItem {
    rows: u64,
    seen: u64,
    before: Option<u64>,
    upload: Option<String>,
    /// `<number>:<tag>` each: a record holds some thousands.
    parts: Vec<String>,
    tail: Option<u32>,
    writer: String,
    complete: bool,
}

#[derive(Serialize, Deserialize)]
struct FilterItem {
    app: String,
    public_only: bool,
    statuses: Option<Vec<String>>,
    kinds: Option<Vec<String>>,
    faults: Option<Vec<String>>,
    wechat_type: Option<u8>,
    source: Option<String>,
    first: u64,
    last: u64,
    keyword: Option<String>,
}

impl ExportItem {
    pub fn of(export: &Export, claim: Option<&Claimed>) -> Self {
        Self {
            feedback_id: home(export.id),
            part: EXPORT.to_owned(),
            filter: FilterItem::of(&export.filter),
            format: export.format.name().to_owned(),
            state: export.state.name().to_owned(),
            due: "yes".to_owned(),
            failure: export.failure.map(|failure| failure.name().to_owned()),
            total: export.total,
            created_at_ms: export.created_at.ms(),
            touched_at_ms: export.touched_at.ms(),
            step: export.step,
            tries: export.tries,
            base: export.base,
            progress: ProgressItem::of(&export.progress),
            expires_at: export.created_at.seconds() + EXPORT_LIFETIME_S,
            claim: claim.map(|claim| claim.key.0.clone()),
        }
    }

    pub fn parse(self, id: ExportId) -> Option<Export> {
        Some(Export {
            id,
            filter: self.filter.parse()?,
            format: Format::from_name(&self.format)?,
            state: ExportState::from_name(&self.state)?,
            failure: self.failure.as_deref().and_then(Failure::from_name),
            total: self.total,
            created_at: Timestamp::from_ms(self.created_at_ms),
            touched_at: Timestamp::from_ms(self.touched_at_ms),
            step: self.step,
            tries: self.tries,
            base: self.base,
            progress: self.progress.parse()?,
        })
    }
}

impl ProgressItem {
    pub fn of(progress: &Progress) -> Self {
        Self {
            rows: progress.rows,
            seen: progress.seen,
            before: progress.before,
            upload: progress.upload.clone(),
            parts: progress.parts.iter().map(|part| format!("{}:{}", part.number, part.tag)).collect(),
            tail: progress.tail,
            writer: progress.writer.clone(),
            complete: progress.complete,
        }
    }

    fn parse(self) -> Option<Progress> {
        let part = |text: &String| {
            let (number, tag) = text.split_once(':')?;
            Some(Part { number: number.parse().ok()?, tag: tag.to_owned() })
        };
        Some(Progress {
            rows: self.rows,
            seen: self.seen,
            before: self.before,
            upload: self.upload,
            parts: self.parts.iter().map(part).collect::<Option<_>>()?,
            tail: self.tail,
            writer: self.writer,
            complete: self.complete,
        })
    }
}

impl FilterItem {
    fn of(filter: &Filter) -> Self {
        fn names<T: Copy>(set: Option<&BTreeSet<T>>, name: fn(T) -> &'static str) -> Option<Vec<String>> {
            set.map(|set| set.iter().map(|value| name(*value).to_owned()).collect())
        }
        Self {
            app: filter.app.to_string(),
            public_only: filter.public_only,
            statuses: names(filter.statuses.as_ref(), Status::name),
            kinds: names(filter.kinds.as_ref(), KindName::name),
            faults: names(filter.faults.as_ref(), Fault::name),
            wechat_type: filter.wechat_type.map(WechatType::number),
            source: filter.source.as_ref().map(ToString::to_string),
            first: *filter.ids.start(),
            last: *filter.ids.end(),
            keyword: filter.keyword.as_ref().map(|keyword| keyword.as_str().to_owned()),
        }
    }

    fn parse(self) -> Option<Filter> {
        // Not all of them known is an error, none given is not.
        fn values<T: Ord>(
            names: Option<Vec<String>>,
            from_name: impl Fn(&str) -> Option<T>,
        ) -> Result<Option<BTreeSet<T>>, ()> {
            let set = |names: Vec<String>| names.iter().map(|name| from_name(name).ok_or(())).collect();
            names.map(set).transpose()
        }
        let wechat_type = match self.wechat_type {
            None => None,
            Some(number) => Some(WechatType::from_number(number.into())?),
        };
        Some(Filter {
            app: AppId::parse(&self.app).ok()?,
            public_only: self.public_only,
            statuses: values(self.statuses, Status::from_name).ok()?,
            kinds: values(self.kinds, KindName::from_name).ok()?,
            faults: values(self.faults, Fault::from_name).ok()?,
            wechat_type,
            source: self.source.map(|source| Source::parse(&source)).transpose().ok()?,
            ids: RangeInclusive::new(self.first, self.last),
            keyword: self.keyword.as_deref().and_then(Keyword::new),
        })
    }
}

/// `feedback_id` of an export.
pub(in crate::store::dynamo) fn home(id: ExportId) -> String {
    format!("export#{id}")
}
