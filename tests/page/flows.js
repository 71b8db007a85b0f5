// A catalogue of `input` products with transfers, shown as flows in the emptied page; returns its JSON.

const few = (from, by, count, of) => Array.from({ length: count }, (_, at) => (from + at * by) % of);
const facts = [];
for (let product = 0; product < input; product += 1) {
  for (let at = 0; at < 2 + (product % 9); at += 1) {
    const unnamed = (product + at) % 11 === 0;
    const types = few(product * at, 3, 1 + ((product + at) % 3), 24).map((type) => `type-${type}`);
    facts.push({
      id: `f${product}-${at}`,
      product: `product-${product}`,
      kind: "transfer",
      direction: (product + at) % 7 === 0 ? "in" : "out",
      data_types: (product + at) % 13 === 5 ? ["all"] : types,
      recipients: unnamed ? [] : few(product + at * at, 5, 1 + (at % 2), 40).map((one) => `recipient-${one}`),
      state: ["provided", "optional", "absent", "provided"][(product + at) % 4],
      text: `Transfer ${at} of product ${product}.`,
      cite: { source: `source-${product}`, section: "1" },
    });
  }
}
const product = (_, at) => ({ id: `product-${at}`, name: `${at % 5 ? "Contact" : "Open communication"} platform ${at}`, summary: "Generated." });
const source = (_, at) => ({ id: `source-${at}`, product: `product-${at}`, title: `About ${at}`, sections: [{ id: "1", title: "All" }] });
const group = (_, at) => ({ id: `group-${at}`, name: `Group of data types ${at}` });
const type = (_, at) => ({ id: `type-${at}`, name: `Type of personal data ${at}`, group: `group-${at % 6}` });
const recipient = (_, at) => ({
  id: `recipient-${at}`,
  name: `Recipient ${at}${at % 3 ? "" : " with a name that is longer than its block is wide"}`,
  kind: ["vendor-product", "third-party-system", "organisation", "person"][at % 4],
});
const made = (count, one) => Array.from({ length: count }, one);
const written = {
  schema: "privacy-catalog/1",
  title: "Fifty products",
  version: "1.0",
  products: made(input, product),
  sources: made(input, source),
  data_types: [...made(6, group), ...made(24, type)],
  features: [],
  subjects: [],
  recipients: made(40, recipient),
  facts,
};
const loaded = await Catalog.load(bytes(written), () => {});
const element = emptied();
window.explorer = loaded.mount(element, { syncUrl: "none", state: "view=flows" });
await shown(element, facts.length);
return JSON.stringify(written);
