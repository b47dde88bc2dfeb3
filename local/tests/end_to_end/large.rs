//! Answers that would be larger than the 6 MB a function may return: never a 5xx, also not for those who read next.

use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::{
    app::{self, App},
    site::{Call, Site, run},
};

/// Sends them all, eight at a time.
async fn send_all(calls: impl Iterator<Item = Call>) {
    let sent: Vec<_> = stream::iter(calls.map(Call::send)).buffer_unordered(8).collect().await;
    for answer in sent {
        answer.expect(200);
    }
}

async fn assert_readable(site: &Site, token: &str, paths: &[String]) {
    for path in paths {
        let answer = site.get(path).token(token).send().await;
        assert!(answer.status < 500, "{path}: {} {:.200}", answer.status, answer.text);
    }
}

/// 215 replies of 30 KB, which nobody needs a token for and one minute is enough for.
#[test]
fn a_conversation_of_6_mb_is_readable_and_so_is_the_list_that_shows_it() {
    run(async |site| {
        let app = App::create(site).await;
        let id = app::submit_message(site, Some(&app.client)).await;
        let reply = json!({"author": "x", "content": "夜".repeat(10_000)});
        let path = format!("/api/feedback/{id}");
        send_all((0..215).map(|_| site.post(&format!("{path}/reply"), &reply).token(&app.client))).await;
        let paths = [path.clone(), format!("{path}/replies"), "/api/feedback/list".to_owned()];
        assert_readable(site, &app.client, &paths).await;
        let text = app::as_text(id);
        let opinion =
            [format!("/api/v1/feedback/{text}"), "/api/v1/feedbacks".to_owned(), format!("/v1/feedback/{text}")];
        assert_readable(site, &app.agent, &opinion).await;
        site.call("DELETE", &path).token(&app.admin).send().await.expect(200);
    });
}

/// JSON spells a control character in six letters, and each answer is a text within the JSON of Lambda.
#[test]
fn a_page_of_a_hundred_longest_contents_is_readable() {
    run(async |site| {
        let app = App::create(site).await;
        for widest in ["\u{1}", "\""] {
            let body = json!({"type": "bug", "content": format!("x{}", widest.repeat(9_999))});
            send_all((0..100).map(|_| site.post("/api/feedback/", &body).token(&app.client))).await;
            assert_readable(site, &app.client, &["/api/feedback/list?pageSize=100".to_owned()]).await;
        }
    });
}
