"""The two engines, started when they are first needed."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator

import pytest

from tests.stories.engine import NEEDED, Age, Engine, NoEngineError, engine


@pytest.fixture(scope="session")
def engine_of() -> Iterator[Callable[[Age], Engine]]:
    started: dict[Age, Engine | NoEngineError] = {}

    def of(age: Age) -> Engine:
        if age not in started:
            started[age] = _started(age)
        found = started[age]
        return found if isinstance(found, Engine) else without(found)

    yield of
    for it in started.values():
        if isinstance(it, Engine):
            it.close()


def without(problem: NoEngineError) -> Engine:
    """Skip the test, for everybody to hear, or fail where nothing may be left out."""
    if os.environ.get(NEEDED) == "required":
        pytest.fail(str(problem))
    warnings.warn(str(problem), stacklevel=2)
    pytest.skip(str(problem))


def _started(age: Age) -> Engine | NoEngineError:
    try:
        return engine(age)
    except NoEngineError as problem:
        return problem
