//! The SDK client: one connection pool, standard retries, time-outs below API Gateway's.

use std::time::Duration;

use aws_config::{BehaviorVersion, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_dynamodb::{Client, config::Builder};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

use super::{DynamoStore, items::key};

impl DynamoStore {
    /// A store on `table`; AWS's own variables name credentials, region and endpoint.
    pub async fn connect(table: &str) -> Self {
        let https = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
        let environment = aws_config::defaults(BehaviorVersion::v2026_01_12()).http_client(https.build_https());
        Self::configured(Builder::from(&environment.load().await), table)
    }

    /// A store on `table` through a client of its own: the retries and time-outs are the store's.
    ///
    /// Throttling, and what passes by itself, is tried up to five times with exponential backoff and jitter, from 50 ms
    /// on: DynamoDB answers in single milliseconds, and the SDK's usual first second would be a long wait.
    #[must_use]
    pub fn configured(config: Builder, table: &str) -> Self {
        let retries = RetryConfig::standard()
            .with_max_attempts(5)
            .with_initial_backoff(Duration::from_millis(50))
            .with_max_backoff(Duration::from_secs(2));
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(Duration::from_secs(5))
            .operation_timeout(Duration::from_secs(15));
        let config = config.retry_config(retries).timeout_config(timeouts.build()).build();
        Self::new(Client::from_conf(config), table)
    }

    /// Opens the connection while Lambda's init phase lends a full vCPU: the first request then finds the TLS
    /// handshake done (COSTS.md: 912 ms against 21 ms). A read of an item that never exists: 0.5 RRU. A function
    /// without the right to it is refused, which warms the connection just as well.
    pub async fn warm_up(&self) {
        let read = self.client.get_item().table_name(&self.table).set_key(Some(key("warm-up", "none")));
        drop(read.send().await);
    }
}
