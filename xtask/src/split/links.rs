//! What refers to what in a program, as the linker tells: `--emit-relocs` leaves in the file where each
//! function and each piece of data names another.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::panics::{self, Function};
use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    BinaryReader, DataKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload,
    RelocSectionReader, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// What refers to what.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The names of the functions that have one of their own, by their numbers.
    names: HashMap<u32, String>,
    /// The functions that others can call from outside, and those that nothing sets apart.
    roots: Vec<u32>,
    /// The addresses of the pieces of data, in their order; no two overlap.
    pieces: Vec<Range<u32>>,
    uses: HashMap<Node, Vec<Node>>,
}

/// Functions and data.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    /// The names of functions.
    pub(super) functions: HashSet<String>,
    /// The addresses of data, in their order.
    pub(super) data: Vec<Range<u32>>,
}

/// What is not reached from the outside alone.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// What lies behind some functions, and is reached in no other way.
    pub(super) behind: Share,
    /// What is not reached at all.
    pub(super) unused: Share,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    /// A function, by its number.
    Function(u32),
    /// A piece of data, by its place in [`Links::pieces`].
    Data(usize),
}

impl Links {
    /// Reads what the linker wrote.
    ///
    /// # Errors
    /// If the file is no program with relocations, or they don't fit it.
    pub(super) fn read(wasm: &[u8]) -> Result<Self> {
        let file = File::read(wasm)?;
        let pieces = file.pieces();
        let piece_at = |address: u32| {
            let after = pieces.partition_point(|piece| piece.start <= address);
            after.checked_sub(1).filter(|&at| pieces[at].contains(&address))
        };
        let told = file.told()?;
        let mut uses: HashMap<Node, Vec<Node>> = HashMap::new();
        for (place, entry) in file.code_relocations.iter().chain(&file.data_relocations) {
            let Some(target) = file.target(entry)? else { continue };
            if told.contains(place) {
                continue;
            }
            let target = match target {
                Target::Function(number) => {
                    file.check(*place, entry, i64::from(number))?;
                    Node::Function(number)
                }
                Target::Slot(number) => Node::Function(number),
                Target::Data(address) => {
                    file.check(*place, entry, i64::from(address) + entry.addend)?;
                    // What has no size can't be missed; what is not in the file begins as zeros.
                    let Some(piece) = piece_at(address) else { continue };
                    Node::Data(piece)
                }
            };
            let names_it = if let Some(number) = file.function_at(*place) {
                Node::Function(number)
            } else {
                let Some(piece) = file.address_at(*place).and_then(piece_at) else { continue };
                Node::Data(piece)
            };
            uses.entry(names_it).or_default().push(target);
        }
        let mut names: HashMap<u32, String> = HashMap::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut ambiguous = HashSet::new();
        for symbol in &file.symbols {
            let SymbolInfo::Func { index, name: Some(name), .. } = symbol else { continue };
            if known.insert(name, *index).is_some_and(|other| other != *index) {
                ambiguous.insert(*name);
            }
            if *index >= file.imported {
                names.entry(*index).or_insert_with(|| (*name).to_owned());
            }
        }
        names.retain(|_, name| !ambiguous.contains(name.as_str()));
        let all = file.imported..file.imported + file.bodies.len() as u32;
        let nameless = all.filter(|number| !names.contains_key(number));
        let roots = file.exported.iter().copied().chain(nameless).collect();
        Ok(Self { names, roots, pieces, uses })
    }

