"""What becomes of a learner's cards when the notes are edited: told in `told/*.md`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.stories.author import Edition, editions
from tests.stories.engine import Age, Engine
from tests.stories.play import play
from tests.stories.story import Story, stories

STORIES = tuple(stories())


@pytest.fixture(scope="session")
def editions_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Story], tuple[Edition, ...]]:
    """Build each story once, for both engines."""
    made: dict[str, tuple[Edition, ...]] = {}

    def of(story: Story) -> tuple[Edition, ...]:
        if story.name not in made:
            root = tmp_path_factory.mktemp("story") / "root"
            made[story.name] = tuple(editions(story, root))
        return made[story.name]

    return of


@pytest.mark.parametrize("age", ["newest", "oldest"])
@pytest.mark.parametrize("story", STORIES, ids=lambda it: it.name)
def test_story(
    story: Story,
    age: Age,
    engine_of: Callable[[Age], Engine],
    editions_of: Callable[[Story], tuple[Edition, ...]],
) -> None:
    problems = list(play(story, editions_of(story), engine_of(age)))
    told = "".join(f"\n  {it}" for it in problems)
    assert not problems, f"{story.title} (Anki {age}){told}"
