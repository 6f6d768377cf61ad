from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.sheets import file_names
from cribdeck.sheets.file_names import file_name


def test_the_examples_hold() -> None:
    assert doctest.testmod(file_names).failed == 0


@pytest.mark.parametrize("device", ["con", "NUL", "aux.old", "Com1", "lpt9.x.y"])
def test_names_of_windows_devices_get_another_beginning(device: str) -> None:
    assert file_name(device, "deck") == f"_{device}"
    assert file_name(f"x{device}", "deck") == f"x{device}"


@given(st.text(st.characters(exclude_categories=[])) | st.text("长a.: \ud800", min_size=100))
def test_any_words_give_a_name_that_fits_with_its_ending(words: str) -> None:
    name = file_name(words, "sheet")
    assert 0 < len(name.encode()) <= 201
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name == name.strip(". ")
    assert file_name(name, "sheet") == name
