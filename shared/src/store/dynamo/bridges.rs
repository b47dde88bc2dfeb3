//! Bridges: one item collection for all apps, so that the function on a schedule finds them by one Query.

use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, ReturnConsumedCapacity, TransactWriteItem, Update};
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    apps::{APP, assignments, home},
    failure::{failed, unreadable},
    items::{from_item, key, number, text},
    transaction::{Outcome, check, update},
};
use crate::{
    domain::{
        AppId, Error, Timestamp,
        app::AppChange,
        bridge::{Bridge, LastRun, Progress, Sweep},
    },
    store::{BridgeSettings, Consistency, ListBridges, MarkBridge, ReadBridge, Verbs, WriteBridge},
};

/// `feedback_id` of all bridges; the app's id is the `part`.
const BRIDGES: &str = "bridges";
/// Bridges of one page.
const PAGE: i32 = 500;

#[derive(Serialize, Deserialize)]
struct BridgeItem {
    part: String,
    program: String,
    enabled: bool,
    sealed_secret: String,
    #[serde(default)]
    done_through_s: u64,
    sweep_page: Option<u64>,
    sweep_newest_s: Option<u64>,
    last_run_ms: Option<u64>,
    trouble: Option<String>,
}

impl BridgeItem {
    fn into_bridge(self) -> Result<Bridge, Error> {
        self.parse().ok_or_else(|| unreadable("bridge", &"a value is outside its domain"))
    }

    fn parse(self) -> Option<Bridge> {
        let sweep = self.sweep_page.zip(self.sweep_newest_s).map(|(page, newest_s)| Sweep { page, newest_s });
        let trouble = self.trouble;
        Some(Bridge {
            app: AppId::parse(&self.part).ok()?,
            program: AppId::parse(&self.program).ok()?,
            enabled: self.enabled,
            sealed_secret: self.sealed_secret,
            progress: Progress { done_through_s: self.done_through_s, sweep },
            last_run: self.last_run_ms.map(|ms| LastRun { at: Timestamp::from_ms(ms), trouble }),
        })
    }
}

impl ReadBridge for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn bridge(&self, app: &AppId) -> Result<Option<Bridge>, Error> {
        let item = self.get(key(BRIDGES, app.as_str()), Consistency::Strong).await?;
        item.map(|item| from_item::<BridgeItem>(item, "bridge")?.into_bridge()).transpose()
    }
}

impl ListBridges for DynamoStore {
    const VERBS: Verbs = &["Query"];

    async fn bridges(&self) -> Result<Vec<Bridge>, Error> {
        let (mut bridges, mut start) = (Vec::new(), None);
        loop {
            let query = self.client.query().table_name(&self.table).limit(PAGE).set_exclusive_start_key(start);
            let page = query
                .key_condition_expression("feedback_id = :bridges")
                .expression_attribute_values(":bridges", text(BRIDGES))
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(|error| failed("Query", &error))?;
            self.units.read(page.consumed_capacity());
            for item in page.items.unwrap_or_default() {
                bridges.push(from_item::<BridgeItem>(item, "bridge")?.into_bridge()?);
            }
            start = page.last_evaluated_key;
            if start.is_none() {
                return Ok(bridges);
            }
        }
    }
}

impl WriteBridge for DynamoStore {
    const VERBS: Verbs = &["ConditionCheckItem", "UpdateItem"];

    async fn write_bridge(&self, app: &AppId, change: &AppChange, settings: &BridgeSettings) -> Result<(), Error> {
        let actions = vec![self.change_of(app, change)?, self.settings_of(app, settings)?];
        match self.transact(actions).await? {
            Outcome::Done => Ok(()),
            Outcome::Refused(..) => Err(Error::NotFound),
        }
    }
}

impl DynamoStore {
    /// The action that changes an app, or where nothing is given looks whether there is one.
    fn change_of(&self, app: &AppId, change: &AppChange) -> Result<TransactWriteItem, Error> {
        const EXISTS: &str = "attribute_exists(feedback_id)";
        let app = key(home(app), APP);
        let given = assignments(change);
        if given.is_empty() {
            return check(
                ConditionCheck::builder().table_name(&self.table).set_key(Some(app)).condition_expression(EXISTS),
            );
        }
        let mut changed = Update::builder().table_name(&self.table).set_key(Some(app)).condition_expression(EXISTS);
        let sets: Vec<_> = given.iter().map(|(name, _)| format!("#{name} = :{name}")).collect();
        for (name, value) in given {
            changed = changed
                .expression_attribute_names(format!("#{name}"), name)
                .expression_attribute_values(format!(":{name}"), value);
        }
        update(changed.update_expression(format!("SET {}", sets.join(", "))))
    }

    fn settings_of(&self, app: &AppId, settings: &BridgeSettings) -> Result<TransactWriteItem, Error> {
        let anew = if settings.is_new {
            " REMOVE done_through_s, sweep_page, sweep_newest_s, last_run_ms, trouble"
        } else {
            ""
        };
        let changed = Update::builder().table_name(&self.table).set_key(Some(key(BRIDGES, app.as_str())));
        update(
            changed
                .update_expression(format!(
                    "SET #program = :program, #enabled = :enabled, sealed_secret = :secret{anew}"
                ))
                .expression_attribute_names("#program", "program")
                .expression_attribute_names("#enabled", "enabled")
                .expression_attribute_values(":program", text(settings.program.as_str()))
                .expression_attribute_values(":enabled", AttributeValue::Bool(settings.enabled))
                .expression_attribute_values(":secret", text(&settings.sealed_secret)),
        )
    }
}

impl MarkBridge for DynamoStore {
    const VERBS: Verbs = &["UpdateItem"];

    async fn mark_bridge(
        &self,
        bridge: &Bridge,
        progress: Progress,
        last_run: Option<&LastRun>,
    ) -> Result<bool, Error> {
        let mut sets = vec![("done_through_s", number(progress.done_through_s))];
        let mut removes = Vec::new();
        match progress.sweep {
            Some(sweep) => {
                sets.extend([("sweep_page", number(sweep.page)), ("sweep_newest_s", number(sweep.newest_s))]);
            }
            None => removes.extend(["sweep_page", "sweep_newest_s"]),
        }
        if let Some(run) = last_run {
            sets.push(("last_run_ms", number(run.at.ms())));
            match &run.trouble {
                Some(trouble) => sets.push(("trouble", text(trouble))),
                None => removes.push("trouble"),
            }
        }
        let names: Vec<_> = sets.iter().map(|(name, _)| format!("{name} = :{name}")).collect();
        let mut expression = format!("SET {}", names.join(", "));
        if !removes.is_empty() {
            expression.push_str(" REMOVE ");
            expression.push_str(&removes.join(", "));
        }
        let mut update = self
            .update(key(BRIDGES, bridge.app.as_str()))
            .update_expression(expression)
            .condition_expression("#program = :program AND #enabled = :true")
            .expression_attribute_names("#program", "program")
            .expression_attribute_names("#enabled", "enabled")
            .expression_attribute_values(":program", text(bridge.program.as_str()))
            .expression_attribute_values(":true", AttributeValue::Bool(true));
        for (name, value) in sets {
            update = update.expression_attribute_values(format!(":{name}"), value);
        }
        self.send_update(update).await
    }
}
