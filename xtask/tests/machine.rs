//! What other programs make of the exports: `DuckDB` gives the page's counts, pyld reads the JSON-LD and OSCAL's
//! own schema takes the component definition. Skipped, with a message, where Python or its packages can't be had.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use privacy_catalog::cell::Cell;
use privacy_catalog::compare::compare;
use privacy_catalog::model::{Fact, Kind, State};
use privacy_catalog::{Catalog, Facet, Index, Link, Settings, machine};
use serde_json::Value;
use xtask::process::{command, output};
use xtask::{catalog, paths};

/// What is installed for the checks, by name and version.
const PACKAGES: [&str; 3] = ["duckdb==2.0.0", "PyLD==3.3.0", "jsonschema==4.26.0"];

/// Its source package carries the JSON Schemas of OSCAL 1.1.3. Only that file is used.
const WITH_SCHEMAS: &str = "compliance-trestle==3.9.0";

#[test]
fn other_programs_read_the_exports() {
    let python = match Python::new() {
        Ok(python) => python,
        Err(error) => {
            eprintln!("SKIPPED: the exports are not checked by other programs, since {error:#}");
            return;
        }
    };
    let real = catalog::load().expect("the catalogue is sound");
    let small = include_bytes!("../../crates/catalog/tests/data/small.json");
    let small = Catalog::from_json("small.json", small).expect("the test catalogue is sound");
    for (name, catalog) in [("real", real), ("small", small)] {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("machine").join(name);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let check = || {
            duckdb_counts_as_the_page(&python, &catalog, &folder).context("DuckDB")?;
            pyld_reads_dpv(&python, &catalog, &folder).context("JSON-LD")?;
            the_schema_takes_oscal(&python, &catalog, &folder).context("OSCAL")
        };
        check().unwrap_or_else(|error| panic!("{name}: {error:#}"));
    }
}

fn duckdb_counts_as_the_page(python: &Python, catalog: &Catalog, folder: &Path) -> Result<()> {
    fs::write(folder.join("facts.jsonl"), machine::jsonl(catalog))?;
    fs::write(folder.join("catalogue.json"), catalog.to_source().to_json())?;
    let document = paths::root().join("docs/QUERYING.md");
    let answers = python.run("duckdb_session.py", &[&document, folder])?;
    let index = Index::new(catalog.clone());

    for (name, facet) in [
        ("product and state", Facet::State),
        ("product and data type", Facet::DataType),
        ("product and feature", Facet::Feature),
    ] {
        let mut expected = BTreeMap::new();
        for (_, product) in catalog.products().iter() {
            for (value, count) in counts(&index, &format!("product={}", product.id), facet)? {
                expected.insert((product.id.clone(), value), count);
            }
        }
        let found: BTreeMap<_, _> = rows(&answers, name)?
            .iter()
            .map(|row| ((text(&row[0]), text(&row[1])), number(&row[2])))
            .collect();
        ensure!(!found.is_empty() && found == expected, "{name}: DuckDB {found:?}, the page {expected:?}");
    }

    let expected = if catalog.data_types().find("call-recording").is_some() {
        counts(&index, "data_type=call-recording&kind=measure", Facet::Product)?
    } else {
        BTreeMap::new()
    };
    let found: BTreeMap<_, _> = rows(&answers, "measures about call recordings")?
        .iter()
        .map(|row| (text(&row[0]), number(&row[1])))
        .collect();
    ensure!(found == expected, "call recordings: DuckDB {found:?}, the page {expected:?}");

    compares_as_the_page(&index, &answers)
}

/// The comparison of features, cell by cell, and the silence of each product.
fn compares_as_the_page(index: &Index, answers: &Value) -> Result<()> {
    let (link, _) = Link::parse("", index);
    let matrix = compare(index, &index.answer(&link.query), &link.query, &Settings::default());
    let products = index.catalog().products();
    let mut expected = BTreeMap::new();
    for (at, row) in matrix.rows.iter().enumerate() {
        let feature = &index.values(Facet::Feature)[row.value as usize].id;
        for (column, square) in matrix.columns.iter().zip(matrix.squares(at)) {
            let cell = match square.state() {
                Cell::Silent => continue,
                Cell::Is(state) => state.id().to_owned(),
                Cell::AbsentAnd(state) => format!("absent+{}", state.id()),
            };
            expected.insert((feature.clone(), products[column.product].id.clone()), cell);
        }
    }
    let columns = answers["comparison"]["columns"].as_array().context("it has columns")?;
    let mut found = BTreeMap::new();
    for row in rows(answers, "comparison")? {
        for (product, cell) in columns.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_null()) {
            found.insert((text(&row[0]), text(product)), text(cell));
        }
    }
    ensure!(found == expected, "comparison: DuckDB {found:?}, the page {expected:?}");

    let silent = |column: &privacy_catalog::compare::Column| {
        (products[column.product].id.clone(), (column.silent as u64, matrix.leaves as u64))
    };
    let expected: BTreeMap<_, _> = matrix.columns.iter().map(silent).collect();
    let found: BTreeMap<_, _> = rows(answers, "silence")?
        .iter()
        .map(|row| (text(&row[0]), (number(&row[1]), number(&row[2]))))
        .collect();
    ensure!(found == expected, "silence: DuckDB {found:?}, the page {expected:?}");
    Ok(())
}

