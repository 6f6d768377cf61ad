// The views, made when they are first looked at, and the language of their words.

const MADE = {cards: cardsView, notes: notesView, tables: tablesView, findings: findingsView};
const COUNTS = {
  cards: CARDS.filter((it) => it.note.state !== "retired").length, notes: DATA.sources.length, tables: DATA.comparisons.length,
  findings: DATA.diagnostics.length,
};

function viewOf(name) {
  const known = $(`view-${name}`);
  if (known) return known;
  const made = h("section", {id: `view-${name}`, class: "view", "aria-labelledby": `${name}-title`},
    h("h2", {id: `${name}-title`, class: "unseen", "data-t": name}, t(name)), MADE[name].make());
  $("main").append(made);
  return made;
}

function speak(wanted) {
  language = WORDS[wanted] ? wanted : language;
  document.documentElement.lang = language;
  document.title = `${DATA.deck} · ${t("report")}`;
  for (const it of document.querySelectorAll("[data-t]")) it.textContent = t(it.dataset.t);
  for (const it of document.querySelectorAll("[data-t-label]")) it.setAttribute("aria-label", t(it.dataset.tLabel));
  // The other views are made anew when they are looked at; where the reader is stands in the address.
  for (const it of document.querySelectorAll(".view:not(#view-overview)")) it.remove();
  showChanges();
  const other = Object.keys(WORDS).find((it) => it !== language);
  $("language").textContent = t("language");
  $("language").lang = other;
}

const opening = document.documentElement.lang;

function showView() {
  const before = route.view;
  route = parsed();
  const wanted = route.query.get("lang") ?? opening;
  if (wanted !== language) speak(wanted);
  const section = viewOf(route.view);
  for (const it of document.querySelectorAll(".view")) it.hidden = it !== section;
  for (const it of document.querySelectorAll("#views a")) {
    if (it.dataset.view === route.view) it.setAttribute("aria-current", "page");
    else it.removeAttribute("aria-current");
    it.href = address(it.dataset.view);
  }
  const tab = document.querySelector("#views [aria-current]");
  tab.parentElement.parentElement.scrollLeft = tab.offsetLeft - 60;
  document.body.dataset.view = route.view;
  MADE[route.view]?.show();
  if (before !== route.view && !route.query.get("line")) scrollTo(0, 0);
}

document.documentElement.classList.replace("no-js", "with-js");
fill($("views"), VIEWS.map((view) => h("li", {}, h("a", {href: address(view), "data-view": view},
  h("span", {"data-t": view}, t(view)), COUNTS[view] === undefined ? null : h("span", {class: "tally"}, String(COUNTS[view]))))));
$("language").addEventListener("click", () => {
  const other = Object.keys(WORDS).find((it) => it !== language);
  amend({lang: other});
  speak(other);
  showView();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  // The address says which view is shown; it must not become `#main`.
  event.preventDefault();
  $("main").focus();
});
addEventListener("hashchange", showView);
addEventListener("keydown", (event) => {
  if (route.view === "cards") cardsView.key(event);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (route.view === "cards") cardsView.draw();
});
if (route.query.get("lang") in WORDS) language = route.query.get("lang");
speak(language);
showView();
