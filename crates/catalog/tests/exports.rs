//! Exports: cases on the small catalogue and on the real one, and the files in programs that read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use privacy_catalog::check::check;
use privacy_catalog::export::{self, Shown, Table, Value};
use privacy_catalog::notes::Notes;
use privacy_catalog::source::{self, Bundle};
use privacy_catalog::{Catalog, Index, Link, Locale, View};

#[path = "support/files.rs"]
#[expect(dead_code, reason = "the properties use all of it")]
mod read;

const SMALL: &[u8] = include_bytes!("data/small.json");
const DAY: &str = "2026-11-22";

fn small() -> Catalog {
    Catalog::from_json("small.json", SMALL).expect("the test catalogue is sound")
}

fn real() -> Catalog {
    let packed = include_bytes!("../../../data/catalogue.packed");
    Catalog::unpack(packed).expect("the committed catalogue is whole")
}

/// Does something with what a fragment shows.
fn with<T>(catalog: Catalog, fragment: &str, run: impl FnOnce(&Shown<'_>) -> T) -> T {
    let index = Index::new(catalog);
    let (link, ignored) = Link::parse(fragment, &index);
    assert_eq!(ignored, []);
    let index = index.installed(&link.installation);
    let answer = index.answer(&link.query);
    run(&Shown {
        index: &index,
        answer: &answer,
        link: &link,
        hash: None,
        date: DAY,
        notes: &Notes::default(),
        locale: Locale::ENGLISH,
    })
}

/// The table of a view in Markdown.
fn markdown(fragment: &str) -> String {
    with(small(), fragment, |shown| {
        let tables = export::tables(shown);
        tables.iter().map(export::markdown).collect::<Vec<_>>().join("\n")
    })
}

/// Texts that mean something to whatever reads files, in every place where a text may stand.
fn hostile() -> Catalog {
    let mut catalog = small().to_source();
    let texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1",
        "=HYPERLINK(\"https://a.b\",\"x\")",
        "'=1",
        "''",
        "a\"b,c;d\te",
        "two\r\nlines\n\nthree",
        "<b>&amp;</b></t>]]>",
        "_x000D__x0041_",
        "\u{202e}gnp.exe\u{202c}",
        "NUL \0 ESC \u{1b}[31m",
        "| a | `b` **c** \\",
        "https://a.b/c a@b.c",
        "é 🖨 \u{10ffff}",
        "007",
        "1e5",
        "TRUE",
        "2026-11-22",
        "1,5",
    ];
    let mut texts = texts.iter().cycle().map(ToString::to_string);
    let mut text = || texts.next().unwrap_or_default();
    for fact in &mut catalog.facts {
        fact.text = text();
        fact.note = Some(text());
        fact.cite.row = Some(text());
        fact.values = [("what".to_owned(), text())].into_iter().collect();
    }
    catalog.products.iter_mut().for_each(|one| one.name = text());
    catalog.sources.iter_mut().for_each(|one| one.title = text());
    catalog.features.iter_mut().for_each(|one| one.name = text());
    catalog.data_types.iter_mut().for_each(|one| one.name = text());
    catalog.recipients.iter_mut().for_each(|one| one.name = text());
    let bundle = Bundle { catalog, ..Bundle::default() };
    Catalog::from_bundle(&bundle).expect("its references resolve")
}

#[test]
fn the_tables_of_the_small_catalogue() {
    let fragments = [
        "q=recrod&group=feature",
        "at.alpha=1.0&on.alpha=tls&product=alpha&kind=measure",
        "view=compare&rows=data_type&data_type=records",
        "view=compare&diff=on",
        "view=flows",
        "view=lifecycle&data_type=cdr",
        "view=lifecycle&request=erasure&data_type=cdr",
        "view=lifecycle&request=access&data_type=cdr",
        "view=sources&product=beta",
    ];
    for fragment in fragments {
        let name = fragment.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        insta::assert_snapshot!(name, markdown(fragment));
    }
}

#[test]
fn a_file_begins_with_its_header_and_ends_with_what_it_is() {
    let csv = with(small(), "product=beta&view=record", |shown| export::csv(&export::record(shown)));
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"Product\",\"Column\",\"GDPR article\""), "{}", lines[0]);
    let empty = lines.iter().position(|line| line.trim_matches(',').is_empty()).expect("an empty row");
    assert_eq!(lines[empty + 1], "\"Catalogue\",\"Test catalogue, version 1\",,,,,,,,,,");
    assert!(lines.contains(&"\"Filters\",\"Beta Desk\",,,,,,,,,,"));
    assert!(lines.contains(&"\"Date\",\"2026-11-22\",,,,,,,,,,"));
    assert!(lines.contains(&"\"Notice\",\"Not affiliated with the vendor. Not legal advice.\",,,,,,,,,,"));
}

