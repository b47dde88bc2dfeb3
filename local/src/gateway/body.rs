//! Reads the body of a request, of which the gateway takes 10 MB.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream, Bytes},
    http::{
        HeaderMap,
        header::{CONTENT_LENGTH, EXPECT},
    },
};
use futures_util::StreamExt;
use tokio::time::timeout;

/// Quota "Payload size" of HTTP APIs, in bytes.
const LIMIT: usize = 10 * 1024 * 1024;

/// How much memory a body gets at once, in bytes.
const RESERVED: usize = 64 * 1024;

/// How much of a refused body is read and thrown away, and for how long. Closing the connection while the client is
/// still sending would keep it from reading the answer.
const DISCARD_LIMIT: usize = 64 * 1024 * 1024;
const DISCARD_WITHIN: Duration = Duration::from_secs(10);

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    TooLarge,
    /// The connection broke, or what came is not HTTP.
    Broken,
}

/// The whole body.
pub(super) async fn read(body: Body, headers: &HeaderMap) -> Result<Bytes, Refused> {
    let mut stream = body.into_data_stream();
    if declared(headers) > LIMIT {
        // A client that asks before it sends is told by the answer.
        if !headers.contains_key(EXPECT) {
            discard(&mut stream).await;
        }
        return Err(Refused::TooLarge);
    }
    // What is only announced is not reserved yet.
    let mut whole = Vec::with_capacity(declared(headers).min(RESERVED));
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| Refused::Broken)?;
        if whole.len() + part.len() > LIMIT {
            discard(&mut stream).await;
            return Err(Refused::TooLarge);
        }
        whole.extend_from_slice(&part);
    }
    Ok(whole.into())
}

/// The length that the client announces; 0 without one.
fn declared(headers: &HeaderMap) -> usize {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

async fn discard(stream: &mut BodyDataStream) {
    let all = async {
        let mut discarded = 0;
        while let Some(Ok(part)) = stream.next().await {
            discarded += part.len();
            if discarded > DISCARD_LIMIT {
                return;
            }
        }
    };
    // Whoever sends more than this has to live with a broken connection.
    let _ = timeout(DISCARD_WITHIN, all).await;
}
