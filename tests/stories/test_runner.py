"""The judge of the stories: one that never complains would prove nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from cribdeck.bootstrap.messages import SetUpError
from tests.stories.author import Author, Edition, Packed, editions
from tests.stories.conftest import without
from tests.stories.engine import (
    NEEDED,
    Age,
    CardState,
    Engine,
    NoEngineError,
    NoteState,
    State,
    engine,
)
from tests.stories.history import failure_of
from tests.stories.play import play
from tests.stories.promises import broken_promises
from tests.stories.story import TOLD, card, stories, story
from tests.stories.verdict import unlike_told

SLIP = """# A slip is corrected

## Before
~~~~ kafka.md
# Kafka

- 分区：主题的一段有续日志。
~~~~
- review: all

## After
- replace in kafka.md: 有续 => 有序
{fates}
"""


def state(*cards: CardState, schema: int = 1, revlog: Iterable[tuple[int, ...]] = ()) -> State:
    """Return a collection with these cards, each of a note of its own."""
    notes = {it.guid: NoteState(it.guid, 10, (), ("text", "context")) for it in cards}
    by_id = {it.id: it for it in cards}
    return State(notes, (), by_id, tuple(revlog), schema, ("Cribdeck",), "")


def reviewed(number: int, hidden: str, ivl: int = 4) -> CardState:
    schedule = {"type": 2, "queue": 2, "due": 9, "ivl": ivl, "reps": 1}
    return CardState(number, f"guid{number}", 0, "Cribdeck", f"[...] {number}", hidden, schedule, 0)


def edition(*guids: str, mod: int = 10) -> Edition:
    notes = {guid: Packed(("text", "context"), (), mod) for guid in guids}
    return Edition(0, Path(), notes, ("", "", ""), (), missed=False, forgetful=False, behind=False)


KEPT = state(reviewed(1, "甲"), reviewed(2, "乙"))
SAME = edition("guid1", "guid2")


def test_there_are_stories_enough() -> None:
    names = {it.name for it in stories()}
    assert len(names) == len(list(TOLD.iterdir())) > 60


def test_without_the_oldest_engine_its_stories_are_skipped_but_never_on_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def offline(*_: object) -> None:
        message = "pip cannot reach the package index"
        raise SetUpError(message)

    monkeypatch.setattr("tests.stories.engine.set_up", offline)
    with pytest.raises(NoEngineError, match=r"no Anki 23\.10 .* pip cannot reach") as missing:
        engine("oldest")
    monkeypatch.delenv(NEEDED, raising=False)
    with (
        pytest.warns(UserWarning, match="pip cannot reach"),
        pytest.raises(pytest.skip.Exception, match="pip cannot reach"),
    ):
        without(missing.value)
    monkeypatch.setenv(NEEDED, "required")
    with pytest.raises(pytest.fail.Exception, match="pip cannot reach"):
        without(missing.value)


@pytest.mark.parametrize(
    ("after", "new", "said"),
    [
        (KEPT, SAME, ""),
        (state(reviewed(1, "甲")), edition("guid1"), "lost: “[...] 2” → “乙”"),
        (state(reviewed(1, "甲"), reviewed(2, "乙", ivl=1)), SAME, "the schedule of “[...] 2”"),
        (replace(KEPT, schema=2), SAME, "forces a full sync"),
        (replace(KEPT, revlog=((1, 1),)), SAME, "the log of reviews"),
        (replace(KEPT, doubled=("guid1",)), SAME, "GUID guid1 is there more than once"),
        (replace(KEPT, notetypes=("Cribdeck", "Cribdeck+")), SAME, "two notetypes"),
        (replace(KEPT, style="b"), SAME, "the style was touched"),
        (KEPT, edition("guid1", "guid2", mod=11), "not changed, yet it claims to be"),
        (
            replace(KEPT, notes=KEPT.notes | {"guid2": NoteState("guid2", 11, (), ("mine", ""))}),
            SAME,
            "the learner's own was touched",
        ),
        (
            state(reviewed(1, "甲"), replace(reviewed(2, "甲"), question="[...] 1")),
            SAME,
            "2 cards ask the same: “[...] 1” → “甲”",
        ),
    ],
)
def test_what_no_import_may_do_is_seen(after: State, new: Edition, said: str) -> None:
    problems = list(broken_promises(KEPT, after, SAME, new))
    assert (said in problems[0]) if said else not problems


def test_a_card_that_asks_for_something_else_is_seen() -> None:
    after = state(reviewed(1, "乙"), reviewed(2, "乙"))
    (problem,) = unlike_told(KEPT, after, (), first=False)
    assert problem == "nothing is told of a change: “[...] 1” → “甲” now is “[...] 1” → “乙”"


def test_a_new_card_nobody_told_of_is_seen() -> None:
    after = state(*KEPT.cards.values(), reviewed(3, "丙"))
    (problem,) = unlike_told(KEPT, after, (), first=False)
    assert problem == "nothing is told of a new card “[...] 3” → “丙”"


@pytest.mark.parametrize(
    ("fates", "said"),
    [
        ("- keep: 分区 → 主题的一段有续日志 ⇒ 主题的一段有序日志\n- keep: → 分区", ""),
        ("- keep: → 分区", "nothing is told of a change"),
        ("- new: 分区 → 主题的一段有序日志", "it has the history of “Kafka 分区：[...]”"),
        ("- retired: → 分区", "it was left, but not as it was"),
        ("- untouched: → 分区", "its note was"),
        ("- gone: 分区 → 主题的一段有续日志", "it now is “Kafka 分区：[...]”"),
        ("- back: → 分区", "it was never gone"),
        ("- notes: 2 updated", "of the notes were {'updated': 1}"),
        ("- never: 分区 → 主题的一段有续日志 ⇒ 主题的一段有序日志", "it is on “Kafka 分区：[...]”"),
        ("- keep: → 消费者", "no such cards; there are"),
    ],
)
def test_a_story_that_tells_it_otherwise_fails(
    fates: str, said: str, engine_of: Callable[[Age], Engine], tmp_path: Path
) -> None:
    told = story("slip", SLIP.format(fates=fates))
    problems = list(play(told, list(editions(told, tmp_path / "root")), engine_of("newest")))
    assert problems[0].startswith("After: ") if said else not problems
    assert any(said in it for it in problems) or not said


@pytest.mark.parametrize(
    "line",
    ["- kep: → 分区", "keep nothing", "- keep: 分区", "- replace in kafka.md: 没有的话 => x"],
)
def test_a_line_that_cannot_be_understood_is_an_error(line: str, tmp_path: Path) -> None:
    if line.startswith("- keep"):
        with pytest.raises(ValueError, match="names no card"):
            card("分区")
        return
    if not line.startswith("-"):
        assert story("prose", SLIP.format(fates=line)).rounds[1].fates == ()
        return
    with pytest.raises(ValueError, match=r"nobody knows|stands 0 times"):
        list(editions(story("wrong", SLIP.format(fates=line)), tmp_path / "root"))


def test_a_matching_that_forgets_is_seen_by_a_random_history(
    engine_of: Callable[[Age], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the ledger every edited note is a new one."""
    build = Author.build

    def forget_and_build(author: Author) -> int:
        author.ledger.unlink(missing_ok=True)
        return build(author, accept=True)

    monkeypatch.setattr(Author, "build", forget_and_build)
    found = failure_of(0, range(16), engine_of("newest"), Counter())
    assert found is not None
    assert any("lost: " in it or "cards ask for" in it for it in found.problems)
