//! What tests of any crate build on: a table as the template declares it, or a whole running stack.

mod folder;
mod stack;
mod streams;
mod table;
mod waves;

pub use folder::TemporaryFolder;
pub use stack::TestStack;
pub use table::TestTable;
pub use waves::Waves;
