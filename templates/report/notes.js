// The notes as their author wrote them, each line with what became of it, cards and findings.

const LINES_AT_ONCE = 1500;
const MARKS = {card: "●", sheet: "▤", talk: "…", unused: "○", heading: "#"};

const notesView = {
  make() {
    this.select = h("select", {id: "source", onchange: () => {
      location.hash = address("notes", {source: this.select.value});
    }}, DATA.sources.map((it) => h("option", {value: it.path}, it.path)));
    this.body = h("div", {class: "source-text"});
    if (!DATA.sources.length) {
      return [h("p", {class: "muted"}, t("no_source"))];
    }
    return [
      h("div", {class: "line"}, h("label", {for: "source"}, t("source")), this.select),
      h("p", {class: "legend"}, Object.entries(MARKS).map(([name, sign]) =>
        [h("span", {class: `mark mark-${name}`, "aria-hidden": "true"}, sign), " ",
          t(`mark_${name}`), " "]).flat()),
      this.body,
    ];
  },

  show() {
    if (!DATA.sources.length) return;
    const source = SOURCE_BY_PATH.get(route.query.get("source")) ?? DATA.sources[0];
    const line = Number(route.query.get("line")) || 0;
    this.select.value = source.path;
    const lines = source.text.split("\n");
    const marks = [];
    const starts = new Map();
    for (const [first, last, fate, why] of source.marks) {
      for (let number = first; number <= last; number += 1) marks[number] = fate;
      if (why) starts.set(first, why);
    }
    const list = h("ol", {class: "lines"});
    const more = h("button", {type: "button", onclick: () => show(shown + LINES_AT_ONCE)},
      t("show_more"));
    let shown = 0;
    const show = (count) => {
      const end = Math.min(lines.length, count);
      for (; shown < end; shown += 1) {
        list.append(lineItem(source.path, shown + 1, lines[shown], marks[shown + 1], starts.get(shown + 1), line));
      }
      more.hidden = shown >= lines.length;
    };
    show(Math.max(LINES_AT_ONCE, line + 50));
    fill(this.body, h("h3", {}, source.title, " ", h("span", {class: "muted"}, source.path)), list, more,
      source.more ? h("p", {class: "muted"}, `${source.more} `, t("lines_left_out")) : null);
    const target = line ? document.getElementById(`L${line}`) : null;
    if (target) {
      target.scrollIntoView({block: "center"});
      target.focus({preventScroll: true});
    }
  },
};

function lineItem(path, number, text, fate, why, wanted) {
  const here = at(path, number);
  const notes = (NOTES_AT.get(here) ?? []).filter(
    (it) => it.path !== path || it.line === number || it.also.some((one) => one.path === path && one.line === number));
  const findings = FINDINGS_AT.get(here) ?? [];
  const mark = fate
    ? [h("span", {class: `mark mark-${fate}`, "aria-hidden": "true"}, MARKS[fate]),
      h("span", {class: "unseen"}, t(`mark_${fate}`))] : null;
  return h("li", {id: `L${number}`, class: number === wanted ? "wanted" : null, tabindex: number === wanted ? "-1" : null},
    h("a", {class: "number", href: placeAddress(path, number)}, String(number)),
    h("span", {class: "marks"}, mark),
    h("div", {class: "text"},
      h("code", {class: fate ? `line-${fate}` : null}, text || "\u200b"),
      notes.length ? h("p", {class: "chips"}, notes.map((it) => (it.cards.length
        ? h("a", {class: "chip", href: cardAddress(it.cards[0])}, kindWord(it.kind), " ", h("b", {}, `×${it.cards.length}`))
        : null))) : null,
      why && fate !== "card" ? h("p", {class: "why"}, why) : null,
      findings.length ? h("ul", {class: "findings"}, findings.map((it) => findingItem(it, false))) : null));
}
