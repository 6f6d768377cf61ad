// What has changed, with the words that are other than before. The rest of the overview stands in
// the page already.

const CHANGES_AT_ONCE = 10;

function differences(diff) {
  return diff.map(([field, pieces]) => h("div", {class: "diff"},
    field === "Text" ? null : h("span", {class: "field"}, field),
    pieces.map(([kept, gone, come]) => (kept || !`${gone}${come}`.trim()
      ? shortened(kept || come)
      : [gone ? h("del", {}, gone) : null, come ? h("ins", {}, come) : null])).flat()));
}

// Of what was kept only what is near a change.
const shortened = (text) => {
  const line = text.replace(/\n/g, " / ");
  return line.length <= 120 ? line : `${line.slice(0, 50)} … ${line.slice(-50)}`;
};

const isMarkupOnly = (diff) => diff.length > 0
  && diff.every(([, pieces]) => pieces.every(([kept, gone, come]) => kept || !`${gone}${come}`.trim()));

function changeItem(change) {
  const note = NOTE_BY_GUID.get(change.guid);
  const diff = (change.diff ?? []).filter(([, pieces]) => pieces.length);
  const words = note ? wordsOf(note.text.replace(/\{\{c[\d,]+::|\}\}/g, "")) : change.words ?? "";
  const remarks = [
    change.back ? [t("back")] : null,
    change.state === "edited" && !change.diff ? [t("no_diff")] : null,
    change.was_in ? [t("was_in"), ` ${change.was_in}`] : null,
    change.anew ? [`${change.anew} `, t("anew")] : null,
    change.lost ? [`${change.lost} `, t("lost")] : null,
  ].filter(Boolean);
  return h("li", {},
    h("p", {class: "where"},
      note ? noteLink(note) : h("span", {class: "place"}, change.path ?? ""),
      note && note.cards.length
        ? h("a", {href: cardAddress(note.cards[0]), class: "to-cards"}, t("show_cards"))
        : null),
    isMarkupOnly(diff) ? h("p", {class: "muted"}, t("markup_only")) : null,
    diff.length ? differences(diff) : h("p", {class: "words"}, shortened(words)),
    remarks.map((it) => h("p", {class: "muted"}, it)));
}

function showChanges() {
  const groups = STATES.map((state) => [state, CHANGES.notes.filter((it) => it.state === state)]);
  fill($("change-groups"), groups.filter(([, found]) => found.length).map(([state, found]) => {
    const list = h("ol", {class: "change-list"});
    const more = h("button", {type: "button", class: "quiet", onclick: () => show(found.length)},
      t("show_all"), ` (${found.length})`);
    const show = (count) => {
      fill(list, found.slice(0, count).map(changeItem));
      more.hidden = count >= found.length;
    };
    // New notes say nothing that the cards do not say better.
    show(state === "new" ? 3 : CHANGES_AT_ONCE);
    return h("section", {class: `group state-${state}`},
      h("h4", {}, h("span", {class: `badge badge-${state}`}, t(state)), ` ${found.length} `,
        h("a", {href: address("cards", {state})}, t("show_cards"))),
      list, more);
  }));
  for (const path of document.querySelectorAll(".coverage [data-source]")) {
    const source = path.dataset.source;
    if (SOURCE_BY_PATH.has(source)) {
      fill(path, h("a", {href: address("notes", {source})}, source));
    }
  }
}
