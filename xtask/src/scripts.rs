//! A script of several modules as one: the bundle is put together without npm's tools, and the saved file's script
//! can't import.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::files;

/// The parts of a line that imports some names from a module beside.
const IMPORT: [&str; 3] = ["import { ", " } from \"./", "\";"];

/// The line in which a module says what others can have of it begins so.
const EXPORT: &str = "export { ";

/// What the line begins with in which a name is declared for the whole module.
const DECLARES: [&str; 5] = ["async function ", "function ", "class ", "const ", "let "];

/// A module with those that it imports in the places of the imports, each once. What the module itself exports
/// stays so.
///
/// # Errors
/// If one can't be read, or two declare the same name: in one script it would be one.
pub fn read(file: &Path) -> Result<String> {
    let mut joined = Joined::new(files::read);
    joined.add(file, true)?;
    Ok(joined.text)
}

struct Joined {
    read: fn(&Path) -> Result<String>,
    text: String,
    modules: Vec<PathBuf>,
    /// Where each name is declared.
    names: HashMap<String, PathBuf>,
}

impl Joined {
    fn new(read: fn(&Path) -> Result<String>) -> Self {
        Self { read, text: String::new(), modules: Vec::new(), names: HashMap::new() }
    }

    fn add(&mut self, file: &Path, is_whole: bool) -> Result<()> {
        let folder = file.parent().context("a script lies in a folder")?;
        for line in (self.read)(file)?.lines() {
            if let Some(part) = imported(line) {
                let part = folder.join(part);
                if !self.modules.contains(&part) {
                    self.modules.push(part.clone());
                    self.add(&part, false)?;
                }
                continue;
            }
            if !is_whole && line.starts_with(EXPORT) {
                continue;
            }
            if let Some(name) = declared(line)
                && let Some(before) = self.names.insert(name.to_owned(), file.to_owned())
            {
                bail!(
                    "{} declares {name}, which {} has declared: rename one",
                    file.display(),
                    before.display()
                );
            }
            self.text += line;
            self.text.push('\n');
        }
        Ok(())
    }
}

/// The module that a line imports from.
fn imported(line: &str) -> Option<&str> {
    let (_, from) = line.strip_prefix(IMPORT[0])?.split_once(IMPORT[1])?;
    from.strip_suffix(IMPORT[2])
}

/// The name that a line declares for its module.
fn declared(line: &str) -> Option<&str> {
    let rest = DECLARES.iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    fn module(file: &Path) -> Result<String> {
        Ok(match file.to_str().unwrap() {
            "static/whole.js" => {
                "import { a } from \"./parts/a.js\";\nimport { b } from \"./parts/b.js\";\nconst c = a + b;\nexport { c };\n"
            }
            "static/twice.js" => "import { a } from \"./parts/a.js\";\nfunction a() {}\n",
            "static/parts/a.js" => "import { b } from \"./b.js\";\nconst a = b;\nexport { a };\n",
            "static/parts/b.js" => "class b {\n  const = 1;\n}\nexport { b };\n",
            other => bail!("no {other}"),
        }
        .to_owned())
    }

    fn joined(file: &str) -> Result<String> {
        let mut joined = Joined::new(module);
        joined.add(Path::new(file), true).map(|()| joined.text)
    }

    #[test]
    fn each_module_stands_once_before_what_needs_it() {
        let text = joined("static/whole.js").unwrap();
        assert_eq!(text, "class b {\n  const = 1;\n}\nconst a = b;\nconst c = a + b;\nexport { c };\n");
    }

    #[test]
    fn a_name_that_two_modules_declare_is_refused() {
        let error = joined("static/twice.js").unwrap_err().to_string();
        assert!(error.contains("declares a") && error.contains("parts/a.js"), "{error}");
        assert!(joined("static/none.js").is_err());
    }

    #[test]
    fn the_element_is_made_of_all_its_modules() {
        let folder = paths::root().join("static");
        let text = read(&folder.join("element.js")).unwrap();
        for part in files::files_below(&folder.join("element")).unwrap() {
            let own = files::read(&part).unwrap();
            let first = own.lines().find(|line| declared(line).is_some()).unwrap();
            assert_eq!(text.lines().filter(|line| *line == first).count(), 1, "{}", part.display());
        }
    }
}
