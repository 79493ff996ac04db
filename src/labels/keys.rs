//! Keys whose labels are looked for in ways of their own.

/// Keys whose label may stand without a colon: pages and forms print them so.
pub(super) const BARE: &[&str] = &[
    "abstract",
    "date_page",
    "date_printed",
    "date_published",
    "date_written",
    "disclosure",
    "doc_number",
    "index_number",
    "issuer",
    "name",
    "number_other",
    "proposal_number",
    "proposal_title",
    "proposers",
    "publisher",
    "reply",
    "content",
    "result",
    "satisfaction",
    "title",
    "undertakers",
    "category",
    "contact",
    "phone",
    "printed_by",
    "served",
    "document_kind",
    "keywords",
    "validity",
    "source",
    USER_TYPED,
];

/// Keys whose values are told by their form, so that looking one line further cannot mistake them.
pub(super) const TYPED: &[&str] = &[
    "date_effective",
    "date_expires",
    "date_printed",
    "date_published",
    "date_written",
    "disclosure",
    "doc_number",
    "index_number",
    "proposal_date",
    "result",
    "satisfaction",
    USER_TYPED,
];

/// The key of a user's labels whose value may be anything.
pub(crate) const USER: &str = "user";
/// The key of a user's labels whose value is told by a pattern.
pub(crate) const USER_TYPED: &str = "user_typed";
