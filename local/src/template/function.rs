//! An `AWS::Serverless::Function`: its binary, its environment and limits, and the routes that lead to it.

use std::collections::BTreeMap;

use super::{
    bucket::BucketEvent,
    node::Node,
    resolve::{Names, Text},
    schedule::Schedule,
    stream::StreamEvent,
};
use crate::error::{Context, Result};

/// Properties that say how a function is deployed and not what it does.
const AWS_ONLY: [&str; 14] = [
    "Architectures",
    "CodeUri",
    "Description",
    // How often an event is tried and where it ends: the same for all here, see `crate::s3`.
    "EventInvokeConfig",
    "FunctionName",
    "Handler",
    "LoggingConfig",
    "Policies",
    "ReservedConcurrentExecutions",
    "Role",
    "Runtime",
    "RuntimeManagementConfig",
    "Tags",
    "Tracing",
];
const UNDERSTOOD: [&str; 4] = ["Environment", "Events", "MemorySize", "Timeout"];

/// One Lambda function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Name of the resource, as in `SubmitFunction`.
    pub logical_id: String,
    /// Name of its binary, which is that of its crate, its folder and its operation: `submit`.
    pub name: String,
    /// Routes of the HTTP API that lead to it.
    pub routes: Vec<Route>,
    /// Events of buckets that lead to it.
    pub bucket_events: Vec<BucketEvent>,
    /// Streams of tables that lead to it.
    pub stream_events: Vec<StreamEvent>,
    /// When the clock calls it.
    pub schedules: Vec<Schedule>,
    /// Environment variables.
    pub environment: BTreeMap<String, Text>,
    /// Memory in MB. Nothing is limited here, the function is only told.
    pub memory_mb: u32,
    /// How long one request may take, in seconds.
    pub timeout_s: u32,
}

/// A route of the HTTP API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// What no other route takes.
    Default,
    /// A method (`ANY` is every one) and a path, which may hold `{name}` and end in `{name+}`.
    Path {
        /// Upper case.
        method: String,
        /// Starts with a slash.
        path: String,
    },
}

impl Function {
    pub(super) fn read(
        logical_id: &str,
        resource: &Node,
        globals: &Node,
        parameters: &BTreeMap<String, String>,
    ) -> Result<Self> {
        let properties = resource.required("Properties")?;
        for node in [&properties, globals] {
            node.only(&[&AWS_ONLY[..], &UNDERSTOOD[..]].concat())?;
        }
        let own_or_global = |name: &str| match properties.get(name)? {
            Some(node) => Ok(Some(node)),
            None => globals.get(name),
        };
        let number = |name: &str, default: u32| match own_or_global(name)? {
            Some(node) => parse_number(&node, parameters),
            None => Ok(default),
        };
        let events = Events::read(&properties)?;
        Ok(Self {
            logical_id: logical_id.to_owned(),
            name: binary_name(logical_id, resource, &properties)?,
            routes: events.routes,
            bucket_events: events.buckets,
            stream_events: events.streams,
            schedules: events.schedules,
            environment: environment(&[globals, &properties])?,
            memory_mb: number("MemorySize", 128)?,
            timeout_s: number("Timeout", 3)?,
        })
    }

    /// The environment with every name of the template replaced by what it stands for.
    ///
    /// # Errors
    /// When a variable names something that does not exist here.
    pub fn resolve_environment(&self, names: &Names) -> Result<BTreeMap<String, String>> {
        let resolve = |(name, text): (&String, &Text)| {
            let value = text.resolve(names).context(|| format!("{}: variable {name}", self.logical_id))?;
            Ok((name.clone(), value))
        };
        self.environment.iter().map(resolve).collect()
    }
}

fn parse_number(node: &Node, parameters: &BTreeMap<String, String>) -> Result<u32> {
    let names = Names { references: parameters.clone(), ..Names::default() };
    let text = Text::read(node)?.resolve(&names).context(|| node.path().to_owned())?;
    text.parse().context(|| node.path().to_owned())
}

/// `BuildProperties.Binary` where the template names it, else the last folder of `CodeUri`.
fn binary_name(logical_id: &str, resource: &Node, properties: &Node) -> Result<String> {
    let build = resource.at("Metadata")?.at("BuildProperties")?;
    if let Some(binary) = build.get("Binary")? {
        return binary.string();
    }
    let code = properties.get("CodeUri")?.map(|code| code.string()).transpose()?;
    let folder = code.as_deref().and_then(|path| path.trim_end_matches('/').rsplit('/').next());
    match folder {
        Some(name) if !matches!(name, "" | ".") => Ok(name.to_owned()),
        _ => Err(resource.error(&format!("{logical_id} names no binary"))),
    }
}

fn environment(places: &[&Node]) -> Result<BTreeMap<String, Text>> {
    let mut environment = BTreeMap::new();
    for place in places {
        let variables = place.at("Environment")?.at("Variables")?;
        for (name, value) in variables.entries()? {
            environment.insert(name, Text::read(&value)?);
        }
    }
    Ok(environment)
}

/// What leads to a function.
#[derive(Default)]
struct Events {
    routes: Vec<Route>,
    buckets: Vec<BucketEvent>,
    streams: Vec<StreamEvent>,
    schedules: Vec<Schedule>,
}

impl Events {
    fn read(properties: &Node) -> Result<Self> {
        let mut events = Self::default();
        for (name, event) in properties.at("Events")?.entries()? {
            let properties = event.at("Properties")?;
            match event.required("Type")?.string()?.as_str() {
                "HttpApi" => events.routes.push(route(&properties)?),
                "S3" => events.buckets.push(BucketEvent::read(&properties)?),
                "DynamoDB" => events.streams.push(StreamEvent::read(&properties)?),
                kind @ ("Schedule" | "ScheduleV2") => {
                    events.schedules.push(Schedule::read(&name, kind, &properties)?);
                }
                other => {
                    return Err(event.error(&format!("the local stack has no events of type {other}")));
                }
            }
        }
        Ok(events)
    }
}

/// SAM makes `$default` of an event that has neither method nor path.
fn route(properties: &Node) -> Result<Route> {
    properties.only(&["ApiId", "Method", "Path", "PayloadFormatVersion", "TimeoutInMillis"])?;
    let method = properties.get("Method")?.map(|method| method.string()).transpose()?;
    let path = properties.get("Path")?.map(|path| path.string()).transpose()?;
    match (method, path) {
        (None, None) => Ok(Route::Default),
        (_, Some(path)) if path.trim_start_matches('/') == "$default" => Ok(Route::Default),
        (Some(method), Some(path)) if path.starts_with('/') => {
            let method = method.to_ascii_uppercase();
            let method = if method == "*" { "ANY".to_owned() } else { method };
            Ok(Route::Path { method, path })
        }
        _ => Err(properties.error("a route needs a method and a path that starts with /")),
    }
}

impl Route {
    /// The name that API Gateway gives the route, as in `GET /api/v1/feedback/{id}`.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Default => "$default".to_owned(),
            Self::Path { method, path } => format!("{method} {path}"),
        }
    }
}
