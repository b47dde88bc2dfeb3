//! The counting tree in the table.
//!
//! | `feedback_id` | `part` | what |
//! |---|---|---|
//! | `tree#<app>`, `tree#<app>#<source>` | `<tier>#<low>` | a leaf (tier 0) or a node; `low` in 16 digits, so that parts sort as ids do |
//! | the same | `head` | the topmost tier, and whether the tree is large |
//! | `tree#<app>` | `sources` | the sources that have trees of their own |
//! | `trees` | `<app>` | an app that has trees |
//! | `trend#<app>`, `source_trend#<app>` | `<chunk>` | four days by the hour |

mod cards;
mod heads;
mod items;
mod read;
mod write;

pub(super) use heads::KnownTrees;
