"""Table cards as the learner sees them: the real engine's HTML, laid out by a real browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import pytest

from cribdeck.cards.compose import compose
from cribdeck.cards.notetype import Notetype
from cribdeck.emit.apkg import apkg
from cribdeck.facts.model import Comparison, Fact, Listing
from cribdeck.identity.draft import More
from cribdeck.identity.identify import identify
from cribdeck.identity.ledger import Ledger
from cribdeck.identity.stamp import stamp
from tests.anki_oracle import cards, collection, import_package, problems_of_package
from tests.chromium import WIDTH, found_in_page
from tests.fact_samples import (
    LONG_AGO,
    TEMPLATES,
    comparison,
    drafts_of,
    notetype,
    origin,
    text,
    texts,
)

BLANKS = """
const name = it => it.textContent.trim();
return [...document.querySelectorAll('.card')].map(card => {
  const table = card.querySelector('table');
  const visible = it => it.getClientRects().length > 0 && getComputedStyle(it).fontSize !== '0px';
  const cloze = [...card.querySelectorAll('.cloze')].filter(visible);
  return {
    blanks: cloze.map(it => {
      const cell = it.closest('td');
      const row = cell.parentElement;
      const header = table.rows[0].cells;
      const stacked = table.classList.contains('stacked');
      const inside = cell.getBoundingClientRect(), own = it.getBoundingClientRect();
      return {
        aspect: stacked ? name(header[0]) : name(row.cells[0]),
        entity: stacked ? name(row.cells[0]) : name(header[cell.cellIndex]),
        contained: own.left >= inside.left - 1 && own.right <= inside.right + 1
          && own.top >= inside.top - 1 && own.bottom <= inside.bottom + 1,
        shows: name(it),
      };
    }),
    headings: [...table.querySelectorAll('th')].filter(visible).map(name),
    read: [...table.querySelectorAll('td, td *')].filter(visible)
      .flatMap(it => [...it.childNodes].filter(node => node.nodeType === Node.TEXT_NODE))
      .map(node => node.textContent.trim()),
    ellipses: [...table.querySelectorAll('.cloze-inactive')]
      .filter(it => getComputedStyle(it, '::after').content.includes('…')).length,
    wide: card.scrollWidth,
  };
});
"""


@dataclass(frozen=True, slots=True)
class Side:
    """The question of one card."""

    aspect: str
    role: str
    html: str


def sides(
    facts: list[Fact],
    more: frozenset[More] = frozenset(),
    others: Literal["shown", "hidden"] = "shown",
) -> tuple[list[Side], bytes]:
    """Return the question side of each card, as the engine renders it, and the package."""
    found = identify(drafts_of(facts, more=more), Ledger())
    notes, problems = compose(found.notes, TEMPLATES.render, others)
    assert [*found.diagnostics, *problems] == []
    stamped, _ = stamp(notes, found.ledger, LONG_AGO)
    package = apkg(stamped, notetype())
    made: list[Side] = []
    with collection() as col:
        import_package(col, package)
        known = cards(col)
        for it in found.notes:
            for number, hole in zip(it.numbers, it.draft.holes, strict=True):
                assert number is not None
                html = col.get_card(known[it.guid, number - 1]).question()
                made.append(Side(it.draft.key, hole.role, html))
    return made, package


def looked_at(found: list[Side], night: str = "") -> list[dict[str, Any]]:
    body = "".join(f'<div class="card card1 {night}">{it.html}</div>' for it in found)
    style: Notetype = notetype()
    result = found_in_page(body, style.css, BLANKS)
    assert len(result) == len(found)
    return list(result)


TWO = comparison(
    ["Kafka", "RabbitMQ"],
    {"消息顺序": ["分区内有序", "队列内有序"], "协议": ["自有的二进制协议", None]},
)
FOUR = comparison(
    ["etcd", "ZooKeeper", "Consul", "Eureka"],
    {"一致性": ["Raft", "ZAB", "Raft 与 Gossip", "最终一致"], "语言": ["Go", "Java", "Go", "Java"]},
)
LONG = comparison(["甲", "乙"], {"名字": ["MessageQueueSelectorByHashOfTheOrderKey" * 2, "b" * 60]})


@pytest.mark.parametrize("others", ["shown", "hidden"])
def test_the_blank_is_in_the_cell_that_is_asked_for(others: Literal["shown", "hidden"]) -> None:
    found, _ = sides([TWO, FOUR, LONG], others=others)
    for side, shown in zip(found, looked_at(found), strict=True):
        (blank,) = shown["blanks"]
        assert (blank["aspect"], blank["entity"]) == (side.aspect, side.role)
        assert blank["contained"]
        assert blank["shows"] == "[...]"


def test_the_names_of_all_things_are_visible_on_every_card() -> None:
    found, _ = sides([TWO, FOUR], others="hidden")
    for side, shown in zip(found, looked_at(found), strict=True):
        two = side.aspect in ("消息顺序", "协议")
        names = ("Kafka", "RabbitMQ") if two else ("etcd", "ZooKeeper", "Consul", "Eureka")
        assert {*names, side.aspect} <= set(shown["headings"])


def test_other_cells_are_not_to_be_seen_when_hidden() -> None:
    found, _ = sides([FOUR], others="hidden")
    for shown in looked_at(found):
        assert (shown["read"], shown["ellipses"]) == (["[...]"], 3)


@pytest.mark.parametrize("others", ["shown", "hidden"])
def test_one_card_asks_for_the_whole_row_and_the_others_for_one_cell(
    others: Literal["shown", "hidden"],
) -> None:
    found, package = sides([TWO, FOUR], frozenset({"rows"}), others)
    assert problems_of_package(package) == []
    for side, shown in zip(found, looked_at(found), strict=True):
        blanks = [it["entity"] for it in shown["blanks"]]
        whole = {"消息顺序": ["Kafka", "RabbitMQ"], "协议": ["Kafka"]}
        all_of_them = whole.get(side.aspect, ["etcd", "ZooKeeper", "Consul", "Eureka"])
        assert blanks == (all_of_them if side.role.startswith("␟") else [side.role])


def test_no_card_is_wider_than_a_phone() -> None:
    found, _ = sides([TWO, FOUR, LONG])
    assert {it["wide"] for it in looked_at(found)} == {WIDTH}


def test_a_name_is_asked_for_from_its_row() -> None:
    table = comparison(["404", "502"], {"含义": ["资源不存在", "上游响应无效"]}, "glossary")
    named = replace(table, reversible=frozenset({0}))
    found, package = sides([named], frozenset({"names"}))
    assert problems_of_package(package) == []
    assert [side.role for side in found] == ["含义", "␟name", "含义"]
    (asked,) = [it.html for it in found if it.role == "␟name"]
    assert "资源不存在" in asked
    assert ">404<" not in asked.split("data-cloze")[0]


def test_a_question_which_of_them_shows_all_and_hides_all_at_once() -> None:
    listing = Listing(
        origin(rule="comparison_table"),
        text("事务消息 ✓"),
        texts("Kafka", "RocketMQ"),
        texts("Kafka", "RabbitMQ", "RocketMQ"),
    )
    (side,), package = sides([listing])
    assert problems_of_package(package) == []
    script = """
    return [...document.querySelectorAll('.card')].map(it => ({
      choices: [...it.querySelectorAll('.choice')].map(one => one.innerText),
      asked: it.querySelector('.face').innerText,
    }));
    """
    (shown,) = found_in_page(f'<div class="card">{side.html}</div>', notetype().css, script)
    assert shown == {"choices": ["Kafka", "RabbitMQ", "RocketMQ"], "asked": "哪些？ [...]"}


def test_a_cloze_never_reaches_beyond_its_cell_whatever_the_cell_holds() -> None:
    hostile = ["}}", "{{c2::x}}", "a::b", "<td>", "</table>", "\\(x\\)", "[sound:a.mp3]", "a | b"]
    table = comparison(["A", "B"], {f"行{n}": [it, f"另{n}"] for n, it in enumerate(hostile)})
    assert isinstance(table, Comparison)
    found, package = sides([table], frozenset({"rows"}))
    assert problems_of_package(package) == []
    for side, shown in zip(found, looked_at(found), strict=True):
        blanks = [(it["aspect"], it["entity"]) for it in shown["blanks"]]
        both = [(side.aspect, "A"), (side.aspect, "B")]
        assert blanks == (both if side.role.startswith("␟") else [(side.aspect, side.role)])
