// Starts the explorer on this page. A file of its own, since a strict policy forbids inline
// scripts; it finds its neighbours from its own address, so that the site works in any folder.

const NAME = "privacy-explorer";

/** A failure that already says what the reader can do about it. */
class StartError extends Error {}

/** The address of a file beside this one. */
function beside(file) {
  return new URL(file, import.meta.url);
}

/** The program's JavaScript half, a module. */
async function loadBindings() {
  const url = beside(`${NAME}.js`);
  try {
    return await import(url.href);
  } catch (error) {
    throw new StartError(`The file ${url.pathname} could not be loaded (${error.message}).`);
  }
}

/** The program itself, compiled, whatever type the server announces it with. */
async function loadProgram() {
  if (typeof WebAssembly === "undefined") {
    throw new StartError("WebAssembly, which this page needs, is turned off in this browser.");
  }
  const url = beside(`${NAME}_bg.wasm`);
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new StartError(`The file ${url.pathname} could not be loaded (${error.message}).`);
  }
  if (!response.ok) {
    throw new StartError(
      `The file ${url.pathname} could not be loaded: the server answered ${response.status}.`,
    );
  }
  try {
    return await compile(response);
  } catch (error) {
    if (policyForbidsPrograms()) {
      throw new StartError(
        "This site's Content-Security-Policy keeps the browser from running WebAssembly: " +
          "its script-src directive lacks 'wasm-unsafe-eval'.",
      );
    }
    throw new StartError(`The file ${url.pathname} is damaged (${error.message}).`);
  }
}

/** Compiles while loading if the type allows it; browsers refuse that for any other type. */
async function compile(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return type.split(";")[0].trim().toLowerCase() === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** Whether even the smallest valid program is refused: browsers word the refusal differently. */
function policyForbidsPrograms() {
  try {
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    return false;
  } catch {
    return true;
  }
}

/** Puts a message and a way to try again where the explorer would be. */
function showFailure(root, error) {
  const alert = document.createElement("div");
  alert.setAttribute("role", "alert");
  alert.className = "pe-boot-failure";

  const title = document.createElement("p");
  title.textContent = "The Privacy Explorer could not start.";
  const reason = document.createElement("p");
  reason.textContent = error instanceof StartError ? error.message : String(error);
  const reload = document.createElement("button");
  reload.type = "button";
  reload.textContent = "Reload";
  reload.addEventListener("click", () => location.reload());

  alert.append(title, reason, reload);
  root.replaceChildren(alert);
}

async function start() {
  const root = document.getElementById(NAME);
  try {
    const [bindings, program] = await Promise.all([loadBindings(), loadProgram()]);
    await bindings.default({ module_or_path: program });
    bindings.mount(root, { syncUrl: "hash" });
  } catch (error) {
    console.error(error);
    showFailure(root, error);
  }
}

await start();
