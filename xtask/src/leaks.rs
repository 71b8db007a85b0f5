//! Finds paths of a developer's machine, and hosts of package registries, where none belong.

use std::env;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{files_below, name_within};
use crate::paths;
use crate::process::listed;

/// Written in two parts, so that this file may be searched like any other.
const HOMES: [&str; 3] = [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
const HOSTS: [&str; 6] = [
    concat!("index.cra", "tes.io"),
    concat!("static.cra", "tes.io"),
    concat!("registry.np", "mjs.org"),
    concat!("py", "pi.org"),
    concat!("files.python", "hosted.org"),
    concat!("deb.deb", "ian.org"),
];

/// These name hosts where the tools that write them want it.
const LOCK_FILES: [&str; 2] = ["Cargo.lock", "package-lock.json"];

/// Searches every text file that git tracks or would track, but the lock files.
///
/// # Errors
/// If git fails, or something was found; the message lists it all.
pub fn check_sources() -> Result<()> {
    let needles = Needles::of_this_machine();
    let mut found = Vec::new();
    for name in listed(&[])? {
        let is_lock = LOCK_FILES.iter().any(|lock| name.ends_with(lock));
        // What is not text is not searched.
        let text = fs::read_to_string(paths::root().join(&name));
        if let (false, Ok(text)) = (is_lock, text) {
            found.extend(search(&name, &text, &needles));
        }
    }
    none(&found)
}

/// Searches the files of a built site, whose bytes must not depend on where it was built.
///
/// # Errors
/// If a file cannot be read, or something was found; the message lists it all.
pub fn check_site(site: &Path) -> Result<()> {
    let needles = Needles::of_this_machine();
    let mut found = Vec::new();
    for path in files_below(site)? {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.extend(search(&name_within(site, &path), &String::from_utf8_lossy(&bytes), &needles));
    }
    none(&found)
}

/// What to search for.
struct Needles {
    paths: Vec<String>,
    hosts: Vec<String>,
}

impl Needles {
    fn of_this_machine() -> Self {
        let home = env::home_dir();
        let own = [Some(paths::root()), home.as_deref()];
        let own = own
            .into_iter()
            .flatten()
            // A folder just below `/` may share its name with anything, a site's path for one.
            .filter(|path| path.components().count() > 2)
            .map(|path| format!("{}/", path.display()));
        Self {
            paths: HOMES.iter().map(ToString::to_string).chain(own).collect(),
            hosts: HOSTS.iter().map(ToString::to_string).collect(),
        }
    }
}

/// One line for each needle in each line of a text: where it is, and what.
fn search(name: &str, text: &str, needles: &Needles) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let paths = needles.paths.iter().filter(|path| holds_path(line, path));
        let hosts = needles.hosts.iter().filter(|host| line.contains(*host));
        for needle in paths.chain(hosts) {
            found.push(format!("{name}:{number}: `{needle}`"));
        }
    }
    found
}

/// Whether a line holds a path that begins so, and not one that merely goes on so.
fn holds_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"._-}".contains(c))
    })
}

fn none(found: &[String]) -> Result<()> {
    ensure!(found.is_empty(), "paths of a machine or hosts of a registry:\n{}", found.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    fn found(text: &str) -> Vec<String> {
        search("a.md", text, &Needles::of_this_machine())
    }

    #[test]
    fn paths_and_hosts_are_found_with_their_line() {
        let text = format!("fine\n(see {}x.rs)\nhttps://{}/x", HOMES[0], HOSTS[2]);
        let expected = [format!("a.md:2: `{}`", HOMES[0]), format!("a.md:3: `{}`", HOSTS[2])];
        assert_eq!(found(&text), expected);
    }

    #[test]
    fn a_site_is_searched_with_its_folders() {
        let folder = env::temp_dir().join(format!("privacy-explorer-leaks-{}", std::process::id()));
        files::empty(&folder.join("within")).unwrap();
        files::write(&folder.join("within/a.js"), format!("see {}x.rs", HOMES[0])).unwrap();
        let error = check_site(&folder).unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        assert!(error.contains("within/a.js:1"), "{error}");
    }

    #[test]
    fn the_project_itself_is_a_path() {
        let needles = Needles { paths: vec!["/srv/project/".to_owned()], hosts: Vec::new() };
        assert_eq!(search("a", "'/srv/project/src'", &needles).len(), 1);
    }

    #[test]
    fn a_web_address_may_go_on_like_a_path() {
        let text = format!("https://example.org{}page", HOMES[1]);
        assert_eq!(found(&text), Vec::<String>::new());
    }
}
