//! Takes a program apart: what loads first, and what lies behind some doors, which loads on first use.
//!
//! Both parts share one memory, one table and one stack. In the first part a door calls through a place in
//! the table, which is empty until the second part is there.

mod links;
mod parts;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::ir::{self, Value, Visitor};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, Module, ModuleConfig, TableId,
};

use links::{Behind, Links};

/// Data that is shorter is not moved: to say where it lies would weigh as much.
const SHORT: u32 = 16;

/// The two parts.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts {
    /// What loads first; it begins without the other.
    pub first: Vec<u8>,
    /// What is made an instance of beside one of the first, of which it takes what `first` names.
    pub second: Vec<u8>,
}

/// The functions that the program is split at: those of a module.
#[derive(Debug, Clone, Copy)]
pub struct Doors<'a> {
    /// The crate's name, and the module's in it.
    pub path: [&'a str; 2],
    /// The one function of the module that is no door, but tells whether the second part is there.
    pub probe: &'a str,
}

impl Doors<'_> {
    /// Whether a symbol is that of a door.
    fn is_door(&self, symbol: &str) -> bool {
        self.function(symbol).is_some_and(|name| name != self.probe)
    }

    /// Whether a symbol is that of the function that tells whether the second part is there.
    fn is_probe(&self, symbol: &str) -> bool {
        self.function(symbol) == Some(self.probe)
    }

    /// The name of a function of the module, out of its symbol. In both of the compiler's ways to write
    /// symbols a path is made of names with their lengths before them.
    fn function<'s>(&self, symbol: &'s str) -> Option<&'s str> {
        let path = self.path.map(|name| format!("{}{name}", name.len())).concat();
        let (_, rest) = symbol.split_once(&path)?;
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let length = rest[..digits].parse().ok()?;
        let (name, rest) = rest[digits..].split_at_checked(length)?;
        // The older way ends in a hash; what else follows is within the function.
        (rest.is_empty() || rest.starts_with("17h")).then_some(name)
    }
}

/// Splits `bound`, which was made of `linked` without a change to the symbols and the data.
///
/// # Errors
/// If `linked` has no relocations, there is no door, or the program is built in a way that is not understood here.
pub fn split(linked: &[u8], bound: &[u8], doors: &Doors<'_>) -> Result<Parts> {
    let links = Links::read(linked)?;
    let program = Program::read(bound)?;
    let names: HashSet<&str> = links.names().filter(|name| doors.is_door(name)).collect();
    ensure!(!names.is_empty(), "the program has no door to a second part");
    for name in &names {
        ensure!(program.named.contains_key(*name), "the door {name} is gone after binding");
    }
    let division = program.divide(&links, &names);
    let (imports, second) = program.second(bound, &division)?;
    let first = program.first(&division, &imports, doors)?;
    Ok(Parts { first, second })
}

/// The bound program, whose functions are known by their places.
struct Program {
    module: Module,
    functions: Vec<FunctionId>,
    /// Names that one function alone has.
    named: HashMap<String, usize>,
    calls: Vec<Vec<usize>>,
    table: TableId,
    /// What is in the table, by its places.
    slots: Vec<(u32, usize)>,
    roots: Vec<usize>,
}

/// Which part has what.
struct Division {
    /// Those of the moved functions that the first part calls, in order.
    doors: Vec<usize>,
    moved: BTreeSet<usize>,
    data: Vec<Range<u32>>,
}

fn config() -> ModuleConfig {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config
}

impl Program {
    fn read(bound: &[u8]) -> Result<Self> {
        let module = config().parse(bound)?;
        let functions: Vec<_> = module.funcs.iter().map(walrus::Function::id).collect();
        let place: HashMap<_, _> = functions.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut named = HashMap::new();
        let mut ambiguous = HashSet::new();
        for (at, id) in functions.iter().enumerate() {
            let Some(name) = module.funcs.get(*id).name.clone() else { continue };
            if named.insert(name.clone(), at).is_some() {
                ambiguous.insert(name);
            }
        }
        named.retain(|name, _| !ambiguous.contains(name));
        let calls = functions.iter().map(|id| match &module.funcs.get(*id).kind {
            FunctionKind::Local(function) => {
                let mut calls = Calls { place: &place, found: Vec::new() };
                ir::dfs_in_order(&mut calls, function, function.entry_block());
                calls.found
            }
            _ => Vec::new(),
        });
        let calls = calls.collect();
        let table = module.tables.main_function_table()?.context("the program has no table")?;
        let mut slots = Vec::new();
        for element in module.elements.iter() {
            let (ElementKind::Active { table: of, offset }, ElementItems::Functions(items)) =
                (&element.kind, &element.items)
            else {
                continue;
            };
            ensure!(*of == table, "functions in a second table");
            let ConstExpr::Value(Value::I32(from)) = offset else { continue };
            slots.extend((from.cast_unsigned()..).zip(items.iter().map(|id| place[id])));
        }
        let exported = module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        });
        let roots = exported.chain(module.start).map(|id| place[&id]).collect();
        Ok(Self { module, functions, named, calls, table, slots, roots })
    }

    /// What can be moved. Binding exports functions that were in the table alone, so what it made counts too.
    fn divide(&self, links: &Links, names: &HashSet<&str>) -> Division {
        let doors: BTreeSet<usize> = names.iter().map(|name| self.named[*name]).collect();
        // A function that is not found again is one that can't be moved.
        let mut kept: HashSet<String> =
            links.names().filter(|name| !self.named.contains_key(*name)).map(str::to_owned).collect();
        loop {
            let Behind { functions, data } = links.behind(names, &kept);
            let movable: HashSet<usize> =
                functions.iter().filter_map(|name| self.named.get(name)).copied().collect();
            let slots = self.slots.iter().map(|(_, function)| *function).filter(|one| !movable.contains(one));
            let staying = self.reached(self.roots.iter().copied().chain(slots), |one| !doors.contains(&one));
            let before = kept.len();
            kept.extend(
                functions
                    .into_iter()
                    .filter(|name| self.named.get(name).is_some_and(|at| staying.contains(at))),
            );
            if kept.len() > before {
                continue;
            }
            let moved = self.reached(movable.into_iter(), |one| !staying.contains(&one));
            let is_local = |one: &usize| {
                matches!(self.module.funcs.get(self.functions[*one]).kind, FunctionKind::Local(_))
            };
            let moved = moved.into_iter().filter(is_local).collect();
            return Division {
                doors: doors.into_iter().collect(),
                moved,
                data: data.into_iter().filter(|one| one.len() >= SHORT as usize).collect(),
            };
        }
    }

    fn reached(&self, begin: impl Iterator<Item = usize>, enters: impl Fn(usize) -> bool) -> HashSet<usize> {
        let (mut found, mut rest) = (HashSet::new(), begin.filter(|one| enters(*one)).collect::<Vec<_>>());
        while let Some(one) = rest.pop() {
            if found.insert(one) {
                rest.extend(self.calls[one].iter().copied().filter(|next| enters(*next)));
            }
        }
        found
    }
}

/// Collects the functions that a function names.
struct Calls<'a> {
    place: &'a HashMap<FunctionId, usize>,
    found: Vec<usize>,
}

impl Visitor<'_> for Calls<'_> {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.found.push(self.place[function]);
    }
}
