//! Texts from a word list: sections of alternatives that refer to one another.
//!
//! ```text
//! [crash.title]
//! {page}闪退
//! [page]
//! 首页
//! 收件箱
//! ```
//! Each line is one alternative of its section. `{page}` is replaced by one of that section; drawn once, it stays the
//! same for everything that is said about one feedback, so that title, content and answer speak of the same page.
//! `\n` is a line break. A brace that does not enclose a name is a brace: people paste code.

use std::collections::BTreeMap;

use rand::{rngs::StdRng, seq::IndexedRandom};

/// How deep sections may refer to one another; a circle is cut off there.
const DEPTH: usize = 8;

/// A word list.
#[derive(Debug)]
pub(super) struct Grammar(BTreeMap<&'static str, Vec<&'static str>>);

impl Grammar {
    /// Reads a word list. Blank lines and lines that begin with `#` say nothing.
    pub(super) fn parse(text: &'static str) -> Self {
        let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut section = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match name_between(line, '[', ']') {
                Some((name, "")) => section = name,
                _ => sections.entry(section).or_default().push(line),
            }
        }
        Self(sections)
    }

    /// Names that are referred to and stand for nothing.
    #[cfg(test)]
    pub(super) fn dangling(&self) -> Vec<&str> {
        const SETTLED: [&str; 3] = ["device", "system", "version"];
        let lines = self.0.values().flatten();
        let names = lines.flat_map(|line| line.split('{').skip(1)).filter_map(|rest| rest.split_once('}'));
        let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'.');
        names.map(|(name, _)| name).filter(is_name).filter(|name| !self.has(name) && !SETTLED.contains(name)).collect()
    }

    /// Whether it has such a section.
    #[cfg(test)]
    pub(super) fn has(&self, section: &str) -> bool {
        self.0.contains_key(section)
    }
}

/// What has been drawn for one feedback.
pub(super) struct Draw<'a> {
    grammar: &'a Grammar,
    drawn: BTreeMap<String, String>,
}

impl<'a> Draw<'a> {
    /// Nothing drawn yet.
    pub(super) fn new(grammar: &'a Grammar) -> Self {
        Self { grammar, drawn: BTreeMap::new() }
    }

    /// Settles what a name stands for.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.drawn.insert(name.to_owned(), value.to_owned());
    }

    /// One text of a section, the same at each call; empty if there is no such section.
    pub(super) fn text(&mut self, section: &str, chance: &mut StdRng) -> String {
        self.expand(section, chance, DEPTH)
    }

    /// One text of a section, another one at each call.
    pub(super) fn again(&mut self, section: &str, chance: &mut StdRng) -> String {
        self.drawn.remove(section);
        self.text(section, chance)
    }

    fn expand(&mut self, section: &str, chance: &mut StdRng, depth: usize) -> String {
        if let Some(drawn) = self.drawn.get(section) {
            return drawn.clone();
        }
        let alternatives = self.grammar.0.get(section).map(Vec::as_slice).unwrap_or_default();
        let mut rest = alternatives.choose(chance).copied().filter(|_| depth > 0).unwrap_or_default();
        let mut text = String::new();
        while let Some(at) = rest.find('{') {
            text.push_str(&rest[..at]);
            if let Some((name, after)) = name_between(&rest[at..], '{', '}') {
                text.push_str(&self.expand(name, chance, depth - 1));
                rest = after;
            } else {
                text.push('{');
                rest = &rest[at + 1..];
            }
        }
        text.push_str(rest);
        let text = text.replace("\\n", "\n");
        self.set(section, &text);
        text
    }
}

/// The name that `text` begins with in brackets, and what follows.
fn name_between(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix(open)?.split_once(close)?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_'));
    is_name.then_some((name, after))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    const TEXT: &str = "[a]\nfn x() {} of {b}, {b}; {\"k\": 1}\\n{c}\n\n# nothing\n[b]\none\ntwo\n[c]\n{c}!\n";

    #[test]
    fn a_name_stands_for_the_same_word_and_other_braces_stay() {
        let grammar = Grammar::parse(TEXT);
        let mut chance = StdRng::seed_from_u64(1);
        let mut draw = Draw::new(&grammar);
        let text = draw.text("a", &mut chance);
        let expected = ["one", "two"].map(|b| format!("fn x() {{}} of {b}, {b}; {{\"k\": 1}}\n"));
        assert!(expected.iter().any(|expected| text.starts_with(expected)), "{text}");
        assert_eq!(draw.text("a", &mut chance), text);
        assert!(!grammar.has("d") && draw.text("d", &mut chance).is_empty());
    }

    #[test]
    fn what_is_settled_is_not_drawn() {
        let grammar = Grammar::parse(TEXT);
        let mut draw = Draw::new(&grammar);
        draw.set("b", "three");
        assert!(draw.text("a", &mut StdRng::seed_from_u64(1)).contains("of three, three"));
    }
}
