// What a page's author writes with the element must compile, and what they must not write must not;
// asked of the npm package, as an author would have it. Nothing here is run.

import { PrivacyExplorerElement } from "../../dist/npm";
import type { Answer, ChangeDetail, Fact } from "../../dist/npm";

export async function use(): Promise<void> {
  const element: PrivacyExplorerElement = document.createElement("privacy-explorer");
  const found: PrivacyExplorerElement | null = document.querySelector("privacy-explorer");
  const made = new PrivacyExplorerElement();
  element.state = "q=tls&state=provided";
  element.products = ["mx-one", "mivoice-5000"];
  element.products = "mx-one,mivoice-5000";
  element.locked = null;
  element.view = "list";
  element.theme = "dark";
  element.density = "compact";
  element.lang = "en";
  element.dataSrc = new URL("catalogue.json", document.baseURI);
  element.syncUrl = "hash";
  element.persist = "local";
  const kept: string | null = element.products;

  const same: PrivacyExplorerElement = await element.ready;
  await element.updateComplete;
  const saved: string = element.save();
  element.restore(saved);
  element.reset();
  element.focus({ preventScroll: true });
  const answer: Answer = element.query({ q: "tls", kind: "measure" }, { limit: 3 });
  const html: string = await element.exportHtml();

  element.addEventListener("pe-ready", ({ detail }) => console.log(detail.version.length, detail.total + 1));
  element.addEventListener("pe-change", (event) => element.restore(event.detail.state));
  element.addEventListener("pe-select", ({ detail }) => console.log(detail.fact?.cite.section));
  element.addEventListener("pe-error", ({ detail }) => console.log(detail.message, detail.fatal));
  element.addEventListener("click", (event) => console.log(event.clientX));
  element.addEventListener("a-host-of-ours", () => {});
  document.body.addEventListener("pe-change", ({ detail }: CustomEvent<ChangeDetail>) => console.log(detail.state));
  console.log(found, made, kept, same.version, answer.total, html.length);

  // @ts-expect-error there is no such theme
  element.theme = "sepia";
  // @ts-expect-error the address is synchronised with the fragment or not at all
  element.syncUrl = "path";
  // @ts-expect-error the version is the program's
  element.version = "2";
  // @ts-expect-error a view is a text
  element.restore({ q: "tls" });
  // @ts-expect-error there is no such facet
  element.query({ colour: "red" });
  // @ts-expect-error it has to be awaited
  const early: string = element.exportHtml();
  // @ts-expect-error no fact may be open
  element.addEventListener("pe-select", ({ detail }) => detail.fact.id);
  // @ts-expect-error what changed is in the detail
  element.addEventListener("pe-change", (event) => event.state);
  // @ts-expect-error no fact may be open
  element.addEventListener("pe-select", (event: CustomEvent<{ fact: Fact }>) => console.log(event));
  console.log(early);
}
