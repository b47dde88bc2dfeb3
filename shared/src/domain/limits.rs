//! How much of everything, with the heading each figure comes from.

/// Title, in characters (seed 003 "参数说明").
pub const TITLE_CHARS: usize = 100;
/// Content of seed 003, in characters ("参数说明").
pub const OPINION_CONTENT_CHARS: usize = 2_000;
/// Content of any wire, in characters (WIRE.md, `message_board`).
pub const CONTENT_CHARS: usize = 10_000;
/// Names of people, in characters (seed 004 "数据库设计建议").
pub const NAME_CHARS: usize = 100;
/// E-mail address, in characters (seed 004 "数据库设计建议").
pub const EMAIL_CHARS: usize = 255;
/// Any other way to reach somebody, in characters (WIRE.md, last line).
pub const CONTACT_CHARS: usize = 255;
/// Source or channel, in characters (seed 004 "数据库设计建议").
pub const SOURCE_CHARS: usize = 50;
/// Page of an app, in characters (ours).
pub const PAGE_CHARS: usize = 1_024;
/// Pictures and logs of one feedback (issue "Upload": at most 9).
pub const MEDIA_PER_FEEDBACK: usize = 9;
/// Comment on a status change, in characters (ours: seed 003 gives none).
pub const COMMENT_CHARS: usize = 2_000;
/// Metadata, in bytes of JSON text (ours: an item of DynamoDB holds 400 KB).
pub const METADATA_BYTES: usize = 65_536;
/// Request body, in bytes (DESIGN.md "One machine").
pub const BODY_BYTES: usize = 1_048_576;
/// Contents of a conversation that are read at once, in bytes: a function may return 6 MB (`dialects/size.rs`).
pub const CONVERSATION_BYTES: usize = 6_000_000;
/// Rows of one page, on every wire.
pub const PAGE_SIZE: u64 = 100;
/// Characters of an idempotency key (DESIGN.md "Data").
pub const KEY_CHARS: usize = 255;
/// How long an idempotency key is remembered, in seconds (DESIGN.md "Data").
pub const KEY_LIFETIME_S: u64 = 24 * 60 * 60;
/// Submissions a minute from one anonymous address (DESIGN.md "One machine").
pub const ANONYMOUS_PER_MINUTE: u64 = 300;
/// Submissions a minute with one token's subject (DESIGN.md "One machine").
pub const TOKEN_PER_MINUTE: u64 = 60_000;
/// The most that either limit can be set to.
pub const MOST_PER_MINUTE: u64 = 1_000_000;
/// Secret of a mini-program, in characters (ours: WeChat's have 32).
pub const PROGRAM_SECRET_CHARS: usize = 255;
/// Origins that an app lists.
pub const MOST_ORIGINS: usize = 20;
/// An origin, in characters: a host has at most 253.
pub const ORIGIN_CHARS: usize = 255;
/// The address of a server's log, in characters (ours).
pub const LOG_URL_CHARS: usize = 2_048;
/// Failed attempts to sign in with a name from one address before it is locked out there (issue 5).
pub const SIGN_IN_ATTEMPTS: u64 = 5;
/// Failed attempts to sign in with a name from everywhere before it is locked out everywhere: high, for else anybody could
/// keep anybody out with five wrong passwords every 15 minutes.
pub const SIGN_IN_ATTEMPTS_OF_ALL: u64 = 50;
/// How long the first of those counts, in seconds, and so the longest that a name is locked out.
pub const SIGN_IN_WINDOW_S: u64 = 15 * 60;
/// Attempts to sign in a minute from one address, whatever the names: each costs a hash.
pub const SIGN_INS_PER_MINUTE: u64 = 120;
/// The longest a list may take, in seconds; API Gateway gives up at 30.
pub const LIST_SECONDS: u64 = 20;
