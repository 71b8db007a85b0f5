//! Fills in the templates of documents, `static/file.html` and `static/catalogue.html`.

use anyhow::{Context, Result, ensure};

/// The text for `&` and for what begins or ends a tag or an attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Puts each text in the place of its name in double braces: `{{name}}`. What is put in is not read
/// again.
///
/// # Errors
/// If a name in the template has no text, or a text's name is not in the template exactly once.
pub fn fill(template: &str, texts: &[(&str, &str)]) -> Result<String> {
    for (name, _) in texts {
        let found = template.matches(&format!("{{{{{name}}}}}")).count();
        ensure!(found == 1, "expected {{{{{name}}}}} once, found it {found} times");
    }
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("unclosed {{")?;
        let text = texts.iter().find(|(known, _)| *known == name);
        filled.push_str(before);
        filled.push_str(text.with_context(|| format!("there is no text for {{{{{name}}}}}"))?.1);
        rest = after;
    }
    Ok(filled + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escape("a <b> & \"c\" 'd' é"), "a &lt;b&gt; &amp; &quot;c&quot; 'd' é");
    }

    #[test]
    fn names_give_way_to_texts() {
        let texts = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill("<{{b}}>{{a}}.", &texts).unwrap(), "<2>{{b}}.");
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("none", "expected {{a}} once, found it 0 times"),
            ("{{a}}{{a}}", "expected {{a}} once, found it 2 times"),
            ("{{a}}{{c}}", "no text for {{c}}"),
            ("{{a}} {{", "unclosed"),
        ];
        for (template, expected) in cases {
            let error = fill(template, &[("a", "1")]).unwrap_err().to_string();
            assert!(error.contains(expected), "{template}: {error}");
        }
    }
}
