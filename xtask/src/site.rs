//! Puts together what is given to others: the site in `dist/site`, the explorer as one file, and the
//! package for npm.

use std::path::Path;
use std::{fs, iter};

use anyhow::{Context, Result, ensure};
use privacy_catalog::Catalog;

use crate::files::{copy, empty, read, write};
use crate::minify::{Language, Minifier};
use crate::process::step;
use crate::size::{self, Report};
use crate::widget::{self, NAME};
use crate::{
    bundle, licences, npm, one_file, page, paths, scripts, setup, styles, sums, table, template, words,
};

/// The files of `index.html` that become one with the bindings, and the tag that loads them.
const BUNDLED: [&str; 2] = ["element.js", "widget.css"];
const TAG: &str = "src=\"element.js\"";
/// Those that the element loads when they are first used.
const ON_USE: [&str; 4] = ["second.css", "share.js", "fr.txt", "de.txt"];

/// What the site has that loads on first use: the program's second part, and what the element loads.
#[must_use]
pub fn on_use() -> Vec<String> {
    let [_, second] = widget::files();
    iter::once(second).chain(ON_USE.map(name_in_site)).collect()
}

/// Builds all of it, after any set-up that needs, and weighs the site.
///
/// # Errors
/// If the widget does not compile, a file that `index.html` names is missing, or the single file is
/// larger than its limit.
pub fn build() -> Result<Report> {
    setup::wasm_target()?;
    let wasm = widget::compile()?;
    let bindings = widget::bind(&wasm)?;
    let site = paths::site();
    step("putting the site together", || write_site(&bindings, &site))?;
    step("putting the npm package together", || npm::write(&site, &paths::npm()))?;
    size::measure(&site)
}

/// Builds all of it and prints what it weighs; over budget is said, and is no error.
///
/// # Errors
/// As [`build`].
pub fn run() -> Result<Report> {
    let report = build()?;
    let sums = sums::write(&paths::root().join("dist"))?;
    let file = fs::metadata(paths::file()).context("the single file is missing")?.len();
    println!("\n{report}{}", report.verdict());
    println!("{} as one file: {file} of {} bytes\n", paths::FILE, one_file::LIMIT);
    println!("dist/{}:\n{sums}", sums::FILE);
    Ok(report)
}

/// Builds the site and insists on its budget, where the tools that make it smaller are at hand.
///
/// # Errors
/// As [`build`], and if the site is over [`size::BUDGET`].
pub fn run_within_budget() -> Result<()> {
    let report = run()?;
    if ["wasm-opt", "esbuild"].into_iter().any(|tool| setup::npm_tool(tool).is_err()) {
        println!("    the budget is for a site that npm's tools made smaller: not held here");
        return Ok(());
    }
    ensure!(report.excess().is_none(), "{}", report.verdict());
    Ok(())
}

/// Writes the site, and the single file into it and beside it.
fn write_site(bindings: &Path, site: &Path) -> Result<()> {
    empty(site)?;
    let sources = Sources::read(paths::root(), bindings)?;
    let minifier = Minifier::new();
    let style = minifier.minify(&sources.style, Language::Css)?;
    let parts = bundle::Parts {
        bindings: &sources.bindings,
        element: &sources.element,
        style: &style,
        second_style: &minifier.minify(&sources.second_style, Language::Css)?,
        share: &sources.share,
    };
    let module = bundle::module(&parts, |script| minifier.shake(script, bundle::SAVED))?;
    let module = minifier.minify(&module, Language::JavaScript)?;
    write(&site.join(format!("{NAME}.js")), &module)?;
    let declarations = format!("{}\n{}", sources.declarations.trim_end(), sources.element_declarations);
    write(&site.join(format!("{NAME}.d.ts")), &declarations)?;
    let program = widget::files();
    for file in &program {
        copy(&bindings.join(file), &site.join(file))?;
    }
    write_page(paths::root(), site, &minifier)?;
    write(&site.join(licences::FILE), &licences::text()?)?;

    let table = table::table(&catalogue()?);
    let document = read(&paths::root().join("static/catalogue.html"))?;
    let document = template::fill(&document, &[("table", &table)]).context("static/catalogue.html")?;
    write(&site.join("catalogue.html"), &document)?;

    let script = minifier.minify(&bundle::classic(&parts)?, Language::JavaScript)?;
    let file = one_file::write(&one_file::Parts {
        template: &read(&paths::root().join("static/file.html"))?,
        style: &minifier.minify(&read(&paths::root().join("static/page.css"))?, Language::Css)?,
        // Once more: what is smaller is also written differently.
        script: &bundle::inside_script(&script),
        table: &table,
        icon: &read(&paths::root().join("static/icon.svg"))?,
        program: &fs::read(site.join(&program[0]))?,
        second: &fs::read(site.join(&program[1]))?,
        french: &read(&words::text_file(privacy_catalog::Language::French))?,
        german: &read(&words::text_file(privacy_catalog::Language::German))?,
    });
    let file = file.context("static/file.html")?;
    write(&site.join(paths::FILE), &file)?;
    write(&paths::file(), &file)?;
    one_file::check_size(file.len() as u64)
}

