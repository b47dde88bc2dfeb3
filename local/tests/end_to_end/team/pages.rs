//! The pages. What is in them is the browser tests' business; here they may have been built or not.

use crate::site::run;

const DOCUMENTS: [&str; 7] =
    ["/", "/console", "/console/feedback/fb_000000000001", "/console/a/b", "/feedback?app=x", "/receipt", "/demo"];

#[test]
fn every_page_answers_with_a_strict_policy() {
    run(async |site| {
        for path in DOCUMENTS {
            let answer = site.get(path).send().await;
            assert!([200, 503].contains(&answer.status), "{path}: {answer:?}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
            assert_eq!(policy.contains("frame-ancestors 'none'"), !path.starts_with("/feedback"), "{path}");
            assert!(answer.status == 200 || answer.text.contains("npm run build"), "{path}: {}", answer.text);
        }
    });
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    run(async |site| {
        let answer = site.get("/console").header("accept-encoding", "gzip, br").send().await;
        if answer.status == 503 {
            return;
        }
        assert_eq!(answer.header("content-encoding"), "br");
        assert_eq!(answer.header("cache-control"), "no-cache");
        let again = site.get("/console").header("accept-encoding", "br").header("if-none-match", answer.header("etag"));
        assert_eq!(again.send().await.status, 304);
        let plain = site.get("/console").header("if-none-match", answer.header("etag")).send().await;
        assert!(plain.status == 200 && plain.text.contains("<html"), "{plain:?}");
    });
}

#[test]
fn what_is_no_file_is_not_found() {
    run(async |site| {
        for path in ["/assets/none.js", "/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/", "/consolex"] {
            assert_eq!(site.get(path).send().await.status, 404, "{path}");
        }
    });
}
