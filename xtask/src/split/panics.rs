//! Leaves out of a program what its panics would say: the words, the places, and the code that puts them together.
//! A panic is still told of, and still ends the program.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use anyhow::{Result, bail, ensure};
use walrus::ir::{self, Instr, InstrSeq, VisitorMut};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, TypeId, ValType};
use wasmparser::{BinaryReader, FunctionBody, Operator};

use super::config;

/// Whether a symbol is that of a function of the standard library that does nothing but begin a panic.
fn begins_panic(symbol: &str) -> bool {
    let path = format!("{:#}", rustc_demangle::demangle(symbol));
    let ends =
        ["_fail", "_failed", "capacity_overflow", "handle_error", "handle_alloc_error", "panic_poisoned"];
    let is_of_library = ["core::", "alloc::", "<alloc::"].iter().any(|one| path.starts_with(one));
    let begins = ["core::panicking::", "core::cell::panic_already_"];
    begins.iter().any(|one| path.starts_with(one))
        || is_of_library && ends.iter().any(|one| path.ends_with(one))
}

/// Whether a symbol is that of the function that is told what else is to be called at a panic.
fn sets_hook(symbol: &str) -> bool {
    format!("{:#}", rustc_demangle::demangle(symbol)) == "std::panicking::set_hook"
}

/// Whether what a function with this symbol is told is for panics alone.
pub(super) fn is_about_panics(symbol: &str) -> bool {
    begins_panic(symbol) || sets_hook(symbol)
}

/// How many values functions take, by their numbers.
type Takes = HashMap<u32, u32>;

/// A function of the linker's file.
pub(super) struct Function {
    number: u32,
    /// How many values it takes.
    takes: u32,
    steps: Vec<Step>,
}

/// What a function does, as far as it matters here; what is relocated in it stands at a place of the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Constant { place: usize },
    Get { local: u32 },
    Set { local: u32 },
    Call { function: u32, place: usize },
    Other,
}

impl Function {
    /// Reads a function with this number, which takes so many values.
    ///
    /// # Errors
    /// If it can't be read.
    pub(super) fn read(number: u32, takes: u32, wasm: &[u8], body: &Range<usize>) -> Result<Self> {
        let body = FunctionBody::new(BinaryReader::new(&wasm[body.clone()], body.start));
        let steps = body.get_operators_reader()?.into_iter_with_offsets().map(|operator| {
            let (operator, at) = operator?;
            // What is relocated stands behind the byte that names the operator.
            let place = at + 1;
            Ok(match operator {
                Operator::I32Const { .. } => Step::Constant { place },
                Operator::LocalGet { local_index: local } => Step::Get { local },
                Operator::LocalSet { local_index: local } | Operator::LocalTee { local_index: local } => {
                    Step::Set { local }
                }
                Operator::Call { function_index: function } => Step::Call { function, place },
                _ => Step::Other,
            })
        });
        Ok(Self { number, takes, steps: steps.collect::<Result<_>>()? })
    }

    /// The steps that do nothing but tell a panic something, by their numbers: the calls that begin one, by how many
    /// values each takes, with what is given to them; and of calls of `tellers`, what these tell in turn.
    fn telling(&self, panics: &Takes, tellers: &HashSet<u32>) -> Vec<usize> {
        let mut telling = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let Step::Call { function, .. } = step else { continue };
            let is_given = |at: &usize| matches!(self.steps[*at], Step::Constant { .. } | Step::Get { .. });
            let before = |values: u32| (0..at).rev().take(values as usize).take_while(is_given);
            if let Some(takes) = panics.get(function) {
                telling.push(at);
                telling.extend(before(*takes));
            } else if tellers.contains(function) {
                telling.extend(before(1));
            }
        }
        telling
    }

    /// Whether it takes its last value only to tell it to a panic.
    fn is_teller(&self, panics: &Takes, tellers: &HashSet<u32>) -> bool {
        let Some(local) = self.takes.checked_sub(1) else { return false };
        let uses = |step: &Step| matches!(step, Step::Get { local: one } | Step::Set { local: one } if *one == local);
        let telling: HashSet<usize> = self.telling(panics, tellers).into_iter().collect();
        !telling.is_empty()
            && self.steps.iter().enumerate().all(|(at, step)| !uses(step) || telling.contains(&at))
    }
}

/// Where functions name what is only told to the panics that they begin, and where they call these.
pub(super) fn told(functions: &[Function], panics: &HashSet<u32>) -> HashSet<usize> {
    let panics = functions.iter().filter(|one| panics.contains(&one.number));
    let panics: Takes = panics.map(|one| (one.number, one.takes)).collect();
    let mut tellers = HashSet::new();
    loop {
        let others = functions
            .iter()
            .filter(|one| !panics.contains_key(&one.number) && !tellers.contains(&one.number));
        let more: Vec<u32> =
            others.filter(|one| one.is_teller(&panics, &tellers)).map(|one| one.number).collect();
        if more.is_empty() {
            break;
        }
        tellers.extend(more);
    }
    let places = functions.iter().flat_map(|one| {
        one.telling(&panics, &tellers).into_iter().filter_map(|at| match one.steps[at] {
            Step::Constant { place } | Step::Call { place, .. } => Some(place),
            _ => None,
        })
    });
    places.collect()
}

