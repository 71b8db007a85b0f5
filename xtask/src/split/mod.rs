//! Takes a program apart: what loads first, and what lies behind some doors, which loads on first use.
//!
//! Both parts share one memory, one table and one stack. In the first part a door calls through a place in
//! the table, which is empty until the second part is there.

mod links;
mod panics;
mod parts;
mod renumber;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::ir::{self, Value, Visitor};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, Module, ModuleConfig, TableId,
};

use crate::sums;
use links::{Found, Links};
pub use renumber::renumber;

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

/// By which names the program's own functions are found.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The crate.
    pub program: &'a str,
    /// The module whose functions the program is split at.
    pub doors: &'a str,
    /// The one function of that module that is no door, but tells whether the second part is there.
    pub probe: &'a str,
    /// The module and the function that are told of a panic, in a text.
    pub teller: [&'a str; 2],
}

impl Names<'_> {
    /// Whether a symbol is that of a door.
    fn is_door(&self, symbol: &str) -> bool {
        self.function(self.doors, symbol).is_some_and(|name| name != self.probe)
    }

    /// Whether a symbol is that of the function that tells whether the second part is there.
    fn is_probe(&self, symbol: &str) -> bool {
        self.function(self.doors, symbol) == Some(self.probe)
    }

    /// Whether a symbol is that of the function that is told of a panic.
    fn is_teller(&self, symbol: &str) -> bool {
        let [module, name] = self.teller;
        self.function(module, symbol) == Some(name)
    }

    /// The name of a function of a module, out of its symbol. In both of the compiler's ways to write
    /// symbols a path is made of names with their lengths before them.
    fn function<'s>(&self, module: &str, symbol: &'s str) -> Option<&'s str> {
        let path = [self.program, module].map(|name| format!("{}{name}", name.len())).concat();
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
pub fn split(linked: &[u8], bound: &[u8], names: &Names<'_>) -> Result<Parts> {
    let links = Links::read(linked)?;
    let silent = panics::silence(bound, |symbol| names.is_teller(symbol))?;
    let program = Program::read(&silent)?;
    let doors: HashSet<&str> = links.names().filter(|name| names.is_door(name)).collect();
    ensure!(!doors.is_empty(), "the program has no door to a second part");
    for name in &doors {
        ensure!(program.named.contains_key(*name), "the door {name} is gone after binding");
    }
    let division = program.divide(&links, &doors);
    let (imports, second) = program.second(&silent, &mark(bound), &division)?;
    let first = program.first(&division, &imports, names)?;
    Ok(Parts { first, second })
}

/// The name by which the second part takes the memory of the first: parts of two builds must not meet.
fn mark(bound: &[u8]) -> String {
    format!("_{}", &sums::sha256(bound)[..12])
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
    /// Those that nothing calls.
    needless: HashSet<usize>,
    /// The addresses of what moves with them.
    data: Vec<Range<u32>>,
    /// The addresses of what nothing reads.
    unused: Vec<Range<u32>>,
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
            let Found { behind, unused } = links.find(names, &kept);
            let places = |names: &HashSet<String>| -> HashSet<usize> {
                names.iter().filter_map(|name| self.named.get(name)).copied().collect()
            };
            let (movable, needless) = (places(&behind.functions), places(&unused.functions));
            let stays = |one: &usize| !movable.contains(one) && !needless.contains(one);
            let slots = self.slots.iter().map(|(_, function)| *function).filter(stays);
            let staying = self.reached(self.roots.iter().copied().chain(slots), |one| !doors.contains(&one));
            let moved = self.reached(movable.iter().copied(), |one| !staying.contains(&one));
            let before = kept.len();
            let is_needed = |at: &usize| staying.contains(at) || needless.contains(at) && moved.contains(at);
            let found = behind.functions.into_iter().chain(unused.functions);
            kept.extend(found.filter(|name| self.named.get(name).is_some_and(is_needed)));
            if kept.len() > before {
                continue;
            }
            let is_local = |one: &usize| {
                matches!(self.module.funcs.get(self.functions[*one]).kind, FunctionKind::Local(_))
            };
            return Division {
                doors: doors.into_iter().collect(),
                moved: moved.into_iter().filter(is_local).collect(),
                needless,
                data: behind.data.into_iter().filter(|one| one.len() >= SHORT as usize).collect(),
                unused: unused.data,
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
