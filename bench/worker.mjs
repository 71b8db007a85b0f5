// One engine over one catalogue, in a thread of its own: a page that asks it stays awake, can end
// it whatever it does, and keeps the memory of engines apart.

import { catalogue, script } from "./workload.mjs";
import { difference } from "./actions.mjs";

/** Each engine's module; loaded only where it is used. */
const MODULES = {
  explorer: () => import("./engines/explorer.mjs"),
  scan: () => import("./engines/scan.mjs"),
  flexsearch: () => import("./engines/flexsearch.mjs"),
  minisearch: () => import("./engines/minisearch.mjs"),
  itemsjs: () => import("./engines/itemsjs.mjs"),
  orama: () => import("./engines/orama.mjs"),
};

/**
 * For how many milliseconds each kind of action is answered before any is timed: browsers compile
 * well only what has run for a while.
 */
const WARM_UP = 2_500;

const actions = script();
const byKind = Object.groupBy(actions, (action) => action.kind);

/** How many actions of each kind have been timed. */
const next = { facet: 0, type: 0 };

let module;
let input;
let engine;

/** What the page can ask for, by name. */
const TASKS = { prepare, build, bytes, warmUp, pass, answers, compare, findTypos, parseJson, sweepMemory };

/** Makes a catalogue of so many facts, in the form that the engine starts from. */
async function prepare({ name, size }) {
  module = await MODULES[name]();
  input = await module.prepare(catalogue(size));
}

/** Builds the engine; returns the milliseconds that took. */
async function build(options) {
  gc();
  const start = performance.now();
  engine = await module.build(input, options);
  return performance.now() - start;
}

/** The bytes of the engine's index and data, if it says how many. */
function bytes() {
  return engine.memory?.();
}

/** Answers actions of each kind, all or as many as there is time for. */
function warmUp() {
  for (const kind of Object.keys(byKind)) {
    const first = performance.now();
    for (const action of byKind[kind]) {
      engine.answer(action);
      if (performance.now() - first > WARM_UP) break;
    }
  }
}

/**
 * Answers every action of a kind once, or as many as fit into so many milliseconds; the next call
 * goes on from there. Returns their times in milliseconds.
 */
function pass({ kind, limit }) {
  gc();
  const times = [];
  const first = performance.now();
  for (const _ of byKind[kind]) {
    const action = byKind[kind][next[kind] % byKind[kind].length];
    next[kind] += 1;
    const start = performance.now();
    engine.answer(action);
    const end = performance.now();
    times.push(end - start);
    if (end - first > limit) break;
  }
  return times;
}

/** The answers to all actions of a kind, as answers are compared. */
function answers({ kind }) {
  return byKind[kind].map((action) => engine.read(engine.answer(action)));
}

/** Compares the answers to actions of a kind with those wanted, for so many milliseconds at most. */
function compare({ kind, wanted, ordered, limit }) {
  const start = performance.now();
  const result = { compared: 0, equal: 0, first: undefined };
  for (const action of byKind[kind]) {
    const wrong = difference(engine.read(engine.answer(action)), wanted[result.compared], ordered);
    result.compared += 1;
    if (wrong === undefined) result.equal += 1;
    else result.first ??= `${JSON.stringify(action)}: ${wrong}`;
    if (performance.now() - start > limit) break;
  }
  return result;
}

/** For how many mistyped words the engine finds a fact that holds the word that was meant. */
function findTypos({ words, size }) {
  const items = catalogue(size);
  const finds = ({ meant, typed }) => {
    const { ids } = engine.read(engine.answer({ q: typed, filters: {} }));
    return ids.some((id) => items[id].text.includes(meant));
  };
  return words.filter(finds).length;
}

/** The milliseconds that the browser takes to read the same items from the bytes of a JSON file. */
function parseJson({ size }) {
  const bytes = new TextEncoder().encode(JSON.stringify(catalogue(size)));
  gc();
  const start = performance.now();
  const items = JSON.parse(new TextDecoder().decode(bytes));
  const ms = performance.now() - start;
  if (items.length !== size) throw new Error("items were lost");
  return ms;
}

/** How fast this machine's memory is here: gigabytes a second, copied and added up; best of five. */
function sweepMemory() {
  const numbers = new Float64Array(1 << 25);
  const copy = new Float64Array(numbers.length);
  const best = (work, bytes) => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    return bytes / Math.min(...times) / 1e6;
  };
  // Every byte that is copied is read and written.
  return { copied: best(() => copy.set(numbers), 2 * numbers.byteLength), added: best(() => add(numbers), numbers.byteLength) };
}

function add(numbers) {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) sum += numbers[at];
  return sum;
}

self.onmessage = async ({ data: { task, options } }) => {
  try {
    self.postMessage({ result: await TASKS[task](options ?? {}) });
  } catch (error) {
    self.postMessage({ error: String(error?.message ?? error) });
  }
};
