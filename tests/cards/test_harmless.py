"""A ledger from somebody else may hold anything; what goes to Anki shows text and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.cards.anki_syntax import math_html, text_html
from cribdeck.cards.harmless import is_harmless
from tests.fact_samples import ONE_OF_EACH, built


def test_every_field_that_we_make_is_harmless() -> None:
    for note in built(ONE_OF_EACH)[0]:
        assert all(map(is_harmless, note.fields))


@given(st.text(st.sampled_from("<>[]&\\$/sound:latex甲\n"), max_size=20))
def test_any_text_that_was_escaped_is_harmless(characters: str) -> None:
    assert is_harmless(text_html(characters))
    assert is_harmless(f"<p>{math_html(characters)}</p>")


@pytest.mark.parametrize(
    "field",
    [
        '<img class="picture" src="cribdeck-0123456789abcdef.png" width="4" height="3" alt="a">',
        '<img src="cribdeck-0123456789abcdef.jpg" alt="" title="onload=x()">',
        "甲[sound:cribdeck-0123456789abcdef.mp3]乙",
    ],
)
def test_files_of_ours_are_harmless(field: str) -> None:
    assert is_harmless(field)


@pytest.mark.parametrize(
    "field",
    [
        '<img src="cribdeck-0123456789abcdef.png" onerror="x()">',
        '<img src="cribdeck-0123456789abcdef.png" src="//host/x">',
        '<img src="//host/cribdeck-0123456789abcdef.png">',
        '<img src="cribdeck-0123456789abcdef.png" style="background:url(//host/x)">',
        '<img src="cribdeck-0123456789abcdef.png" srcset="//host/x">',
        "<img>",
        "[sound:cribdeck-0123456789abcdef.mp3/../a]",
        "[sound:cribdeck-0123456789abcdef.mp3][sound:a.mp3]",
        "<script>alert(1)</script>",
        "<SCRIPT src=x>",
        "<img src=x onerror=alert(1)>",
        '<div onclick="x()">a</div>',
        '<div class="a"onmouseover=x()>a</div>',
        "<div/onclick=x()>a",
        '<a href="javascript:x()">a</a>',
        '<p style="background:url(//host/x)">a</p>',
        "<svg><animate onbegin=x()></svg>",
        "<iframe srcdoc=x>",
        "<style>@import '//host/x'</style>",
        "<link rel=stylesheet href=//host/x>",
        "<base href=//host/>",
        "<!-- --!><img src=x>",
        "<![CDATA[<img src=x onerror=x()>]]>",
        "<?xml <img src=x onerror=x()>",
        "</p <img src=x onerror=x()>",
        "text <img src=x onerror=x()",
        "<div <script>",
        "a < b",
        "[sound:a.mp3]",
        "[anki:tts lang=en]a[/anki:tts]",
        "[latex]\\input{/etc/passwd}[/latex]",
        "[$]x[/$]",
        "[$$]x",
        "a\x00b",
    ],
)
def test_whatever_could_do_more_than_show_text_is_found(field: str) -> None:
    assert not is_harmless(field)