#[test]
fn an_extract_is_a_sound_catalogue() {
    for (catalog, fragment) in [
        (small(), "product=alpha&data_type=cdr"),
        (small(), "data_type=cdr&feature=tls"),
        (small(), "q=login"),
        (small(), ""),
        (real(), "product=mx-one"),
        (real(), "q=tls&feature=-data-deletion"),
        (real(), ""),
    ] {
        let whole = catalog.to_source();
        let (json, found) = with(catalog, fragment, |shown| {
            let facts = shown.index.catalog().facts();
            let mut found = Vec::new();
            shown.answer.visit(|fact| found.push(facts[fact].id.clone()));
            (export::json(shown), found)
        });
        let bundle = Bundle::from_json("export.json", json.as_bytes()).expect("it is of the format");
        let (_, problems) = check(&bundle);
        // What was true of the whole and is not of a part: that releases and components are named.
        let is_of_a_part = |message: &str| message.contains("remove it") && !message.contains("no_facts");
        let problems: Vec<_> =
            problems.iter().map(ToString::to_string).filter(|one| !is_of_a_part(one)).collect();
        assert_eq!(problems, Vec::<String>::new(), "{fragment}");
        let read = bundle.catalog;
        assert!(found.iter().all(|id| read.facts.iter().any(|fact| fact.id == *id)), "{fragment}");
        if fragment.is_empty() {
            assert_eq!(read, whole);
        } else {
            assert_eq!(read.title, format!("{} (extract)", whole.title));
            assert!(read.facts.len() < whole.facts.len() && read.features.len() < whole.features.len());
        }
    }
}

#[test]
fn what_covers_all_data_is_found_again_in_an_extract() {
    let fragment = "data_type=cdr&feature=tls";
    let json = with(small(), fragment, export::json);
    let read: source::Catalog = serde_json::from_str(&json).expect("it is of the format");
    // Alpha holds call detail records, which only another fact says.
    assert!(read.facts.iter().any(|fact| fact.id == "alpha-cdr"));
    let again = Catalog::from_json("export.json", json.as_bytes()).expect("it is sound");
    let ids = |shown: &Shown<'_>| {
        let fact = |hit: &privacy_catalog::Hit| shown.index.catalog().facts()[hit.fact].id.clone();
        shown.answer.hits(0..usize::MAX).iter().map(fact).collect::<Vec<_>>()
    };
    assert_eq!(with(again, fragment, ids), ["alpha-tls", "alpha-tls-13"]);
}

#[test]
fn the_open_cell_is_understood_again_in_an_extract() {
    for cell in ["tls,alpha", "recording,alpha"] {
        for rows in ["", "&rows=data_type"] {
            let fragment = format!("view=compare&q=login&cell={cell}{rows}");
            let extract = with(small(), &fragment, export::json);
            let index =
                Index::new(Catalog::from_json("extract.json", extract.as_bytes()).expect("it is sound"));
            let (link, ignored) = Link::parse(&fragment, &index);
            assert_eq!(ignored, [], "{fragment}");
            assert!(link.settings.cell.is_some());
        }
    }
}

#[test]
fn a_section_that_is_not_silent_is_not_shown_as_silent() {
    let json = with(small(), "feature=mfa&product=alpha", export::json);
    let read: source::Catalog = serde_json::from_str(&json).expect("it is of the format");
    let sections: Vec<&str> = read.sources[0].sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(sections, ["2", "3"]);
}

#[test]
fn what_is_too_much_for_a_sheet_is_cut_and_told() {
    let long = "🖨".repeat(20_000);
    let names = (0..16_385).map(|_| "x".into()).collect();
    let row = || vec![Value::Text(long.as_str().into()), Value::Number(7)];
    let table =
        Table { name: "Long", header: names, rows: vec![row()], about: vec![("About", String::new())] };
    let sheets = read::sheets(&export::xlsx(Locale::ENGLISH, &[table]));
    assert_eq!((sheets[0].name.as_str(), sheets[1].name.as_str()), ("Long", "About"));
    assert_eq!(sheets[0].cells()[1][0].encode_utf16().count(), 32_766);
    assert_eq!((sheets[0].cells()[0].len(), sheets[0].filter.as_deref()), (16_384, Some("A1:XFD2")));
    let cuts: Vec<_> =
        sheets[1].cells().into_iter().filter(|row| row[0] == "Cut").map(|row| row[1].clone()).collect();
    assert_eq!(
        cuts,
        ["1 texts were cut: a cell holds 32,767 characters.", "1 columns are missing: a sheet holds 16,384."]
    );
}

