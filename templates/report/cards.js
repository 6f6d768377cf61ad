// Every card as the learner sees it: a list with search and filters, and one card in a phone.

const FILTERS = [
  ["source", (note) => [note.path], "source"],
  ["state", (note) => [note.state], "state"],
  ["kind", (note) => [note.kind], "kind"],
  ["rule", (note) => [note.rule], "rule"],
  ["tag", (note) => note.tags, "tag"],
  ["code", (note) => findingsOf(note).map((it) => it.code), "diagnostic"],
];

const cardsView = {
  isAnswer: false,
  found: CARDS,

  make() {
    this.list = new CardList((place) => this.go(place));
    this.count = h("output", {class: "count", "aria-live": "polite"});
    this.query = h("input", {
      type: "search", id: "card-query", autocomplete: "off", spellcheck: "false",
      placeholder: t("search_cards"), "aria-label": t("search_cards"),
      
      oninput: () => this.changed(),
    });
    this.selects = FILTERS.map(([name, values, word]) => {
      const counts = new Map();
      for (const note of NOTES) {
        for (const value of new Set(values(note))) {
          counts.set(value, (counts.get(value) ?? 0) + note.cards.length);
        }
      }
      const options = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      const select = h("select", {id: `filter-${name}`, onchange: () => this.changed()},
        h("option", {value: ""}, t("any")),
        options.map(([value, count]) => h("option", {value},
          optionWord(name, value), ` (${count})`)));
      return {name, values, select, hasChoice: options.length > 0,
        label: h("label", {for: `filter-${name}`}, t(word))};
    });
    this.reset = h("button", {type: "button", class: "quiet", onclick: () => {
      this.query.value = "";
      for (const {select} of this.selects) select.value = "";
      this.changed();
    }}, t("reset"));
    const filters = h("details", {class: "filters"},
      h("summary", {}, t("filters")),
      h("div", {class: "filter-fields"},
        this.selects.filter((it) => it.hasChoice).map((it) => h("div", {}, it.label, it.select))));
    filters.open = matchMedia("(min-width: 60rem)").matches;
    this.frame = h("iframe", {
      // Without `allow-scripts` nothing runs in it; of its own origin it could not be measured.
      sandbox: "allow-same-origin", title: t("preview"), tabindex: "-1",
      onload: () => this.framed(),
    });
    this.side = h("p", {class: "side", role: "status"});
    this.answer = h("button", {type: "button", class: "primary", onclick: () => this.turn()});
    this.night = h("button", {type: "button", onclick: () => this.toggleNight()}, t("night"));
    const step = (by, key) => h("button", {type: "button", onclick: () => this.step(by)}, t(key));
    this.details = h("div", {class: "details"});
    this.stage = h("div", {class: "stage"},
      h("div", {class: "phone"}, this.frame),
      this.side,
      h("div", {class: "controls"}, step(-1, "previous"), this.answer, step(1, "next"), this.night),
      h("p", {class: "muted keys"}, t("keys")),
      this.details);
    readAhead();
    this.empty = h("p", {class: "muted empty"}, t("no_cards"));
    return [
      h("form", {class: "search", role: "search", "aria-label": t("search_cards"),
        onsubmit: (event) => event.preventDefault()},
      h("div", {class: "line"}, this.query, this.count, this.reset), filters),
      h("div", {class: "desk"}, h("div", {class: "column"}, this.list.element, this.empty), this.stage),
    ];
  },

  show() {
    const query = route.query;
    if (document.activeElement !== this.query) this.query.value = query.get("q") ?? "";
    for (const {name, select} of this.selects) select.value = query.get(name) ?? "";
    this.filter();
    const [, guid, number] = /^(.*)\.(\d+)$/.exec(query.get("card") ?? "") ?? [];
    const wanted = this.found.findIndex((it) => it.note.guid === guid && it.number === Number(number));
    if (guid && wanted < 0 && NOTE_BY_GUID.has(guid)) {
      // A link to a card is worth more than the filters it was taken under.
      this.query.value = "";
      for (const {select} of this.selects) select.value = "";
      this.filter();
      this.chosen = Math.max(0, this.found.findIndex(
        (it) => it.note.guid === guid && it.number === Number(number)));
    } else this.chosen = Math.max(0, wanted);
    this.isAnswer = false;
    this.list.show(this.found, this.chosen);
    this.draw();
  },

  // The card is kept where it still fits.
  changed() {
    const before = this.found[this.chosen];
    this.filter();
    this.chosen = Math.max(0, this.found.indexOf(before));
    if (this.found[this.chosen] !== before) this.isAnswer = false;
    this.list.show(this.found, this.chosen);
    const query = {q: this.query.value};
    for (const {name, select} of this.selects) query[name] = select.value;
    amend({...query, card: this.cardName()});
    this.draw(before);
  },

  filter() {
    const terms = folded(this.query.value).split(/\s+/).filter(Boolean);
    const wanted = this.selects.filter(({select}) => select.value);
    const fits = (note) => wanted.every(({select, values}) => values(note).includes(select.value))
      && terms.every((term) => searchText(note).includes(term));
    this.found = terms.length || wanted.length
      ? NOTES.filter(fits).flatMap((note) => note.cards) : CARDS;
    fill(this.count, String(this.found.length), " / ", String(CARDS.length));
    this.reset.hidden = !(terms.length || wanted.length);
    this.empty.hidden = this.found.length > 0;
    this.list.element.hidden = this.stage.hidden = this.found.length === 0;
  },

  cardName() {
    const card = this.found[this.chosen];
    return card ? `${card.note.guid}.${card.number}` : "";
  },

  go(place) {
    if (place < 0 || place >= this.found.length) return;
    this.chosen = place;
    this.isAnswer = false;
    this.list.choose(place);
    amend({card: this.cardName()});
    this.draw();
  },

  step(by) {
    this.go(Math.min(this.found.length - 1, Math.max(0, this.chosen + by)));
  },

  turn() {
    this.isAnswer = !this.isAnswer;
    this.draw();
  },

  toggleNight() {
    amend({night: this.isNight() ? "0" : "1"});
    this.draw();
  },

  isNight() {
    const asked = route.query.get("night");
    return asked ? asked === "1" : matchMedia("(prefers-color-scheme: dark)").matches;
  },

  draw(before) {
    const card = this.found[this.chosen];
    if (!card) return;
    const page = cardPage(card, !this.isAnswer, this.isNight());
    if (this.frame.srcdoc !== page) this.frame.srcdoc = page;
    this.frame.parentElement.classList.toggle("night", this.isNight());
    const side = this.isAnswer ? "answer_side" : "question_side";
    fill(this.side, t(side), ` · ${this.chosen + 1} / ${this.found.length}`);
    const turn = this.isAnswer ? "show_question" : "show_answer";
    this.answer.textContent = t(turn);
    this.night.setAttribute("aria-pressed", String(this.isNight()));
    if (before !== card) fill(this.details, cardDetails(card));
  },

  // Once a card is there: as high as it needs to be, and keys and clicks on it are ours.
  framed() {
    const inside = this.frame.contentDocument;
    if (!inside?.body) return;
    this.frame.style.height = "0";
    const height = Math.min(720, Math.max(420, inside.documentElement.scrollHeight));
    this.frame.style.height = `${height}px`;
    inside.addEventListener("keydown", (event) => this.key(event));
    inside.addEventListener("click", (event) => {
      if (event.target.closest("a, summary, button, audio, .tappable")) return;
      if (inside.getSelection()?.toString()) return;
      // The next card is another document: it would not hear the keys that this one heard.
      this.list.element.focus({preventScroll: true});
      this.turn();
    });
  },

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target;
    const isField = on.matches?.("input, select, textarea");
    if (isField && event.key === "Escape") on.blur();
    if (isField) return;
    const isPressed = on.closest?.("button, a, summary");
    const page = Math.max(1, Math.floor(this.list.element.clientHeight / ROW_HEIGHT) - 1);
    const acts = {
      "j": () => this.step(1), "ArrowDown": () => this.step(1),
      "k": () => this.step(-1), "ArrowUp": () => this.step(-1),
      "n": () => this.toggleNight(),
      "/": () => this.query.focus(),
    };
    if (!isPressed) Object.assign(acts, {" ": () => this.turn(), "Enter": () => this.turn()});
    if (on === this.list.element) {
      Object.assign(acts, {
        "PageDown": () => this.step(page), "PageUp": () => this.step(-page),
        "Home": () => this.go(0), "End": () => this.go(this.found.length - 1),
      });
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  },
};

