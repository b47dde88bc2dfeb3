//! Killed between an upload and its being looked at, the stack loses neither the file nor the event.

use futures_util::future::join_all;

use crate::{
    phone::{Phone, Settled},
    pictures::{jpeg, picture},
};

#[tokio::test]
async fn uploads_outlive_a_kill() {
    let mut phone = Phone::start().await;
    let shot = jpeg(&picture(600, 400), 90);
    for _ in 0..2 {
        let ids = join_all((0..12).map(|_| phone.upload("image/jpeg", shot.clone()))).await;
        phone.stack.kill().await.unwrap();
        phone.stack.restart().await.unwrap();
        for id in ids {
            assert_eq!(phone.settled(&id).await, Settled::Ready);
        }
    }
    phone.quiet().await;
    assert!(phone.files("dead").is_empty());
}