/// What stands beside each value of a facet on the page, for a fragment; values without facts left out.
fn counts(index: &Index, fragment: &str, facet: Facet) -> Result<BTreeMap<String, u64>> {
    let (link, ignored) = Link::parse(fragment, index);
    ensure!(ignored.is_empty(), "{fragment} is not understood");
    let answer = index.answer(&link.query);
    let counts = answer.counts(facet).iter().map(|&count| u64::from(count));
    let ids = index.values(facet).iter().map(|value| value.id.clone());
    Ok(ids.zip(counts).filter(|(_, count)| *count > 0).collect())
}

fn pyld_reads_dpv(python: &Python, catalog: &Catalog, folder: &Path) -> Result<()> {
    let file = folder.join("dpv.jsonld");
    fs::write(&file, machine::dpv_jsonld(catalog))?;
    let found = python.run("dpv_check.py", &[&file, &script("dpv_terms.txt")])?;
    let count = |kinds: &[Kind], asserted: bool| {
        let is_asserted =
            |fact: &Fact| fact.state == Some(State::Provided) && fact.since.is_none() && fact.until.is_none();
        let facts = catalog.facts().iter();
        facts.filter(|(_, fact)| kinds.contains(&fact.kind) && is_asserted(fact) == asserted).count()
    };
    let (processes, measures) = ([Kind::Holding, Kind::Transfer], [Kind::Measure]);
    let expected = serde_json::json!({
        "facts": catalog.facts().len(),
        "asserted": { "process": count(&processes, true), "measure": count(&measures, true) },
        "quoted": { "process": count(&processes, false), "measure": count(&measures, false) },
    });
    ensure!(found == expected, "the document says {found}, the catalogue {expected}");
    Ok(())
}

fn the_schema_takes_oscal(python: &Python, catalog: &Catalog, folder: &Path) -> Result<()> {
    let file = folder.join("oscal.json");
    fs::write(&file, machine::oscal(catalog, "2026-11-22").context("it is a day")?)?;
    let found = python.run("oscal_check.py", &[&file, &python.schemas])?;
    ensure!(found["components"] == catalog.products().len(), "it has {} components", found["components"]);
    Ok(())
}

fn rows<'a>(answers: &'a Value, name: &str) -> Result<Vec<&'a Vec<Value>>> {
    let rows = answers[name]["rows"].as_array().with_context(|| format!("no statement `{name}`"))?;
    Ok(rows.iter().filter_map(Value::as_array).collect())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or(u64::MAX)
}

fn script(name: &str) -> PathBuf {
    paths::root().join("xtask/tests/machine").join(name)
}

/// A Python with the packages that the checks need, and the source package with OSCAL's schemas.
struct Python {
    program: PathBuf,
    schemas: PathBuf,
}

impl Python {
    /// Installs it into Cargo's target folder, unless it is there.
    fn new() -> Result<Self> {
        let home = paths::target().join("xtask/python");
        let stamp = home.join("installed.txt");
        let wanted = format!("{}\n{WITH_SCHEMAS}\n", PACKAGES.join("\n"));
        let python = Self {
            program: home.join("bin/python"),
            schemas: home.join(format!("{}.tar.gz", WITH_SCHEMAS.replace("==", "-").replace("ce-t", "ce_t"))),
        };
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(python);
        }
        output(command("python3").args(["-m", "venv", "--clear"]).arg(&home))
            .context("no Python environment can be made")?;
        let pip = || {
            let mut pip = command(&python.program);
            pip.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]);
            pip
        };
        output(pip().arg("install").args(PACKAGES)).context("pip cannot install what they need")?;
        let source = ["download", "--no-deps", "--no-binary", ":all:", WITH_SCHEMAS, "--dest"];
        output(pip().args(source).arg(&home)).context("pip cannot fetch the schemas of OSCAL")?;
        ensure!(python.schemas.is_file(), "{} is not where pip puts it", python.schemas.display());
        fs::write(&stamp, wanted)?;
        Ok(python)
    }

    /// Runs a script beside this test and reads the JSON that it prints.
    fn run(&self, name: &str, arguments: &[&Path]) -> Result<Value> {
        let printed = output(command(&self.program).arg(script(name)).args(arguments))?;
        serde_json::from_str(&printed).with_context(|| format!("{name} printed no JSON: {printed}"))
    }
}