/// Has each panic call `teller` with an empty text, and then end the program.
///
/// # Errors
/// If the program can't be read, or has no one `teller` that takes a text.
pub(super) fn silence(bound: &[u8], teller: impl Fn(&str) -> bool) -> Result<Vec<u8>> {
    let mut module = config().generate_name_section(true).parse(bound)?;
    let named = |is: &dyn Fn(&str) -> bool| -> Vec<(FunctionId, TypeId)> {
        let all = module.funcs.iter().filter(|one| one.name.as_deref().is_some_and(is));
        all.map(|one| (one.id(), one.ty())).collect()
    };
    let (panics, setters) = (named(&begins_panic), named(&sets_hook));
    let [(teller, ty)] = named(&teller)[..] else { bail!("expected one function that tells of a panic") };
    let text = [ValType::I32, ValType::I32];
    ensure!(module.types.params(ty) == text, "what tells of a panic must take a text");
    let nothing = module.types.add(&[], &[]);
    let end = ending(&mut module, nothing, teller);
    let end = module.funcs.add_local(end);
    module.funcs.get_mut(end).name = Some(END.to_owned());

    let takes = panics.iter().map(|(panic, ty)| (*panic, module.types.params(*ty).len()));
    let mut endings = Endings { takes: takes.collect(), end };
    for (id, function) in module.funcs.iter_local_mut() {
        if id != end && !endings.takes.contains_key(&id) {
            let begin = function.entry_block();
            ir::dfs_pre_order_mut(&mut endings, function, begin);
        }
    }
    for (setter, ty) in setters {
        let parameters = module.types.params(ty).to_vec();
        let nothing = FunctionBuilder::new(&mut module.types, &parameters, &[]);
        let parameters = parameters.iter().map(|one| module.locals.add(*one)).collect();
        module.funcs.get_mut(setter).kind = FunctionKind::Local(nothing.local_func(parameters));
    }
    // Some are called by their place in the table.
    for (panic, ty) in panics {
        let body = ending(&mut module, ty, teller);
        module.funcs.get_mut(panic).kind = FunctionKind::Local(body);
    }
    Ok(module.emit_wasm())
}

/// The name of the function that stands for all panics.
const END: &str = "a panic";

/// A function of this type that tells of a panic and ends the program.
fn ending(module: &mut Module, ty: TypeId, teller: FunctionId) -> LocalFunction {
    let parameters = module.types.params(ty).to_vec();
    let results = module.types.results(ty).to_vec();
    let mut ending = FunctionBuilder::new(&mut module.types, &parameters, &results);
    // A text without a length lies anywhere but at zero.
    ending.func_body().i32_const(1).i32_const(0).call(teller).unreachable();
    let parameters = parameters.iter().map(|one| module.locals.add(*one)).collect();
    ending.local_func(parameters)
}

/// Puts the one end in the place of each call that begins a panic.
struct Endings {
    /// How many values each of these functions takes.
    takes: HashMap<FunctionId, usize>,
    end: FunctionId,
}

impl VisitorMut for Endings {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let instructions = &mut sequence.instrs;
        let called = |(instruction, _): &(Instr, _)| match instruction {
            Instr::Call(call) => self.takes.get(&call.func).copied(),
            _ => None,
        };
        let first = instructions.iter().enumerate().find_map(|(at, one)| Some((at, called(one)?)));
        let Some((mut at, takes)) = first else { return };
        let place = instructions[at].1;
        // What is still given to it is dropped with everything else.
        for _ in 0..takes {
            match at.checked_sub(1).map(|before| &instructions[before].0) {
                Some(Instr::Const(_) | Instr::LocalGet(_)) => at -= 1,
                _ => break,
            }
        }
        instructions.truncate(at);
        instructions.push((ir::Call { func: self.end }.into(), place));
        instructions.push((ir::Unreachable {}.into(), place));
    }
}

#[cfg(test)]
mod tests {
    use super::begins_panic;

    #[test]
    fn only_the_library_s_ways_into_a_panic_are_taken_for_such() {
        for path in [
            "core::panicking::panic_bounds_check",
            "core::cell::panic_already_borrowed",
            "core::option::expect_failed",
            "core::str::slice_error_fail",
            "<alloc::vec::Vec<_, _>>::remove::assert_failed",
            "alloc::alloc::handle_alloc_error",
            "_ZN4core6result13unwrap_failed17h0123456789abcdefE",
        ] {
            assert!(begins_panic(path), "{path}");
        }
        for path in [
            "std::panicking::set_hook",
            "core::str::from_utf8",
            "program::cell::panic_already_borrowed",
            "program::load::handle_error",
            "_ZN7program6result13unwrap_failed17h0123456789abcdefE",
        ] {
            assert!(!begins_panic(path), "{path}");
        }
    }
}
