//! Lists that have a home: all items under one `feedback_id` whose `part` begins alike.

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;

use super::{
    DynamoStore,
    failure::failed,
    items::{Item, text},
};
use crate::domain::Error;

/// `feedback_id` of what belongs to the deployment: `app#<app>` for each app, `member#<name>` for each owner.
pub(super) const DEPLOYMENT: &str = "deployment";

impl DynamoStore {
    /// The items of a home whose part begins like this, in the order of their parts: 0.5 RRU a 4 KB.
    pub(super) async fn listed(&self, home: &str, part: &str) -> Result<Vec<Item>, Error> {
        let (mut all, mut start) = (Vec::new(), None);
        loop {
            let query = self.client.query().table_name(&self.table);
            let page = query
                .key_condition_expression("feedback_id = :home AND begins_with(part, :part)")
                .expression_attribute_values(":home", text(home))
                .expression_attribute_values(":part", text(part))
                .set_exclusive_start_key(start)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| failed("Query", &error))?;
            self.units.read(page.consumed_capacity());
            all.extend(page.items.unwrap_or_default());
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(all);
            }
        }
    }
}
