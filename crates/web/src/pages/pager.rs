//! Ways through the pages of a list: none is left out without a way to it.

/// The pages of a list.
pub(crate) struct Pager {
    pub(crate) pages: usize,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) steps: Vec<Step>,
}

/// A page number, or the gap between two.
pub(crate) struct Step {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: bool,
    pub(crate) gap: bool,
}

impl Pager {
    /// The ways from `page` of `pages`, with the address of each page.
    pub(crate) fn new(page: usize, pages: usize, href: impl Fn(usize) -> String) -> Self {
        let mut steps = Vec::new();
        let mut last = 0;
        for number in 1..=pages {
            let near = number.abs_diff(page) <= 2;
            if !near && number != 1 && number != pages {
                continue;
            }
            if number > last + 1 {
                steps.push(Step {
                    label: String::new(),
                    href: String::new(),
                    current: false,
                    gap: true,
                });
            }
            steps.push(Step {
                label: number.to_string(),
                href: href(number),
                current: number == page,
                gap: false,
            });
            last = number;
        }
        Self {
            pages,
            previous: (page > 1).then(|| href((page - 1).min(pages.max(1)))),
            next: (page < pages).then(|| href(page + 1)),
            steps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: usize, pages: usize) -> String {
        let pager = Pager::new(page, pages, |number| number.to_string());
        let steps: Vec<String> = pager
            .steps
            .iter()
            .map(|step| match (step.gap, step.current) {
                (true, _) => "…".to_owned(),
                (_, true) => format!("[{}]", step.label),
                _ => step.label.clone(),
            })
            .collect();
        format!("{:?} {} {:?}", pager.previous, steps.join(" "), pager.next)
    }

    #[test]
    fn the_ends_and_the_neighbours_are_always_there() {
        assert_eq!(shown(1, 1), "None [1] None");
        assert_eq!(shown(1, 32), "None [1] 2 3 … 32 Some(\"2\")");
        assert_eq!(
            shown(16, 32),
            "Some(\"15\") 1 … 14 15 [16] 17 18 … 32 Some(\"17\")"
        );
        assert_eq!(shown(32, 32), "Some(\"31\") 1 … 30 31 [32] None");
        assert_eq!(shown(99, 3), "Some(\"3\") 1 … 3 None");
        assert_eq!(shown(1, 0), "None  None");
    }
}
