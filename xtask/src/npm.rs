//! The package for npm: what a page needs of the site, and what editors and authors need besides.

use std::path::Path;

use anyhow::Result;

use crate::{files, licences, paths, site, template, widget};

const PACKAGE: &str = include_str!("npm/package.json");
const README: &str = include_str!("npm/README.md");
/// The element's attributes, events, tokens and parts, in the form that editors read.
const MANIFEST: &str = include_str!("npm/custom-elements.json");

/// Those of the site's files that are in the package.
fn of_the_site() -> Vec<String> {
    let [first, _] = widget::files();
    let named = ["privacy-explorer.js", "privacy-explorer.d.ts", "embed.js", licences::FILE, paths::FILE];
    site::on_use().into_iter().chain([first]).chain(named.map(str::to_owned)).collect()
}

/// Writes the package into a folder, out of the site.
///
/// # Errors
/// If a file cannot be read or written.
pub fn write(site: &Path, folder: &Path) -> Result<()> {
    files::empty(folder)?;
    for file in of_the_site() {
        files::copy(&site.join(&file), &folder.join(&file))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        files::copy(&paths::root().join(file), &folder.join(file))?;
    }
    files::write(&folder.join("package.json"), &package()?)?;
    files::write(&folder.join("README.md"), README)?;
    files::write(&folder.join("custom-elements.json"), MANIFEST)
}

/// The package's description, with the version and the licence that Cargo.toml has for all.
fn package() -> Result<String> {
    let texts = [("version", env!("CARGO_PKG_VERSION")), ("license", env!("CARGO_PKG_LICENSE"))];
    template::fill(PACKAGE, &texts)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use std::collections::BTreeSet;

    use super::*;
    use crate::{scripts, styles};

    #[test]
    fn what_the_package_names_is_in_it() {
        let package: Value = serde_json::from_str(&package().unwrap()).unwrap();
        let own = ["./custom-elements.json", "./package.json"];
        let of_the_site = of_the_site();
        let exports = package["exports"].as_object().unwrap();
        for (name, file) in exports {
            let file = file.as_str().or_else(|| file["default"].as_str()).unwrap();
            let is_there = own.contains(&file) || of_the_site.iter().any(|one| file == format!("./{one}"));
            assert!(is_there, "{name}: {file}");
        }
        assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn the_manifest_tells_of_the_element_as_it_is() {
        let manifest: Value = serde_json::from_str(MANIFEST).unwrap();
        let told = &manifest["modules"][0]["declarations"][0];
        let names = |key: &str| -> Vec<&str> {
            told[key].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
        };
        let file = |name: &str| paths::root().join(name);
        let element = scripts::read(&file("static/element.js")).unwrap();
        let style = styles::read(&file("static/widget.css")).unwrap();
        let declarations = files::read(&file("src/element.d.ts")).unwrap();
        for name in names("attributes").iter().chain(&names("events")) {
            assert!(element.contains(&format!("\"{name}\"")), "{name} is not in the element");
        }
        for name in names("cssProperties") {
            assert!(style.contains(&format!("{name}:")), "{name} is not in the style sheet");
        }
        let sources = files::files_below(&file("src")).unwrap();
        let drawn = sources.iter().map(|path| files::read(path).unwrap()).collect::<String>();
        let parts = drawn.split("part=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        assert_eq!(parts.collect::<BTreeSet<_>>(), names("cssParts").into_iter().collect());
        for name in names("members") {
            assert!(declarations.contains(name), "{name} is not declared");
        }
    }
}
