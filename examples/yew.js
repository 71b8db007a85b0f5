// Starts the page's own program (examples/host), which draws the explorer inside its own tree.

import start from "./example-host.js";

await start({ module_or_path: new URL("example-host_bg.wasm", import.meta.url) });
