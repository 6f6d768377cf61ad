// The data of the page, as `cribdeck/report/data.py` packs them.

const read = (id) => JSON.parse($(id).textContent);
const WORDS = read("words");
const CHANGES = read("changes");
const DATA = read("data");
const STATES = ["new", "edited", "moved", "unchanged", "retired"];

let language = document.documentElement.lang;
const t = (key) => WORDS[language][key] ?? key;

const kindWord = (kind) => (`kind_${kind}` in WORDS[language] ? t(`kind_${kind}`) : kind);

const named = DATA.strings;
const NOTES = DATA.notes.map(
  ([guid, kind, rule, state, deck, tags, path, line, end, text, context, extra, source, also]) => ({
    guid, kind: named[kind], rule: named[rule], state: named[state], deck: named[deck],
    tags: named[tags].split(" ").filter(Boolean), path: named[path], line, end, text,
    context: named[context], extra, source: named[source],
    also: also.map(([at, its]) => ({path: named[at], line: its})),
  }));
const NOTE_BY_GUID = new Map(NOTES.map((it) => [it.guid, it]));

// One for each cloze number of a note, in the order of the notes.
const CARDS = [];
for (const note of NOTES) {
  const numbers = new Set();
  for (const [, number] of note.text.matchAll(/\{\{c(\d+)::/g)) numbers.add(Number(number));
  note.cards = [...numbers].sort((a, b) => a - b).map((number) => ({note, number}));
  CARDS.push(...note.cards);
}

// Findings by source and line, and notes by source and line.
const at = (path, line) => `${path}\n${line}`;
const FINDINGS_AT = new Map();
for (const it of DATA.diagnostics) {
  const place = at(it.path, it.line);
  FINDINGS_AT.set(place, [...(FINDINGS_AT.get(place) ?? []), it]);
}
const NOTES_AT = new Map();
for (const note of NOTES) {
  if (note.state === "retired") continue;
  const places = [{path: note.path, line: note.line}, ...note.also];
  for (let line = note.line + 1; line <= Math.min(note.end, note.line + 200); line += 1) {
    places.push({path: note.path, line});
  }
  for (const {path, line} of places) {
    const place = at(path, line);
    if (NOTES_AT.has(place)) NOTES_AT.get(place).push(note);
    else NOTES_AT.set(place, [note]);
  }
}

function findingsOf(note) {
  const found = [];
  for (let line = note.line; line <= Math.max(note.end, note.line); line += 1) {
    found.push(...(FINDINGS_AT.get(at(note.path, line)) ?? []));
  }
  return found;
}

// The words of HTML: only for lists and the search, never shown as HTML.
const ENTITIES = {lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " "};
const wordsOf = (html) => html
  .replace(/<\/(?:td|th|li|div|p|tr)>|<br>/g, " ")
  .replace(/<[^>]*>/g, "")
  .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) =>
    name ? ENTITIES[name] ?? whole : codePoint(decimal ? Number(decimal) : parseInt(hex, 16)))
  .replace(/\s+/g, " ").trim();
const codePoint = (number) => (number <= 0x10ffff ? String.fromCodePoint(number) : "\ufffd");
