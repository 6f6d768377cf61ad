from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.emit.highlight import code_html

NGINX = "\n\nupstream app {\n    least_conn;  # 最少连接\n}\n"


def text_of(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", shown))


@pytest.mark.parametrize("language", ["nginx", "python", "php", "", "no such language", " SQL "])
@pytest.mark.parametrize("text", [NGINX, "", "\n", "a\n\n\n", "\tx <b> & 'y'", "<?php echo 1;"])
def test_code_is_shown_as_it_is_written(language: str, text: str) -> None:
    assert text_of(code_html(language, text)) == text


@given(
    st.sampled_from(["nginx", "python", "go", "java", "bash", "php", "sql", "json", "yaml", "c++"]),
    st.text("abc{}()[]<>&;:=\"'#$/\\ \n\t中", max_size=60),
)
def test_no_character_is_ever_lost(language: str, text: str) -> None:
    assert text_of(code_html(language, text)) == text


def test_a_known_language_is_coloured_and_an_unknown_one_is_not() -> None:
    assert '<span class="k">upstream</span>' in code_html("nginx", NGINX)
    assert "<span" not in code_html("no such language", NGINX)


def test_very_long_code_is_shown_plain() -> None:
    assert "<span" not in code_html("python", "x = 1\n" * 5_000)
