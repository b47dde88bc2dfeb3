//! How the local stack, and the functions it starts, reach DynamoDB.

use std::{collections::BTreeMap, env};

use aws_sdk_dynamodb::{
    Client, Config,
    config::{self, BehaviorVersion, Credentials, Region, SharedHttpClient},
};
use aws_sdk_dynamodbstreams as streams;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};

use crate::s3::Keys;

/// The SDK's own variable for an endpoint; where it is set, no engine is embedded.
pub const ENDPOINT_VARIABLE: &str = "AWS_ENDPOINT_URL_DYNAMODB";

/// The same for the streams of the tables, where they are elsewhere, as on AWS.
const STREAMS_ENDPOINT_VARIABLE: &str = "AWS_ENDPOINT_URL_DYNAMODB_STREAMS";

/// An endpoint and who we are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    endpoint: String,
    streams_endpoint: String,
    region: String,
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
}

impl Connection {
    /// To an embedded engine, which checks no signatures.
    #[must_use]
    pub fn embedded(endpoint: String) -> Self {
        Self {
            streams_endpoint: endpoint.clone(),
            endpoint,
            region: "us-east-1".to_owned(),
            access_key_id: "local".to_owned(),
            secret_access_key: "local".to_owned(),
            session_token: None,
        }
    }

    /// To the endpoint that the environment names, with the environment's region and credentials if it has them.
    #[must_use]
    pub fn from_environment() -> Option<Self> {
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let local = Self::embedded(variable(ENDPOINT_VARIABLE)?);
        Some(Self {
            region: variable("AWS_REGION").or(variable("AWS_DEFAULT_REGION")).unwrap_or(local.region),
            access_key_id: variable("AWS_ACCESS_KEY_ID").unwrap_or(local.access_key_id),
            secret_access_key: variable("AWS_SECRET_ACCESS_KEY").unwrap_or(local.secret_access_key),
            session_token: variable("AWS_SESSION_TOKEN"),
            streams_endpoint: variable(STREAMS_ENDPOINT_VARIABLE).unwrap_or(local.streams_endpoint),
            endpoint: local.endpoint,
        })
    }

    /// Says who we are, for the other services of the stack: an embedded engine takes anybody.
    pub fn use_keys(&mut self, keys: Keys) {
        (self.access_key_id, self.secret_access_key) = (keys.access_key_id, keys.secret_access_key);
    }

    /// Who we are.
    #[must_use]
    pub fn keys(&self) -> Keys {
        Keys { access_key_id: self.access_key_id.clone(), secret_access_key: self.secret_access_key.clone() }
    }

    /// Where it leads.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Region that a function is told to run in.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// A client of the SDK.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::from_conf(self.config().build())
    }

    /// How a client of the SDK gets there, for whoever has more to say about it.
    #[must_use]
    pub fn config(&self) -> config::Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(&self.endpoint)
            .region(Region::new(self.region.clone()))
            .credentials_provider(self.credentials())
            .http_client(http_client(&self.endpoint))
    }

    /// A client of the SDK for the streams of the tables.
    #[must_use]
    pub fn streams_client(&self) -> streams::Client {
        let config = streams::Config::builder()
            .behavior_version(streams::config::BehaviorVersion::latest())
            .endpoint_url(&self.streams_endpoint)
            .region(Region::new(self.region.clone()))
            .credentials_provider(self.credentials())
            .http_client(http_client(&self.streams_endpoint));
        streams::Client::from_conf(config.build())
    }

    fn credentials(&self) -> Credentials {
        Credentials::new(&self.access_key_id, &self.secret_access_key, self.session_token.clone(), None, "local")
    }

    /// The variables by which the SDK in a function's process finds the same place.
    #[must_use]
    pub fn environment(&self) -> BTreeMap<String, String> {
        let mut variables = BTreeMap::from([
            (ENDPOINT_VARIABLE.to_owned(), self.endpoint.clone()),
            ("AWS_REGION".to_owned(), self.region.clone()),
            ("AWS_DEFAULT_REGION".to_owned(), self.region.clone()),
            ("AWS_ACCESS_KEY_ID".to_owned(), self.access_key_id.clone()),
            ("AWS_SECRET_ACCESS_KEY".to_owned(), self.secret_access_key.clone()),
        ]);
        if let Some(token) = &self.session_token {
            variables.insert("AWS_SESSION_TOKEN".to_owned(), token.clone());
        }
        variables
    }
}

fn http_client(endpoint: &str) -> SharedHttpClient {
    if endpoint.starts_with("https:") {
        Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
    } else {
        Builder::new().build_http()
    }
}
