from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.cards.tags import tags


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("kafka.md", [], ("cribdeck::kafka",)),
        ("消息队列/01 Kafka 入门.md", [], ("cribdeck::消息队列::01-Kafka-入门",)),
        ("a.md", ["面试", "#后端/消息队列", "面试"], ("cribdeck::a", "面试", "后端::消息队列")),
        ("a.md", ["全角\u3000空格", "C++", "a_b*c"], ("cribdeck::a", "全角-空格", "C++", "a-b-c")),
        ("a.md", ["", " ", "::", "“”"], ("cribdeck::a",)),
        ("notes.v2.md", [], ("cribdeck::notes.v2",)),
    ],
)
def test_tags(path: str, words: list[str], expected: tuple[str, ...]) -> None:
    assert tags([path], words) == expected


def test_a_note_from_two_sources_has_the_tags_of_both() -> None:
    assert tags(["a.md", "b.md", "a.md"], []) == ("cribdeck::a", "cribdeck::b")


@given(st.text(), st.text())
def test_no_tag_ever_holds_what_anki_would_change(path: str, word: str) -> None:
    for tag in tags([f"a{path}.md"], [word]):
        assert not set(tag) & set(' \u3000\t\n"*_\\')
        assert all(level.strip() for level in tag.split("::"))
