//! What stands around a pair in most documents that hold it, so that most strings need no comparison of positions.
//!
//! 技创 stands between 科 and 新 nearly wherever it stands. Where that is written down, with the few
//! documents that have it nowhere so, the documents of 技创 are those of 科技创新 but for these few.
//!
//! ```text
//! context = characters before (varint) · characters behind (varint) · each of them, nearest first
//!           (varint) · number of parts (varint) · parts
//! part    = characters before and behind that belong to it (varint each) · number of documents without
//!           (varint) · distance of each from the one before (varint)
//! ```

use super::varint;

/// Characters that are noted on each side.
pub(super) const REACH: usize = 3;
/// A pair of fewer documents is compared at once.
pub(super) const LEAST: u32 = 64;
/// One of so many documents may be without: to compare these alone is work enough saved, and to note
/// them takes a fortieth of the file. 2019 stands in two thirds of the documents that hold 19.
pub(super) const FEW: u32 = 2;

/// What stands around a pair, and where it does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// The characters before it, nearest first.
    pub(super) before: Vec<u32>,
    /// The characters behind it.
    pub(super) behind: Vec<u32>,
    /// Longest first.
    pub(super) parts: Vec<Part>,
}

/// So many characters around a pair, the nearest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) before: usize,
    pub(super) behind: usize,
    /// Documents that hold the pair, but nowhere with these characters around it.
    pub(super) without: Vec<u32>,
}

impl Context {
    /// Documents that hold the pair, but may have these characters nowhere around it; `None` if
    /// that is not known.
    pub(super) fn without(&self, before: &[u32], behind: &[u32]) -> Option<&[u32]> {
        (self.before.starts_with(before) && self.behind.starts_with(behind)).then_some(())?;
        let parts = self.parts.iter();
        parts
            .filter(|part| part.before >= before.len() && part.behind >= behind.len())
            .map(|part| &part.without[..])
            .min_by_key(|without| without.len())
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::write(out, self.before.len() as u64);
        varint::write(out, self.behind.len() as u64);
        for c in self.before.iter().chain(&self.behind) {
            varint::write(out, u64::from(*c));
        }
        varint::write(out, self.parts.len() as u64);
        for part in &self.parts {
            for number in [part.before, part.behind, part.without.len()] {
                varint::write(out, number as u64);
            }
            let mut last = 0;
            for doc in &part.without {
                varint::write(out, u64::from(doc - last));
                last = *doc;
            }
        }
    }

    /// Reads what was written; `None` where the bytes make no sense.
    pub(super) fn read(bytes: &[u8]) -> Option<Context> {
        let mut at = 0;
        let mut number = || u32::try_from(varint::read(bytes, &mut at)?).ok();
        let (before, behind) = (number()?, number()?);
        let mut context = Context::default();
        for _ in 0..before {
            context.before.push(number()?);
        }
        for _ in 0..behind {
            context.behind.push(number()?);
        }
        for _ in 0..number()? {
            let (before, behind) = (number()? as usize, number()? as usize);
            let mut without = Vec::new();
            let mut doc = 0;
            for _ in 0..number()? {
                doc = u32::checked_add(doc, number()?)?;
                without.push(doc);
            }
            context.parts.push(Part {
                before,
                behind,
                without,
            });
        }
        Some(context)
    }

    /// The context of the parts that pay, of how many documents each part is without and of which.
    pub(super) fn of_parts(
        before: &[u32],
        behind: &[u32],
        documents: usize,
        count: impl Fn(usize, usize) -> usize,
        without: impl Fn(usize, usize) -> Vec<u32>,
    ) -> Option<Context> {
        let (before_most, behind_most) = (before.len(), behind.len());
        let mut context = Context::default();
        // Longest first.
        for length in (1..=before_most + behind_most).rev() {
            for before in length.saturating_sub(behind_most)..=length.min(before_most) {
                let behind = length - before;
                let few = count(before, behind);
                if few <= documents / FEW as usize && !context.nearly(before, behind, few) {
                    context.parts.push(Part {
                        before,
                        behind,
                        without: without(before, behind),
                    });
                }
            }
        }
        let longest = |length: fn(&Part) -> usize| context.parts.iter().map(length).max();
        let before = begin(before, longest(|part| part.before)?);
        let behind = begin(behind, longest(|part| part.behind)?);
        Some(Context {
            before,
            behind,
            ..context
        })
    }

    /// Whether there is a part that holds another one and is without in hardly more documents.
    fn nearly(&self, before: usize, behind: usize, without: usize) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| {
            part.before >= before && part.behind >= behind && part.without.len() <= 2 * without
        })
    }
}

fn begin(chars: &[u32], length: usize) -> Vec<u32> {
    chars.iter().take(length).copied().collect()
}

/// The documents of a pair in one of several files that become one.
pub(super) struct Share {
    /// With the numbers that the documents have then.
    pub(super) context: Option<Context>,
    /// All documents of the pair.
    pub(super) docs: Vec<u32>,
}

impl Share {
    /// Documents in which the characters may stand nowhere around the pair.
    fn without(&self, before: &[u32], behind: &[u32]) -> &[u32] {
        let context = self.context.as_ref();
        let without = context.and_then(|context| context.without(before, behind));
        without.unwrap_or(&self.docs)
    }
}

/// The context of a pair in the file that is made of several, whose documents follow one another.
pub(super) fn merged(shares: &[Share]) -> Option<Context> {
    let documents: usize = shares.iter().map(|share| share.docs.len()).sum();
    if documents < LEAST as usize {
        return None;
    }
    let of_most = shares.iter().max_by_key(|share| share.docs.len())?;
    let Context { before, behind, .. } = of_most.context.as_ref()?;
    let parts = |from, to| {
        let (before, behind) = (before.get(..from), behind.get(..to));
        let part = (before.unwrap_or(&[]), behind.unwrap_or(&[]));
        shares
            .iter()
            .map(move |share| share.without(part.0, part.1))
    };
    Context::of_parts(
        before,
        behind,
        documents,
        |from, to| parts(from, to).map(<[u32]>::len).sum(),
        |from, to| {
            let mut without = parts(from, to).collect::<Vec<_>>().concat();
            // A document that goes on in the next run is in both.
            without.dedup();
            without
        },
    )
}
