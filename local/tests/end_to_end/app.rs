//! An app of a test's own, and the few requests that most tests begin with.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use shared::{
    domain::{AppId, Role, Timestamp},
    token::Claims,
};

use crate::site::Site;

/// A text that no other test has.
pub fn unique(prefix: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("{prefix}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An app with a token for each role that its secret gives.
pub struct App {
    pub id: String,
    pub secret: String,
    pub client: String,
    pub agent: String,
    pub admin: String,
}

impl App {
    /// Registers an app and gets its tokens, both through the API.
    pub async fn create(site: &Site) -> Self {
        let new = json!({"name": unique("测试"), "kind": "enterprise"});
        let app = site.post("/v1/apps", &new).token(&site.credentials.owner_token).send().await.expect(201);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (id, secret) = (text(&app["app_id"]), text(&app["app_secret"]));
        let token = async |role: &str| {
            let asked = json!({"app_id": id, "app_secret": secret, "role": role});
            text(&site.post("/v1/tokens", &asked).send().await.expect(200)["token"])
        };
        let (client, agent, admin) = (token("client").await, token("agent").await, token("admin").await);
        Self { id, secret, client, agent, admin }
    }
}

/// A token as this deployment signs it, for whatever app, role and end (seconds from now).
pub fn sign(site: &Site, app: &str, role: Role, lives_s: i64) -> String {
    let now = Timestamp::now();
    let claims = Claims {
        app: AppId::parse(app).unwrap(),
        role,
        generation: 1,
        subject: format!("test-{}", role.name()),
        expires_at_s: now.seconds().checked_add_signed(lives_s).unwrap(),
        anonymous: false,
        member: false,
    };
    site.token_key().sign(&claims, now).unwrap()
}

/// An acceptable `opinion_box` submission.
pub fn opinion() -> Value {
    json!({"title": "暗色模式", "content": "希望增加暗色模式", "channel": "web_portal"})
}

/// An acceptable `message_board` submission.
pub fn message() -> Value {
    json!({"type": "suggestion", "content": "建议增加夜间模式功能", "source": "autops",
        "name": "张三", "email": "zhangsan@example.com"})
}

/// Submits in `opinion_box` and returns the id.
pub async fn submit_opinion(site: &Site, token: &str) -> String {
    let data = site.post("/api/v1/feedback", &opinion()).token(token).send().await.data(201);
    data["feedback_id"].as_str().unwrap().to_owned()
}

/// Submits in `message_board` and returns the id.
pub async fn submit_message(site: &Site, token: Option<&str>) -> u64 {
    let data = site.post("/api/feedback/", &message()).maybe_token(token).send().await.data(200);
    data["id"].as_u64().unwrap()
}

/// The id in seed 003's spelling.
pub fn as_text(id: u64) -> String {
    let digit = |place| char::from_digit((id / 36_u64.pow(place) % 36) as u32, 36).unwrap();
    format!("fb_{}", (0..12).rev().map(digit).collect::<String>())
}

/// The id in seed 004's spelling.
pub fn as_number(id: &str) -> u64 {
    u64::from_str_radix(id.strip_prefix("fb_").unwrap(), 36).unwrap()
}

/// How many feedbacks an app has.
pub async fn total(site: &Site, agent: &str) -> u64 {
    let data = site.get("/api/v1/feedbacks?size=1").token(agent).send().await.data(200);
    data["pagination"]["total"].as_u64().unwrap()
}
