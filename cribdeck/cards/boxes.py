"""Boxes of the author: the title of one goes in, what kind of remark it holds comes out.

A fact that stands in a box has the box's title as its last crumb. On a card such a title is no
place but a label: what is asked was got wrong, is corrected, or holds from some version on only.
A title that is none of these words stays a crumb like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from cribdeck.facts.model import Aside
from cribdeck.folding import fold
from cribdeck.inline import plain

Box: TypeAlias = Literal["pitfall", "erratum", "version"]

_TITLES: Final[Mapping[Box, frozenset[str]]] = {
    "pitfall": frozenset(
        {
            *(
                "易错",
                "易错点",
                "常见错误",
                "常见误区",
                "误区",
                "注意",
                "注意事项",
                "坑",
                "踩坑",
                "警告",
            ),
            *("pitfall", "pitfalls", "caution", "warning", "common mistakes", "gotcha", "gotchas"),
        }
    ),
    "erratum": frozenset(
        {
            *("勘误", "更正", "订正", "纠错", "修正"),
            *("erratum", "errata", "correction", "corrections", "corrected"),
        }
    ),
    "version": frozenset(
        {
            *("版本", "版本说明", "版本差异", "版本变化", "新版本", "旧版本", "版本更新"),
            *("version", "versions", "version note", "version notes", "since", "changed in"),
        }
    ),
}


_SHOWN_BELOW: Final = frozenset({"erratum", "version"})
"""Boxes that qualify what stands above them; a pitfall has cards of its own."""
_EXAMPLES: Final = frozenset({"code", "formula"})


def beside_answer(asides: Iterable[Aside]) -> list[tuple[Box | None, Aside]]:
    """Return the asides that a card shows with the answer, and as what kind of box."""
    named = [(None if it.kind in _EXAMPLES else _box_of(it), it) for it in asides]
    return [(kind, it) for kind, it in named if kind in _SHOWN_BELOW or it.kind in _EXAMPLES]


def box(title: str) -> Box | None:
    """Return the kind of box that `title` stands over, if it is one of those told apart."""
    word = fold(title).casefold().strip(" ：:！!.。")
    return next((kind for kind, titles in _TITLES.items() if word in titles), None)


def _box_of(aside: Aside) -> Box | None:
    return box(plain(aside.title) or aside.kind)
