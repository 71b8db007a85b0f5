//! Compiles the widget to wasm and binds it to JavaScript.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{cargo, command, run, step};
use crate::setup::{self, WASM};
use crate::split::{self, Names, Parts};
use crate::{files, order, paths};

/// The widget's package, and the stem of the files that belong to it.
pub const NAME: &str = "privacy-explorer";

/// What wasm-opt does. It needs no list of wasm features: the section that names them is still in
/// the file, since the release profile does not strip it.
///
/// Each was chosen by what is left after brotli. What the compiler has made small already, `-Oz` makes smaller
/// still as it lies, but larger after brotli; so do the two passes that are skipped, and inlining.
const OPTIMISE: [&str; 5] = [
    "-O2",
    "--dealign",
    "--skip-pass=memory-packing",
    "--skip-pass=simplify-locals",
    "--one-caller-inline-max-function-size=0",
];

/// What is done in binding: an ES module, with a function that starts the program afresh.
const BINDING: &str = "web, reset-state, its own place, short names, marks of its own, two parts";

/// The functions that lead to the program's second part, and the one that is told of a panic.
const NAMES: Names<'_> =
    Names { program: "privacy_explorer", doors: "doors", probe: "are_open", teller: ["failure", "fail"] };

/// What the bindings load the second part with.
const SECOND: &str = include_str!("split/second.js");

/// The file with the program's first part, which the bindings know, and that with the second.
#[must_use]
pub fn files() -> [String; 2] {
    [format!("{NAME}_bg.wasm"), format!("{NAME}_second.wasm")]
}

/// Compiles the widget with all optimisation and returns the wasm file.
///
/// # Errors
/// If it does not compile.
pub fn compile() -> Result<PathBuf> {
    step("compiling the widget for the browser", || {
        let mut build = cargo();
        build
            .args(["rustc", "--release", "--lib", "--locked", "--target", WASM])
            .args(["--package", NAME])
            // By which the program is taken apart.
            .args(["--", "-C", "link-arg=--emit-relocs"])
            .env("CARGO_ENCODED_RUSTFLAGS", rust_flags()?);
        run(&mut build)
    })?;
    let file = format!("{}.wasm", NAME.replace('-', "_"));
    Ok(paths::target().join(WASM).join("release").join(file))
}

/// The compiler's flags, as `CARGO_ENCODED_RUSTFLAGS` wants them, that keep this machine's paths
/// out of the wasm: panics name source files, and two machines must give the same bytes.
///
/// # Errors
/// If the folder of the downloaded crates cannot be read.
pub fn rust_flags() -> Result<String> {
    let mut flags = vec![remap(paths::root(), "/privacy-explorer")];
    for registry in registries()? {
        flags.push(remap(&registry, "/crates"));
    }
    // After the root, which it may lie in: the last one that fits counts.
    flags.push(remap(&paths::target(), "/target"));
    Ok(flags.join("\u{1f}"))
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// The folders that Cargo unpacks downloaded crates into, one for each registry.
fn registries() -> Result<Vec<PathBuf>> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known")?;
    let sources = home.join("registry/src");
    let entries = match fs::read_dir(&sources) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("cannot list {}", sources.display()))?,
    };
    let mut folders = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    folders.sort();
    Ok(folders)
}

/// Writes `privacy-explorer.js` and the two [`files`] of the program, made smaller by wasm-opt where it
/// is at hand, and returns their folder. Does nothing if the same wasm was bound before.
///
/// # Errors
/// If the wasm cannot be read or bound, or wasm-opt fails.
pub fn bind(wasm: &Path) -> Result<PathBuf> {
    let bytes = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let wasm_opt = setup::shrinking_tool("wasm-opt");
    let folder = paths::target().join("xtask/bindings");
    let stamp = folder.with_extension("stamp");
    let wanted = stamp_of(&bytes, wasm_opt.as_deref());
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) && folder.is_dir() {
        println!("    bindings and wasm-opt: unchanged");
        return Ok(folder);
    }
    // The stamp first: it must not outlive what it stands for if a step below fails.
    missing_is_fine(fs::remove_file(&stamp))?;
    missing_is_fine(fs::remove_dir_all(&folder))?;
    step("binding it to JavaScript", || generate(&bytes, &folder))?;
    if let Some(wasm_opt) = wasm_opt {
        step("making it smaller with wasm-opt", || {
            files().iter().try_for_each(|file| optimise(&wasm_opt, &folder.join(file)))
        })?;
    }
    renumber(&folder)?;
    files::write(&stamp, wanted)?;
    Ok(folder)
}

fn missing_is_fine(removed: io::Result<()>) -> Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).context("cannot remove an earlier build")
        }
        _ => Ok(()),
    }
}

