// What a page's author writes against the declarations must compile, and what they must not write
// must not: `cargo xtask test` runs the TypeScript compiler over this file; nothing here is run.

import init, { Catalog, mount } from "../../dist/site/privacy-explorer.js";
import type { Answer, Explorer, Fact, FacetKey, Query, Report } from "../../dist/site/privacy-explorer.js";

export async function use(element: Element, bytes: Uint8Array): Promise<void> {
  await init({ module_or_path: new URL("privacy-explorer_bg.wasm", "https://example.org/") });
  const catalog: Catalog = await Catalog.load(bytes, (done, total) => console.log(done / total));
  const query: Query = { q: "tls", product: ["a", "-b"], data_type: "cdr", general: false };
  const answer: Answer = catalog.query(query, { offset: 50 });
  const counts: Uint32Array = answer.facets.data_type.counts;
  const key: FacetKey = "feature";
  const name: string = answer.facets[key].values[0].name;
  const fact: Fact | undefined = catalog.fact("a-fact");
  const section: string | undefined = fact?.cite.section;
  const explorer: Explorer = catalog.mount(element, { syncUrl: "hash" });
  const report: Report = explorer.state();
  console.log(counts.length, name, section, report.fragment, catalog.length, catalog.indexBytes);
  mount(element).destroy();
  (await Catalog.fromJson(bytes)).free();
  const both: Catalog = await Catalog.embedded().merge(catalog);
  const file: string = await both.toJson();
  const again: string | undefined = await explorer.toJson();
  console.log(file, again);
  Catalog.embedded().query("q=tls");
  mount(element, { own: explorer.own(), keep: async () => {} }).destroy();
  explorer.destroy();

  // @ts-expect-error there is no such facet
  catalog.query({ colour: "red" });
  // @ts-expect-error a number is no query
  catalog.query(7);
  // @ts-expect-error the address is synchronised with the fragment or not at all
  catalog.mount(element, { syncUrl: "path" });
  // @ts-expect-error the values are the catalogue's own
  answer.facets.product.values[0].name = "other";
}
