//! HTML escaping for wires whose pages insert what they receive (seed 004 "XSS防护").

/// Escapes `& < > " '`, once. What is stored stays raw.
#[must_use]
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape_html;

    #[test]
    fn the_five_characters_are_escaped_and_nothing_else() {
        assert_eq!(escape_html(r#"<a href="x">'&amp;夜"#), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;夜");
    }
}
