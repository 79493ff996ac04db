//! Colours for people at a terminal; without colours everything is plain text.

use anstyle::{AnsiColor, Style};

/// Which styles are on.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colored: bool,
}

impl Paint {
    /// Paints if `colored`, else leaves texts as they are.
    pub fn new(colored: bool) -> Paint {
        Paint { colored }
    }

    /// A title.
    pub fn title(self, text: &str) -> String {
        self.wrap(Style::new().bold(), text)
    }

    /// What matched.
    pub fn mark(self, text: &str) -> String {
        self.wrap(
            Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
            text,
        )
    }

    /// What helps but is not the matter: line numbers, ids, labels.
    pub fn dim(self, text: &str) -> String {
        self.wrap(Style::new().dimmed(), text)
    }

    /// A path.
    pub fn path(self, text: &str) -> String {
        self.wrap(Style::new().fg_color(Some(AnsiColor::Cyan.into())), text)
    }

    fn wrap(self, style: Style, text: &str) -> String {
        if self.colored && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}
