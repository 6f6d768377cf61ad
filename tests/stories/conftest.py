"""The two engines, started when they are first needed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.stories.engine import NEEDED, Age, Engine, NoEngineError, engine


@pytest.fixture(scope="session")
def engine_of() -> Iterator[Callable[[Age], Engine]]:
    started: dict[Age, Engine | NoEngineError] = {}

    def of(age: Age) -> Engine:
        if age not in started:
            try:
                started[age] = engine(age)
            except NoEngineError as problem:
                started[age] = problem
        found = started[age]
        if isinstance(found, Engine):
            return found
        if os.environ.get(NEEDED) == "required":
            pytest.fail(str(found))
        pytest.skip(str(found))

    yield of
    for it in started.values():
        if isinstance(it, Engine):
            it.close()
