//! A small program, compiled as the widget is, taken apart and put together again.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walrus::{ExportItem, ImportKind, Module};
use xtask::process::find;
use xtask::setup::WASM;
use xtask::split::{Names, Parts, renumber, split};

const NAMES: Names<'_> =
    Names { program: "program", doors: "doors", probe: "are_open", teller: ["failure", "fail"] };
const BEHIND: &[u8] = b"what lies behind the door, and only there";
const BOTH: &[u8] = b"what both parts need, and the first alone has";

#[test]
fn what_lies_behind_a_door_is_in_the_second_part_alone() {
    let Parts { first, second } = parts("alone");
    assert!(!contains(&first, BEHIND) && contains(&second, BEHIND));
    assert!(contains(&first, BOTH) && !contains(&second, BOTH));
    let whole = Module::from_buffer(&compiled("whole", true)).unwrap().funcs.iter_local().count();
    let [first, second] =
        [&first, &second].map(|part| Module::from_buffer(part).unwrap().funcs.iter_local().count());
    assert!(first < whole && second >= 2, "{whole} functions, then {first} and {second}");
}

#[test]
fn what_panics_alone_would_say_is_left_out() {
    let whole = compiled("silent", true);
    let Parts { first, .. } = parts("silent");
    for words in ["what a panic alone says", "program.rs", "what the program itself says of a panic"] {
        assert!(contains(&whole, words.as_bytes()), "{words}");
        assert!(!contains(&first, words.as_bytes()), "{words}");
    }
    assert!(contains(&first, BOTH));
}

#[test]
fn what_the_second_part_takes_is_numbered_in_the_order_of_the_first() {
    let mut parts = parts("numbered");
    let before = [parts.first.len(), parts.second.len()];
    renumber(&mut parts).unwrap();
    assert_eq!([parts.first.len(), parts.second.len()], before);
    let first = Module::from_buffer(&parts.first).unwrap();
    let names = first.exports.iter().map(|export| export.name.as_str());
    let numbers: Vec<_> = names.filter(|name| name.len() == 5 && name.starts_with('_')).collect();
    let expected: Vec<_> = (0..numbers.len()).map(|number| format!("_{number:04x}")).collect();
    assert!(numbers.len() > 2);
    assert_eq!(numbers, expected);
    let foreign = Parts { first: compiled("numbered", true), ..parts };
    assert!(renumber(&mut { foreign }).unwrap_err().to_string().contains("has not"));
}

#[test]
fn the_first_part_has_what_the_second_takes() {
    let Parts { first, second } = parts("taken");
    let (first, second) = (Module::from_buffer(&first).unwrap(), Module::from_buffer(&second).unwrap());
    assert_eq!(first.imports.iter().count(), 0);
    let exports: HashMap<_, _> =
        first.exports.iter().map(|export| (export.name.as_str(), export.item)).collect();
    for import in second.imports.iter() {
        assert_eq!(import.module, "first");
        let kinds = (exports[import.name.as_str()], &import.kind);
        let same = matches!(
            kinds,
            (ExportItem::Function(_), ImportKind::Function(_))
                | (ExportItem::Table(_), ImportKind::Table(_))
                | (ExportItem::Memory(_), ImportKind::Memory(_))
                | (ExportItem::Global(_), ImportKind::Global(_))
        );
        assert!(same, "{} is something else", import.name);
    }
}

#[test]
fn parts_of_two_builds_do_not_fit() {
    let linked = compiled("other", true);
    // A build that differs in nothing but a section without meaning.
    let other = [&*linked, &[0, 2, 1, b'x']].concat();
    let (first, second) =
        (split(&linked, &linked, &NAMES).unwrap().first, split(&linked, &other, &NAMES).unwrap().second);
    let (first, second) = (Module::from_buffer(&first).unwrap(), Module::from_buffer(&second).unwrap());
    let lacks = |name: &str| first.exports.iter().all(|export| export.name != name);
    assert_eq!(second.imports.iter().filter(|import| lacks(&import.name)).count(), 1);
}

#[test]
fn the_same_program_gives_the_same_parts() {
    let linked = compiled("same", true);
    assert_eq!(split(&linked, &linked, &NAMES).unwrap(), split(&linked, &linked, &NAMES).unwrap());
}

#[test]
fn a_program_that_is_not_understood_is_refused() {
    let linked = compiled("refused", true);
    let error = |linked: &[u8], names: Names<'_>| split(linked, linked, &names).unwrap_err().to_string();
    let told = error(&compiled("bare", false), NAMES);
    assert!(told.contains("--emit-relocs"), "{told}");
    let told = error(&linked, Names { doors: "windows", ..NAMES });
    assert!(told.contains("no door"), "{told}");
    let told = error(&linked, Names { probe: "far_and_away", ..NAMES });
    assert!(told.contains("tells whether"), "{told}");
    let told = error(&linked, Names { teller: ["failure", "succeed"], ..NAMES });
    assert!(told.contains("tells of a panic"), "{told}");
}

/// Where Node.js is at hand, both parts run: the door is shut, then open, and shut again in a fresh instance.
#[test]
fn the_parts_do_what_the_whole_does() {
    if find("node").is_none() {
        eprintln!("SKIPPED: Node.js is not here, so the parts of the program were not run");
        return;
    }
    let mut parts = parts("run");
    renumber(&mut parts).unwrap();
    let Parts { first, second } = parts;
    let folder = folder("run");
    for (name, bytes) in [("whole", &compiled("run", true)), ("first", &first), ("second", &second)] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let script = "
        const [whole, first, second] = ['whole', 'first', 'second'].map(name =>
            new WebAssembly.Module(require('fs').readFileSync(name)));
        const said = [];
        const expected = new WebAssembly.Instance(whole).exports.run(5);
        for (const round of [1, 2]) {
            const instance = new WebAssembly.Instance(first).exports;
            said.push(instance.run(5));
            try { instance.dare(5) } catch (error) { said.push(error instanceof WebAssembly.RuntimeError) }
            new WebAssembly.Instance(second, { first: instance });
            said.push(instance.run(5) === expected, instance.run(5) > 3000);
            said.push(instance.number_at(3), instance.half(4), instance.told());
            try { instance.number_at(4) } catch (error) { said.push(error instanceof WebAssembly.RuntimeError) }
            said.push(instance.told());
        }
        console.log(JSON.stringify(said));";
    let output = Command::new("node").current_dir(folder).args(["-e", script]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        said.trim(),
        "[0,true,true,true,7,2,0,true,1,0,true,true,true,7,2,0,true,1]",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn parts(name: &str) -> Parts {
    let linked = compiled(name, true);
    split(&linked, &linked, &NAMES).unwrap()
}

/// The program, with relocations or without.
fn compiled(name: &str, relocations: bool) -> Vec<u8> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/split/program.rs");
    let file = folder(name).join(if relocations { "linked.wasm" } else { "bare.wasm" });
    let mut compiler = Command::new("rustc");
    compiler.args(["--target", WASM, "--crate-type", "cdylib", "--edition", "2024"]);
    compiler.args(["-O", "-C", "panic=abort", "-C", "codegen-units=1"]);
    if relocations {
        compiler.args(["-C", "link-arg=--emit-relocs"]);
    }
    assert!(compiler.arg("-o").args([&file, &source]).status().unwrap().success());
    fs::read(file).unwrap()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("split").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}
