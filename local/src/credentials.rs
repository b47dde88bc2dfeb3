//! What callers need: the default app with its secret, and a token for each role.

use std::{
    io::{Read, read_to_string},
    path::Path,
};

use aws_sdk_dynamodb::Client;
use serde::{Deserialize, Serialize};
use shared::{
    domain::{
        AppId, Name, Role, Timestamp,
        app::{App, AppKind, Limits},
        member::{Member, MemberName, Password},
    },
    password,
    store::{CreateApp, DynamoStore, Put, ReadApp, ReadMember, SaveMember},
    token::{Claims, TokenKey},
};

use crate::{
    data::write_private,
    error::{Context, Error, Result},
    secrets::Secrets,
};

/// Life of the tokens that a local stack issues.
const YEAR_S: u64 = 365 * 24 * 3_600;

/// Life of a token by which an owner gets in for the first time.
const DAY_S: u64 = 24 * 3_600;

/// The content of `credentials.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The default app.
    pub app_id: String,
    /// Its secret, for `POST /v1/tokens` and the like.
    pub app_secret: String,
    /// A token that may do everything.
    pub owner_token: String,
    /// A token of the default app that may also delete and change settings.
    pub admin_token: String,
    /// A token of the default app that may read and answer.
    pub agent_token: String,
    /// A token of the default app that may submit.
    pub client_token: String,
    /// Who logs in to the console.
    pub console_user: String,
    /// With which password.
    pub console_password: String,
}

/// Registers the default app and its owner unless they are, and writes `credentials.json` with new tokens.
///
/// # Errors
/// When the table cannot be read or written, or the file cannot be written.
pub async fn issue(client: Client, table: &str, secrets: &Secrets, file: &Path) -> Result<()> {
    let app_id = app_id(&secrets.app_id)?;
    let store = DynamoStore::new(client, table);
    let generation = register(&store, &app_id).await?;
    enrol(&store, &app_id, secrets).await?;
    let key = TokenKey::new(&secrets.token_secret);
    let token = |role| sign(&key, &app_id, role, generation, YEAR_S);
    let credentials = Credentials {
        app_secret: key.app_secret(&app_id, generation),
        owner_token: token(Role::Owner)?,
        admin_token: token(Role::Admin)?,
        agent_token: token(Role::Agent)?,
        client_token: token(Role::Client)?,
        console_user: secrets.console_user.clone(),
        console_password: secrets.console_password.clone(),
        app_id: secrets.app_id.clone(),
    };
    let place = || file.display().to_string();
    let text = serde_json::to_vec_pretty(&credentials).context(place)?;
    write_private(file, &text).context(place)
}

/// An owner token of a deployment, for the app `app_id`, signed with the token secret that `secret` holds.
///
/// # Errors
/// When the app id is none, or the secret cannot be read or is empty.
pub fn owner_token(app_id: &str, secret: impl Read) -> Result<String> {
    let secret = read_to_string(secret).context(|| "cannot read the token secret")?;
    if secret.trim().is_empty() {
        return Err(Error::new("the token secret is expected on stdin"));
    }
    sign(&TokenKey::new(secret.trim()), &self::app_id(app_id)?, Role::Owner, FIRST_GENERATION, DAY_S)
}

/// Generation of an app's first secret.
const FIRST_GENERATION: u32 = 1;

fn app_id(text: &str) -> Result<AppId> {
    AppId::parse(text).map_err(|reason| Error::new(format!("{text:?} is no app id: {reason:?}")))
}

/// The generation of the app's secret that is in force.
async fn register(store: &DynamoStore, id: &AppId) -> Result<u32> {
    let trouble = |error| Error::new(format!("cannot register the default app: {error:?}"));
    let name = Name::parse("Local").map_err(|reason| Error::new(format!("{reason:?}")))?;
    let app = App {
        id: id.clone(),
        name,
        kind: AppKind::Enterprise,
        secret_generation: FIRST_GENERATION,
        origins: Vec::new(),
        limits: Limits::default(),
        log_url: None,
    };
    if store.create_app(&app, None).await.map_err(trouble)? == Put::IdTaken {
        store.enlist_app(id).await.map_err(trouble)?;
    }
    let registered = store.app(id).await.map_err(trouble)?;
    Ok(registered.map_or(FIRST_GENERATION, |app| app.secret_generation))
}

/// Sees to it that whoever `secrets` names is an owner with that password. Nothing is written where that is so.
async fn enrol(store: &DynamoStore, app: &AppId, secrets: &Secrets) -> Result<()> {
    let trouble = |error| Error::new(format!("cannot add the console's first member: {error:?}"));
    let unusable = |reason| Error::new(format!("the console's first member: {reason}"));
    let name = MemberName::parse(&secrets.console_user).map_err(unusable)?;
    let before = store.member(&name).await.map_err(trouble)?;
    if let Some(member) = &before
        && member.owner
        && password::verify(&secrets.console_password, Some(&member.password)).map_err(trouble)?
    {
        return Ok(());
    }
    let password = Password::parse(&secrets.console_password).map_err(unusable)?;
    let password = password::hash(&password).map_err(trouble)?;
    let (created_at, roles) = (Timestamp::now(), std::collections::BTreeMap::new());
    let member = match before {
        Some(before) => Member { owner: true, password, ..before },
        None => Member { name, owner: true, roles, password, created_at, revision: 0 },
    };
    store.save_member(&member, app).await.map_err(trouble).map(|_| ())
}

fn sign(key: &TokenKey, app: &AppId, role: Role, generation: u32, life_s: u64) -> Result<String> {
    let now = Timestamp::now();
    let claims = Claims {
        app: app.clone(),
        role,
        generation,
        subject: format!("local-{}", role.name()),
        expires_at_s: now.seconds() + life_s,
        anonymous: false,
        member: false,
    };
    key.sign(&claims, now).context(|| "cannot sign a token")
}
