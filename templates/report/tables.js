// Comparison tables, every cell with the place that it is from.

const TABLES_AT_ONCE = 25;

const tablesView = {
  make() {
    this.query = h("input", {
      type: "search", autocomplete: "off", spellcheck: "false", placeholder: t("search_tables"),
      "aria-label": t("search_tables"),
      oninput: () => this.changed(),
    });
    this.count = h("output", {class: "count"});
    this.body = h("div", {});
    return [
      h("form", {class: "search", role: "search", "aria-label": t("search_tables"),
        onsubmit: (event) => event.preventDefault()},
      h("div", {class: "line"}, this.query, this.count)),
      h("p", {class: "legend"}, h("span", {class: "from from-typed"}, t("typed")), " ",
        h("span", {class: "from from-found"}, t("found"))),
      this.body,
    ];
  },

  show() {
    if (document.activeElement !== this.query) this.query.value = route.query.get("q") ?? "";
    this.draw(TABLES_AT_ONCE);
  },

  changed() {
    amend({q: this.query.value});
    this.draw(TABLES_AT_ONCE);
  },

  draw(most) {
    const terms = folded(this.query.value).split(/\s+/).filter(Boolean);
    const found = DATA.comparisons.filter((it) => {
      it.search ??= folded([it.title, it.path, ...it.entities, ...it.aspects,
        ...it.cells.flat().map((cell) => cell?.text ?? "")].join("\n"));
      return terms.every((term) => it.search.includes(term));
    });
    fill(this.count, `${found.length} / ${DATA.comparisons.length}`);
    fill(this.body,
      found.length ? null : h("p", {class: "muted"}, t("no_tables")),
      found.slice(0, most).map(comparisonTable),
      found.length > most ? h("button", {type: "button",
        onclick: () => this.draw(most + TABLES_AT_ONCE)}, t("show_more")) : null);
  },
};

function comparisonTable(it) {
  const title = it.title || `${it.path}:${it.line}`;
  const cell = (found) => (found
    ? h("td", {class: `from-${found.from}`}, h("span", {}, found.text), " ",
      h("span", {class: "sources"}, found.from === "found" ? [h("span", {class: "from"}, t("found")), " "] : null,
        found.sources.map((source) => {
          const [, path, line] = /^(.*):(\d+)$/.exec(source) ?? [null, source, "1"];
          const isHere = path === it.path;
          const link = placeLink(path, Number(line));
          if (isHere) link.textContent = `:${line}`;
          link.setAttribute("aria-label", source);
          if (link.tagName !== "A") link.removeAttribute("aria-label");
          return link;
        })))
    : h("td", {class: "open"}, h("span", {class: "muted"}, t("open_cell"))));
  return h("section", {class: "comparison"},
    h("h3", {}, title, " ", placeLink(it.path, it.line)),
    h("div", {class: "scroller", tabindex: "0", role: "region", "aria-label": title},
      h("table", {},
        h("thead", {}, h("tr", {}, h("td", {}),
          it.entities.map((entity) => h("th", {scope: "col"}, entity || "–")))),
        h("tbody", {}, it.aspects.map((aspect, row) => h("tr", {},
          h("th", {scope: "row"}, aspect || "–"), it.cells[row].map(cell)))))));
}
