//! A fresh table for one test.

use aws_sdk_dynamodb::Client;

use crate::{
    dynamodb::{Engine, Storage, connect, create_missing},
    error::{Error, Result},
    random, workspace,
};

/// A table as the template declares it, empty and this test's alone.
///
/// It lies in an engine of its own in memory, or, where `AWS_ENDPOINT_URL_DYNAMODB` is set, at that endpoint under a
/// random name; there it stays behind.
#[derive(Debug)]
pub struct TestTable {
    /// A client that reaches it.
    pub client: Client,
    /// Its name.
    pub table: String,
    /// Where the client goes.
    pub endpoint: String,
    /// The engine, if it is embedded: for loading many items at once.
    pub engine: Option<Engine>,
}

impl TestTable {
    /// Creates the template's first table.
    ///
    /// # Errors
    /// When there is no template, or the endpoint refuses what it declares.
    pub async fn create() -> Result<Self> {
        let template = workspace::template()?;
        let declared = template.tables.first().ok_or_else(|| Error::new("the template declares no table"))?;
        let (engine, connection) = connect(Storage::Memory)?;
        let client = connection.client();
        let table = format!("{}-{}", declared.name, random::name(12));
        create_missing(&client, declared, &table).await?;
        Ok(Self { client, table, endpoint: connection.endpoint().to_owned(), engine })
    }
}
