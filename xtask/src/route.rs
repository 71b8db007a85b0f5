//! From a requested address to a file of the site, and from a file to its type.

use std::path::{Path, PathBuf};

/// The file, relative to the site's folder, that a request's address means.
///
/// `None` for addresses outside `prefix`, and for every one that could lead out of the folder.
#[must_use]
pub fn file_of(prefix: &str, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?;
    let path = decode(path.strip_prefix(prefix)?)?;
    let mut file = PathBuf::new();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    for folder in folders.split('/').filter(|_| !folders.is_empty()) {
        file.push(plain(folder)?);
    }
    file.push(if name.is_empty() { "index.html" } else { plain(name)? });
    Some(file)
}

/// The type to announce a file with.
#[must_use]
pub fn type_of(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A name that stays in its folder on every system: no dots alone, separator, drive or NUL.
fn plain(name: &str) -> Option<&str> {
    let tame = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', ':', '\0']);
    tame.then_some(name)
}

/// Undoes percent-encoding; `None` if it is malformed or no UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => 16 * digit(rest.next()?)? + digit(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| digit.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_mean_files() {
        let cases = [
            ("/", "/", "index.html"),
            ("/", "/embed.js", "embed.js"),
            ("/", "/a/b%20c.css?v=1", "a/b c.css"),
            ("/", "/a/", "a/index.html"),
            ("/sub/path/", "/sub/path/", "index.html"),
            ("/sub/path/", "/sub/path/icon.svg#x", "icon.svg"),
        ];
        for (prefix, address, file) in cases {
            assert_eq!(file_of(prefix, address), Some(file.into()), "{address}");
        }
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let addresses = [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/%2e%2e%2fsecret",
            "/..\\secret",
            "/..%5csecret",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/c:/secret",
            "/./index.html",
            "/a%00.html",
            "/%zz",
            "/%2",
            "/%ff",
            "no-slash",
        ];
        for address in addresses {
            assert_eq!(file_of("/", address), None, "{address}");
        }
    }

    #[test]
    fn nothing_outside_the_prefix_is_served() {
        for address in ["/", "/index.html", "/sub", "/sub/pathology", "/sub/path"] {
            assert_eq!(file_of("/sub/path/", address), None, "{address}");
        }
    }

    #[test]
    fn types() {
        assert_eq!(type_of(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(type_of(Path::new("embed.js")), "text/javascript; charset=utf-8");
        assert_eq!(type_of(Path::new("icon.svg")), "image/svg+xml");
        assert_eq!(type_of(Path::new("LICENSE")), "application/octet-stream");
    }
}
