//! Writes the two parts of a program that has been divided.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::ir::{self, Value};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionKind, GlobalKind,
    ImportedFunction, Module, TableId, passes,
};

use super::{Division, Names, Program, config};

/// What the second part calls the first.
pub(super) const FIRST: &str = "first";

/// The name of one of the things that the second part takes from the first.
pub(super) fn number(number: usize) -> String {
    format!("_{number:04x}")
}

/// Whether a name is one of these.
pub(super) fn is_number(name: &str) -> bool {
    name.len() == 5 && name.strip_prefix('_').is_some_and(|rest| usize::from_str_radix(rest, 16).is_ok())
}

/// From how many bytes on data that is gone is cut out: shorter pieces become zeros, which weigh less once they are
/// compressed than to say where the rest begins.
const LONG: usize = 48;

/// Up to how many instructions both parts have a function that both need: to take a small one from the other part
/// weighs more.
const SMALL: u64 = 16;

/// What the second part takes from the first, under short names.
pub(super) type Imports = Vec<(String, ExportItem)>;

impl Program {
    /// The second part, and what it takes from the first.
    pub(super) fn second(&self, bound: &[u8], mark: &str, division: &Division) -> Result<(Imports, Vec<u8>)> {
        // The same file once more: what has a place in it has the same in the first part.
        let mut module = config().parse(bound)?;
        let functions: Vec<_> = module.funcs.iter().map(walrus::Function::id).collect();
        clear(&mut module);
        let mut imports = Imports::new();
        let mut name = |item: ExportItem| {
            let name = number(imports.len());
            imports.push((name.clone(), item));
            name
        };
        for (at, id) in functions.iter().enumerate() {
            let FunctionKind::Local(function) = &module.funcs.get(*id).kind else { continue };
            if division.moved.contains(&at) || function.size() <= SMALL {
                continue;
            }
            let ty = module.funcs.get(*id).ty();
            let import = module.imports.add(FIRST, &name(self.functions[at].into()), *id);
            module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        let tables: Vec<_> = self.module.tables.iter().map(walrus::Table::id).collect();
        for (table, of_first) in module.tables.iter_mut().zip(&tables) {
            table.import = Some(module.imports.add(FIRST, &name((*of_first).into()), table.id()));
        }
        let globals: Vec<_> = self.module.globals.iter().map(walrus::Global::id).collect();
        let own: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
        for (global, of_first) in own.into_iter().zip(globals) {
            let import = module.imports.add(FIRST, &name(of_first.into()), global);
            module.globals.get_mut(global).kind = GlobalKind::Import(import);
        }

        let table = module.tables.main_function_table()?.context("the second part has no table")?;
        let places = self.slots.iter().filter(|(_, function)| division.moved.contains(function)).copied();
        let places = places.filter(|(_, function)| !division.doors.contains(function));
        for (from, run) in runs(places.chain(self.door_slots(division)).collect()) {
            let offset = ConstExpr::Value(Value::I32(from.cast_signed()));
            let items = ElementItems::Functions(run.iter().map(|at| functions[*at]).collect());
            let element = module.elements.add(ElementKind::Active { table, offset }, items);
            module.tables.get_mut(table).elem_segments.insert(element);
        }
        grow(&mut module, table, division);
        let memory = module.get_memory_id()?;
        let import = module.imports.add(FIRST, mark, memory);
        module.memories.get_mut(memory).import = Some(import);
        imports.push((mark.to_owned(), self.module.get_memory_id()?.into()));
        for range in &division.data {
            let value = self.data(range)?;
            let offset = ConstExpr::Value(Value::I32(range.start.cast_signed()));
            let data = module.data.add(DataKind::Active { memory, offset }, value);
            module.memories.get_mut(memory).data_segments.insert(data);
        }
        passes::gc::run(&mut module);
        let taken: HashSet<&str> =
            module.imports.iter().filter(|one| one.module == FIRST).map(|one| one.name.as_str()).collect();
        imports.retain(|(name, _)| taken.contains(name.as_str()));
        Ok((imports, module.emit_wasm()))
    }

    /// The first part: its doors call through the table, and what moved is no longer in it.
    pub(super) fn first(
        mut self,
        division: &Division,
        imports: &Imports,
        names: &Names<'_>,
    ) -> Result<Vec<u8>> {
        let slots: HashMap<usize, u32> = self.door_slots(division).map(|(slot, door)| (door, slot)).collect();
        for (door, slot) in &slots {
            let stub = self.stub(*door, *slot);
            self.module.funcs.get_mut(self.functions[*door]).kind = FunctionKind::Local(stub);
        }
        let probe = self.named.iter().filter(|(name, _)| names.is_probe(name)).map(|(_, at)| *at);
        let probe: Vec<_> = probe.collect();
        ensure!(probe.len() == 1, "expected one function that tells whether the second part is there");
        let any = slots.values().copied().min().context("no door")?;
        let answer = self.probe(probe[0], any)?;
        self.module.funcs.get_mut(self.functions[probe[0]]).kind = FunctionKind::Local(answer);

        // A place whose function moved is never called before that is there; one whose function nothing calls, never.
        let filler = self.functions[*division.doors.first().context("no door")?];
        let gone = division.moved.iter().chain(&division.needless);
        let moved: HashSet<_> = gone.map(|at| self.functions[*at]).collect();
        let is_door: HashSet<_> = division.doors.iter().map(|at| self.functions[*at]).collect();
        for element in self.module.elements.iter_mut() {
            if let ElementItems::Functions(items) = &mut element.items {
                for item in items.iter_mut().filter(|item| moved.contains(item) && !is_door.contains(item)) {
                    *item = filler;
                }
            }
        }
        let gone = division.data.iter().chain(&division.unused).cloned();
        let (long, short): (Vec<_>, Vec<_>) = gone.partition(|range| range.len() >= LONG);
        self.cut(&long);
        self.clear(&short);
        grow(&mut self.module, self.table, division);
        for (name, item) in imports {
            ensure!(
                self.module.exports.iter().all(|export| export.name != *name),
                "two exports called {name}"
            );
            self.module.exports.add(name, *item);
        }
        passes::gc::run(&mut self.module);
        strip(&mut self.module);
        Ok(self.module.emit_wasm())
    }

    /// The places after the table's end, one for each door.
    fn door_slots(&self, division: &Division) -> impl Iterator<Item = (u32, usize)> {
        let end = self.module.tables.get(self.table).initial as u32;
        (end..).zip(division.doors.clone())
    }

    fn stub(&mut self, door: usize, slot: u32) -> walrus::LocalFunction {
        let ty = self.module.funcs.get(self.functions[door]).ty();
        let (parameters, results) = {
            let ty = self.module.types.get(ty);
            (ty.params().to_vec(), ty.results().to_vec())
        };
        let mut stub = FunctionBuilder::new(&mut self.module.types, &parameters, &results);
        let locals: Vec<_> = parameters.iter().map(|one| self.module.locals.add(*one)).collect();
        let mut body = stub.func_body();
        for local in &locals {
            body.local_get(*local);
        }
        body.i32_const(slot.cast_signed()).call_indirect(ty, self.table);
        stub.local_func(locals)
    }

    /// Whether a place in the table is filled.
    fn probe(&mut self, probe: usize, slot: u32) -> Result<walrus::LocalFunction> {
        let ty = self.module.types.get(self.module.funcs.get(self.functions[probe]).ty());
        ensure!(
            ty.params().is_empty() && ty.results() == [walrus::ValType::I32],
            "what tells whether the second part is there must take nothing and return a bool"
        );
        let mut probe = FunctionBuilder::new(&mut self.module.types, &[], &[walrus::ValType::I32]);
        let mut body = probe.func_body();
        body.i32_const(slot.cast_signed())
            .instr(ir::TableGet { table: self.table })
            .instr(ir::RefIsNull {})
            .unop(ir::UnaryOp::I32Eqz);
        Ok(probe.local_func(Vec::new()))
    }

    /// The data at these addresses.
    fn data(&self, range: &Range<u32>) -> Result<Vec<u8>> {
        let found = self.module.data.iter().find_map(|data| {
            let from = start(&data.kind)?;
            let begin = range.start.checked_sub(from)? as usize;
            Some(data.value.get(begin..begin + range.len())?.to_vec())
        });
        found.with_context(|| format!("no data at {range:?}"))
    }

    /// Leaves zeros at these addresses.
    fn clear(&mut self, ranges: &[Range<u32>]) {
        let whole: Vec<_> = self.module.data.iter().map(walrus::Data::id).collect();
        for id in whole {
            let data = self.module.data.get_mut(id);
            let Some(from) = start(&data.kind) else { continue };
            let end = from + data.value.len() as u32;
            for range in ranges {
                let (begin, end) = (range.start.clamp(from, end), range.end.clamp(from, end));
                data.value[(begin - from) as usize..(end - from) as usize].fill(0);
            }
        }
    }

    /// Takes these addresses, in whatever order, out of the data.
    fn cut(&mut self, ranges: &[Range<u32>]) {
        let whole: Vec<_> = self.module.data.iter().map(walrus::Data::id).collect();
        for id in whole {
            let data = self.module.data.get(id);
            let Some(from) = start(&data.kind) else { continue };
            let DataKind::Active { memory, .. } = data.kind else { continue };
            let end = from + data.value.len() as u32;
            let value = data.value.clone();
            let mut cuts: Vec<_> =
                ranges.iter().filter(|range| from <= range.start && range.end <= end).collect();
            cuts.sort_unstable_by_key(|range| range.start);
            if cuts.is_empty() {
                continue;
            }
            self.module.memories.get_mut(memory).data_segments.remove(&id);
            self.module.data.delete(id);
            let begins = std::iter::once(from).chain(cuts.iter().map(|cut| cut.end));
            let ends = cuts.iter().map(|cut| cut.start).chain([end]);
            for (begin, end) in begins.zip(ends).filter(|(begin, end)| begin < end) {
                let part = value[(begin - from) as usize..(end - from) as usize].to_vec();
                let offset = ConstExpr::Value(Value::I32(begin.cast_signed()));
                let part = self.module.data.add(DataKind::Active { memory, offset }, part);
                self.module.memories.get_mut(memory).data_segments.insert(part);
            }
        }
    }
}

/// Leaves nothing but functions.
fn clear(module: &mut Module) {
    for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    for data in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    module.tables.iter_mut().for_each(|table| table.elem_segments.clear());
    module.memories.iter_mut().for_each(|memory| memory.data_segments.clear());
    module.start = None;
    strip(module);
}

/// Drops what was for tools before; wasm-opt needs to know the features.
fn strip(module: &mut Module) {
    let names: Vec<_> = module.customs.iter().map(|(_, section)| section.name().to_owned()).collect();
    for name in names.iter().filter(|name| *name != "target_features") {
        module.customs.remove_raw(name);
    }
}

/// Makes room in the table for the doors.
fn grow(module: &mut Module, table: TableId, division: &Division) {
    let table = module.tables.get_mut(table);
    let more = division.doors.len() as u64;
    table.initial += more;
    table.maximum = table.maximum.map(|maximum| maximum + more);
}

/// The address that data is written to.
fn start(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(from)), .. } => Some(from.cast_unsigned()),
        _ => None,
    }
}

/// What stands in places that follow each other, taken together.
fn runs(mut places: Vec<(u32, usize)>) -> Vec<(u32, Vec<usize>)> {
    places.sort_unstable();
    let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
    for (place, one) in places {
        match runs.last_mut() {
            Some((from, run)) if *from + run.len() as u32 == place => run.push(one),
            _ => runs.push((place, vec![one])),
        }
    }
    runs
}
