//! The life of a function: requests in, answers out.

use std::time::Instant;

use lambda_http::{
    BoxFuture, Request,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, RETRY_AFTER},
    },
    run, service_fn,
};

use super::{Call, Response, Route, Service, Wire, authorise::authorise, call::Envelope, response};
use crate::{
    dialects::Dialect,
    domain::{Error, Timestamp},
    operations::Context,
};

/// Runs one operation with the input that a wire has read.
pub type Operation<Input, Output> =
    for<'a> fn(&'a Service, &'a Context<'a>, Input) -> BoxFuture<'a, Result<Output, Error>>;

/// Serves an operation in all of its wires until Lambda ends the process.
///
/// # Errors
/// If the environment is incomplete, or the Lambda runtime goes away.
pub async fn serve<Input: Send, Output: Send>(
    wires: &'static [Wire<Input, Output>],
    operation: Operation<Input, Output>,
) -> Result<(), lambda_http::Error> {
    crate::telemetry::init();
    let service = &Service::from_env().await?;
    service.store.warm_up().await;
    run(service_fn(|request: Request| async move {
        let started = Instant::now();
        let envelope = Envelope::of(request);
        let (method, path) = (envelope.method.clone(), envelope.path.clone());
        let found = find(wires, &method, &path);
        let route = found.as_ref().map(|(wire, _)| wire.route);
        let dialect = found.as_ref().map_or_else(|| Dialect::of(&path), |(wire, _)| wire.dialect);
        let outcome = match found {
            Some((wire, parameters)) => answer(service, wire, parameters, envelope, operation).await,
            // API Gateway sends a browser's question whether it may call to `$default`, and adds what its CORS
            // configuration says to the answer, whose status must be a success.
            None if method == "OPTIONS" => Ok(response::empty()),
            None => Err(Error::NoRoute),
        };
        let response = unstored(outcome.unwrap_or_else(|error| refuse(dialect, &error)));
        log(service, route, dialect, &response, started);
        Ok::<_, lambda_http::Error>(response)
    }))
    .await
}

/// Token, role, parameters, operation.
async fn answer<Input, Output>(
    service: &Service,
    wire: &Wire<Input, Output>,
    parameters: Vec<String>,
    envelope: Envelope,
    operation: Operation<Input, Output>,
) -> Result<Response, Error> {
    let now = Timestamp::now();
    let caller = authorise(&envelope, wire.dialect, wire.route.access, &service.tokens, &service.default_app, now)?;
    let call = Call::new(envelope, caller, parameters, now, service.tokens.clone());
    let input = (wire.read)(&call)?;
    let key = call.idempotency_key()?;
    let context = Context { ids: &service.ids, now, caller: &call.caller, key: key.as_ref() };
    let output = operation(service, &context, input).await?;
    Ok((wire.write)(&call, output))
}

/// The wire whose route the request is for, and the values of the path's parameters.
fn find<Input, Output>(
    wires: &'static [Wire<Input, Output>],
    method: &str,
    path: &str,
) -> Option<(&'static Wire<Input, Output>, Vec<String>)> {
    let matching = wires.iter().filter_map(|wire| Some((wire, wire.route.matches(method, path)?)));
    let (wire, parameters) = matching.max_by_key(|(wire, _)| wire.route.is_fixed())?;
    Some((wire, parameters.into_iter().map(str::to_owned).collect()))
}

fn refuse(dialect: Dialect, error: &Error) -> Response {
    let mut response = dialect.write_error(error);
    let retry_after_s = match error {
        Error::RateLimited { retry_after_s } => *retry_after_s,
        Error::Unavailable => 1,
        _ => return response,
    };
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_s));
    response
}

/// What people wrote, and tokens, stay in no cache on the way or in the browser. What everybody may see says so itself.
fn unstored(mut response: Response) -> Response {
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// One line a request. The route and not the path, and no query: those may say who somebody is.
fn log(service: &Service, route: Option<Route>, dialect: Dialect, response: &Response, started: Instant) {
    let route = route.map_or_else(|| "none".to_owned(), |route| format!("{} {}", route.method, route.path));
    let (rru, wru) = service.store.units().take();
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    tracing::info!(route, wire = dialect.name(), status, duration_ms, rru, wru, "{route} {status}");
}
