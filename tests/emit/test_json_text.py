"""Our writer gives what the standard library's does."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from cribdeck.emit.json_text import json_text

ENTRIES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text()),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
)


@given(ENTRIES)
def test_it_is_the_text_of_the_standard_library(entries: object) -> None:
    assert json_text(entries) == json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
