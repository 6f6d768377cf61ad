from __future__ import annotations

import re

import pytest

from cribdeck.cards.anki_syntax import ClozeSyntaxError, cloze_html, cloze_numbers, text_html
from cribdeck.inline import Cloze


@pytest.mark.parametrize(
    ("field", "numbers"),
    [
        ("no cloze", set()),
        ("{{c1::a}} and {{c3::b::hint}} and {{c1::c}}", {1, 3}),
        ("{{c2::outer {{c1::inner}} text}}", {1, 2}),
        ("{{c499::last}}", {499}),
        ("{{Field}", set()),
    ],
)
def test_numbers_are_found_as_the_engine_finds_them(field: str, numbers: set[int]) -> None:
    assert cloze_numbers(field) == numbers


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("{{c1::a}}}}", "outside a cloze"),
        ("a }} b", "outside a cloze"),
        ("{{c1::a", "cloze 1 is never closed"),
        ("{{c0::a}}", "not within 1 to 499"),
        ("{{c500::a}}", "not within 1 to 499"),
        ("{{c1,2::a}}", "not within 1 to 499"),
        ("{{c1::{{c2::{{c3::{{c4::a}}}}}}}}", "more than 3 nested"),
    ],
)
def test_what_anki_would_misread_is_refused(field: str, reason: str) -> None:
    with pytest.raises(ClozeSyntaxError, match=re.escape(reason)):
        cloze_numbers(field)


def test_plain_text_stays_readable_in_the_editor() -> None:
    assert text_html("Kafka 默认端口：9092, key: value, a/b?") == (
        "Kafka 默认端口：9092, key: value, a/b?"
    )


def test_a_cloze_without_a_number_just_stands() -> None:
    assert cloze_html(Cloze((), None, "hint"), "text") == "text"
