from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.identity.deck_name import deck_name


@pytest.mark.parametrize(
    ("deck", "titles", "expected"),
    [
        ("Cribdeck", ["Kafka"], "Cribdeck::Kafka"),
        ("后端::消息队列", [], "后端::消息队列"),
        ("Cribdeck", [""], "Cribdeck"),
        ("", [], "Cribdeck"),
        ("Cribdeck", ["std::vector"], "Cribdeck::std:vector"),
        (" a ::: b", ["c:", ":d"], "a::b::c::d"),
        ('the "deck"', ["line\nend  \u3000x"], "the deck::lineend x"),
    ],
)
def test_deck_names(deck: str, titles: list[str], expected: str) -> None:
    assert deck_name(deck, *titles) == expected


@given(st.text('a: "\n中', max_size=9), st.text('b:" \t文', max_size=9))
def test_a_tidy_name_stays_as_it_is(deck: str, title: str) -> None:
    tidy = deck_name(deck, title)
    assert deck_name(tidy) == tidy
    assert all(level == level.strip() != "" for level in tidy.split("::"))