const optionWord = (name, value) =>
  (name === "state" ? t(value) : name === "kind" ? kindWord(value) : value);

const folded = (text) => text.normalize("NFKC").toLowerCase();

function searchText(note) {
  note.search ??= folded([
    wordsOf(note.text.replace(/\{\{c[\d,]+::|\}\}/g, "")), wordsOf(note.context),
    wordsOf(note.extra), note.guid, `${note.path}:${note.line}`,
  ].join("\n"));
  return note.search;
}

// Done beforehand, little by little: the first keystroke must not wait for the words of all notes.
function readAhead(place = 0) {
  const end = Math.min(NOTES.length, place + 100);
  for (const note of NOTES.slice(place, end)) searchText(note);
  if (end < NOTES.length) (window.requestIdleCallback ?? setTimeout)(() => readAhead(end));
}

function cardDetails(card) {
  const {note} = card;
  const change = CHANGES.notes.find((it) => it.guid === note.guid);
  const found = findingsOf(note);
  const term = (key, ...value) => [h("dt", {}, t(key)), h("dd", {}, value)];
  return [
    h("h3", {class: "unseen"}, t("details")),
    h("dl", {},
      term("source", noteLink(note)),
      note.also.length ? term("also", note.also.map((it) => [placeLink(it.path, it.line), " "]).flat()) : null,
      term("state", h("span", {class: `badge badge-${note.state}`.state}, t(note.state))),
      term("kind", kindWord(note.kind)),
      term("rule", note.rule ? h("a", {href: address("cards", {rule: note.rule})}, note.rule) : "–"),
      term("deck", note.deck),
      note.tags.length ? term("tag", note.tags.join(", ")) : null,
      note.cards.length > 1 ? term("siblings", note.cards.map((it) => [
        h("a", {href: cardAddress(it), "aria-current": it === card ? "true" : null, class: "sibling"},
          String(it.number)), " "]).flat()) : null,
      term("find_in_anki", h("code", {}, `ID:${note.guid}`), " ", copyButton(`ID:${note.guid}`)),
      term("permalink", h("a", {href: cardAddress(card)}, `${note.guid}.${card.number}`))),
    change?.diff?.length ? [h("h4", {}, t("changes")), differences(change.diff)].flat() : null,
    found.length ? [h("h4", {}, t("at_this_line")),
      h("ul", {class: "findings"}, found.map((it) => findingItem(it, false)))] : null,
  ].flat();
}
