//! Methods and paths that no route has, spelled in every odd way.

use crate::{
    answer::Wire,
    app::{self, App},
    site::run,
};

#[test]
fn an_unknown_method_or_path_is_refused_in_the_form_of_its_wire() {
    run(async |site| {
        let app = App::create(site).await;
        for (method, path) in [
            ("GET", "/api/v1/feedback"),
            ("POST", "/api/v1/feedback/"),
            ("PUT", "/api/v1/feedback"),
            ("POST", "/api/v1/feedbacks"),
            ("GET", "/api/v1/feedbacks/"),
            ("DELETE", "/api/v1/feedback/fb_abc123def456"),
            ("GET", "/api/v1/feedback/fb_abc123def456/"),
            ("GET", "/api/v1/feedback/fb_abc123def456/status"),
            ("PUT", "/api/v1/feedback/fb_abc123def456/status"),
            ("GET", "/api/v1"),
            ("GET", "/api/v1/"),
            ("BREW", "/api/v1/feedback"),
            ("GET", "/api/feedback"),
            ("GET", "/api/feedback/"),
            ("PUT", "/api/feedback/"),
            ("POST", "/api/feedback/list"),
            ("GET", "/api/feedback/list/"),
            ("POST", "/api/feedback/1"),
            ("GET", "/api/feedback/1/"),
            ("GET", "/api/feedback/1/reply"),
            ("POST", "/api/feedback/1/replies"),
            ("PATCH", "/api/feedback/1/status"),
            ("GET", "/api/feedback/1/status"),
            ("GET", "/api/feedback/reply/1"),
            ("GET", "/api/feedback/1/replies/2"),
            ("DELETE", "/api/feedback/reply/1/2"),
            ("TRACE", "/api/feedback/1"),
            ("POST", "/"),
            ("GET", "/favicon.ico"),
            ("GET", "/v1"),
            ("GET", "/v1/tokens"),
            ("DELETE", "/v1/apps"),
            ("POST", "/v1/apps/"),
            ("GET", "/api"),
            ("GET", "/api/v2/feedback"),
            ("GET", "/api/feedbacks"),
        ] {
            // A submission that would be good elsewhere must not be taken here.
            let body = crate::app::message();
            let wire = if path.starts_with("/api/feedbacks") { Wire::Native } else { Wire::of(path) };
            for token in [None, Some(app.admin.as_str())] {
                site.call(method, path).json(&body).maybe_token(token).send().await.refused(wire, 404);
            }
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn odd_paths_are_never_our_failure() {
    run(async |site| {
        let app = App::create(site).await;
        let bearer = format!("Authorization: Bearer {}\r\n", app.admin);
        let ids = [
            "%",
            "%zz",
            "%0",
            "%25",
            "%2F",
            "%2f..%2f",
            "%3F",
            "%23",
            "%5C",
            "%00",
            "%0A",
            "%0D%0A",
            "%20",
            "%FF",
            "%C0%AF",
            "%E6%84",
            "..",
            "%2e%2e",
            ";",
            "a;b=c",
            "*",
            "'",
            "\"",
            "<",
            "|",
            "[]",
            "{}",
            "^",
            "`",
            "~",
            "@",
            ":",
            "$&+,=",
            "a%2Freply",
            "reply%2F1",
            "1%2Freplies",
        ];
        for id in ids {
            for path in [
                format!("/api/v1/feedback/{id}"),
                format!("/api/feedback/{id}"),
                format!("/api/feedback/{id}/replies"),
                format!("/api/feedback/reply/{id}"),
                format!("/{id}"),
            ] {
                for method in ["GET", "POST", "DELETE"] {
                    let answer = site.raw(&format!("{method} {path}"), &bearer).await;
                    // 400 is hyper's own for what is no HTTP at all, and has no body.
                    match answer.status {
                        400 => assert_eq!(answer.text, ""),
                        _ => answer.refused(Wire::of(&path), 404),
                    }
                }
            }
        }
        assert_eq!(app::total(site, &app.agent).await, 0);
    });
}

#[test]
fn very_long_paths_queries_and_headers_are_never_our_failure() {
    run(async |site| {
        let app = App::create(site).await;
        for chars in [1_000, 8_000] {
            let long = "x".repeat(chars);
            let headers = format!("Authorization: Bearer {}\r\nX-Odd: {long}\r\n", app.agent);
            for path in [format!("/api/v1/feedback/{long}"), format!("/api/v1/feedbacks?x={long}"), format!("/{long}")]
            {
                let answer = site.raw(&format!("GET {path}"), &headers).await;
                assert!(answer.status < 500, "{answer:?}");
            }
        }
    });
}

#[test]
fn a_get_with_a_body_is_answered() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let opinion = app::as_text(id);
        for path in [
            "/api/v1/feedbacks".to_owned(),
            format!("/api/v1/feedback/{opinion}"),
            "/api/feedback/list".into(),
            format!("/api/feedback/{id}"),
            format!("/api/feedback/{id}/replies"),
            "/api/feedback/reply".into(),
            "/v1/announcements".into(),
        ] {
            for body in ["{}", r#"{"page":2}"#, "{", "\u{0}"] {
                let sent = site.get(&path).header("content-type", "application/json").body(body).token(&app.agent);
                sent.send().await.expect(200);
            }
        }
    });
}
