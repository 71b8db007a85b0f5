// What is loaded, or why it can't be.

import { StartError, message } from "./say.js";

/** What loads at the first call, for all calls; a failed attempt is not remembered. */
function once(begin) {
  let loading = null;
  return () => {
    if (loading === null) {
      loading = begin();
      loading.catch(() => (loading = null));
    }
    return loading;
  };
}

/** A file, or an error that names it. */
async function load(url, signal) {
  let response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    throw new StartError(message("The file {0} could not be loaded ({1})."), [url.pathname, error.message]);
  }
  if (!response.ok) {
    const parts = [url.pathname, response.status];
    throw new StartError(message("The file {0} could not be loaded: the server answered {1}."), parts);
  }
  return response;
}

/** A text beside this module, or an error that names it. */
async function loadText(url) {
  const text = await (await load(url)).text().catch(() => null);
  // Some servers answer with a page for a file that they lack.
  if (text === null || text.trimStart().startsWith("<")) {
    throw new StartError(message("The file {0} is damaged."), [url.pathname]);
  }
  return text;
}

export { load, loadText, once };