#[test]
fn silence_is_written_in_every_file() {
    with(small(), "view=compare&product=alpha,beta&feature=erasure", |shown| {
        let table = export::compare(shown);
        assert!(export::csv(&table).contains(",\"silent\"\r\n"));
        assert!(export::markdown(&table).contains(" silent |"));
        let sheets = read::sheets(&export::xlsx(Locale::ENGLISH, std::slice::from_ref(&table)));
        let row = sheets[0].rows.last().expect("there is a row");
        // Alpha's cell and Beta's, each with its words and its own colour.
        assert!(row[3].0.starts_with("Provided: ") && row[4].0 == "silent" && row[3].2 != row[4].2);
    });
}

/// A table's name, and its cells.
type Cells = (&'static str, Vec<Vec<String>>);

/// All views of a catalogue as files in a folder: their paths, and the tables that they hold.
fn files(folder: &Path, catalog: &Catalog) -> Vec<(PathBuf, Vec<Cells>)> {
    fs::create_dir_all(folder).expect("the folder can be made");
    let mut files = Vec::new();
    for (_, id, _) in View::ALL {
        with(catalog.clone(), &format!("view={id}"), |shown| {
            let tables = export::tables(shown);
            let cells: Vec<Cells> = tables.iter().map(|table| (table.name, read::cells(table))).collect();
            let (csv, xlsx) = (folder.join(format!("{id}.csv")), folder.join(format!("{id}.xlsx")));
            fs::write(&csv, export::csv(&tables[0])).expect("it can be written");
            fs::write(&xlsx, export::xlsx(Locale::ENGLISH, &tables)).expect("it can be written");
            files.extend([(csv, cells[..1].to_vec()), (xlsx, cells)]);
        });
    }
    files
}

/// How an office program opens files: workbooks; CSV in which what is quoted is a text; CSV as it is opened without
/// a thought, in which it looks for numbers, dates and formulas.
const WAYS: [(&str, &str, &str); 3] =
    [("xlsx", "xlsx", ""), ("texts", "csv", "true"), ("guessed", "csv", "false")];

/// What `LibreOffice` shows of each file is what it holds. Needs `soffice` of libreoffice-calc; takes half
/// a minute to a minute and a half: `cargo test -p privacy-catalog --test exports -- --ignored`.
#[test]
#[ignore = "needs LibreOffice"]
fn libreoffice_shows_the_same_cells() {
    let folder = std::env::temp_dir().join(format!("privacy-exports-{}", std::process::id()));
    for (name, catalog) in [("small", small()), ("hostile", hostile()), ("real", real())] {
        let own = folder.join(name);
        let files = files(&own, &catalog);
        for (way, extension, quoted) in WAYS {
            let since = Instant::now();
            let has_extension = |path: &&PathBuf| path.extension().is_some_and(|it| it == extension);
            let mut office = Command::new("soffice");
            office
                .arg("--headless")
                .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()));
            // Comma, quotation mark, UTF-8, from the first line; special numbers are looked for.
            let options = "Text - txt - csv (StarCalc):44,34,76,1,,0";
            if extension == "csv" {
                office.arg(format!("--infilter={options},{quoted},true"));
            }
            // All sheets, as shown.
            office.args(["--convert-to", &format!("csv:{options},false,true,true,false,false,-1")]);
            office
                .arg("--outdir")
                .arg(own.join(way))
                .args(files.iter().map(|file| &file.0).filter(has_extension));
            assert!(office.output().expect("soffice runs").status.success());
            println!("{name}, {way}: LibreOffice took {} ms", since.elapsed().as_millis());
            for (path, tables) in files.iter().filter(|file| has_extension(&&file.0)) {
                for (sheet, cells) in tables {
                    let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
                    let sheet = if extension == "csv" { stem } else { sheet };
                    let read = fs::read_to_string(own.join(way).join(format!("{stem}-{sheet}.csv")));
                    assert_shown(cells, &office_csv(&read.expect("LibreOffice wrote it")), way);
                }
            }
        }
    }
    let _ = fs::remove_dir_all(folder);
}

#[track_caller]
fn assert_shown(cells: &[Vec<String>], shown: &[Vec<String>], way: &str) {
    for (row, expected) in cells.iter().enumerate() {
        for (column, expected) in expected.iter().enumerate() {
            let found = shown.get(row).and_then(|row| row.get(column)).map_or("", String::as_str);
            match way {
                "xlsx" => assert_eq!(found, expected, "row {row}, column {column}"),
                "texts" => assert_eq!(read::restored(found), expected, "row {row}, column {column}"),
                _ if read::is_formula(expected) => assert_eq!(found, format!("'{expected}")),
                _ => assert!(!found.starts_with('#') && !found.starts_with("Err:"), "{found:?}"),
            }
        }
    }
}

/// The records of a file that `LibreOffice` has written: it quotes where it must, and ends lines with a line
/// feed.
fn office_csv(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(c),
        }
    }
    records
}
