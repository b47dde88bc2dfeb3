//! Who may do what: tokens, roles, apps, and what is public.

mod apps;
mod public;
mod roles;
mod tokens;

use serde_json::{Value, json};
use shared::domain::Role;

use crate::{
    answer::{Answer, Wire},
    app::{message, opinion},
    site::Site,
};

/// A route, and the weakest role that it is for (DESIGN.md "Who may do what").
struct Route {
    method: &'static str,
    /// With the id of a feedback or a reply that nobody has.
    path: &'static str,
    /// `None`: public.
    role: Option<Role>,
}

const ROUTES: [Route; 15] = [
    route("POST", "/api/v1/feedback", Some(Role::Client)),
    route("GET", "/api/v1/feedbacks", Some(Role::Agent)),
    route("GET", "/api/v1/feedback/fb_000000000001", Some(Role::Agent)),
    route("PATCH", "/api/v1/feedback/fb_000000000001/status", Some(Role::Agent)),
    route("POST", "/api/feedback/", None),
    route("POST", "/api/feedback", None),
    route("GET", "/api/feedback/list", None),
    route("GET", "/api/feedback/1", None),
    route("GET", "/api/feedback/1/replies", None),
    route("POST", "/api/feedback/1/reply", None),
    route("GET", "/api/feedback/reply", None),
    // "Where WIRE.md says admin token, an agent's counts too, except for deletes."
    route("PUT", "/api/feedback/1/status", Some(Role::Agent)),
    route("DELETE", "/api/feedback/1", Some(Role::Admin)),
    route("DELETE", "/api/feedback/reply/1", Some(Role::Admin)),
    route("PUT", "/v1/announcements", Some(Role::Admin)),
];

/// These two are not in [`ROUTES`], for every call leaves something: `POST /v1/apps` a new app, `POST /v1/tokens` a
/// request that is counted.
const APPS: Route = route("POST", "/v1/apps", Some(Role::Owner));
const ANNOUNCEMENTS: Route = route("GET", "/v1/announcements", Some(Role::Agent));

const fn route(method: &'static str, path: &'static str, role: Option<Role>) -> Route {
    Route { method, path, role }
}

fn all_routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().chain([&ANNOUNCEMENTS, &APPS])
}

impl Route {
    fn wire(&self) -> Wire {
        Wire::of(self.path)
    }

    /// A body that is good.
    fn body(&self) -> Value {
        match self.path {
            "/api/v1/feedback" => opinion(),
            "/api/feedback/" | "/api/feedback" => message(),
            "/v1/announcements" => json!({"announcements": []}),
            "/v1/apps" => json!({"name": "x", "kind": "store"}),
            _ => json!({"status": "closed", "author": "x", "content": "y"}),
        }
    }

    /// The status of a good request of somebody who may send it.
    fn served(&self) -> u16 {
        match self.path {
            "/api/v1/feedback" | "/v1/apps" => 201,
            _ if self.path.contains('1') && !self.path.starts_with("/v1") && !self.path.ends_with("feedbacks") => 404,
            _ => 200,
        }
    }

    async fn call(&self, site: &Site, token: Option<&str>) -> Answer {
        site.call(self.method, self.path).json(&self.body()).maybe_token(token).send().await
    }
}
