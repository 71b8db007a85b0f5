//! Puts on the machine what a command needs and does not find there.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process::{cargo, command, find, output, run, step};
use crate::{browser, paths};

/// The target that the widget is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The version of the `wasm-bindgen` programs; the one that Cargo.toml pins for the widget.
pub const WASM_BINDGEN: &str = "0.2.130";

/// The driver of Firefox.
const GECKODRIVER: &str = "0.37.1";

/// What runs the fuzz targets.
const CARGO_FUZZ: &str = "0.13.2";

/// The newest Trunk that the pinned toolchain compiles.
const TRUNK: &str = "0.21.14";

/// Adds the wasm target to the toolchain if it lacks it.
///
/// # Errors
/// If `rustup` is missing or fails.
pub fn wasm_target() -> Result<()> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]))?;
    let library = PathBuf::from(sysroot.trim()).join("lib/rustlib").join(WASM).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    step("adding the wasm target to the toolchain", || {
        run(command("rustup").args(["target", "add", WASM]))
            .context("the toolchain has no wasm target and rustup could not add it")
    })
}

/// A tool that npm installs for this project, by its name.
///
/// # Errors
/// If npm is missing or fails, or has not brought the tool.
pub fn npm_tool(name: &str) -> Result<PathBuf> {
    node_modules()?;
    let file = paths::node_tools().join(name);
    ensure!(file.is_file(), "npm has installed no {name}");
    Ok(file)
}

/// A tool of npm's that makes the site smaller. `None`, after saying so, where it can't be had: the site then
/// works, but is larger.
#[must_use]
pub fn shrinking_tool(name: &str) -> Option<PathBuf> {
    let tool = npm_tool(name);
    tool.inspect_err(|error| println!("    no {name}, so the site will be larger: {error:#}")).ok()
}

/// Installs what package-lock.json names, unless the same has been installed before.
fn node_modules() -> Result<()> {
    let wanted = fs::read_to_string(paths::root().join("package-lock.json"))
        .context("cannot read package-lock.json")?;
    let stamp = paths::root().join("node_modules/.installed-lock.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = find("npm").context("npm is not on PATH")?;
    step("installing tools with npm", || {
        run(command(npm).args(["ci", "--no-audit", "--no-fund"]))?;
        fs::write(&stamp, wanted).context("cannot write into node_modules")
    })
}

/// Installs a browser of each engine, and its driver, if one of them is missing.
///
/// # Errors
/// If one is missing and cannot be installed.
pub fn browsers() -> Result<()> {
    chromium()?;
    firefox()?;
    webkit()
}

/// Installs Chromium and its driver with apt-get if one of them is missing.
///
/// # Errors
/// If they are missing and cannot be installed.
pub fn chromium() -> Result<()> {
    if find("chromium").is_some() && find("chromedriver").is_some() {
        return Ok(());
    }
    with_apt_get("Chromium and its driver", &["chromium", "chromium-driver"])
        .context("install Chromium and chromedriver by hand and put them on PATH")
}

/// Installs Firefox and its driver if one of them is missing.
///
/// # Errors
/// If they are missing and cannot be installed.
pub fn firefox() -> Result<()> {
    if browser::firefox().is_none() {
        with_apt_get("Firefox", &["firefox-esr"]).context("install Firefox by hand and put it on PATH")?;
    }
    install("geckodriver", "geckodriver", GECKODRIVER, "0", &["--locked"])
}

/// Installs `WebKit`'s browser, its driver and a screen for it if one of them is missing.
///
/// # Errors
/// If they are missing and cannot be installed.
pub fn webkit() -> Result<()> {
    let programs = [browser::mini_browser(), find("WebKitWebDriver"), find("Xvfb")];
    if programs.iter().all(Option::is_some) {
        return Ok(());
    }
    with_apt_get("WebKit, its driver and Xvfb", &["webkit2gtk-driver", "xvfb"])
        .context("install WebKitGTK's MiniBrowser, WebKitWebDriver and Xvfb by hand and put them on PATH")
}

/// Installs the spreadsheet of `LibreOffice` if it is missing; returns whether it is there now. It is large,
/// and only one test needs it, so a machine without apt-get does without.
#[must_use]
pub fn spreadsheet() -> bool {
    find("soffice").is_some() || with_apt_get("LibreOffice Calc", &["libreoffice-calc"]).is_ok()
}

/// Installs packages of the system.
fn with_apt_get(name: &str, packages: &[&str]) -> Result<()> {
    if find("apt-get").is_none() {
        bail!("there is no apt-get here");
    }
    step(&format!("installing {name} with apt-get"), || {
        run(apt_get()?.arg("update"))?;
        run(apt_get()?.args(["install", "-y", "--no-install-recommends"]).args(packages))
    })
}

/// `apt-get` as root: directly, or through sudo.
fn apt_get() -> Result<Command> {
    let mut apt_get = if output(command("id").arg("-u"))?.trim() == "0" {
        command("apt-get")
    } else if find("sudo").is_some() {
        let mut sudo = command("sudo");
        sudo.arg("apt-get");
        sudo
    } else {
        bail!("we are not root and there is no sudo");
    };
    apt_get.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(apt_get)
}

/// Installs the `wasm-bindgen` programs for this project alone, if they are missing.
///
/// # Errors
/// If `cargo install` fails.
pub fn wasm_bindgen_cli() -> Result<()> {
    // Not --locked: a crate of its lock file is no longer in the registry.
    install("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, "0", &[])
}

/// Installs Trunk for this project alone, if it is missing.
///
/// # Errors
/// If `cargo install` fails.
pub fn trunk() -> Result<()> {
    install("trunk", "trunk", TRUNK, "1", &["--locked"])
}

/// Installs cargo-fuzz for this project alone, and a compiler for libFuzzer, if they are missing.
///
/// # Errors
/// If one is missing and cannot be installed.
pub fn cargo_fuzz() -> Result<()> {
    if find("c++").is_none() {
        with_apt_get("a compiler for C++", &["g++"]).context("install a compiler for C++ by hand")?;
    }
    install("cargo-fuzz", "cargo-fuzz", CARGO_FUZZ, "0", &["--locked"])
}

/// Installs a crate's programs into [`paths::tools`], unless this version is there.
///
/// The crates ask for link-time optimisation, which doubles the time and serves nobody here.
fn install(name: &str, program: &str, version: &str, level: &str, flags: &[&str]) -> Result<()> {
    let tools = paths::tools();
    let present = output(command(tools.join("bin").join(program)).arg("--version"));
    if present.is_ok_and(|text| text.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    step(&format!("installing {name} {version}, once (some minutes)"), || {
        let mut install = cargo();
        install
            .args(["install", name, "--version", version, "--force", "--quiet"])
            .args(flags)
            .arg("--root")
            .arg(&tools)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
            .env_remove("CARGO_TARGET_DIR");
        run(&mut install)
    })
}
