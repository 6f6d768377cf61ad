// Where the reader is: all of it stands in the address behind `#`, nothing is stored elsewhere.
// #cards?card=GUID.1&q=…&state=new&lang=en&night=1

const VIEWS = ["overview", "cards", "notes", "tables", "findings"];
let route = parsed();

function parsed() {
  const [view, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return {view: VIEWS.includes(view) ? view : "overview", query: new URLSearchParams(query)};
}

// The address of a view; language and night go along.
function address(view, query = {}) {
  const wanted = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value) wanted.set(key, value);
  for (const key of ["lang", "night"]) {
    if (!(key in query) && route.query.get(key)) wanted.set(key, route.query.get(key));
  }
  const text = wanted.toString();
  return `#${view}${text ? `?${text}` : ""}`;
}

// Changes the address without a step in the history, for what is typed or stepped through.
function amend(query) {
  const wanted = {...Object.fromEntries(route.query), ...query};
  const hash = address(route.view, wanted);
  history.replaceState(null, "", hash);
  route = parsed();
}

const cardAddress = (card) => address("cards", {card: `${card.note.guid}.${card.number}`});
const placeAddress = (path, line) => address("notes", {source: path, line: String(line)});
const placeLink = (path, line) => (SOURCE_BY_PATH.has(path)
  ? h("a", {class: "place", href: placeAddress(path, line)}, `${path}:${line}`)
  : h("span", {class: "place"}, `${path}:${line}`));
// A retired note stands nowhere any more.
const noteLink = (note) => (note.state === "retired"
  ? h("span", {class: "place"}, note.path) : placeLink(note.path, note.line));
const SOURCE_BY_PATH = new Map(DATA.sources.map((it) => [it.path, it]));
