//! Asks the store, as the functions do.

use local::error::Result;
use shared::{
    domain::{
        Timestamp,
        page::{PageRequest, Start},
    },
    operations::{detail, list, stats},
    token::TokenKey,
};

use super::{
    deployment::Deployment,
    load::bar,
    measure::{Row, Runs},
    questions::{Asked, Page, Question, SIZE},
};
use crate::data::DAY_MS;

/// An answer, as far as another database can be expected to agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The id that was found.
    Detail(u64),
    /// The total, and the ids of the page.
    Page(u64, Vec<u64>),
    /// The total.
    Total(u64),
    /// How many came on each day on which any came, oldest first.
    Trend(Vec<u64>),
}

/// Runs all that only reads; also returns the answers, operation by operation.
///
/// # Errors
/// As the operations.
pub async fn measure(deployment: &Deployment, asked: &[Asked]) -> Result<(Vec<Row>, Vec<Vec<Answer>>)> {
    let bar = bar("reads", asked.iter().map(|asked| asked.questions.len()).sum());
    let (mut rows, mut all) = (Vec::new(), Vec::new());
    for Asked { op, questions } in asked {
        let (mut runs, mut answers) = (Runs::default(), Vec::new());
        for question in questions {
            answers.push(answer(deployment, &mut runs, question).await?);
            bar.inc(1);
        }
        rows.push(runs.row(op, 1.0));
        all.push(answers);
    }
    bar.finish();
    Ok((rows, all))
}

async fn answer(deployment: &Deployment, runs: &mut Runs, question: &Question) -> Result<Answer> {
    let (store, context) = (&deployment.store, &deployment.asked(0));
    Ok(match question {
        Question::Detail(id) => {
            let query = detail::DetailQuery { id: *id, receipt: None };
            let key = TokenKey::new("bench");
            let found = runs.time(deployment, detail::detail(store, &key, context, query)).await?;
            Answer::Detail(found.conversation.feedback.id.number())
        }
        Question::Page(page) => {
            let found = runs.time(deployment, list::list(store, context, query(page, page.number))).await?;
            Answer::Page(found.total, found.cards.iter().map(|card| card.id.number()).collect())
        }
        Question::Total(page) => {
            // A page behind all others has no rows, but the total.
            let found = runs.time(deployment, list::list(store, context, query(page, u64::MAX))).await?;
            Answer::Total(found.total)
        }
        Question::Trend(ms) => {
            let days = (ms.start..=ms.end).step_by(86_400_000).map(Timestamp::from_ms);
            let query = stats::StatsQuery { edges: days.collect(), by_source: false };
            let found = runs.time(deployment, stats::stats(store, context, query)).await?;
            let counts = found.buckets.iter().map(|bucket| bucket.counts.total());
            Answer::Trend(counts.filter(|count| *count > 0).collect())
        }
    })
}

fn query(page: &Page, number: u64) -> list::ListQuery {
    let page_request = PageRequest { start: Start::Page(number), size: SIZE };
    list::ListQuery { filter: page.filter.clone(), page: page_request, conversations: false }
}

const _: () = assert!(DAY_MS == 86_400_000);
