"""Lines that the author has labelled as a remark (注意：, 误区：, ⚠, Tip:) are callouts.

A passage goes in and comes out, as a callout if its line opens with such a label; the label of
the callout stands for the author's. Numbered items stay in their list, and so does what has
items below it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cribdeck.facts.model import Callout, Passage, Prose
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain

_LABELS: Final = (
    (
        "warning",
        r"(?:常见)?(?:易错点?|误区|陷阱|错误|坑点?)|勘误|更正|警告|warning|caution|pitfall|gotcha",
    ),
    ("note", r"注意(?:事项|点)?|备注|注|note|n\.?b\.?"),
    ("tip", r"(?:小)?提示|小?技巧|小贴士|tips?"),
)
_LABELLED: Final = tuple(
    (kind, re.compile(rf"\s*(?:⚠\ufe0f?\s*)?(?:{words})\s*[：:]\s*(?=\S)", re.IGNORECASE))
    for kind, words in _LABELS
)
_BULLETS: Final = frozenset({"", "-", "*", "+"})
_DEEPEST: Final = 1
_SIGN: Final = re.compile(r"\s*⚠\ufe0f?\s*(?=\S)")


def remark_label(line: RichText) -> tuple[str, int] | None:
    """Return the look of a labelled remark, and how many characters its label takes."""
    words = fold(plain(line))
    for kind, label in _LABELLED:
        if found := label.match(words):
            return kind, found.end()
    sign = _SIGN.match(words)
    return ("warning", sign.end()) if sign else None


def as_remark(passage: Passage, following: Passage | None) -> Passage:
    """Return a labelled line as a callout, any other passage as it is.

    Args:
        passage: the passage.
        following: the one after it in the section.
    """
    line = passage.shown
    if not isinstance(line, Prose) or line.depth > _DEEPEST or line.marker not in _BULLETS:
        return passage
    found = remark_label(line.text)
    words = plain(line.text)
    if found is None or words.rstrip().endswith(("：", ":")) or _is_below(line, following):
        return passage
    kind, size = found
    inside = Prose(line.span, cut(line.text, size, len(words)))
    return replace(passage, shown=Callout(line.span, kind, (), (replace(passage, shown=inside),)))


def _is_below(line: Prose, following: Passage | None) -> bool:
    shown = None if following is None else following.shown
    return shown is not None and getattr(shown, "depth", 0) > line.depth
