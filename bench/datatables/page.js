// The catalogue's facts in a DataTables page, as its documentation shows it: inline rows, one pane
// for each filter, panes that narrow each other down and show totals.

import DataTable from "datatables.net-dt";
import "datatables.net-select-dt";
import "datatables.net-searchpanes-dt";

/** A column whose cells hold several values, each of them a value of its pane. */
function several(title) {
  const render = { _: (values) => values.join(", "), sp: (values) => values };
  return { title, render, searchPanes: { show: true, orthogonal: "sp" } };
}

new DataTable("#facts", {
  data: FACTS,
  columns: [
    { title: "Product", searchPanes: { show: true } },
    several("Data types"),
    several("Features"),
    { title: "Kind", searchPanes: { show: false } },
    { title: "State", searchPanes: { show: true } },
    { title: "Text", searchPanes: { show: false } },
    { title: "Source", searchPanes: { show: false } },
  ],
  order: [],
  pageLength: 50,
  layout: { top1: { searchPanes: { cascadePanes: true, viewTotal: true } } },
});
