//! The three steps: ask, send, read.

use futures_util::future::join_all;
use image::ImageFormat;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    phone::{Phone, Settled, id_of},
    pictures::{
        LATITUDE, commented_gif, encoded, film, has, jpeg, noise, photograph, picture, screenshot, web_picture,
    },
};

#[tokio::test]
async fn files_arrive_without_their_metadata_and_upright() {
    let phone = Phone::start().await;
    photographs_lose_their_place(&phone).await;
    a_photograph_is_turned(&phone).await;
    a_picture_of_the_web_loses_its_place(&phone).await;
    films_and_moving_pictures_lose_what_they_tell(&phone).await;
    other_types_are_kept(&phone).await;
    a_large_picture_has_a_small_rendition(&phone).await;
    requests_are_checked(&phone).await;
    only_who_may_see_it_gets_it(&phone).await;
    feedback_claims_media_and_takes_them_along(&phone).await;
    many_at_once(&phone).await;
}

async fn photographs_lose_their_place(phone: &Phone) {
    let photograph = photograph(&picture(800, 600), 1);
    assert!(has(&photograph, &LATITUDE));
    for method in ["PUT", "POST"] {
        let begun = phone.begin("image/jpeg", photograph.len(), method).await;
        let sent = phone.send(&begun, photograph.clone()).await;
        assert!(sent == StatusCode::OK || sent == StatusCode::CREATED, "{method}: {sent}");
        let id = id_of(&begun);
        assert_eq!(phone.settled(&id).await, Settled::Ready);
        let original = phone.download(&id, "").await;
        assert!(!has(&original, &LATITUDE) && !has(&original, b"Exif") && !has(&original, b"film"), "{method}");
        // Not one pixel has changed.
        let (before, after) =
            (image::load_from_memory(&photograph).unwrap(), image::load_from_memory(&original).unwrap());
        assert_eq!(before, after);
        let thumb = phone.download(&id, "?size=thumb").await;
        let small = image::load_from_memory_with_format(&thumb, ImageFormat::Jpeg).unwrap();
        assert_eq!((small.width(), small.height()), (320, 240));
    }
    let shot = screenshot(&picture(300, 200));
    assert!(has(&shot, &LATITUDE));
    let id = phone.upload("image/png", shot).await;
    assert_eq!(phone.settled(&id).await, Settled::Ready);
    let kept = phone.download(&id, "").await;
    assert!(!has(&kept, &LATITUDE) && !has(&kept, b"somebody"));
    assert_eq!(image::load_from_memory(&kept).unwrap().into_rgb8(), picture(300, 200));
}

async fn a_photograph_is_turned(phone: &Phone) {
    // 6: the camera was turned right, so the picture is to be turned right.
    let id = phone.upload("image/jpeg", photograph(&picture(80, 40), 6)).await;
    assert_eq!(phone.settled(&id).await, Settled::Ready);
    let upright = image::load_from_memory(&phone.download(&id, "").await).unwrap().into_rgb8();
    assert_eq!((upright.width(), upright.height()), (40, 80));
    assert!(upright.get_pixel(38, 2).0[0] > 150, "the red corner is at the upper right");
    assert!(upright.get_pixel(2, 2).0[0] < 100);
}

async fn a_picture_of_the_web_loses_its_place(phone: &Phone) {
    for (orientation, size) in [(1, (90, 60)), (6, (60, 90))] {
        let sent = web_picture(&picture(90, 60), orientation);
        assert!(has(&sent, &LATITUDE));
        let id = phone.upload("image/webp", sent).await;
        assert_eq!(phone.settled(&id).await, Settled::Ready, "{orientation}");
        let kept = phone.download(&id, "").await;
        assert!(!has(&kept, &LATITUDE) && !has(&kept, b"EXIF"), "{orientation}");
        let shown = image::load_from_memory(&kept).unwrap().into_rgb8();
        assert_eq!((shown.width(), shown.height()), size);
        assert!(orientation != 1 || shown == picture(90, 60), "not one pixel has changed");
    }
}

async fn films_and_moving_pictures_lose_what_they_tell(phone: &Phone) {
    for (content_type, sent, secrets) in [
        ("image/gif", commented_gif(&picture(20, 20)), vec!["somebody"]),
        ("video/mp4", film(), vec!["31.2304", "when", "then", "udta"]),
    ] {
        assert!(secrets.iter().all(|secret| has(&sent, secret.as_bytes())));
        let id = phone.upload(content_type, sent).await;
        assert_eq!(phone.settled(&id).await, Settled::Ready, "{content_type}");
        let kept = phone.download(&id, "").await;
        assert!(!secrets.iter().any(|secret| has(&kept, secret.as_bytes())), "{content_type}");
        assert!(content_type == "image/gif" || kept.len() == film().len(), "everything stays in its place");
    }
}

async fn other_types_are_kept(phone: &Phone) {
    let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    let log = "2026-09-21 12:00 闪退\n".as_bytes().to_vec();
    let gif = encoded(&picture(20, 20), ImageFormat::Gif);
    let webp = encoded(&picture(50, 50), ImageFormat::WebP);
    for (content_type, bytes) in
        [("video/mp4", film), ("text/plain; charset=utf-8", log), ("image/gif", gif), ("image/webp", webp)]
    {
        let begun = phone.begin(content_type, bytes.len(), "PUT").await;
        assert_eq!(phone.send(&begun, bytes.clone()).await, StatusCode::OK, "{content_type}");
        assert_eq!(phone.settled(&id_of(&begun)).await, Settled::Ready, "{content_type}");
        assert_eq!(phone.download(&id_of(&begun), "").await, bytes, "{content_type}");
        let thumb = phone.get(&id_of(&begun), "?size=thumb").await.status();
        let expected = if content_type.starts_with("image") { StatusCode::FOUND } else { StatusCode::NOT_FOUND };
        assert_eq!(thumb, expected, "{content_type}");
    }
}

