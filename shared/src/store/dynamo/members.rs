//! Members: one record each, and an entry in the list of each app they belong to.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{
    TransactWriteItem,
    builders::{DeleteBuilder, PutBuilder},
};
use serde::{Deserialize, Serialize};

use super::{
    DynamoStore,
    apps::home,
    failure::unreadable,
    homes::DEPLOYMENT,
    items::{from_item, key, number, to_item},
    transaction::{Outcome, delete, put},
};
use crate::{
    domain::{
        AppId, Error, Role, Timestamp,
        member::{Member, MemberName, Membership, PasswordHash},
    },
    store::{Consistency, ListMembers, ReadMember, SaveMember, Verbs},
};

/// `part` of a member's record.
const MEMBER: &str = "member";
/// Begin of the `part` of a member's entry in a list, which the name follows.
const ENTRY: &str = "member#";

#[derive(Serialize, Deserialize)]
struct MemberItem {
    feedback_id: String,
    part: String,
    name: String,
    owner: bool,
    roles: BTreeMap<String, String>,
    password: String,
    stamp: String,
    created_at_ms: u64,
    revision: u64,
}

#[derive(Serialize, Deserialize)]
struct EntryItem {
    feedback_id: String,
    part: String,
    name: String,
    role: String,
    created_at_ms: u64,
}

impl MemberItem {
    fn of(member: &Member) -> Self {
        Self {
            feedback_id: record(&member.name),
            part: MEMBER.to_owned(),
            name: member.name.to_string(),
            owner: member.owner,
            roles: member.roles.iter().map(|(app, role)| (app.to_string(), role.name().to_owned())).collect(),
            password: member.password.phc.clone(),
            stamp: member.password.stamp.clone(),
            created_at_ms: member.created_at.ms(),
            revision: member.revision + 1,
        }
    }

    fn into_member(self) -> Option<Member> {
        let role = |(app, role): (&String, &String)| Some((AppId::parse(app).ok()?, Role::from_name(role)?));
        Some(Member {
            name: MemberName::parse(&self.name).ok()?,
            owner: self.owner,
            roles: self.roles.iter().map(role).collect::<Option<_>>()?,
            password: PasswordHash { phc: self.password, stamp: self.stamp },
            created_at: Timestamp::from_ms(self.created_at_ms),
            revision: self.revision,
        })
    }
}

impl ReadMember for DynamoStore {
    const VERBS: Verbs = &["GetItem"];

    async fn member(&self, name: &MemberName) -> Result<Option<Member>, Error> {
        let Some(item) = self.get(key(record(name), MEMBER), Consistency::Strong).await? else { return Ok(None) };
        let member = from_item::<MemberItem>(item, "member")?.into_member();
        member.map(Some).ok_or_else(|| unreadable("member", &"a value is outside its domain"))
    }
}

impl ListMembers for DynamoStore {
    const VERBS: Verbs = &["Query"];

    async fn members(&self, app: &AppId) -> Result<Vec<Membership>, Error> {
        let mut all: BTreeMap<MemberName, Membership> = BTreeMap::new();
        // The owners last: whoever is also something else is an owner above all.
        for list in [home(app), DEPLOYMENT.to_owned()] {
            for item in self.listed(&list, ENTRY).await? {
                let entry = from_item::<EntryItem>(item, "member entry")?.into_membership();
                let entry = entry.ok_or_else(|| unreadable("member entry", &"a value is outside its domain"))?;
                all.insert(entry.name.clone(), entry);
            }
        }
        Ok(all.into_values().collect())
    }
}

impl SaveMember for DynamoStore {
    const VERBS: Verbs = &["DeleteItem", "PutItem"];

    async fn save_member(&self, member: &Member, app: &AppId) -> Result<bool, Error> {
        let actions = vec![
            self.record(member)?,
            self.entry(&home(app), member, member.roles.get(app).copied())?,
            self.entry(DEPLOYMENT, member, member.owner.then_some(Role::Owner))?,
        ];
        Ok(matches!(self.transact(actions).await?, Outcome::Done))
    }
}

impl DynamoStore {
    /// The action that stores the record, or removes it once it says nothing.
    fn record(&self, member: &Member) -> Result<TransactWriteItem, Error> {
        let unchanged = "revision = :revision";
        if !member.owner && member.roles.is_empty() {
            let gone =
                DeleteBuilder::default().table_name(&self.table).set_key(Some(key(record(&member.name), MEMBER)));
            let revision = number(member.revision);
            return delete(gone.condition_expression(unchanged).expression_attribute_values(":revision", revision));
        }
        let record = PutBuilder::default().table_name(&self.table).set_item(Some(to_item(&MemberItem::of(member))?));
        put(match member.revision {
            0 => record.condition_expression("attribute_not_exists(feedback_id)"),
            revision => {
                record.condition_expression(unchanged).expression_attribute_values(":revision", number(revision))
            }
        })
    }

    /// The action that puts a member into a list or takes them out.
    fn entry(&self, list: &str, member: &Member, role: Option<Role>) -> Result<TransactWriteItem, Error> {
        let part = format!("{ENTRY}{}", member.name);
        let Some(role) = role else {
            return delete(DeleteBuilder::default().table_name(&self.table).set_key(Some(key(list, part))));
        };
        let entry = EntryItem {
            feedback_id: list.to_owned(),
            part,
            name: member.name.to_string(),
            role: role.name().to_owned(),
            created_at_ms: member.created_at.ms(),
        };
        put(PutBuilder::default().table_name(&self.table).set_item(Some(to_item(&entry)?)))
    }
}

impl EntryItem {
    fn into_membership(self) -> Option<Membership> {
        Some(Membership {
            name: MemberName::parse(&self.name).ok()?,
            role: Role::from_name(&self.role)?,
            created_at: Timestamp::from_ms(self.created_at_ms),
        })
    }
}

/// `feedback_id` of a member's record.
fn record(name: &MemberName) -> String {
    format!("member#{name}")
}
