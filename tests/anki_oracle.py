"""The real Anki engine as judge: packages go in, what is wrong with them comes out.

`problems_of_package` imports a package as a new user would, `problems_of_upgrade` as a
learner who has reviewed every card of an older one. An empty list is a clean bill.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias

import anki.collection  # noqa: F401  first: its modules import each other in a circle
from anki.cards import Card, CardId
from anki.collection import Collection
from anki.dbproxy import DBProxy

# 23.10, the oldest engine we support, has these two in no other place.
from anki.import_export_pb2 import ImportAnkiPackageOptions, ImportAnkiPackageRequest

EngineCard: TypeAlias = Card
"""A card as the engine hands it out."""
CardKey: TypeAlias = tuple[str, int]
"""GUID and ordinal."""

_COMPLAINTS = ("No cloze", "has a problem", "Card template", "front of this card is blank")
"""What Anki shows on a card it cannot render."""

_HEALTHY = "Database rebuilt and optimized."


@contextmanager
def collection() -> Iterator[Collection]:
    """Open an empty collection in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        opened = Collection(str(Path(folder) / "collection.anki2"))
        try:
            yield opened
        finally:
            opened.close()


def database(col: Collection) -> DBProxy:
    """Return the database of an open collection."""
    assert col.db is not None
    return col.db


def import_package(col: Collection, package: bytes, **options: Any) -> Any:  # noqa: ANN401  protobuf
    """Import with the defaults of Anki's dialog, or with `options`, and return the log."""
    path = Path(col.path).with_name("package.apkg")
    path.write_bytes(package)
    request = ImportAnkiPackageRequest(
        package_path=str(path), options=ImportAnkiPackageOptions(**options)
    )
    log = col.import_anki_package(request).log
    # The engine has changed the notetypes behind the back of Python's cache.
    col.models._clear_cache()  # noqa: SLF001
    return log


def counts(log: Any) -> dict[str, int]:  # noqa: ANN401  protobuf
    """Return what an import did with the notes of the package."""
    names = ("new", "updated", "duplicate", "conflicting")
    return {name: len(getattr(log, name)) for name in names if getattr(log, name)}


def cards(col: Collection) -> dict[CardKey, CardId]:
    """Return the ids of all cards of our notes."""
    rows = database(col).execute(
        "select n.guid, c.ord, c.id from cards c join notes n on n.id = c.nid order by c.due, c.ord"
    )
    return {(guid, ordinal): card for guid, ordinal, card in rows}


def question_of(card: Card) -> str:
    """Return the question side as HTML, without the style sheet."""
    return card.render_output().question_text


def answer_of(card: Card) -> str:
    """Return the answer side as HTML, without the style sheet."""
    return card.render_output().answer_text


def text_of(html: str) -> str:
    """Return the characters a browser shows of `html`, `<br>` as line feed."""
    return "".join(text for _, text in pieces(html))


def hidden_by(card: Card) -> str:
    """Return what the blank of `card` hides; several pieces are separated by ` / `."""
    return " / ".join(cloze_texts(answer_of(card)))


def cloze_texts(html: str) -> list[str]:
    """Return the texts of the active clozes: blanks on a question, answers on an answer."""
    texts: dict[int, str] = {}
    for cloze, text in pieces(html):
        if cloze:
            texts[cloze] = texts.get(cloze, "") + text
    return list(texts.values())


def pieces(html: str) -> list[tuple[int, str]]:
    """Return all texts in order, each with the number of the active cloze it is in, or 0."""
    return _Texts.of(html).texts


def texts_for_mathjax(html: str) -> list[str]:
    """Return the texts outside code that stand between two tags: MathJax reads each by itself."""
    return _Texts.of(html).runs


