//! What S3 tells a function about an object (S3 user guide "Event message structure", version 2.1; the shape is that
//! of `sam local generate-event s3 put`).

use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::objects::Description;
use crate::random;

/// A key in an event is form-encoded, except for its slashes.
const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'*').remove(b' ');

/// An event as S3 sends it. `name` is without the `s3:` that subscriptions have.
pub(super) fn about(bucket: &str, region: &str, name: &str, object: &Description) -> Value {
    let now = Timestamp::now();
    let key = utf8_percent_encode(&object.key, KEY).to_string().replace(' ', "+");
    json!({ "Records": [{
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": region,
        "eventTime": format!("{now:.3}"),
        "eventName": name,
        "userIdentity": { "principalId": "AWS:LOCAL" },
        "requestParameters": { "sourceIPAddress": "127.0.0.1" },
        "responseElements": {
            "x-amz-request-id": random::secret(16).to_uppercase(),
            "x-amz-id-2": random::secret(32),
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "local",
            "bucket": {
                "name": bucket,
                "ownerIdentity": { "principalId": "LOCAL" },
                "arn": format!("arn:aws:s3:::{bucket}"),
            },
            "object": {
                "key": key,
                "size": object.size,
                "eTag": object.e_tag,
                "sequencer": format!("{:016X}", now.as_nanosecond()),
            },
        },
    }] })
}