/// The texts that the bundles and the declarations are made of.
struct Sources {
    bindings: String,
    declarations: String,
    element: String,
    element_declarations: String,
    style: String,
    second_style: String,
    share: String,
}

impl Sources {
    fn read(root: &Path, bindings: &Path) -> Result<Self> {
        Ok(Self {
            bindings: read(&bindings.join(format!("{NAME}.js")))?,
            declarations: read(&bindings.join(format!("{NAME}.d.ts")))?,
            element: scripts::read(&root.join("static/element.js"))?,
            element_declarations: read(&root.join("src/element.d.ts"))?,
            style: styles::read(&root.join("static/widget.css"))?,
            second_style: styles::read(&root.join("static/second.css"))?,
            share: read(&root.join("static/share.js"))?,
        })
    }
}

/// The catalogue that the program carries.
fn catalogue() -> Result<Catalog> {
    let path = paths::root().join("data/catalogue.packed");
    let packed = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Catalog::unpack(&packed)
        .with_context(|| format!("{} is damaged; run `cargo xtask catalog build`", path.display()))
}

/// Writes `index.html` and the files that it names into the site, but those that are bundled.
fn write_page(root: &Path, site: &Path, minifier: &Minifier) -> Result<()> {
    let page = page::read(&read(&root.join("index.html"))?).context("index.html")?;
    for file in &page.files {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("index.html names {}, which is no file", file.display()))?;
        match Language::of(name) {
            _ if BUNDLED.contains(&name) => {}
            Some(language) => {
                let read = if language == Language::Css { styles::read } else { read };
                write(&site.join(name_in_site(name)), &minifier.minify(&read(&root.join(file))?, language)?)?;
            }
            None => copy(&root.join(file), &site.join(name_in_site(name)))?,
        }
    }
    write(&site.join("index.html"), &load_bundle(&page.html)?)
}

/// What a file of the sources is called in the site: what the element loads is named after it, since it may
/// lie in a folder with files of others.
fn name_in_site(name: &str) -> String {
    if ON_USE.contains(&name) { format!("{NAME}_{name}") } else { name.to_owned() }
}

/// The page with the bundle in the place of the element's own script.
fn load_bundle(html: &str) -> Result<String> {
    let found = html.matches(TAG).count();
    ensure!(found == 1, "index.html must load the element with `{TAG}` once, it does {found} times");
    Ok(html.replace(TAG, &format!("src=\"{NAME}.js\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_loads_the_bundle() {
        let html = load_bundle("<script type=\"module\" src=\"element.js\"></script>").unwrap();
        assert_eq!(html, "<script type=\"module\" src=\"privacy-explorer.js\"></script>");
        assert!(load_bundle("<p>").unwrap_err().to_string().contains("0 times"));
    }

    #[test]
    fn the_projects_own_page_and_element_can_be_bundled() {
        let root = paths::root();
        load_bundle(&read(&root.join("index.html")).unwrap()).unwrap();
        let element = scripts::read(&root.join("static/element.js")).unwrap();
        let share = read(&root.join("static/share.js")).unwrap();
        let bindings = "export function mount() {}\n";
        let parts = bundle::Parts { bindings, element: &element, style: "", second_style: "", share: &share };
        bundle::module(&parts, |script| Ok(script.to_owned())).unwrap();
        bundle::classic(&parts).unwrap();
    }

    #[test]
    fn the_element_loads_what_the_site_has() {
        let root = paths::root();
        let page = page::read(&read(&root.join("index.html")).unwrap()).unwrap();
        let element = scripts::read(&root.join("static/element.js")).unwrap();
        for file in ON_USE {
            assert!(page.files.contains(&Path::new("static").join(file)), "{file} is not in index.html");
            // The words' files are named by their languages.
            let stem = file.strip_suffix(".txt");
            let name = name_in_site(stem.map_or(file, |_| "${lang}.txt")).replace(NAME, "${NAME}");
            assert!(element.contains(&name), "the element does not load {name}");
            assert!(stem.is_none_or(|lang| element.contains(&format!("\"{lang}\""))), "{file}");
        }
        assert_eq!(name_in_site("icon.svg"), "icon.svg");
    }

    #[test]
    fn the_projects_own_catalogue_becomes_a_document() {
        let template = read(&paths::root().join("static/catalogue.html")).unwrap();
        let table = table::table(&catalogue().unwrap());
        assert!(table.matches("<tr><td>").count() > 600);
        template::fill(&template, &[("table", &table)]).unwrap();
    }
}
