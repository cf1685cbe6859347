"use strict";
// Finding and sorting. The page reads without this; what is filtered out is printed all the same.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);

  const value = (row, index) => {
    const cell = row.cells[index];
    return Number(cell.dataset.v);
  };

  const sort = (table, index, direction) => {
    const body = table.tBodies[0];
    const factor = direction === "ascending" ? 1 : -1;
    const first = (row) => value(row, 0);
    const rows = [...body.rows].sort((a, b) => factor * (value(a, index) - value(b, index)) || first(a) - first(b));
    body.append(...rows);
    all("th[aria-sort]", table.tHead).forEach((head) => head.removeAttribute("aria-sort"));
    table.tHead.rows[0].cells[index].setAttribute("aria-sort", direction);
  };

  const other = { ascending: "descending", descending: "ascending" };
  for (const table of all("table.sortable")) {
    table.tHead.classList.add("ready");
    for (const head of all("th[data-sort]", table.tHead)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      button.title = table.dataset.sortSaid.replace("{}", head.textContent);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        sort(table, head.cellIndex, now ? other[now] : head.dataset.sort);
      });
      head.replaceChildren(button);
    }
  }

  const tools = by("tools");
  if (!tools) return;
  const filter = by("filter");
  const count = by("count");
  const levels = all("input[name=level]", tools);
  const rows = [...by("findings-table").tBodies[0].rows];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  const show = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(levels.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => texts.get(row).includes(word)) && (!levels.length || wanted.has(row.dataset.level));
      row.classList.toggle("off", !fits);
      shown += fits;
    }
    const said = count.dataset.said.replace("{shown}", shown).replace("{all}", rows.length);
    count.textContent = shown ? said : `${count.dataset.none} ${said}`;
  };

  let waiting = 0;
  filter.addEventListener("input", () => {
    // A screen reader is told once, not at every key.
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      filter.value = "";
      show();
    }
  });
  levels.forEach((box) => box.addEventListener("change", show));
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = false;
  show();
})();