    /// The names of all functions that have one of their own.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(String::as_str)
    }

    /// What only these functions reach, and those among them that nothing else does; what the functions in `kept`
    /// reach too is not behind them.
    pub(super) fn find(&self, doors: &HashSet<&str>, kept: &HashSet<String>) -> Found {
        let is_door = |node: &Node| match node {
            Node::Function(number) => {
                self.names.get(number).is_some_and(|name| doors.contains(name.as_str()))
            }
            Node::Data(_) => false,
        };
        let kept = self.names.iter().filter(|(_, name)| kept.contains(*name)).map(|(number, _)| *number);
        let roots = self.roots.iter().copied().chain(kept).map(Node::Function).filter(|node| !is_door(node));
        let before = self.reached(roots.collect(), |node| !is_door(node));
        let begin = self.names.keys().copied().map(Node::Function).filter(is_door).collect();
        let after = self.reached(begin, |node| !before.contains(node));
        let functions = self.names.keys().copied().map(Node::Function);
        let all = functions.chain((0..self.pieces.len()).map(Node::Data));
        let unused = all.filter(|node| !before.contains(node) && !after.contains(node)).collect();
        Found { behind: self.share(after), unused: self.share(unused) }
    }

    fn share(&self, nodes: HashSet<Node>) -> Share {
        let mut share = Share::default();
        let mut places = BTreeSet::new();
        for node in nodes {
            match node {
                Node::Function(number) => share.functions.extend(self.names.get(&number).cloned()),
                Node::Data(place) => drop(places.insert(place)),
            }
        }
        let mut last = None;
        for place in places {
            let piece = self.pieces[place].clone();
            match share.data.last_mut() {
                // Between two neighbours lies nothing.
                Some(before) if last.is_some_and(|last| last + 1 == place) => before.end = piece.end,
                _ => share.data.push(piece),
            }
            last = Some(place);
        }
        share
    }

    fn reached(&self, begin: Vec<Node>, enters: impl Fn(&Node) -> bool) -> HashSet<Node> {
        let (mut found, mut rest) = (HashSet::new(), begin);
        while let Some(node) = rest.pop() {
            if found.insert(node) {
                rest.extend(self.uses.get(&node).into_iter().flatten().filter(|next| enters(next)));
            }
        }
        found
    }
}

/// What a relocation points at.
enum Target {
    /// A function, by its number.
    Function(u32),
    /// The place in the table of a function with this number.
    Slot(u32),
    /// Data at this address.
    Data(u32),
}

/// The parts of the linker's file that matter here. Places are counted from its beginning.
#[derive(Default)]
struct File<'a> {
    wasm: &'a [u8],
    imported: u32,
    exported: Vec<u32>,
    /// How many values the functions take that aren't imported, in their order.
    takes: Vec<u32>,
    /// Where the functions lie that aren't imported, in their order.
    bodies: Vec<Range<usize>>,
    /// Where the data lies, and the address of its first byte.
    segments: Vec<(Range<usize>, u32)>,
    symbols: Vec<SymbolInfo<'a>>,
    code_relocations: Vec<(usize, RelocationEntry)>,
    data_relocations: Vec<(usize, RelocationEntry)>,
}

