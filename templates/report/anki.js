// What Anki makes of fields and templates: clozes by the engine's own rule (any `}}` closes the
// innermost open cloze), `{{Field}}`, `{{cloze:Field}}` and sections. Everything given back is HTML
// for a frame that runs no script; nothing of it may reach this page.

const escaped = (text) => text
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

// The parts of a field: texts, and clozes with their numbers, hint and inner parts.
function clozeParts(field) {
  const root = {parts: []};
  const open = [root];
  let last = 0;
  const add = (text) => {
    if (text) open[open.length - 1].parts.push(text);
  };
  for (const mark of field.matchAll(/\{\{c([\d,]+)::|\}\}/g)) {
    add(field.slice(last, mark.index));
    last = mark.index + mark[0].length;
    if (mark[1]) open.push({numbers: mark[1].split(",").map(Number), parts: []});
    else if (open.length > 1) {
      const cloze = open.pop();
      const end = cloze.parts[cloze.parts.length - 1];
      const cut = typeof end === "string" ? end.indexOf("::") : -1;
      if (cut >= 0) {
        cloze.hint = end.slice(cut + 2);
        cloze.parts[cloze.parts.length - 1] = end.slice(0, cut);
      }
      open[open.length - 1].parts.push(cloze);
    } else add("}}");
  }
  add(field.slice(last));
  return root.parts;
}

function clozed(field, number, isQuestion) {
  const show = (parts) => parts.map((part) => {
    if (typeof part === "string") return part;
    const ordinals = part.numbers.join(",");
    if (!part.numbers.includes(number)) {
      return `<span class="cloze-inactive" data-ordinal="${ordinals}">${show(part.parts)}</span>`;
    }
    if (!isQuestion) {
      return `<span class="cloze" data-ordinal="${ordinals}">${show(part.parts)}</span>`;
    }
    return `<span class="cloze" data-cloze="${escaped(show(part.parts))}" data-ordinal="${ordinals}">`
      + `[${part.hint || "..."}]</span>`;
  }).join("");
  return show(clozeParts(field));
}

// What a blank hides and what stands around it, for lists: [text, isBlank] one after the other.
function cardLine(card) {
  const runs = [];
  const walk = (parts) => {
    for (const part of parts) {
      if (typeof part === "string") runs.push([part, ""]);
      else if (part.numbers.includes(card.number)) runs.push(["", `[${wordsOf(part.hint ?? "") || "…"}]`]);
      else walk(part.parts);
    }
  };
  walk(clozeParts(card.note.text));
  return runs.map(([text, blank]) => [wordsOf(text.replace(/^/, " ")), blank]);
}

function cardAnswer(card) {
  const found = [];
  const spoken = (parts) => parts.map((it) => (typeof it === "string" ? it : spoken(it.parts))).join("");
  const walk = (parts) => {
    for (const part of parts) {
      if (typeof part === "string") continue;
      if (part.numbers.includes(card.number)) found.push(wordsOf(spoken(part.parts)));
      else walk(part.parts);
    }
  };
  walk(clozeParts(card.note.text));
  return found.join(" · ");
}

const fieldsOf = (note) => ({
  Text: note.text, Context: note.context, Extra: note.extra, Source: note.source, Kind: note.kind,
  ID: note.guid, Tags: note.tags.join(" "), Deck: note.deck, Subdeck: note.deck.split("::").pop(),
  Type: "Cribdeck", Card: "Card", CardFlag: "",
});

function rendered(template, card, isQuestion, front) {
  const fields = {...fieldsOf(card.note), FrontSide: front ?? ""};
  let text = template;
  // Inner sections first, until none is left.
  const section = /\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^/])[\s\S])*?)\{\{\/\2\}\}/g;
  for (let before = ""; before !== text;) {
    before = text;
    text = text.replace(section, (_, mark, name, inner) =>
      (Boolean(isSet(name.trim(), fields, card)) === (mark === "#") ? inner : ""));
  }
  return text.replace(/\{\{([^{}]+)\}\}/g, (_, expression) => {
    const [name, ...filters] = expression.split(":").map((it) => it.trim()).reverse();
    let value = fields[name] ?? "";
    for (const filter of filters) {
      if (filter === "cloze") value = clozed(value, card.number, isQuestion);
      else if (filter === "text") value = escaped(wordsOf(value));
    }
    return value;
  });
}

const isSet = (name, fields, card) =>
  (/^c\d+$/.test(name) ? Number(name.slice(1)) === card.number : (fields[name] ?? "").trim());

// What Anki does with scripts and its own player, done without: formulas, pictures, recordings.
const shownHere = (html) => html
  .replace(/\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]/g, (formula) => DATA.math[formula] ?? formula)
  .replace(/(<img\b[^>]*?\bsrc=")([^"]*)"/g, (_, before, name) => `${before}${DATA.pictures[name] ?? ""}"`)
  .replace(/\[sound:[^\]]*\]/g, "<span>▶</span>");

// The page of one side, as Anki's reviewer has it: style, class of the phone, night mode.
function cardPage(card, isQuestion, isNight) {
  const {front, back, css} = DATA.templates;
  const question = rendered(front, card, true);
  const body = shownHere(isQuestion ? question : rendered(back, card, false, question));
  const night = isNight ? " nightMode night_mode" : "";
  const scheme = isNight ? "dark" : "light";
  return `<!doctype html><html lang="${language}" class="mobile${isNight ? " night-mode" : ""}"><head>`
    + `<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`
    + `<meta name="color-scheme" content="${scheme}"><title>${escaped(t("preview"))}</title>`
    + `<style>${css}</style></head>`
    + `<body class="card card1${night}"><div id="qa">${body}</div></body></html>`;
}
