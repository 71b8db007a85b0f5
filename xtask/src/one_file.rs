//! The explorer as one file that needs nothing else: program, script, styles and all facts in it.

use std::num::NonZeroU64;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use zopfli::{Format, Options};

use crate::base85;
use crate::template::fill;

/// The most that the file may weigh, in bytes as stored: it is sent by mail.
pub const LIMIT: u64 = 740_000;

/// How often the packing is tried anew: more rounds find next to nothing.
const ROUNDS: NonZeroU64 = NonZeroU64::new(5).unwrap();

/// What the file is made of.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// `static/file.html`, with a name in double braces for each of the other parts.
    pub template: &'a str,
    /// `static/page.css`.
    pub style: &'a str,
    /// The classic script that [`crate::bundle::classic`] makes.
    pub script: &'a str,
    /// All facts as a table.
    pub table: &'a str,
    /// The icon, an SVG document.
    pub icon: &'a str,
    /// The program's first part.
    pub program: &'a [u8],
    /// The program's second part.
    pub second: &'a [u8],
    /// The interface's words in French.
    pub french: &'a str,
    /// Those in German.
    pub german: &'a str,
}

/// The file's text.
///
/// # Errors
/// If a part would break out of its place, or the template lacks a part.
pub fn write(parts: &Parts<'_>) -> Result<String> {
    let (style, script) = (parts.style.trim(), parts.script.trim());
    for (text, end) in [(style, "</style"), (script, "</script"), (parts.table, "</noscript")] {
        ensure!(!text.to_ascii_lowercase().contains(end), "{end} in a part of the single file would end it");
    }
    // Browsers read such a line end as a plain one, and would compute another hash.
    ensure!(!style.contains('\r') && !script.contains('\r'), "a carriage return in a script or style sheet");
    let icon = format!("data:image/svg+xml;base64,{}", BASE64.encode(parts.icon));
    let texts = [
        ("policy", &*policy(style, script)),
        ("icon", &icon),
        ("style", style),
        ("table", parts.table),
        ("program", &base85::encode(&gzip(parts.program)?)),
        ("second", &base85::encode(&gzip(parts.second)?)),
        ("fr", &base85::encode(&gzip(parts.french.as_bytes())?)),
        ("de", &base85::encode(&gzip(parts.german.as_bytes())?)),
        ("script", script),
    ];
    fill(parts.template, &texts)
}

/// Insists on [`LIMIT`].
///
/// # Errors
/// If the file is larger.
pub fn check_size(bytes: u64) -> Result<()> {
    ensure!(bytes <= LIMIT, "the single file weighs {bytes} bytes; it may not grow above {LIMIT}");
    Ok(())
}

/// What the file may do: run this script and its program, look like this, and nothing else.
fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    )
}

/// A text as a policy names it.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(text)))
}

/// Packed without a name or a time: the same bytes give the same bytes. Zopfli takes seconds to find what
/// is a twenty-fifth less than others find.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(
        Options { iteration_count: ROUNDS, ..Options::default() },
        Format::Gzip,
        bytes,
        &mut packed,
    )?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    const TEMPLATE: &str = "<meta content=\"{{policy}}\"><link href=\"{{icon}}\"><style>{{style}}</style>{{table}}{{program}}<i>{{second}}<i>{{fr}}<i>{{de}}<i>{{script}}";

    fn parts() -> Parts<'static> {
        let (style, script, table) = ("a{}\n", "run()\n", "<table></table>");
        Parts {
            template: TEMPLATE,
            style,
            script,
            table,
            icon: "<svg/>",
            program: b"\0asm",
            second: b"\0asm2",
            french: "fr",
            german: "de",
        }
    }

    #[test]
    fn the_policy_names_what_is_in_the_file() {
        // As `printf 'run()' | openssl dgst -sha256 -binary | base64` says.
        let expected =
            "script-src 'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ=' 'wasm-unsafe-eval'; ";
        let file = write(&parts()).unwrap();
        assert!(file.contains(expected), "{file}");
        assert!(file.contains("<style>a{}</style>") && file.ends_with("<i>run()"), "{file}");
    }

    #[test]
    fn the_program_can_be_unpacked() {
        let file = write(&parts()).unwrap();
        let packed = file.rsplit_once("</table>").unwrap().1.rsplit_once("<i>").unwrap().0;
        let unpacked = packed.split("<i>").map(|packed| {
            let mut unpacked = Vec::new();
            let packed = base85::decode(packed);
            flate2::read::GzDecoder::new(&*packed).read_to_end(&mut unpacked).unwrap();
            unpacked
        });
        assert!(unpacked.eq([&b"\0asm"[..], b"\0asm2", b"fr", b"de"]));
    }

    #[test]
    fn no_part_breaks_out_of_its_place() {
        let cases = [
            Parts { style: "a{}</STYLE>", ..parts() },
            Parts { script: "'</script>'", ..parts() },
            Parts { table: "</noscript>", ..parts() },
            Parts { script: "a\r\nb", ..parts() },
        ];
        for parts in cases {
            assert!(write(&parts).is_err(), "{parts:?}");
        }
    }

    #[test]
    fn the_limit_is_the_last_byte_allowed() {
        assert!(check_size(LIMIT).is_ok());
        assert!(check_size(LIMIT + 1).unwrap_err().to_string().contains("740001"));
    }

    #[test]
    fn the_document_tells_the_limit() {
        let path = crate::paths::root().join("docs/EMBEDDING.md");
        let told = format!("in one file, below {} kB", LIMIT / 1000);
        assert!(crate::files::read(&path).unwrap().contains(&told), "{told}");
    }

    #[test]
    fn the_projects_own_template_is_understood() {
        let path = crate::paths::root().join("static/file.html");
        let template = crate::files::read(&path).unwrap();
        let file = write(&Parts { template: &template, ..parts() }).unwrap();
        assert!(file.contains("id=\"pe-state\" data-pe>{}</script>"));
        assert!(file.contains("id=\"pe-catalogue\" data-pe>null</script>"));
    }
}
