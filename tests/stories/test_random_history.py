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

_HISTORIES: Final = int(os.environ.get("CRIBDECK_HISTORIES", "36"))
_FIRST: Final = int(os.environ.get("CRIBDECK_HISTORY", "0"))
_STEPS: Final = range(56)


def test_no_review_is_ever_lost(engine_of: Callable[[Age], Engine]) -> None:
    engine = engine_of("newest")
    done = Counter[str]()
    seeds = range(_FIRST, _FIRST + _HISTORIES)
    found = [failure_of(seed, _STEPS, engine, done) for seed in seeds]
    failures = [it for it in found if it]
    sys.stdout.write(f"{len(failures)} of {_HISTORIES} histories went wrong: {dict(done)}\n")
    told = [str(shortened(it, engine)) for it in failures[:1]]
    told += [f"history {it.seed}: {'; '.join(it.problems)}" for it in failures[1:]]
    assert not failures, "\n\n".join(told)
    assert done["edits"] == _HISTORIES * len(_STEPS)
