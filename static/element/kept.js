// What a reader has brought, kept where they want it.

/** The store of a database that holds one thing: a catalogue may be larger than localStorage can hold. */
const STORE = "own";

/** Whether there is a database, without making one. */
const mark = (key) => `${key}:own`;

/** What the reader had this browser keep for an element; undefined for nothing. */
async function kept(key) {
  try {
    if (localStorage.getItem(mark(key)) === null) return undefined;
    const found = await inStore(key, "readonly", (store) => store.get(STORE));
    return found?.bytes === undefined ? found : { ...found, file: new File([found.bytes], found.name) };
  } catch (error) {
    return localStorageIsThere() ? { why: error.message } : undefined;
  }
}

/** @type {Promise<void>} the last thing that is being kept: the next one waits for it. */
let keeping = Promise.resolve();

/** Keeps what a reader brought for the next visit; without anything, nothing is left. */
function keep(key, own) {
  keeping = keeping.catch(() => {}).then(async () => {
    if (own === undefined || own === null) {
      localStorage.removeItem(mark(key));
      indexedDB.deleteDatabase(mark(key));
      return;
    }
    // Not every browser stores files, but all of them store bytes.
    const { file, ...rest } = own;
    const kept = file === undefined ? rest : { ...rest, name: file.name, bytes: await file.arrayBuffer() };
    await inStore(key, "readwrite", (store) => store.put(kept, STORE));
    localStorage.setItem(mark(key), "1");
  });
  return keeping;
}

function localStorageIsThere() {
  try {
    return localStorage !== null;
  } catch {
    return false;
  }
}

/** Asks the database of an element something. */
function inStore(key, mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(mark(key));
    const fail = ({ target }) => reject(target.error);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = fail;
    opening.onsuccess = () => {
      const asked = opening.result.transaction(STORE, mode);
      const answer = ask(asked.objectStore(STORE));
      asked.onabort = fail;
      asked.oncomplete = () => {
        opening.result.close();
        resolve(answer.result);
      };
    };
  });
}

export { keep, kept };
