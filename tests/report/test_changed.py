"""What a report says of changes, and what the next one takes from it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.changes import Change, Changes, Found, Moved, Searches
from cribdeck.emit.report_html import report_before
from cribdeck.report.changed import changes_data, read_changes, says_nothing, states
from cribdeck.report.drawings import drawing_data, read_drawings
from cribdeck.sheets.drawing import DrawnBox, DrawnPage


def change(state: Any, guid: str, **more: Any) -> Change:  # noqa: ANN401
    return Change(
        state=state, guid=guid, kind="statement", deck="d", path="a.md", line=3,
        fields=("甲{{c1::乙}}",), tags=(), **more,
    )  # fmt: skip


CHANGES = Changes(
    notes=(
        change("new", "a"),
        change("edited", "b", anew=(2,), lost=(1,)),
        change("moved", "c", was_in="b.md › 丙"),
        change("retired", "d"),
    ),
    unchanged=4,
    searches=Searches(Found("tag:x", 1), (Moved("d", "e", "ID:c", 1),), Found("ID:b", 1)),
)
NOTHING = Changes((), 9, Searches(None, (), None))


def test_changes_are_read_back_as_they_were_written() -> None:
    data = changes_data(CHANGES)
    assert read_changes(json.dumps(data)) == data
    assert states(data) == {"a": "new", "b": "edited", "c": "moved", "d": "retired"}
    retired = data["notes"][-1]
    assert (retired["path"], retired["words"]) == ("a.md", "甲«乙»")


def test_a_build_without_changes_says_nothing() -> None:
    assert says_nothing(changes_data(NOTHING))
    assert not says_nothing(changes_data(CHANGES))


DAMAGE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@given(st.data())
def test_what_is_not_of_the_form_is_never_taken(draw: st.DataObject) -> None:
    """Any value of a report put in the place of any other: read back whole, or not at all."""
    data = changes_data(CHANGES)
    holder: Any = data
    while True:
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        key = draw.draw(st.sampled_from(list(keys)))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or draw.draw(st.booleans()):
            break
        holder = inner
    holder[key] = draw.draw(DAMAGE)
    found = read_changes(json.dumps(data))
    if found is None:
        return
    # What was taken has the form that the page relies on.
    assert found.keys() == {"notes", "moved", "empty"}
    for note in found["notes"]:
        assert isinstance(note["guid"], str)
        assert note["state"] in {"new", "edited", "moved", "retired"}
        for field, pieces in note.get("diff", ()):
            assert isinstance(field, str)
            assert all(isinstance(text, str) for piece in pieces for text in piece)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, "7"])
def test_what_is_no_report_tells_nothing(text: str) -> None:
    assert read_changes(text) is None
    assert read_drawings(text) == {}
    block = f'<script type="application/json" id="changes">{text}</script>'
    assert report_before(block.encode()).changes is None


def test_bytes_that_are_no_text_tell_nothing() -> None:
    assert report_before(b"\xff\xfe\x00").changes is None
    assert report_before(None).drawings == {}


def test_drawings_are_read_back_and_those_of_another_form_are_not() -> None:
    page = DrawnPage(297, 210, (DrawnBox(6, 17.1, 69.3, 40, 2, "标题" * 40),))
    data = {"kafka": drawing_data([page])}
    assert read_drawings(json.dumps(data)) == data
    ((width, height, ((left, top, *_, hue, title),)),) = data["kafka"]
    assert (width, height, left, top, hue, len(title)) == (2970, 2100, 60, 171, 2, 40)
    for bad in ([[1, 2]], [[1, 2, [[1, 2, 3, 4, 9, "x"]]]], [[1, 2, [["1", 2, 3, 4, 1, "x"]]]], 7):
        assert read_drawings(json.dumps({**data, "other": bad})) == data
