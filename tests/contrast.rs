//! Contrast of the colours in `style/tokens.css`, computed: by day, by night, for each of the ten lessons, and where more contrast is asked for.
//!
//! Text needs 7:1 (WCAG 2.2, 1.4.6), controls and focus 3:1 (1.4.11). Colours outside sRGB would be clipped by the screen, so there must be none.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../style/tokens.css");
const TEXT: f64 = 7.0;
const CONTROL: f64 = 3.0;

/// What stands on what, and the least contrast between them.
const PAIRS: [(&str, &[&str], f64); 7] = [
    ("ink", &["paper", "floor", "lit"], TEXT),
    ("soft", &["paper", "floor", "lit"], TEXT),
    ("tone", &["paper", "floor", "lit"], TEXT),
    ("alert", &["paper", "floor", "lit"], TEXT),
    ("paper", &["ink", "tone"], TEXT),
    ("line", &["paper", "floor", "lit"], CONTROL),
    ("focus", &["paper", "floor", "lit"], CONTROL),
];

/// Lightness 0 to 1, chroma, hue in degrees.
type Oklch = [f64; 3];
/// Custom properties of one rule or more, the last one standing.
type Tokens<'a> = BTreeMap<&'a str, &'a str>;

/// The declarations of every rule whose selector names `part`, in `css`. Rules here hold no rules.
fn declarations<'a>(css: &'a str, part: &str) -> Tokens<'a> {
    let mut out = Tokens::new();
    for rule in css.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else { continue };
        let selector = selector.rsplit_once(['{', ';']).map_or(selector, |(_, last)| last);
        if !selector.rsplit("*/").next().unwrap_or("").split(',').any(|one| one.trim() == part) {
            continue;
        }
        for line in body.split(';') {
            if let Some((name, value)) = line.rsplit("*/").next().unwrap_or("").trim().split_once(':') {
                out.insert(name.trim().trim_start_matches("--"), value.trim());
            }
        }
    }
    out
}

/// `light-dark(a, b)`, one of the two.
fn side(value: &str, dark: bool) -> &str {
    let Some(inner) = value.strip_prefix("light-dark(").and_then(|v| v.strip_suffix(')')) else { return value };
    let middle = inner.find("), ").unwrap_or_else(|| panic!("two colours in {value}")) + 1;
    if dark { inner[middle + 1..].trim() } else { &inner[..middle] }
}

fn oklch(value: &str, tokens: &Tokens) -> Oklch {
    let inner = value.strip_prefix("oklch(").and_then(|v| v.strip_suffix(')')).unwrap_or_else(|| panic!("oklch(L C H), not {value}"));
    let figures: Vec<f64> = inner
        .split_whitespace()
        .map(|part| {
            let part = part.strip_prefix("var(--").and_then(|v| v.strip_suffix(')')).map_or(part, |name| tokens[name]);
            part.parse().unwrap_or_else(|_| panic!("a figure in {value}, not {part}"))
        })
        .collect();
    figures.try_into().unwrap_or_else(|_| panic!("three figures in {value}"))
}

/// Linear-light sRGB, from the matrices of Björn Ottosson's OKLab.
fn linear([l, c, h]: Oklch) -> [f64; 3] {
    let (a, b) = (c * h.to_radians().cos(), c * h.to_radians().sin());
    let long = (l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (l - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ]
}

/// As the screen has it: eight bits a channel.
fn luminance(colour: Oklch) -> f64 {
    let channel = |v: f64| {
        let v = v.clamp(0.0, 1.0);
        let encoded = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
        let byte = (encoded * 255.0).round() / 255.0;
        if byte <= 0.040_45 { byte / 12.92 } else { ((byte + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = linear(colour).map(channel);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every page there is: by day and by night, without a lesson and in each, as drawn and with more contrast.
fn pages() -> Vec<(String, Tokens<'static>, bool)> {
    let (plain, more) = TOKENS.split_once("@media (prefers-contrast: more)").expect("tokens for more contrast");
    let mut pages = Vec::new();
    for (name, extra) in [("as drawn", ""), ("more contrast", more)] {
        for tone in 0..=10 {
            let mut tokens = declarations(plain, ":root");
            let own = declarations(plain, &format!(r#"[data-tone="{tone}"]"#));
            assert_eq!(own.is_empty(), tone == 0, "a colour for lesson {tone}");
            tokens.extend(own);
            tokens.extend(declarations(extra, ":root"));
            for dark in [false, true] {
                let time = if dark { "night" } else { "day" };
                pages.push((format!("{name}, {time}, lesson {tone}"), tokens.clone(), dark));
            }
        }
    }
    pages
}

#[test]
fn everything_can_be_read_and_found() {
    let mut faint = Vec::new();
    for (page, tokens, dark) in pages() {
        let colour = |name: &str| oklch(side(tokens[name], dark), &tokens);
        for (over, grounds, least) in PAIRS {
            for under in grounds {
                let found = contrast(colour(over), colour(under));
                if found < least {
                    faint.push(format!("{over} on {under}: {found:.2}, not {least} ({page})"));
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

#[test]
fn every_colour_is_one_the_screen_has() {
    let mut outside = Vec::new();
    for (page, tokens, dark) in pages() {
        for (name, value) in &tokens {
            let value = side(value, dark);
            if value.starts_with("oklch(") && !linear(oklch(value, &tokens)).iter().all(|v| (-0.001..=1.001).contains(v)) {
                outside.push(format!("--{name}: {value} ({page})"));
            }
        }
    }
    outside.dedup();
    assert!(outside.is_empty(), "{}", outside.join("\n"));
}

/// Lessons told apart by hue alone would be one grey on paper; they need not differ there, but the sign must not vanish into the ink.
#[test]
fn a_sign_is_not_the_wall() {
    for (page, tokens, dark) in pages().into_iter().filter(|(page, ..)| page.starts_with("as drawn")) {
        let [tone, ink] = ["tone", "ink"].map(|name| oklch(side(tokens[name], dark), &tokens));
        assert!(contrast(tone, ink) > 1.2, "{page}");
    }
}

#[test]
fn the_arithmetic_is_right() {
    let close = |a: f64, b: f64| (a - b).abs() < 0.02;
    assert!(close(contrast([1.0, 0.0, 0.0], [0.0, 0.0, 0.0]), 21.0));
    // #767676 on white is the textbook 4.54; its lightness in OKLCH is 0.5672.
    let grey = contrast([0.5672, 0.0, 0.0], [1.0, 0.0, 0.0]);
    assert!(close(grey, 4.54), "{grey}");
    // Pure red, #ff0000.
    let [r, g, b] = linear([0.627_955, 0.257_683, 29.234]);
    assert!(close(r, 1.0) && close(g, 0.0) && close(b, 0.0), "{r} {g} {b}");
    assert_eq!(side("light-dark(oklch(1 0 0), oklch(0 0 0))", true), "oklch(0 0 0)");
}
