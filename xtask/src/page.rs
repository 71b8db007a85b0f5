//! Reads `index.html`, the one place that names the site's files, as Trunk does.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

/// The page with its `data-trunk` links carried out.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// The document to write to the site.
    pub html: String,
    /// Files to copy into the site's root, relative to the project's root.
    pub files: Vec<PathBuf>,
}

/// Carries out the `data-trunk` links of a document.
///
/// `rel="css"` copies the file and becomes an ordinary stylesheet link, `rel="copy-file"` copies
/// the file and vanishes, `rel="copy-dir"` vanishes, `rel="rust"` marks the package and vanishes.
///
/// # Errors
/// If a link is malformed or of another kind, or there is not exactly one `rel="rust"`.
pub fn read(source: &str) -> Result<Page> {
    let mut html = String::with_capacity(source.len());
    let mut files = Vec::new();
    let mut packages = 0;
    let mut rest = source;
    while let Some((before, tag, after)) = next_tag(rest)? {
        rest = after;
        if attribute(tag, "data-trunk").is_none() {
            html.push_str(before);
            html.push_str(tag);
            continue;
        }
        let link = Link::read(tag)?;
        match link.rel {
            "css" => {
                html.push_str(before);
                html.push_str(&stylesheet(link.href)?);
                files.push(link.href.into());
            }
            "copy-file" => {
                rest = drop_line(&mut html, before, after);
                files.push(link.href.into());
            }
            // Parts of files, which the build puts in their places.
            "copy-dir" => rest = drop_line(&mut html, before, after),
            "rust" => {
                rest = drop_line(&mut html, before, after);
                packages += 1;
            }
            other => bail!("`{tag}`: rel=\"{other}\" is not one of css, copy-file, copy-dir, rust"),
        }
    }
    html.push_str(rest);
    ensure!(packages == 1, "expected one link with data-trunk and rel=\"rust\", found {packages}");
    Ok(Page { html, files })
}

/// A `data-trunk` link's two attributes that matter here.
struct Link<'a> {
    rel: &'a str,
    href: &'a str,
}

impl<'a> Link<'a> {
    fn read(tag: &'a str) -> Result<Self> {
        ensure!(tag.starts_with("<link"), "`{tag}`: data-trunk is understood on <link> only");
        let rel = attribute(tag, "rel").with_context(|| format!("`{tag}` has no rel"))?;
        let href = attribute(tag, "href").with_context(|| format!("`{tag}` has no href"))?;
        Ok(Self { rel, href })
    }
}

fn stylesheet(href: &str) -> Result<String> {
    let name =
        Path::new(href).file_name().with_context(|| format!("`{href}` names no file"))?.to_string_lossy();
    Ok(format!("<link rel=\"stylesheet\" href=\"{name}\">"))
}

/// Leaves out a tag, and its whole line if it stands alone on it; returns what follows.
fn drop_line<'a>(html: &mut String, before: &str, after: &'a str) -> &'a str {
    html.push_str(before);
    let line = html.trim_end_matches([' ', '\t']).len();
    match after.strip_prefix('\n') {
        Some(next_line) if line == 0 || html[..line].ends_with('\n') => {
            html.truncate(line);
            next_line
        }
        _ => after,
    }
}

/// Splits at the next tag or comment: what is before it, itself, what is after it.
fn next_tag(text: &str) -> Result<Option<(&str, &str, &str)>> {
    let Some(start) = text.find('<') else {
        return Ok(None);
    };
    let (before, tag) = text.split_at(start);
    let end = if tag.starts_with("<!--") { tag.find("-->").map(|at| at + 3) } else { tag_end(tag) };
    let end = end.with_context(|| format!("unclosed `{}`", tag.lines().next().unwrap_or(tag)))?;
    let (tag, after) = tag.split_at(end);
    Ok(Some((before, tag, after)))
}

/// The length of the tag that `text` begins with; a `>` in quotes does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '>' => return Some(at + 1),
            None if matches!(c, '"' | '\'') => quote = Some(c),
            Some(_) | None => {}
        }
    }
    None
}

/// The value of a tag's attribute (empty if it has none), or `None` if the tag lacks it.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    if tag.starts_with("<!") {
        return None;
    }
    let mut rest = tag.trim_start_matches('<').trim_end_matches(['>', '/']);
    rest = rest.split_once(char::is_whitespace)?.1;
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let key_end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

/// An attribute's value, quoted or bare, and what follows it.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &text[1..];
            inner.split_once(quote).unwrap_or((inner, ""))
        }
        _ => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = "<link data-trunk rel=\"rust\" href=\"Cargo.toml\">\n";

    #[test]
    fn links_are_carried_out() {
        let source = format!(
            "<head>\n  {RUST}  <link data-trunk rel='copy-file' href='static/element.js'>\n  \
             <link rel=\"css\" data-trunk href=static/widget.css />\n  \
             <link rel=\"icon\" href=\"icon.svg\">\n</head>"
        );
        let page = read(&source).unwrap();
        assert_eq!(
            page.html,
            "<head>\n  <link rel=\"stylesheet\" href=\"widget.css\">\n  \
             <link rel=\"icon\" href=\"icon.svg\">\n</head>"
        );
        assert_eq!(page.files, [Path::new("static/element.js"), Path::new("static/widget.css")]);
    }

    #[test]
    fn a_link_in_a_comment_is_not_one() {
        let source = format!("{RUST}<!-- <link data-trunk rel=\"css\" href=\"a.css\"> -->");
        assert_eq!(read(&source).unwrap().files, Vec::<PathBuf>::new());
    }

    #[test]
    fn text_beside_a_link_stays() {
        let source = format!("a {}b", RUST.trim_end());
        assert_eq!(read(&source).unwrap().html, "a b");
    }

    #[test]
    fn a_quoted_bracket_does_not_end_a_tag() {
        let source = format!("<p title=\"a > b\">c</p>\n{RUST}");
        assert_eq!(read(&source).unwrap().html, "<p title=\"a > b\">c</p>\n");
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("<p>nothing</p>", "found 0"),
            ("<link data-trunk rel=\"sass\" href=\"a.scss\">", "sass"),
            ("<link data-trunk href=\"a.css\">", "has no rel"),
            ("<link data-trunk rel=\"css\">", "has no href"),
            ("<script data-trunk src=\"a.js\"></script>", "<link> only"),
            ("<link data-trunk rel=\"css", "unclosed"),
        ];
        for (source, expected) in cases {
            let error = read(source).unwrap_err().to_string();
            assert!(error.contains(expected), "{source}: {error}");
        }
    }

    #[test]
    fn the_projects_own_page_is_understood() {
        let path = crate::paths::root().join("index.html");
        let page = read(&crate::files::read(&path).unwrap()).unwrap();
        assert!(!page.html.contains("<link data-trunk"));
        for file in ["static/element.js", "static/widget.css", "static/embed.js"] {
            assert!(page.files.contains(&PathBuf::from(file)), "{file}");
        }
    }
}
