//! The colours of the style sheets, light and dark, by the rule of contrast of WCAG 2.2.

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../../static/aigaq.css");
const PAGES: &str = include_str!("../../static/pages.css");

/// The variables of the first and of the dark `:root`.
fn colours(style: &str) -> [BTreeMap<String, [u8; 3]>; 2] {
    let mut roots = style.split(":root {").skip(1).map(|rest| {
        let block = rest.split('}').next().unwrap();
        block
            .split(';')
            // A note may stand before the next one.
            .filter_map(|line| {
                line.rsplit("*/")
                    .next()?
                    .trim()
                    .strip_prefix("--")?
                    .split_once(": #")
            })
            .map(|(name, digits)| {
                let bytes = hex::decode(digits.trim()).unwrap();
                (name.to_owned(), bytes.try_into().unwrap())
            })
            .collect::<BTreeMap<_, _>>()
    });
    let light = roots.next().unwrap();
    let dark = roots.next().unwrap();
    assert!(style.find("prefers-color-scheme: dark").unwrap() < style.rfind(":root {").unwrap());
    [light, dark]
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [r, g, b] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_measured_as_the_rule_says() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
}

#[test]
fn texts_and_edges_stand_out_in_light_and_dark() {
    for (which, colours) in ["light", "dark"].into_iter().zip(colours(STYLE)) {
        let pairs = [
            // Text: 4.5 to 1 on whatever it stands on.
            ("ink", "paper", 4.5),
            ("ink", "tint", 4.5),
            ("soft", "paper", 4.5),
            ("soft", "tint", 4.5),
            ("accent", "paper", 4.5),
            ("accent", "tint", 4.5),
            ("on-accent", "accent", 4.5),
            // What has to be seen to know a field or where the focus is: 3 to 1.
            ("edge", "paper", 3.0),
            ("edge", "tint", 3.0),
            ("accent", "paper", 3.0),
        ];
        for (front, behind, least) in pairs {
            let found = contrast(colours[front], colours[behind]);
            assert!(
                found >= least,
                "{which}: {front} on {behind} is {found:.2}, not {least}"
            );
        }
    }
}

#[test]
fn every_colour_is_a_variable_or_plain() {
    // A colour of its own would be measured by nobody.
    for (name, style) in [("aigaq.css", STYLE), ("pages.css", PAGES)] {
        let screen = style.split("@media print").next().unwrap();
        let rest = screen
            .split(":root {")
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        let rest: String = rest.collect();
        for line in rest
            .lines()
            .filter(|line| !line.contains("linear-gradient"))
        {
            let coloured = [
                "color: #",
                "background: #",
                "border-color: #",
                "fill: #",
                "rgb(",
                "hsl(",
            ]
            .iter()
            .find(|way| line.contains(**way));
            assert!(coloured.is_none(), "{name}: {line}");
        }
    }
}
