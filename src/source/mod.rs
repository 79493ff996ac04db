//! From paths to texts: walking folders, reading files once, and what became of each.

mod filter;
mod isolated;
mod left_behind;
mod load;
mod outcome;
mod read;
mod scans;
mod stamp;
mod tally;
mod walk;

pub use filter::Filter;
pub use isolated::{Isolated, serve};
pub use load::{INSIDE, Loaded, Readers, documents};
pub use outcome::{Outcome, Skip, is_expected_reason};
pub use read::{MAX_BYTES, MAX_TEXT, Opened, open};
pub use stamp::Stamp;
pub use tally::{Recognition, Tally};
pub use walk::{Found, Walk, What};
