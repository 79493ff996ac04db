//! From paths to texts: walking folders, reading files once, and what became of each.

mod filter;
mod load;
mod outcome;
mod read;
mod stamp;
mod walk;

pub use filter::Filter;
pub use load::{Loaded, documents, load, load_bytes};
pub use outcome::{Outcome, Skip, is_expected_reason};
pub use read::{MAX_BYTES, Opened, open};
pub use stamp::Stamp;
pub use walk::{Found, Walk, What};