impl<'a> File<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut file = Self { wasm, ..Self::default() };
        let (mut code, mut data) = (0, 0);
        let mut types = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => {
                    for ty in section.into_iter_err_on_gc_types() {
                        types.push(ty?.params().len() as u32);
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        file.takes.push(
                            *types.get(ty? as usize).context("a function of a type that is not there")?,
                        );
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        file.imported +=
                            u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            file.exported.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => file.exported.push(func),
                Payload::CodeSectionStart { range, .. } => code = range.start,
                Payload::CodeSectionEntry(body) => file.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    data = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        let place = segment.range.end - segment.data.len()..segment.range.end;
                        file.segments.push((place, address(&segment.kind)?));
                    }
                }
                Payload::CustomSection(section) => match (section.name(), section.as_known()) {
                    ("linking", KnownCustom::Linking(linking)) => {
                        for part in linking {
                            if let Linking::SymbolTable(symbols) = part? {
                                file.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    ("reloc.CODE", KnownCustom::Reloc(section)) => {
                        file.code_relocations = relocations(&section, code)?;
                    }
                    ("reloc.DATA", KnownCustom::Reloc(section)) => {
                        file.data_relocations = relocations(&section, data)?;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(
            !file.symbols.is_empty() && !file.code_relocations.is_empty(),
            "the program was linked without --emit-relocs"
        );
        Ok(file)
    }

    /// Where functions name what they only tell a panic, and where they begin it.
    fn told(&self) -> Result<HashSet<usize>> {
        let panics = self.symbols.iter().filter_map(|symbol| match symbol {
            SymbolInfo::Func { index, name: Some(name), .. } => {
                panics::is_about_panics(name).then_some(*index)
            }
            _ => None,
        });
        let panics = panics.collect();
        let bodies = (self.imported..).zip(&self.takes).zip(&self.bodies);
        let functions = bodies.map(|((number, takes), body)| Function::read(number, *takes, self.wasm, body));
        Ok(panics::told(&functions.collect::<Result<Vec<_>>>()?, &panics))
    }

    /// The addresses of the symbols of data, those that overlap taken together.
    fn pieces(&self) -> Vec<Range<u32>> {
        let known = self.symbols.iter().filter_map(|symbol| self.range(symbol));
        let ordered: BTreeSet<_> = known.filter(|(from, to)| from < to).collect();
        let mut pieces: Vec<Range<u32>> = Vec::new();
        for (from, to) in ordered {
            match pieces.last_mut() {
                Some(last) if from < last.end => last.end = last.end.max(to),
                _ => pieces.push(from..to),
            }
        }
        pieces
    }

    /// The addresses of a symbol of data that is in the file.
    fn range(&self, symbol: &SymbolInfo<'_>) -> Option<(u32, u32)> {
        let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
        let (place, address) = self.segments.get(symbol.index as usize)?;
        let end = symbol.offset + symbol.size;
        (end as usize <= place.len()).then_some((address + symbol.offset, address + end))
    }

    fn target(&self, entry: &RelocationEntry) -> Result<Option<Target>> {
        use RelocationType as Type;

        let symbol = || {
            let symbol = self.symbols.get(entry.index as usize);
            symbol
                .with_context(|| format!("a relocation names the symbol {}, which is not there", entry.index))
        };
        Ok(match entry.ty {
            Type::FunctionIndexLeb => match symbol()? {
                SymbolInfo::Func { index, .. } => Some(Target::Function(*index)),
                other => bail!("a call of {other:?}"),
            },
            Type::TableIndexSleb | Type::TableIndexI32 => match symbol()? {
                SymbolInfo::Func { index, .. } => Some(Target::Slot(*index)),
                other => bail!("a place in the table for {other:?}"),
            },
            Type::MemoryAddrLeb | Type::MemoryAddrSleb | Type::MemoryAddrI32 => {
                self.range(symbol()?).map(|(from, _)| Target::Data(from))
            }
            Type::TypeIndexLeb | Type::GlobalIndexLeb | Type::TableNumberLeb => None,
            other => bail!("a relocation of the kind {other:?}, which is not understood here"),
        })
    }

    /// Insists that the relocated number is what it should be: else everything was read wrongly.
    fn check(&self, place: usize, entry: &RelocationEntry, expected: i64) -> Result<()> {
        use RelocationType as Type;

        let mut reader = BinaryReader::new(&self.wasm[place..place + entry.ty.extent()], place);
        let found = match entry.ty {
            Type::FunctionIndexLeb | Type::MemoryAddrLeb => i64::from(reader.read_var_u32()?),
            Type::MemoryAddrSleb => i64::from(reader.read_var_i32()?),
            _ => i64::from(reader.read_u32()?),
        };
        ensure!(found == expected, "at {place:#x} stands {found}, where {expected} should: {entry:?}");
        Ok(())
    }

    fn function_at(&self, place: usize) -> Option<u32> {
        let after = self.bodies.partition_point(|body| body.start <= place);
        let at = after.checked_sub(1).filter(|&at| self.bodies[at].contains(&place))?;
        Some(self.imported + at as u32)
    }

    fn address_at(&self, place: usize) -> Option<u32> {
        let (segment, address) = self.segments.iter().find(|(segment, _)| segment.contains(&place))?;
        Some(address + (place - segment.start) as u32)
    }
}

fn relocations(section: &RelocSectionReader<'_>, base: usize) -> Result<Vec<(usize, RelocationEntry)>> {
    let entries = section.entries().into_iter();
    entries
        .map(|entry| entry.map(|entry| (base + entry.offset as usize, entry)).map_err(Into::into))
        .collect()
}

fn address(kind: &DataKind<'_>) -> Result<u32> {
    let DataKind::Active { memory_index: 0, offset_expr } = kind else { bail!("data that has no address") };
    match offset_expr.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("data whose address is {other:?}"),
    }
}
