// Runs the workload through every engine, each in a worker of its own, and gathers the times.

import { misspelt } from "./typos.mjs";

/** The engines, as the report names them; `most` is the size up to which one is tried. */
const ENGINES = [
  { id: "explorer", name: "explorer", most: Infinity },
  { id: "scan", name: "scan", most: 100_000 },
  { id: "flexsearch", name: "flexsearch", most: 100_000 },
  { id: "minisearch", name: "minisearch", most: 100_000 },
  { id: "minisearch-fuzzy", name: "minisearch", options: { fuzzy: 0.2 }, most: 100_000 },
  { id: "itemsjs", name: "itemsjs", most: 100_000 },
  { id: "orama", name: "orama", most: 100_000 },
];

/** How long a peer may take to build its index and answer the first actions, in milliseconds. */
const BUDGET = 60_000;

/** The explorer may take longer, so that a regression is measured rather than cut off. */
const PATIENCE = 600_000;

/** How long one engine may take for one pass of one kind of action. */
const PASS = 5_000;

/** The pause before an engine's turn, so that nobody else's garbage is collected during it. */
const PAUSE = 500;

const TYPOS = 20;

/** The state that the command reads: what has been done, and the results or the mistake. */
window.bench = { said: [] };

function say(text) {
  window.bench.said.push(text);
}

/** A worker that is asked one thing at a time. */
function startWorker() {
  const worker = new Worker("worker.js", { type: "module" });
  const ask = (task, options, limit = PATIENCE) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`stopped after ${limit / 1000} s`)), limit);
      const end = (settle, value) => {
        clearTimeout(late);
        settle(value);
      };
      worker.onmessage = ({ data }) =>
        "error" in data ? end(reject, new Error(data.error)) : end(resolve, data.result);
      worker.onerror = (event) => end(reject, new Error(event.message ?? "the worker failed"));
      worker.postMessage({ task, options });
    });
  return { ask, stop: () => worker.terminate() };
}

/** Asks a new worker one thing. */
async function askOnce(task, options) {
  const worker = startWorker();
  try {
    return await worker.ask(task, options);
  } finally {
    worker.stop();
  }
}

/** Prepares, builds and warms up one engine. */
async function start({ id, name, options }, size) {
  const run = { id, times: { facet: [], type: [] } };
  const worker = startWorker();
  const limit = id === "explorer" ? PATIENCE : BUDGET;
  try {
    await worker.ask("prepare", { name, size });
    const before = await heldBytes();
    run.build = await worker.ask("build", options, limit);
    const grown = (await heldBytes()) - before;
    run.bytes = (await worker.ask("bytes")) ?? { index: grown };
    await worker.ask("warmUp", undefined, Math.max(limit - run.build, 1));
    run.worker = worker;
    say(`${size} facts, ${id}: built in ${run.build.toFixed(0)} ms`);
  } catch (error) {
    stop(run, worker, size, error);
  }
  return run;
}

/** The bytes that this page and its workers hold, garbage not counted. */
async function heldBytes() {
  return (await performance.measureUserAgentSpecificMemory()).bytes;
}

/** Gives an engine up, with the reason. */
function stop(run, worker, size, error) {
  worker.stop();
  run.worker = undefined;
  run.stopped = error.message;
  say(`${size} facts, ${run.id}: ${error.message}`);
}

/** Does something with an engine's worker if it still runs. */
async function ifRunning(run, size, work) {
  if (run.worker === undefined) return;
  try {
    await work(run.worker);
  } catch (error) {
    stop(run, run.worker, size, error);
  }
}

/** All engines at one size: every one is built first, then they take turns. */
async function measure(size, passes) {
  const runs = [];
  for (const engine of ENGINES.filter(({ most }) => size <= most)) runs.push(await start(engine, size));
  for (let round = 0; round < passes; round += 1) {
    for (const run of inTurn(runs, round)) {
      await ifRunning(run, size, async (worker) => {
        await pause();
        for (const kind of ["facet", "type"]) {
          run.times[kind].push(...(await worker.ask("pass", { kind, limit: PASS })));
        }
      });
    }
    say(`${size} facts, pass ${round + 1} of ${passes}`);
  }
  await check(size, runs);
  await countTypos(size, runs);
  for (const run of runs) run.worker?.stop();
  const parse = size <= 100_000 ? await askOnce("parseJson", { size }) : undefined;
  return { size, parse, runs: runs.map(({ worker, ...run }) => run) };
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, PAUSE));
}

/** Another engine comes first in every round, and every second round goes backwards. */
function inTurn(runs, round) {
  const at = round % runs.length;
  const turned = [...runs.slice(at), ...runs.slice(0, at)];
  return round % 2 === 0 ? turned : turned.reverse();
}

/** Compares all answers with those of the plain scan. */
async function check(size, runs) {
  const scan = startWorker();
  try {
    await scan.ask("prepare", { name: "scan", size });
    // The texts of a million facts would take a gigabyte once more; their filters are enough.
    const kinds = size <= 100_000 ? ["facet", "type"] : ["facet"];
    await scan.ask("build", { textless: kinds.length === 1 });
    for (const kind of kinds) {
      const wanted = await scan.ask("answers", { kind });
      for (const run of runs) {
        await ifRunning(run, size, async (worker) => {
          // What is searched for is ranked, by everybody in another way.
          const ordered = kind === "facet";
          run.answers = { ...run.answers, [kind]: await worker.ask("compare", { kind, wanted, ordered, limit: PASS }) };
        });
      }
    }
  } finally {
    scan.stop();
  }
  say(`${size} facts: answers compared`);
}

async function countTypos(size, runs) {
  if (size > 100_000) return;
  const words = misspelt(TYPOS);
  for (const run of runs) {
    await ifRunning(run, size, async (worker) => {
      run.typos = await worker.ask("findTypos", { words, size }, BUDGET);
    });
  }
}

/**
 * Runs the whole benchmark of engines and leaves its results in `window.bench`.
 *
 * @param {{ sizes: number[], passes: number }} plan
 */
window.runBench = async ({ sizes, passes }) => {
  try {
    if (!crossOriginIsolated) throw new Error("the page is not isolated, so its clock is coarse");
    const machine = { cores: navigator.hardwareConcurrency, ...(await askOnce("sweepMemory")) };
    const day = new Date().toISOString().slice(0, 10);
    const found = [];
    for (const size of sizes) found.push(await measure(size, passes));
    window.bench.results = { machine, day, passes, typos: TYPOS, sizes: found };
  } catch (error) {
    window.bench.mistake = String(error?.stack ?? error);
  }
};
