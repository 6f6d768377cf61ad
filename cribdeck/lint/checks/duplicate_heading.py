"""Two headings below the same parent say the same.

Headings are the context of every card below them. Where two sections share one, the learner
cannot tell from the card which of them is meant, and neither can a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Outline, Section
from cribdeck.inline import plain
from cribdeck.lint.check import Finding, OutlineCheck


def _examine(outline: Outline, _threshold: int) -> Iterator[Finding]:
    yield from _among(outline.sections)


def _among(sections: Sequence[Section]) -> Iterator[Finding]:
    seen: dict[str, Section] = {}
    for section in sections:
        title = plain(section.title).strip()
        first = seen.setdefault(title, section)
        if title and first is not section:
            message = f"the heading “{title}” stands in line {first.span.line} too"
            yield Finding(section.span, message)
        yield from _among(section.children)


CHECK: Final = OutlineCheck(
    name="duplicate_heading",
    doc=__doc__,
    hint="let one of them say what makes the difference, or join the sections",
    examine=_examine,
    finds=("# MQ\n\n## 优点\n解耦。\n\n## 优点\n削峰。\n", "# 甲\n\n文字。\n\n# 甲\n\n文字。\n"),
    accepts=("# MQ\n\n## Kafka\n\n### 优点\n快。\n\n## RabbitMQ\n\n### 优点\n灵活。\n",),
)