class _Texts(HTMLParser):
    """Collects the texts of a card, each with the number of the active cloze around it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[tuple[int, str]] = []
        self.runs: list[str] = [""]
        self._open: list[tuple[str, bool]] = []
        self._clozes = 0

    @classmethod
    def of(cls, html: str) -> _Texts:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs.append("")
        if tag == "br":
            self.texts.append((self._active(), "\n"))
            return
        is_cloze = ("class", "cloze") in attrs
        self._clozes += is_cloze and not self._active()
        self._open.append((tag, is_cloze))

    def handle_endtag(self, tag: str) -> None:
        self.runs.append("")
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self._active(), data))
        if not any(tag == "code" for tag, _ in self._open):
            self.runs[-1] += data

    def _active(self) -> int:
        return self._clozes if any(is_cloze for _, is_cloze in self._open) else 0


def problems_of_package(package: bytes) -> list[str]:
    """Return what is wrong with `package` for somebody who imports it for the first time."""
    with collection() as col:
        log = import_package(col, package)
        problems = []
        if len(log.new) != log.found_notes:
            problems.append(f"{log.found_notes} notes found, only {len(log.new)} added")
        again = counts(import_package(col, package))
        if again.keys() - {"duplicate"}:
            problems.append(f"the second import of the same package changes something: {again}")
        problems += _problems_of_collection(col)
        problems += _problems_of_media(col, package)
        for key, card in cards(col).items():
            problems += (f"{key}: {it}" for it in _problems_of_card(col.get_card(card)))
        return problems


def _problems_of_collection(col: Collection) -> Iterator[str]:
    for guid in database(col).list("select guid from notes group by guid having count() > 1"):
        yield f"GUID {guid} is there more than once"
    for guid in database(col).list(
        "select guid from notes where id not in (select nid from cards)"
    ):
        yield f"note {guid} has no card"
    for report in col._backend.get_empty_cards().notes:  # noqa: SLF001  no public way
        yield f"note {report.note_id} has empty cards"
    if database(col).scalar("select count() from cards where did = 1"):
        yield "cards are in the Default deck"
    before = cards(col)
    message, healthy = col.fix_integrity()
    if not healthy or message != _HEALTHY:
        yield f"check database: {message}"
    if cards(col) != before:
        yield "check database had to create cards"


def _problems_of_media(col: Collection, package: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        packed = set(json.loads(archive.read("media")).values())
    for name in sorted(packed - {it.name for it in Path(col.media.dir()).iterdir()}):
        yield f"media packed but used by no note: {name}"
    for name in col.media.check().missing:
        yield f"media missing: {name}"


def _problems_of_card(card: Card) -> Iterator[str]:
    question, answer = question_of(card), answer_of(card)
    shown = text_of(question)
    for complaint in _COMPLAINTS:
        if complaint in shown or complaint in text_of(answer):
            yield f"Anki says {complaint!r}: {shown[:80]!r}"
    if re.search(r"\{\{c\d", question + answer):
        yield "cloze syntax is shown to the learner"
    if 'class="cloze"' not in question:
        yield "the question has no blank"
    ours = "[sound:cribdeck-" in "".join(card.note().fields)
    if "[anki:play:" in question + answer and not ours:
        yield "a text has become a play button"
    if shown == text_of(answer):
        yield "question and answer look the same"


def problems_of_upgrade(old: bytes, new: bytes) -> list[str]:
    """Return what a learner who has reviewed every card of `old` would lose by importing `new`."""
    with collection() as col:
        import_package(col, old)
        before = cards(col)
        hidden = {key: hidden_by(col.get_card(card)) for key, card in before.items()}
        review(col, list(before.values()))
        schema = database(col).scalar("select scm from col")
        log = import_package(col, new)
        problems = []
        if database(col).scalar("select scm from col") != schema:
            problems.append("the import forces a full sync")
        if log.conflicting:
            problems.append(f"{len(log.conflicting)} notes are refused: the notetype differs")
        problems += (
            f"there are two notetypes: {it.name}"
            for it in col.models.all_names_and_ids()
            if it.name.endswith("+")
        )
        after = cards(col)
        for key, card in before.items():
            if after.get(key) != card:
                problems.append(f"{key}: the card is lost")
            elif col.get_card(card).reps != 1:
                problems.append(f"{key}: the schedule is lost")
            elif hidden_by(col.get_card(card)) != hidden[key]:
                now = hidden_by(col.get_card(card))
                problems.append(f"{key}: the history of {hidden[key]!r} now is on {now!r}")
        return problems


def review(col: Collection, reviewed: list[CardId]) -> None:
    """Answer each card once, as a learner would have done a month ago."""
    then = int(time.time() * 1000) - 30 * 86_400_000
    for order, card in enumerate(reviewed):
        database(col).execute(
            "update cards set type = 2, queue = 2, ivl = 30, due = 40, reps = 1 where id = ?", card
        )
        database(col).execute(
            "insert into revlog values (?, ?, -1, 3, 30, 10, 2500, 5000, 1)", then + order, card
        )
