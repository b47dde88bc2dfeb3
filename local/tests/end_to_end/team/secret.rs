//! `POST /v1/app/secret`, and the address of an app's log.

use serde_json::json;

use crate::{
    answer::{Wire, keys},
    app::App,
    site::run,
};

#[test]
fn another_secret_ends_the_old_one() {
    run(async |site| {
        let app = App::create(site).await;
        site.post("/v1/app/secret", &json!({})).token(&app.agent).send().await.refused(Wire::Native, 403);
        let rotated = site.post("/v1/app/secret", &json!({})).token(&app.admin).send().await.expect(200);
        assert_eq!(keys(&rotated), ["app_secret"]);
        let ask =
            async |secret: &str| site.post("/v1/tokens", &json!({"app_id": app.id, "app_secret": secret})).send().await;
        ask(&app.secret).await.refused(Wire::Native, 401);
        ask(rotated["app_secret"].as_str().unwrap()).await.expect(200);
        let again = site.call("POST", "/v1/app/secret").token(&app.admin).send().await.expect(200);
        assert_ne!(again, rotated);
        ask(rotated["app_secret"].as_str().unwrap()).await.refused(Wire::Native, 401);
    });
}

#[test]
fn the_address_of_the_log_is_kept_and_taken_away() {
    run(async |site| {
        let app = App::create(site).await;
        let change =
            async |url| site.call("PUT", "/v1/app").json(&json!({"log_url": url})).token(&app.admin).send().await;
        assert_eq!(site.get("/v1/app").token(&app.agent).send().await.expect(200)["log_url"], json!(null));
        let url = "https://logs.example/?from={from}&to={to}&user={user}&trace={trace}";
        assert_eq!(change(json!(url)).await.expect(200)["log_url"], url);
        assert_eq!(change(json!(null)).await.expect(200)["log_url"], url);
        for bad in [json!("javascript:alert(1)"), json!("https://x/{password}"), json!(1), json!("https://a b")] {
            let answer = change(bad).await;
            answer.refused(Wire::Native, 400);
            assert_eq!(answer.body["field"], "log_url");
        }
        assert_eq!(change(json!("")).await.expect(200)["log_url"], json!(null));
    });
}