async fn a_large_picture_has_a_small_rendition(phone: &Phone) {
    let large = jpeg(&noise(2_200, 1_750), 95);
    assert!((8_000_000..10 * 1024 * 1024).contains(&large.len()), "{}", large.len());
    let id = phone.upload("image/jpeg", large.clone()).await;
    assert_eq!(phone.settled(&id).await, Settled::Ready);
    assert_eq!(phone.download(&id, "").await, large);
}

async fn requests_are_checked(phone: &Phone) {
    let good = json!({ "file_name": "a.png", "content_type": "image/png", "size": 10 });
    let changed = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    for (field, value) in [
        ("file_name", json!("")),
        ("content_type", json!("image/svg+xml")),
        ("content_type", json!("application/x-msdownload")),
        ("size", json!(0)),
        ("size", json!(10 * 1024 * 1024 + 1)),
        ("size", json!("10")),
        ("size", json!(1.5)),
        ("method", json!("DELETE")),
    ] {
        let answer = phone.ask(changed(field, value.clone())).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{field} {value}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["field"], field);
    }
    let nobody = phone.http.post(phone.url("/v1/uploads")).json(&good).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    let mut ids = Vec::new();
    for body in [&good, &good, &changed("size", json!(11))] {
        let request = phone.http.post(phone.url("/v1/uploads")).bearer_auth(&phone.stack.credentials().client_token);
        let answer = request.header("idempotency-key", "once").json(body).send().await.unwrap();
        ids.push((answer.status(), answer.json::<Value>().await.unwrap()["media_id"].clone()));
    }
    assert_eq!(ids[0], ids[1], "a replay is given the same id");
    assert_eq!(ids[2].0, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn only_who_may_see_it_gets_it(phone: &Phone) {
    let id = phone.upload("text/plain", b"secret".to_vec()).await;
    assert_eq!(phone.settled(&id).await, Settled::Ready);
    let path = format!("/v1/media/{id}");
    let status = async |token: Option<&str>| {
        let request = phone.http.get(phone.url(&path));
        let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
        request.send().await.unwrap().status()
    };
    assert_eq!(status(None).await, StatusCode::NOT_FOUND);
    assert_eq!(status(Some(&phone.stack.credentials().client_token)).await, StatusCode::NOT_FOUND);
    assert_eq!(status(Some(&phone.stack.credentials().admin_token)).await, StatusCode::FOUND);
    let unknown = phone.get("m_00000000000000000000000000", "").await.status();
    assert_eq!((unknown, phone.get("..", "").await.status()), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
}

async fn feedback_claims_media_and_takes_them_along(phone: &Phone) {
    phone.quiet().await;
    let before = phone.objects();
    let id = phone.upload("image/jpeg", jpeg(&picture(64, 48), 80)).await;
    let submit = async |ids: &[&str]| {
        let body = json!({ "kind": "other", "content": "看截图", "media_ids": ids });
        let request = phone.http.post(phone.url("/v1/feedback")).bearer_auth(&phone.stack.credentials().client_token);
        let answer = request.json(&body).send().await.unwrap();
        (answer.status(), answer.json::<Value>().await.unwrap())
    };
    // Claimed whether it has been looked at or not.
    let (status, feedback) = submit(&[&id]).await;
    assert_eq!(status, StatusCode::CREATED, "{feedback}");
    assert_eq!(phone.settled(&id).await, Settled::Ready);
    for ids in [&[id.as_str()][..], &["m_00000000000000000000000000"]] {
        let (status, problem) = submit(ids).await;
        assert_eq!((status, &problem["field"]), (StatusCode::BAD_REQUEST, &json!("media_ids")), "{problem}");
    }
    let by_receipt = async |receipt: &str| {
        let request = phone.http.get(phone.url(&format!("/v1/media/{id}?size=thumb"))).header("x-receipt", receipt);
        request.send().await.unwrap().status()
    };
    assert_eq!(by_receipt(feedback["receipt"].as_str().unwrap()).await, StatusCode::FOUND);
    assert_eq!(by_receipt("app.forged").await, StatusCode::NOT_FOUND);
    phone.quiet().await;
    assert_eq!(phone.objects(), before + 4, "three files and a marker");
    let delete = phone.http.delete(phone.url(&format!("/v1/feedback/{}", feedback["id"].as_str().unwrap())));
    let deleted = delete.bearer_auth(&phone.stack.credentials().admin_token).send().await.unwrap();
    assert!(deleted.status().is_success(), "{}", deleted.status());
    assert_eq!(phone.get(&id, "").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(phone.objects(), before);
}

async fn many_at_once(phone: &Phone) {
    let small = jpeg(&picture(64, 48), 80);
    let uploads = (0..200).map(|_| phone.upload("image/jpeg", small.clone()));
    let ids = join_all(uploads).await;
    for id in &ids {
        assert_eq!(phone.settled(id).await, Settled::Ready);
    }
    phone.quiet().await;
    assert!(phone.files("dead").is_empty());
}
