//! What the functions log: one line a request with its route, and nothing that says who somebody is.

use std::{fs, time::Duration};

use serde_json::{Value, json};

use crate::{
    app::{App, unique},
    site::run_alone,
};

#[test]
fn logs_name_routes_and_no_persons() {
    run_alone(async || {
        let site = &crate::site::Site::start().await;
        let app = App::create(site).await;
        let (content, name, key, word) =
            (unique("secret-content"), unique("secret-name"), unique("secret-key"), unique("secret-word"));
        let body = json!({"type": "bug", "content": content, "name": name, "email": "secret-person@example.com"});
        let id = site.post("/api/feedback/", &body).token(&app.client).key(&key).send().await.data(200)["id"].clone();
        let reply = json!({"author": name, "content": content});
        site.post(&format!("/api/feedback/{id}/reply"), &reply).token(&app.client).send().await.expect(200);
        site.get(&format!("/api/feedback/{id}")).token(&app.agent).send().await.expect(200);
        site.get(&format!("/api/feedback/list?keyword={word}")).token(&app.agent).send().await.expect(200);
        site.post("/api/feedback/", &json!({"type": word, "content": content}))
            .token(&app.client)
            .send()
            .await
            .expect(422);
        site.call("POST", "/api/v1/feedback").body(format!("{{{content}")).token(&app.client).send().await.expect(400);
        site.get(&format!("/api/v1/{word}")).send().await.expect(404);
        // The functions' output passes through a pipe.
        tokio::time::sleep(Duration::from_millis(300)).await;

        let folder = fs::read_dir(site.data().join("logs")).unwrap().flatten();
        let logs: String = folder.map(|file| fs::read_to_string(file.path()).unwrap()).collect();
        for private in
            [&content, &name, &key, &word, "secret-person", &app.secret, &app.client, &app.agent, &id.to_string()]
        {
            assert!(!logs.contains(private), "the logs say {private}");
        }
        let lines: Vec<Value> = logs.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        for (route, status) in
            [("POST /api/feedback/", 200), ("GET /api/feedback/{id}", 200), ("POST /api/v1/feedback", 400)]
        {
            let of_route = |line: &&Value| line["route"] == route && line["status"] == status;
            assert_eq!(lines.iter().filter(of_route).count(), 1, "{route}");
        }
    });
}
