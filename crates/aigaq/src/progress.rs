//! A bar on stderr while something takes long; nothing where stderr is no terminal.

use aigaq_workspace::Step;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar for an import.
pub struct ImportBar {
    bar: ProgressBar,
    viewing: bool,
}

impl ImportBar {
    /// Shows the bar.
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{msg:<22} {bar:32} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message("reading rows");
        Self {
            bar,
            viewing: false,
        }
    }

    /// Moves the bar.
    pub fn step(&mut self, step: Step) {
        match step {
            Step::Rows(done, all) => {
                self.bar.set_length(all.max(done));
                self.bar.set_position(done);
            }
            Step::Viewing(entries) => {
                if !self.viewing {
                    self.viewing = true;
                    self.bar.set_message("making them searchable");
                }
                self.bar.set_length(entries);
                self.bar.set_position(entries);
            }
        }
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
