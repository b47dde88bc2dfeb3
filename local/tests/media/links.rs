//! Pictures on the wires of WeChat and Feishu.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    phone::{Phone, Settled},
    pictures,
};

/// A fault with a picture that is ready, and the picture's id.
async fn fault_with_picture(phone: &Phone) -> (String, String) {
    let picture = phone.upload("image/png", pictures::screenshot(&pictures::picture(64, 48))).await;
    assert_eq!(phone.settled(&picture).await, Settled::Ready);
    let body = json!({"kind": "fault", "content": "白屏了", "media_ids": [picture]});
    let submit = phone.http.post(phone.url("/v1/feedback")).bearer_auth(&phone.stack.credentials().client_token);
    let stored: Value = submit.json(&body).send().await.unwrap().json().await.unwrap();
    (stored["id"].as_str().unwrap().to_owned(), picture)
}

#[tokio::test]
async fn wechat_lists_and_gives_the_bytes() {
    let phone = Phone::start().await;
    let (_, picture) = fault_with_picture(&phone).await;
    let token = &phone.stack.credentials().admin_token;
    let list = phone.url(&format!("/wxaapi/feedback/list?access_token={token}&page=1&num=10"));
    let list: Value = phone.http.get(list).send().await.unwrap().json().await.unwrap();
    assert_eq!(list["list"][0]["mediaIds"], json!([picture]));
    let record = list["list"][0]["record_id"].as_u64().unwrap();

    let media = phone.url(&format!("/cgi-bin/media/getfeedbackmedia?access_token={token}"));
    let requests = [
        phone.http.get(format!("{media}&record_id={record}&media_id={picture}")),
        phone.http.get(format!("{media}&media_id={picture}")),
        phone.http.post(&media).body(format!("media_id={picture}&record_id={record}")),
    ];
    for request in requests {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "image/jpeg");
        let disposition = format!("attachment; filename=\"{picture}.jpg\"");
        assert_eq!(answer.headers()["content-disposition"], disposition.as_str());
        assert_eq!(answer.bytes().await.unwrap()[..3], [0xff, 0xd8, 0xff]);
    }

    let unknown = "m_00000000000000000000000000";
    for (query, errcode) in [
        (format!("&media_id={unknown}"), 46001),
        ("&media_id=nonsense".to_owned(), 46001),
        (format!("&media_id={picture}&record_id={}", record + 1), 46001),
        (format!("&media_id={picture}&record_id=nonsense"), 46001),
        (String::new(), 40097),
    ] {
        let refused: Value = phone.http.get(format!("{media}{query}")).send().await.unwrap().json().await.unwrap();
        assert_eq!(refused["errcode"], errcode, "{query}");
    }
    let nobody = phone.url(&format!("/cgi-bin/media/getfeedbackmedia?media_id={picture}"));
    let refused: Value = phone.http.get(nobody).send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["errcode"], 41001);
}

#[tokio::test]
async fn feishu_links_to_pictures_that_need_no_token() {
    let phone = Phone::start().await;
    let (_, picture) = fault_with_picture(&phone).await;
    let credentials = phone.stack.credentials();
    let list = phone.url(&format!("/open-apis/application/v6/applications/{}/feedbacks", credentials.app_id));
    let list = phone.http.get(list).bearer_auth(&credentials.admin_token).send().await.unwrap();
    let list: Value = list.json().await.unwrap();
    let link = list["data"]["feedback_list"][0]["images"][0].as_str().unwrap();
    assert!(link.starts_with(&phone.url(&format!("/v1/media/{picture}?expires="))), "{link}");

    let answer = phone.http.get(link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::FOUND);
    let file = phone.http.get(answer.headers()["location"].to_str().unwrap()).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");

    let later = link.replace("expires=", "expires=9");
    let other = link.replace("signature=", "signature=x");
    for forged in [&later, &other, &phone.url(&format!("/v1/media/{picture}"))] {
        assert_eq!(phone.http.get(forged).send().await.unwrap().status(), StatusCode::NOT_FOUND, "{forged}");
    }
}
