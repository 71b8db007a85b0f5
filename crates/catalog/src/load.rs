//! Reads and resolves a file, whole or some facts at a time.

use crate::Diagnostic;
use crate::json::{Reader, Taker};
use crate::model::Catalog;
use crate::resolve::Resolver;
use crate::source;
use privacy_engine::cursor::Cursor;

impl Catalog {
    /// Reads and resolves a file of the public JSON format.
    ///
    /// # Errors
    /// As [`crate::source::Bundle::from_json`] and [`Catalog::from_bundle`].
    pub fn from_json(file: &str, json: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let mut loader = CatalogLoader::new(file);
        while loader.read(json, usize::MAX) {}
        loader.finish()
    }
}

/// Reads and resolves a file of the public JSON format, some facts at a time.
#[derive(Debug)]
pub struct CatalogLoader {
    file: String,
    reader: Reader,
    /// From the first fact on, when all tables are known.
    resolver: Option<Resolver>,
}

impl CatalogLoader {
    /// Begins a file, which is called `file` in messages.
    #[must_use]
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), reader: Reader::new(file), resolver: None }
    }

    /// Reads on, at most `facts` facts; returns whether anything is left. `json` is the whole file,
    /// the same each time.
    pub fn read(&mut self, json: &[u8], facts: usize) -> bool {
        let Self { file, reader, resolver } = self;
        reader.read(json, facts, &mut Resolving { file, resolver })
    }

    /// How many bytes have been read.
    #[must_use]
    pub fn at(&self) -> usize {
        self.reader.at()
    }

    /// The catalogue, once all is read.
    ///
    /// # Errors
    /// As [`Catalog::from_json`].
    pub fn finish(self) -> Result<Catalog, Vec<Diagnostic>> {
        let Self { file, reader, resolver } = self;
        let tables = reader.finish()?;
        let resolver = resolver.unwrap_or_else(|| Resolver::new(&tables, &|_| &file, &file));
        resolver.finish(&tables.redirects, &|_| &file)
    }
}

/// Resolves facts as they are read.
struct Resolving<'a> {
    file: &'a str,
    resolver: &'a mut Option<Resolver>,
}

impl Resolving<'_> {
    fn resolver(&mut self, tables: &source::Catalog) -> &mut Resolver {
        self.resolver.get_or_insert_with(|| Resolver::new(tables, &|_| self.file, self.file))
    }
}

impl Taker for Resolving<'_> {
    fn take_plain(&mut self, cursor: &mut Cursor<'_>, tables: &source::Catalog) -> bool {
        self.resolver(tables).add_plain(cursor)
    }

    fn take(&mut self, fact: source::Fact, tables: &source::Catalog) {
        let file = self.file;
        self.resolver(tables).add(fact, file);
    }
}
