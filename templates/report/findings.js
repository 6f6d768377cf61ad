// What there is to say about the notes, with what to do about it.

const FINDINGS_AT_ONCE = 200;
const SEVERITIES = ["error", "warning", "info"];

function findingItem(it, isPlaced = true) {
  return h("li", {class: `finding finding-${it.severity}`},
    h("p", {}, h("b", {class: `severity severity-${it.severity}`.severity}, t(it.severity)), " ",
      isPlaced ? [placeLink(it.path, it.line), " "] : null, h("code", {class: "code"}, it.code)),
    h("p", {class: "message"}, it.message),
    it.hint ? h("p", {class: "hint"}, t("hint"), `: ${it.hint}`) : null);
}

const findingsView = {
  make() {
    this.query = h("input", {
      type: "search", autocomplete: "off", spellcheck: "false", placeholder: t("search_findings"),
      "aria-label": t("search_findings"),
      oninput: () => this.changed(),
    });
    this.count = h("output", {class: "count", "aria-live": "polite"});
    this.body = h("div", {});
    this.selects = ["severity", "code", "source"].map((name) => {
      const value = (it) => (name === "source" ? it.path : it[name]);
      const counts = new Map();
      for (const it of DATA.diagnostics) counts.set(value(it), (counts.get(value(it)) ?? 0) + 1);
      const options = name === "severity"
        ? SEVERITIES.filter((it) => counts.has(it)) : [...counts.keys()].sort();
      const select = h("select", {id: `finding-${name}`, onchange: () => this.changed()},
        h("option", {value: ""}, t("any")),
        options.map((it) => h("option", {value: it}, `${name === "severity" ? t(it) : it} (${counts.get(it)})`)));
      return {name, value, select, label: h("label", {for: `finding-${name}`}, t(name))};
    });
    return [
      h("form", {class: "search", role: "search", "aria-label": t("search_findings"),
        onsubmit: (event) => event.preventDefault()},
      h("div", {class: "line"}, this.query, this.count),
      h("div", {class: "filter-fields"}, this.selects.map((it) => h("div", {}, it.label, it.select)))),
      this.body,
    ];
  },

  show() {
    if (document.activeElement !== this.query) this.query.value = route.query.get("q") ?? "";
    for (const {name, select} of this.selects) select.value = route.query.get(name) ?? "";
    this.draw(FINDINGS_AT_ONCE);
  },

  changed() {
    const query = {q: this.query.value};
    for (const {name, select} of this.selects) query[name] = select.value;
    amend(query);
    this.draw(FINDINGS_AT_ONCE);
  },

  draw(most) {
    const terms = folded(this.query.value).split(/\s+/).filter(Boolean);
    const wanted = this.selects.filter(({select}) => select.value);
    const found = DATA.diagnostics.filter((it) => {
      it.search ??= folded([it.path, it.code, it.message, it.hint].join("\n"));
      return wanted.every(({select, value}) => value(it) === select.value)
        && terms.every((term) => it.search.includes(term));
    });
    fill(this.count, `${found.length} / ${DATA.diagnostics.length}`);
    fill(this.body,
      found.length ? null : h("p", {class: "muted"}, t("no_findings")),
      h("ul", {class: "findings"}, found.slice(0, most).map((it) => findingItem(it))),
      found.length > most ? h("button", {type: "button",
        onclick: () => this.draw(most + FINDINGS_AT_ONCE)}, t("show_more")) : null);
  },
};
