//! What each operation costs, in request units, for items under 1 KB.

use shared::{
    domain::{
        Filter, Status,
        page::{PageRequest, Start},
    },
    operations::{IdempotencyKey, delete, detail, list, reply, status},
};

use crate::fixture::{Fixture, admin, app, is_embedded, private, public, signer};

/// Read and write units of the calls since the last look.
fn units(fixture: &Fixture) -> (f64, f64) {
    fixture.store.units().take()
}

fn assert_at_most(what: &str, (rru, wru): (f64, f64), most_read: f64, most_written: f64) {
    println!("{what}: {rru} RRU, {wru} WRU");
    assert!(rru <= most_read && wru <= most_written, "{what}: {rru} RRU of {most_read}, {wru} WRU of {most_written}");
    assert!(rru + wru > 0.0, "{what}: nothing was counted");
}

#[tokio::test]
async fn submit_costs_one_item_and_three_index_entries() {
    if !is_embedded() {
        return;
    }
    let fixture = Fixture::new().await;
    let app = app("one");
    for (draft, most_read) in [
        (public("建议增加夜间模式功能"), 0.5),
        (private("关于搜索功能的建议", "希望增加按时间范围过滤搜索结果的功能。"), 0.0),
    ] {
        fixture.put(&app, 0, draft.clone()).await;
        assert_at_most("put a feedback", units(&fixture), 0.0, 5.0);

        let caller = admin(&app);
        fixture.submit(&fixture.context(&caller, None), draft.clone()).await.unwrap();
        // The first of a minute also reads the app's limits.
        assert_at_most("submit", units(&fixture), most_read, 6.0);

        let key = IdempotencyKey { key: draft.content.to_string(), body_hash: "hash".to_owned() };
        let context = fixture.context(&caller, Some(&key));
        fixture.submit(&context, draft.clone()).await.unwrap();
        assert_at_most("submit with a key", units(&fixture), 1.0, 7.0);

        // A refused condition is billed as a write, which the engine does not report.
        fixture.submit(&context, draft).await.unwrap();
        assert_at_most("replay", units(&fixture), 1.0, 0.0);
    }
}

#[tokio::test]
async fn a_status_with_its_history_costs_eight() {
    if !is_embedded() {
        return;
    }
    let fixture = Fixture::new().await;
    let app = app("one");
    let caller = admin(&app);
    let stored = fixture.put(&app, 0, private("标题", "内容")).await;
    let _ = units(&fixture);
    for next in [Status::InProgress, Status::Resolved] {
        let new = status::NewStatus { of: status::Of::One(stored.id), status: next, comment: None, by: None };
        status::status(&fixture.store, &fixture.context(&caller, None), new).await.unwrap();
        assert_at_most("set status", units(&fixture), 0.0, 8.0);
    }
}

#[tokio::test]
async fn a_conversation_costs_one_read() {
    if !is_embedded() {
        return;
    }
    let fixture = Fixture::new().await;
    let app = app("one");
    let caller = admin(&app);
    let context = fixture.context(&caller, None);
    let stored = fixture.put(&app, 0, public("建议增加夜间模式功能")).await;
    let _ = units(&fixture);
    // The first of a minute also reads the app's limits.
    for (is_admin, most_read) in [(false, 0.5), (true, 0.0), (false, 0.0)] {
        let new = reply::NewReply { to: stored.id, draft: fixture.reply(0, is_admin).draft, receipt: None };
        reply::reply(&fixture.store, &signer(), &context, new).await.unwrap();
        assert_at_most("reply", units(&fixture), most_read, 12.0);
    }
    let query = detail::DetailQuery { id: stored.id, receipt: None };
    let read = detail::detail(&fixture.store, &signer(), &context, query).await.unwrap();
    assert_eq!(read.conversation.replies.len(), 3);
    assert_at_most("detail with replies", units(&fixture), 1.0, 0.0);
    delete::delete(&fixture.store, &crate::fixture::NoFiles, &context, delete::Target::Feedback(stored.id))
        .await
        .unwrap();
    // One read for its media, one for all of it, one for what has slipped in.
    assert_at_most("delete with three replies", units(&fixture), 3.0, 17.0);
}

#[tokio::test]
async fn a_page_costs_its_head_half_a_unit_a_partition_and_eight_more_with_contents() {
    if !is_embedded() {
        return;
    }
    let fixture = Fixture::new().await;
    let app = app("one");
    let caller = admin(&app);
    let context = fixture.context(&caller, None);
    for ms in 0..10 {
        let stored = fixture.put(&app, ms, public("建议增加夜间模式功能")).await;
        let new = reply::NewReply { to: stored.id, draft: fixture.reply(0, true).draft, receipt: None };
        reply::reply(&fixture.store, &signer(), &context, new).await.unwrap();
    }
    let filter = Filter::all_of(app.clone());
    let partitions = shared::store::ReadIndex::partitions(&fixture.store, &filter).len();
    #[expect(clippy::cast_precision_loss, reason = "four")]
    let cards = 0.5 + partitions as f64 * 0.5;
    for (conversations, most) in [(false, cards), (true, cards + 8.0)] {
        let _ = units(&fixture);
        let page = PageRequest { start: Start::Page(1), size: 10 };
        let query = list::ListQuery { filter: filter.clone(), page, conversations };
        let listing = list::list(&fixture.store, &context, query).await.unwrap();
        assert_eq!((listing.cards.len(), listing.total), (10, 10));
        assert_at_most("a page of 10", units(&fixture), most, 0.0);
    }
}
