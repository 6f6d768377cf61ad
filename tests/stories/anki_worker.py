"""A learner's Anki in a process of its own: one JSON request a line in, one answer a line out.

It runs under whichever version of the engine its Python has, so it knows no part of
Cribdeck. `open` starts an empty collection, `import` takes a package with the defaults of
Anki's dialog, the others do what a learner does; every answer but that of `judge` is the
collection as it is then (`_state`), unless the request says that nobody looks (`unseen`).

The engine's clock cannot be set. So what a request stamped with the real time is moved to
the time that the request names, which is the time of the story.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from anki.collection import Collection

from tests import anki_oracle
from tests.anki_oracle import database

Request: TypeAlias = dict[str, Any]

_AGAIN, _HARD, _GOOD, _EASY = range(4)
_HABIT = (_EASY, _GOOD, _EASY, _HARD, _EASY, _AGAIN)
"""How the learner answers one card after the other."""


def _import(col: Collection, request: Request) -> Request:
    log = anki_oracle.import_package(col, Path(request["package"]).read_bytes())
    return {"counts": anki_oracle.counts(log)}


def _review(col: Collection, request: Request) -> Request:
    """Answer the cards in one go, whatever the daily limit says."""
    scheduler: Any = col.sched
    for order, card_id in enumerate(_cards(col, request)):
        card = col.get_card(card_id)
        card.start_timer()
        states = col._backend.get_scheduling_states(card_id)  # noqa: SLF001  as reviewers do
        rating = _HABIT[order % len(_HABIT)]
        scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=rating))
    return {}


def _flag(col: Collection, request: Request) -> Request:
    col.set_user_flag_for_cards(request["flag"], _cards(col, request))
    return {}


def _suspend(col: Collection, request: Request) -> Request:
    col.sched.suspend_cards(_cards(col, request))
    return {}


def _reschedule(col: Collection, request: Request) -> Request:
    col.sched.set_due_date(_cards(col, request), request["days"])
    return {}


def _tag(col: Collection, request: Request) -> Request:
    col.tags.bulk_add(_notes(col, request), request["tag"])
    return {}


def _edit(col: Collection, request: Request) -> Request:
    for note_id in _notes(col, request):
        note = col.get_note(note_id)
        note[request["field"]] += request["text"]
        col.update_note(note)
    return {}


def _delete_notes(col: Collection, request: Request) -> Request:
    col.remove_notes(_notes(col, request))
    return {}


def _delete_empty_cards(col: Collection, _: Request) -> Request:
    """Do what Tools › Empty Cards does."""
    reports = col._backend.get_empty_cards().notes  # noqa: SLF001  no public way
    col.remove_cards_and_orphaned_notes([card for report in reports for card in report.card_ids])
    return {}


def _move(col: Collection, request: Request) -> Request:
    deck = col.decks.id(request["deck"])
    assert deck is not None
    col.set_deck(_cards(col, request), deck)
    return {}


def _rename_deck(col: Collection, request: Request) -> Request:
    deck = col.decks.by_name(request["deck"])
    assert deck is not None, f"there is no deck {request['deck']}"
    col.decks.rename(deck, request["name"])
    return {}


def _style(col: Collection, request: Request) -> Request:
    notetype = col.models.by_name("Cribdeck")
    assert notetype is not None
    notetype["css"] += request["css"]
    col.models.update_dict(notetype)
    database(col).execute("update notetypes set mtime_secs = ?", request["now"])
    # The engine has notetypes in its memory.
    col.close()
    col.reopen()
    return {}


def _look(_col: Collection, _: Request) -> Request:
    return {}


_REQUESTS: dict[str, Callable[[Collection, Request], Request]] = {
    "delete empty cards": _delete_empty_cards,
    "delete notes": _delete_notes,
    "edit": _edit,
    "flag": _flag,
    "import": _import,
    "look": _look,
    "move": _move,
    "rename deck": _rename_deck,
    "reschedule": _reschedule,
    "review": _review,
    "style": _style,
    "suspend": _suspend,
    "tag": _tag,
}


def _cards(col: Collection, request: Request) -> list[Any]:
    known = anki_oracle.cards(col)
    return [known[guid, ordinal] for guid, ordinal in request["cards"]]


def _notes(col: Collection, request: Request) -> list[Any]:
    return list(dict.fromkeys(col.get_card(card).nid for card in _cards(col, request)))


def _state(col: Collection) -> Request:
    """Return all of a collection that a rebuild could harm."""
    notetypes = {it["name"]: it for it in col.models.all()}
    ours = notetypes.get("Cribdeck")
    return {
        "notes": list(_note_states(col)),
        "cards": list(_card_states(col)),
        "revlog": database(col).execute("select * from revlog order by id"),
        "schema": database(col).scalar("select scm from col"),
        "notetypes": sorted(notetypes),
        "style": ours["css"] if ours else "",
    }


def _note_states(col: Collection) -> Iterator[Request]:
    for guid, mod, tags, fields in database(col).execute(
        "select guid, mod, tags, flds from notes order by id"
    ):
        yield {
            "guid": guid,
            "mod": mod,
            "tags": sorted(tags.split()),
            "fields": fields.split("\x1f"),
        }


def _card_states(col: Collection) -> Iterator[Request]:
    decks = {it.id: it.name for it in col.decks.all_names_and_ids()}
    for card_id, guid in database(col).execute(
        "select c.id, n.guid from cards c join notes n on n.id = c.nid order by c.id"
    ):
        card = col.get_card(card_id)
        output = card.render_output()
        yield {
            "id": card_id,
            "guid": guid,
            "ordinal": card.ord,
            "deck": decks[card.did],
            "question": anki_oracle.text_of(output.question_text),
            "hidden": " / ".join(anki_oracle.cloze_texts(output.answer_text)),
            "schedule": {
                name: getattr(card, name)
                for name in ("type", "queue", "due", "ivl", "factor", "reps", "lapses", "left")
            },
            "flags": card.flags,
        }


def _answer(col: Collection, request: Request) -> Request:
    begun = int(time.time())
    found = _REQUESTS[request["do"]](col, request)
    database(col).execute(
        "update notes set mod = ? where mod between ? and ?",
        *(request["now"], begun, int(time.time()) + 1),
    )
    return found if request.get("unseen") else found | _state(col)


def main() -> None:
    """Serve requests until there are no more."""
    with ExitStack() as stack:
        col: Collection | None = None
        for request in map(json.loads, sys.stdin):
            try:
                if request["do"] == "judge":
                    package = Path(request["package"]).read_bytes()
                    answer: Request = {"problems": anki_oracle.problems_of_package(package)}
                elif request["do"] == "open":
                    stack.close()
                    col = stack.enter_context(anki_oracle.collection())
                    answer = _state(col)
                else:
                    assert col is not None
                    answer = _answer(col, request)
            except Exception:  # noqa: BLE001  the other side says which story it was
                answer = {"error": traceback.format_exc()}
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
