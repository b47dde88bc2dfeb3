//! The DynamoDB implementation of every capability.
//!
//! One table, HASH `feedback_id`, RANGE `part`; DESIGN.md "Data" has the reasons.
//!
//! | `feedback_id` | `part` | what |
//! |---|---|---|
//! | `fb_…` | `feedback` | the feedback itself, the only part that the indexes hold |
//! | `fb_…` | `history#<id>` | a change of status |
//! | `fb_…` | `reply#<id>` | a reply |
//! | `reply#<id>` | `pointer` | which feedback a reply belongs to |
//! | `media#<id>` | `media` | a picture, film or log: what is known of the file, and whose it is |
//! | `key#<scope>` | `claim` | an idempotency key |
//! | `record#<app>#wechat#<program>#<record>` | `claim` | a record that a bridge took over; never expires |
//! | `bridges` | `<app>` | an app's bridge to a mini-program |
//! | `rate#<app>#<who>` | `minute#<n>` | submissions of that minute |
//! | `tree#<app>…`, `trend#<app>`, `source_trend#<app>` | see [`trees`] | the counting tree |
//! | `app#<app>` | `app`, `announcements`, `shared_token` | an app's record and settings |
//! | `app#<app>` | `member#<name>` | who belongs to the app's team |
//! | `deployment` | `app#<app>`, `member#<name>` | which apps there are, and who owns them all |
//! | `member#<name>` | `member` | a member: password, roles |
//! | `session#<hash>` | `session` | a sign-in to the console |
//! | `export#<id>` | `export` | an export: what is asked for, how far it is |
//! | `attempts#<name>` | `attempts` | failed sign-ins with a name |

mod announcements;
mod app_list;
mod apps;
mod attempts;
mod batch;
mod bridges;
mod calls;
mod claims;
mod client;
mod conversation;
mod delete;
mod exports;
mod failure;
mod feedbacks;
mod homes;
mod index;
mod items;
mod limits;
mod media;
mod members;
mod put_feedback;
mod rate;
mod records;
mod reply;
mod sessions;
mod shared_tokens;
mod status;
mod texts;
mod transaction;
mod trees;
mod units;

use aws_sdk_dynamodb::Client;
pub(crate) use batch::pause_before;
pub use put_feedback::item_of;
pub use units::Units;

/// The table `feedback`, as the functions use it.
pub struct DynamoStore {
    client: Client,
    table: String,
    units: Units,
    limits: limits::KnownLimits,
    trees: trees::KnownTrees,
}

impl DynamoStore {
    /// A store on `table`, through `client`.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            client,
            table: table.into(),
            units: Units::default(),
            limits: limits::KnownLimits::default(),
            trees: trees::KnownTrees::default(),
        }
    }

    /// What the calls so far consumed.
    #[must_use]
    pub const fn units(&self) -> &Units {
        &self.units
    }
}
