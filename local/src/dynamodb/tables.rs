//! Creates the tables that the template declares.

use std::time::Duration;

use aws_sdk_dynamodb::{
    Client,
    client::Waiters,
    error::{BuildError, DisplayErrorContext},
    operation::create_table::builders::CreateTableFluentBuilder,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, Projection, StreamSpecification,
        TimeToLiveSpecification, TimeToLiveStatus,
    },
};

use crate::{
    error::{Context, Error, Result},
    template::{Index, KeyPart, Table},
};

/// How long a table may take to become usable; an embedded one is at once.
const ACTIVE_WITHIN: Duration = Duration::from_mins(2);

/// Creates a table under the given name unless it is there, and switches its time to live on.
///
/// Presence is told by `ListTables`: `DescribeTable` takes seconds on a large embedded table. What an existing table
/// looks like is therefore not compared with the template.
///
/// # Errors
/// When the endpoint does not answer, or refuses what the template declares.
pub async fn create_missing(client: &Client, table: &Table, name: &str) -> Result<()> {
    if !exists(client, name).await? {
        create(client, table, name).await?;
    }
    match &table.time_to_live {
        Some(attribute) => expire_by(client, name, attribute).await,
        None => Ok(()),
    }
}

async fn exists(client: &Client, name: &str) -> Result<bool> {
    let mut pages = client.list_tables().into_paginator().items().send();
    while let Some(table) = pages.next().await {
        if table.map_err(|error| refused("ListTables", &error))? == name {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn create(client: &Client, table: &Table, name: &str) -> Result<()> {
    let request = describe(client.create_table(), table).context(|| table.logical_id.clone())?;
    let created = request.table_name(name).send().await;
    created.map_err(|error| refused("CreateTable", &error))?;
    let active = client.wait_until_table_exists().table_name(name).wait(ACTIVE_WITHIN).await;
    active.map_err(|error| refused("DescribeTable", &error))?;
    Ok(())
}

fn describe(
    mut request: CreateTableFluentBuilder,
    table: &Table,
) -> std::result::Result<CreateTableFluentBuilder, BuildError> {
    request = request.billing_mode(BillingMode::PayPerRequest).set_key_schema(Some(key(&table.key)?));
    for (name, kind) in &table.attributes {
        let definition = AttributeDefinition::builder().attribute_name(name).attribute_type(kind.as_str().into());
        request = request.attribute_definitions(definition.build()?);
    }
    for declared in &table.indexes {
        request = request.global_secondary_indexes(index(declared)?);
    }
    if let Some(view) = &table.stream {
        let stream = StreamSpecification::builder().stream_enabled(true).stream_view_type(view.as_str().into());
        request = request.stream_specification(stream.build()?);
    }
    Ok(request)
}

fn key(parts: &[KeyPart]) -> std::result::Result<Vec<KeySchemaElement>, BuildError> {
    let element = |part: &KeyPart| {
        let element = KeySchemaElement::builder().attribute_name(&part.attribute).key_type(part.role.as_str().into());
        element.build()
    };
    parts.iter().map(element).collect()
}

fn index(declared: &Index) -> std::result::Result<GlobalSecondaryIndex, BuildError> {
    let projection = &declared.projection;
    let attributes = (!projection.attributes.is_empty()).then(|| projection.attributes.clone());
    let projection =
        Projection::builder().projection_type(projection.kind.as_str().into()).set_non_key_attributes(attributes);
    GlobalSecondaryIndex::builder()
        .index_name(&declared.name)
        .set_key_schema(Some(key(&declared.key)?))
        .projection(projection.build())
        .build()
}

/// Asks first, because setting what is set already is refused.
async fn expire_by(client: &Client, name: &str, attribute: &str) -> Result<()> {
    let current = client.describe_time_to_live().table_name(name).send().await;
    let current = current.map_err(|error| refused("DescribeTimeToLive", &error))?;
    let status = current.time_to_live_description().and_then(|ttl| ttl.time_to_live_status());
    if matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)) {
        return Ok(());
    }
    let wanted = TimeToLiveSpecification::builder().attribute_name(attribute).enabled(true).build();
    let wanted = wanted.context(|| name.to_owned())?;
    let set = client.update_time_to_live().table_name(name).time_to_live_specification(wanted).send().await;
    set.map_err(|error| refused("UpdateTimeToLive", &error))?;
    Ok(())
}

fn refused(call: &str, error: &(dyn std::error::Error + 'static)) -> Error {
    Error::new(format!("DynamoDB: {call}: {}", DisplayErrorContext(error)))
}
