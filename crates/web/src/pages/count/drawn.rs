//! The picture of a count, and the ways to its other looks.

use aigaq_charts::Id;
use aigaq_publishing::document::ChartLook;
use aigaq_publishing::pictures;

use crate::picture::Picture;
use crate::problem::Problem;
use crate::visit::Visit;
use aigaq_workspace::{Draw, LookChoice, ShownCount};

/// A picture longer than this stands in a file of its own, so that the page stays light.
const MOST: usize = 20_000;

/// What is shown of a count as a picture.
pub(super) struct Drawn {
    /// Its looks, and none of them.
    pub(super) looks: Vec<Look>,
    /// Why the other looks do not fit.
    pub(super) why_not: Vec<(String, String)>,
    pub(super) picture: Shown,
    /// What has no place in the picture.
    pub(super) beside: Option<String>,
    /// The same picture as a file.
    pub(super) file: Option<String>,
}

/// A way to a look.
pub(super) struct Look {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// What stands where the picture is.
pub(super) enum Shown {
    /// The picture.
    Picture(Picture),
    /// Why there is none.
    Not(String),
    /// Nothing was wished for.
    Nothing,
}

/// The look that the address asks for.
pub(super) fn wished(visit: &Visit) -> Result<Draw, Problem> {
    let word = visit.asked.one("draw").unwrap_or_default();
    Draw::of_word(word).ok_or(Problem::NotFound)
}

impl Drawn {
    /// None for a total alone.
    pub(super) fn of(visit: &Visit, shown: &ShownCount) -> Option<Self> {
        if shown.looks.is_empty() {
            return None;
        }
        let w = visit.words;
        let language = w.language();
        let asked = visit.asked.one("draw").unwrap_or_default();
        let drawn_word = shown.chart.as_ref().and_then(|chart| {
            let look = shown.looks.iter().find(|choice| choice.look == chart.look);
            look.map(|choice| choice.word)
        });
        let href = |word: &str| format!("/count?{}&draw={word}", shown.definition);
        let label = |choice: &LookChoice| match choice.look {
            ChartLook::Stacked => w.t("look-stacked"),
            ChartLook::Lines => w.t("look-lines"),
            ChartLook::Heat => w.t("look-heat"),
            ChartLook::Regions => w.t("look-regions"),
            ChartLook::Pyramid => w.t("look-pyramid"),
            // Overlaps are of lists, lines of time of things with dates: no count has them.
            ChartLook::Bars
            | ChartLook::Months
            | ChartLook::Funnel
            | ChartLook::Timeline
            | ChartLook::Overlaps => w.t("look-bars"),
        };
        let mut looks: Vec<Look> = shown
            .looks
            .iter()
            .filter(|choice| choice.why_not.is_none())
            .map(|choice| Look {
                label: label(choice),
                href: href(choice.word),
                current: drawn_word == Some(choice.word),
            })
            .collect();
        looks.push(Look {
            label: w.t("look-none"),
            href: href("none"),
            current: asked == "none",
        });
        let refused = shown
            .looks
            .iter()
            .find(|choice| choice.word == asked)
            .and_then(|choice| choice.why_not.clone());
        let mut file = None;
        let picture = match (&shown.chart, refused) {
            (_, Some(why)) => Shown::Not(why),
            (None, None) if asked == "none" => Shown::Nothing,
            (None, None) => Shown::Not(w.t("look-no-fit")),
            (Some(chart), None) => match pictures::drawn(chart, language) {
                Err(why) => Shown::Not(why.words(language)),
                Ok(drawn) => {
                    let id = Id::numbered(1);
                    let fits = |picture: &Picture| picture.markup.len() <= MOST;
                    let picture = Some(Picture::of(&drawn, &id, language))
                        .filter(fits)
                        .or_else(|| Picture::wide(&drawn, &id, language).filter(fits));
                    file = drawn_word
                        .map(|word| format!("/count/picture.svg?{}&draw={word}", shown.definition));
                    match picture {
                        None => Shown::Not(w.t("look-too-long")),
                        Some(picture) => Shown::Picture(picture),
                    }
                }
            },
        };
        Some(Self {
            looks,
            why_not: shown
                .looks
                .iter()
                .filter_map(|choice| Some((label(choice), choice.why_not.clone()?)))
                .collect(),
            picture,
            beside: shown
                .chart
                .as_ref()
                .and_then(|chart| chart.not_drawn.clone()),
            file,
        })
    }

    /// How many bytes of the page it takes.
    pub(super) fn bytes(&self) -> usize {
        match &self.picture {
            Shown::Picture(picture) => picture.markup.len(),
            Shown::Not(_) | Shown::Nothing => 0,
        }
    }
}
