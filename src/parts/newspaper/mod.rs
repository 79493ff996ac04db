//! Newspaper pages: where one article ends and the next begins, and which lines are headlines.
//!
//! Scanned columns give the headline after the body as often as before it. What is certain are message
//! heads (本报讯), captions (…摄) and closing bylines; headlines are the short lines without punctuation
//! beside them.

mod articles;
mod feature;
mod headline;
mod masthead;
mod role;
mod truncated;

pub use articles::{articles, opens_readers_letter};
pub use headline::{Headline, headline};
pub use masthead::masthead_date;
pub use truncated::truncated_at;
