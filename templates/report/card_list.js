// A list of any length, of which only the rows in sight exist. Every row is as high as the others.

const ROW_HEIGHT = 64; // as in cards.css
const SPARE_ROWS = 6;

class CardList {
  constructor(select) {
    this.cards = [];
    this.chosen = -1;
    this.select = select;
    this.rows = h("div", {class: "rows", role: "presentation"});
    this.element = h("div", {
      id: "card-list", class: "card-list", role: "listbox", tabindex: "0",
      "aria-label": t("card_list"),
    }, this.rows);
    this.element.addEventListener("scroll", () => this.draw(), {passive: true});
    this.element.addEventListener("click", (event) => {
      const row = event.target.closest("[data-place]");
      if (row) this.select(Number(row.dataset.place));
    });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(cards, chosen) {
    this.cards = cards;
    this.chosen = chosen;
    this.rows.style.height = `${cards.length * ROW_HEIGHT}px`;
    this.reveal();
    this.draw();
  }

  choose(place) {
    this.chosen = place;
    this.reveal();
    this.draw();
  }

  reveal() {
    const {element, chosen} = this;
    const top = Math.max(0, chosen) * ROW_HEIGHT;
    const bottom = top + ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight) {
      element.scrollTop = bottom - element.clientHeight;
    }
  }

  draw() {
    const {element, cards, chosen} = this;
    const first = Math.max(0, Math.floor(element.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const last = Math.min(
      cards.length, Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT) + SPARE_ROWS);
    const rows = [];
    for (let place = first; place < last; place += 1) rows.push(this.row(place));
    this.rows.replaceChildren(...rows);
    if (chosen >= first && chosen < last) {
      element.setAttribute("aria-activedescendant", `row-${chosen}`);
    } else element.removeAttribute("aria-activedescendant");
  }

  row(place) {
    const card = this.cards[place];
    const row = h("div", {
      id: `row-${place}`, class: "row", role: "option", "data-place": String(place),
      "aria-selected": String(place === this.chosen), "aria-setsize": String(this.cards.length),
      "aria-posinset": String(place + 1),
    },
    h("span", {class: `dot dot-${card.note.state}`}),
    h("span", {class: "asks"}, cardLine(card).map(([text, blank]) => (blank
      ? h("b", {class: "blank"}, blank) : `${text} `))),
    h("span", {class: "answer"}, cardAnswer(card)),
    card.note.state === "unchanged" ? null : h("span", {class: "unseen"}, t(card.note.state)));
    row.style.top = `${place * ROW_HEIGHT}px`;
    return row;
  }
}
