//! The schemas of what is sent and of what is answered, from the types that read and write it.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// Collects the schemas of what is sent and of what is answered.
pub(super) struct Schemas {
    sent: SchemaGenerator,
    answered: SchemaGenerator,
}

impl Schemas {
    pub fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        });
        let sent = settings.clone().for_deserialize().into_generator();
        Self { sent, answered: settings.for_serialize().into_generator() }
    }

    pub fn body<T: JsonSchema>(&mut self) -> Value {
        self.sent.subschema_for::<T>().to_value()
    }

    pub fn answer<T: JsonSchema>(&mut self) -> Value {
        self.answered.subschema_for::<T>().to_value()
    }

    /// One parameter of the query.
    pub fn query<T: JsonSchema>(&mut self, name: &str, says: &str) -> Value {
        let schema = self.sent.subschema_for::<T>();
        json!({"name": name, "in": "query", "description": says, "schema": schema})
    }

    /// A parameter of the query that takes several words, separated by commas.
    pub fn words<T: JsonSchema>(&mut self, name: &str, says: &str) -> Value {
        let schema = json!({"type": "array", "items": self.sent.subschema_for::<T>(), "minItems": 1});
        json!({"name": name, "in": "query", "description": says, "style": "form", "explode": false, "schema": schema})
    }

    pub fn all(mut self) -> Map<String, Value> {
        let mut all = self.sent.take_definitions(true);
        all.extend(self.answered.take_definitions(true));
        all
    }
}
