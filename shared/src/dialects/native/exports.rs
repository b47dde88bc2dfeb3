//! `POST /v1/exports`, `GET /v1/exports/{id}` (DESIGN.md "Native API").

use serde::{Deserialize, Serialize};

use super::{
    field::{Field, body, word},
    list::filter,
};
#[cfg(test)]
use crate::domain::Timestamp;
use crate::{
    dialects::{Dialect, fields::Given, times},
    domain::{
        Error, Fault, Filter, KindName, Role, Source, Status, WechatType,
        export::{Export, ExportState, Failure, Format},
        ids::ExportId,
    },
    http::{Access, Call, Query, Response, Route, Wire, json},
    operations::export::{ExportQuery, Exported, Link},
};

/// Begins an export.
pub const BEGIN: Wire<ExportQuery, Exported> = wire("POST", "/v1/exports", read);
/// Says how far it is.
pub const SHOW: Wire<ExportQuery, Exported> =
    wire("GET", "/v1/exports/{id}", |call| Ok(ExportQuery::Show(ExportId::parse(call.parameter(0)))));

const fn wire(
    method: &'static str,
    path: &'static str,
    read: fn(&Call) -> Result<ExportQuery, Error>,
) -> Wire<ExportQuery, Exported> {
    let access = Access::Role(Role::Agent);
    Wire { dialect: Dialect::Native, route: Route { method, path, access }, read, write }
}

/// What to export.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NewExport {
    /// What the file is: `csv` in UTF-8 with a byte order mark, a workbook, or an object a line.
    format: Field<Format>,
    /// Which feedback; all of it if not given.
    #[serde(default)]
    filter: Field<FilterBody>,
}

/// Which feedback: the parameters of `GET /v1/feedback`, each as it is written there.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ExportFilter"))]
struct FilterBody {
    /// One of these states, with commas between.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    status: Field<Status>,
    /// One of these kinds, with commas between.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    kind: Field<KindName>,
    /// With one of these faults, with commas between.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    fault: Field<Fault>,
    /// A fault with this number of WeChat's, as a text.
    #[serde(default, rename = "type")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    wechat_type: Field<WechatType>,
    /// From this source.
    #[serde(default)]
    source: Field<Source>,
    /// Submitted at or after this RFC 3339 time or date.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    from: Field<String>,
    /// Submitted at or before this RFC 3339 time or date, which counts whole.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    to: Field<String>,
    /// Content or name contains this, in upper or lower case.
    #[serde(default)]
    keyword: Field<String>,
}

fn read(call: &Call) -> Result<ExportQuery, Error> {
    let given: NewExport = body(call)?;
    let format = given.format.named("format").required(word(Format::NAMES, Format::from_name))?;
    let parameters: FilterBody = given.filter.named("filter").object()?.unwrap_or_default();
    Ok(ExportQuery::Begin { filter: parameters.filter(call)?, format })
}

impl FilterBody {
    fn filter(&self, call: &Call) -> Result<Filter, Error> {
        let given: [(&str, Given<'_>); 8] = [
            ("status", self.status.named("status")),
            ("kind", self.kind.named("kind")),
            ("fault", self.fault.named("fault")),
            ("type", self.wechat_type.named("type")),
            ("source", self.source.named("source")),
            ("from", self.from.named("from")),
            ("to", self.to.named("to")),
            ("keyword", self.keyword.named("keyword")),
        ];
        let mut parameters = Vec::new();
        for (name, given) in given {
            if let Some(text) = given.optional(|text| Ok(text.to_owned()))? {
                parameters.push((name.to_owned(), text));
            }
        }
        filter(&Query::of(parameters), &call.caller.app)
    }
}

/// An export that is begun.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "BegunExport"))]
pub(super) struct Begun {
    /// Its identity, for `GET /v1/exports/{id}` within a day.
    id: String,
}

/// How far an export is.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Export"))]
pub(super) struct ExportShape {
    /// Whether it is waiting, at work, done, or given up.
    #[cfg_attr(test, schemars(with = "ExportState"))]
    state: &'static str,
    /// How much is done, from 0 to 1.
    #[cfg_attr(test, schemars(range(min = 0, max = 1)))]
    progress: f64,
    /// Feedbacks written so far.
    rows: u64,
    /// Where the file can be read, once it is done; each answer has a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Until when it can be read there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<Timestamp>"))]
    expires_at: Option<String>,
    /// Why it was given up, if it was: `tries` failed, or the file would be `too_large` for its format.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<Failure>"))]
    reason: Option<&'static str>,
}

impl ExportShape {
    fn of(export: &Export, link: Option<Link>) -> Self {
        let (url, expires_at) = link.map(|link| (link.url, times::seconds(link.expires_at))).unzip();
        Self {
            state: export.state.name(),
            progress: (export.fraction() * 1_000.0).round() / 1_000.0,
            rows: export.progress.rows,
            url,
            expires_at,
            reason: export.failure.filter(|_| export.state == ExportState::Failed).map(Failure::name),
        }
    }
}

fn write(_: &Call, exported: Exported) -> Response {
    match exported {
        Exported::Begun(id) => json(202, &Begun { id: id.to_string() }),
        Exported::Shown(export, link) => json(200, &ExportShape::of(&export, link)),
    }
}