fn generate(wasm: &[u8], folder: &Path) -> Result<()> {
    Bindgen::new()
        .web(true)?
        .reset_state_function(true)
        // A script that wants the program alone need not know where it lies.
        .omit_default_module_path(false)
        .input_bytes(NAME, wasm.to_vec())
        .typescript(true)
        // By which functions are found again when the program is taken apart.
        .demangle(false)
        .remove_name_section(false)
        .remove_producers_section(true)
        .generate(folder)
        .context("wasm-bindgen could not bind the wasm")?;
    // What the wasm exports is wasm-bindgen's business with itself.
    missing_is_fine(fs::remove_file(folder.join(format!("{NAME}_bg.wasm.d.ts"))))?;
    shorten(folder)?;
    take_apart(wasm, folder)
}

/// Makes two files of the program, and has the bindings load the second.
fn take_apart(linked: &[u8], folder: &Path) -> Result<()> {
    let [first, second] = files().map(|file| folder.join(file));
    let bound = fs::read(&first).with_context(|| format!("cannot read {}", first.display()))?;
    let parts = split::split(linked, &bound, &NAMES).context("the program could not be taken apart")?;
    let script = folder.join(format!("{NAME}.js"));
    let text = without_unused(&files::read(&script)?, &parts)? + SECOND;
    for (file, bytes) in [(&first, &*parts.first), (&second, &*parts.second), (&script, text.as_bytes())] {
        files::write(file, bytes)?;
    }
    Ok(())
}

/// The bindings without what no part of the program imports any more.
fn without_unused(script: &str, parts: &Parts) -> Result<String> {
    let mut used = HashSet::new();
    for part in [&parts.first, &parts.second] {
        used.extend(walrus::Module::from_buffer(part)?.imports.iter().map(|import| import.name.clone()));
    }
    let mut is_unused = false;
    let lines = script.split_inclusive('\n').filter(|line| {
        if let Some((name, _)) = line.strip_prefix("        ").and_then(|line| line.split_once(": function("))
        {
            is_unused = is_short(name) && !used.contains(name);
        }
        let keeps = !is_unused;
        is_unused &= line.trim_end() != "        },";
        keeps
    });
    Ok(lines.collect())
}

/// Whether a name is one that [`shorten`] gives to an import.
fn is_short(name: &str) -> bool {
    name.strip_prefix('i').is_some_and(|number| usize::from_str_radix(number, 16).is_ok())
}

/// Gives short names to what the wasm imports from the JavaScript beside it, and to its closures. wasm-bindgen's end
/// in a hash each, which no compressor can shrink.
fn shorten(folder: &Path) -> Result<()> {
    let (script, wasm) = (folder.join(format!("{NAME}.js")), folder.join(format!("{NAME}_bg.wasm")));
    let mut text = files::read(&script)?;
    let mut module = walrus::Module::from_file(&wasm)?;
    for (number, import) in module.imports.iter_mut().enumerate() {
        let (long, short) = (format!(" {}:", import.name), format!("i{number:x}"));
        ensure!(text.matches(&long).count() == 1, "expected `{long}` once in {}", script.display());
        text = text.replace(&long, &format!(" {short}:"));
        import.name = short;
    }
    // So do those of the closures that it exports; what has a name in a script has no such beginning.
    let closures = module.exports.iter_mut().filter(|export| export.name.starts_with("_ZN"));
    for (number, export) in closures.enumerate() {
        let (long, short) = (format!(".{}", export.name), format!("c{number:x}"));
        ensure!(text.contains(&long), "expected `{long}` in {}", script.display());
        text = text.replace(&long, &format!(".{short}"));
        export.name = short;
    }
    module.emit_wasm_file(&wasm)?;
    // Yew marks the elements that it draws and counts the marks from 1. Another program of Yew on the
    // page does so too, and each would take the other's for its own.
    let text = text.replace("__yew_", "__pe_");
    files::write(&script, text)
}

fn optimise(wasm_opt: &Path, file: &Path) -> Result<()> {
    run(command(wasm_opt).args(OPTIMISE).arg("-o").args([file, file]))?;
    order::reorder(wasm_opt, file)
}

/// See [`split::renumber`].
fn renumber(folder: &Path) -> Result<()> {
    let [first, second] = files().map(|file| folder.join(file));
    let read = |file: &Path| fs::read(file).with_context(|| format!("cannot read {}", file.display()));
    let mut parts = Parts { first: read(&first)?, second: read(&second)? };
    split::renumber(&mut parts)?;
    files::write(&first, parts.first)?;
    files::write(&second, parts.second)
}

/// What the bound files depend on; a cache's key, so a fast hash will do.
fn stamp_of(wasm: &[u8], wasm_opt: Option<&Path>) -> String {
    let mut hasher = DefaultHasher::new();
    (wasm, BINDING, SECOND).hash(&mut hasher);
    // What binds and splits is this program itself.
    env::current_exe().and_then(fs::read).unwrap_or_default().hash(&mut hasher);
    let packages = fs::read(paths::root().join("package-lock.json")).unwrap_or_default();
    wasm_opt.map(|_| (packages, OPTIMISE)).hash(&mut hasher);
    format!("{} {:016x}\n", setup::WASM_BINDGEN, hasher.finish())
}
