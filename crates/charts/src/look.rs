//! How pictures look: classes in a style sheet for pages; the same rules with their light colours for a file, because
//! programs that set files know neither variables nor dark pages.

/// The style sheet of pictures on a page. Colours are variables that a page can set; light, dark, print and forced
/// colours are in it.
pub const STYLE: &str = concat!(
    include_str!("look/colours.css"),
    include_str!("look/rules.css")
);

const COLOURS: &str = include_str!("look/colours.css");
const RULES: &str = include_str!("look/rules.css");

/// The rules with the first colours of the sheet in place of its variables.
pub(crate) fn for_file() -> String {
    let light = COLOURS.split('}').next().unwrap_or_default();
    let colours: Vec<(&str, &str)> = light
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "))
        .collect();
    // What follows this line in the rules is about the page.
    let rules = RULES.split("/* Pages. */").next().unwrap_or_default();
    let mut out = String::from(
        ".chart { font-family: \"PT Sans\", \"Noto Sans\", \"DejaVu Sans\", \"Liberation Sans\", sans-serif; }\n",
    );
    let mut rest = rules;
    while let Some((before, after)) = rest.split_once("var(") {
        out.push_str(before);
        let (name, behind) = after.split_once(')').unwrap_or((after, ""));
        let colour = colours.iter().find(|(known, _)| *known == name);
        out.push_str(colour.map_or("#000", |(_, colour)| *colour));
        rest = behind;
    }
    out.push_str(rest);
    out
}
