"""What tells nothing is on no sheet: outlines go in, the same with reasons come out.

Left off are sentences that only announce what follows (下面我们来看…, let's look at …) and lines
that only say the title above them again. Precision first: whatever a card asks, holds a mark of
the author, is one of several clauses, or leads in a list with a colon stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cribdeck.facts.model import Outline, Passage, Prose, Section
from cribdeck.folding import fold
from cribdeck.inline import Text, plain

ANNOUNCEMENT: Final = "it only announces what follows"
SAME_AS_TITLE: Final = "it only says the title above it again"

_TELL: Final = r"(?:介绍|说说|说一说|聊聊|聊一聊|讲讲|讲一讲|讲解)(?:一下|下)?"
_LOOK: Final = r"(?:看看|看一看|看一下|看下|看|了解|学习|分析|总结|回顾|梳理)(?:一下|下)?"
"""What a reader of the notes does, or somebody in them: then only with 我们, 一起 or 来."""
_WAY: Final = r"(?:就|先|再|会|将|要|主要|重点|简单|详细|一起|来)*"
_US: Final = rf"(?:(?:我们|咱们){_WAY}|(?:就|先|再)*(?:一起来?|来))"
_REST: Final = r"[^，。；：！？,;:!?=→]{0,24}[。！.!]?"
_ANNOUNCEMENT: Final = re.compile(
    rf"(?:那么[，,]?|好了?[，,])?(?:接下来|接着|下面|本文|本章|本节|这篇文章|这一[节章])[，,]?"
    rf"(?:(?:我们|咱们|笔者|我)?{_WAY}{_TELL}|{_US}{_LOOK}){_REST}"
    rf"|(?:我们|咱们)(?:先|再|来|一起|就)+(?:{_TELL}|{_LOOK}){_REST}"
    r"|(?:(?:now|next|first|then)[, ] ?|in this (?:section|chapter|article|post),? )?"
    r"(?:let['’]s|let us|we['’]ll|we will|i['’]ll|i will) (?:now |first |also )?"
    r"(?:look at|take a look at|see how|see what|discuss|cover|explore|talk about|go over)"
    r" [^,;:.!?=]{1,60}[.!]?",
    re.IGNORECASE,
)
_AROUND: Final = " \t：:。.*#"


def condensed(outline: Outline) -> Outline:
    """Return the outline with the reason on each passage that no sheet is to show."""
    return replace(outline, sections=tuple(_sections(outline.sections)))


def _sections(sections: Iterable[Section]) -> Iterable[Section]:
    for section in sections:
        title = _words(plain(section.title))
        yield replace(
            section,
            passages=tuple(_condensed(it, title) for it in section.passages),
            children=tuple(_sections(section.children)),
        )


def _condensed(passage: Passage, title: str) -> Passage:
    why = _needless(passage, title)
    return replace(passage, unused=why) if why else passage


def _needless(passage: Passage, title: str) -> str:
    shown = passage.shown
    if passage.covered or passage.facts or not isinstance(shown, Prose) or shown.depth:
        return ""
    if not all(isinstance(it, Text) for it in shown.text):
        return ""
    words = plain(shown.text).strip()
    if title and _words(words) == title:
        return SAME_AS_TITLE
    return ANNOUNCEMENT if _ANNOUNCEMENT.fullmatch(fold(words)) else ""


def _words(text: str) -> str:
    return "".join(fold(text).strip(_AROUND).casefold().split())
