"""Random histories: whatever an author does to notes, the learner loses nothing.

What must hold is known, since every answer of the invented notes is given once: no review
is lost, no history is on another answer, nothing is there twice, no import forces a full
sync. `CRIBDECK_HISTORIES=1000` plays that many histories, `CRIBDECK_HISTORY=17` starts with
number 17.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from typing import Final

from tests.stories.engine import Age, Engine
from tests.stories.history import failure_of, shortened

_HISTORIES: Final = int(os.environ.get("CRIBDECK_HISTORIES", "40"))
_FIRST: Final = int(os.environ.get("CRIBDECK_HISTORY", "0"))
_STEPS: Final = range(56)
_ENOUGH: Final = 3
"""Failures that are told; more would only make it longer."""


def test_no_review_is_ever_lost(engine_of: Callable[[Age], Engine]) -> None:
    engine = engine_of("newest")
    done = Counter[str]()
    failures = list[str]()
    for seed in range(_FIRST, _FIRST + _HISTORIES):
        found = failure_of(seed, _STEPS, engine, done)
        if found and len(failures) < _ENOUGH:
            failures.append(str(shortened(found, engine)))
        done["histories that went wrong"] += found is not None
    sys.stdout.write(f"{dict(done)}\n")
    assert not failures, "\n\n".join(failures)
    assert done["edits"] == _HISTORIES * len(_STEPS)
