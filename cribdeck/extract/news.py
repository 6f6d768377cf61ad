"""How much an answer tells that its question and the titles above have not told already.

The statement of a prose rule goes in; out comes the same statement, or why it is not worth
asking. Policy: words that carry nothing (的, 进行) and evaluations of something general
(提高, 性能) do not count, what can be read around the blank or in a title is not new. Of 61
good cards on causes and conditions two had less than two characters of news, of 70 others
17. `not_told` is for rules whose answers are terms, numbers and limits.
"""

from __future__ import annotations

import re

from cribdeck.extract.leak.content import content_beside, is_how_many
from cribdeck.extract.rule import Declined
from cribdeck.extract.trivial import FILLER
from cribdeck.facts.holes import statement_prompts
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import plain

_FEWEST_NEW, _SMALLEST_SHARE = 2, 0.25
"""Characters, a Latin word counts as two; of the content of the answer."""
_LEAST_SHARE, _SHORTEST = 0.2, 3
"""Of an answer of at least so many characters of content."""
_LATIN = re.compile(r"[A-Za-z\d]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"[“「『\"][^”」』\"]{1,20}[”」』\"]")
"""What is told word for word."""
_LETTER = re.compile(
    r"(?:[当若]|如果|一旦|服务)\s?[A-E](?![A-Za-z\d])|(?<![A-Za-z\d])[A-E]{1,4}\s?(?:服务|系统)"
)
_TITLED_SHARE, _SHORTEST_TITLED = 0.75, 4
"""Of the different characters of an answer: 短暂的内存泄露 under 暂时性内存泄露."""
_TOLD = Declined("what follows can be told from the rest of the card")


def speaks_of_letters(text: str) -> bool:
    """Return whether somebody in an example is named by a letter: 当 A 上线时, 服务 B, A 服务."""
    return _LETTER.search(text) is not None


def telling(outcome: Statement | Declined) -> Statement | Declined:
    """Return a statement whose hidden piece says something new, or why it is none."""
    if isinstance(outcome, Declined):
        return outcome
    new, content = _news(outcome)
    if _is_title(outcome):
        return Declined("the title says it in other words")
    return _TOLD if new < _FEWEST_NEW or new < _SMALLEST_SHARE * content else outcome


def _is_title(statement: Statement) -> bool:
    """Return whether nearly all Chinese characters of the hidden piece stand in the last title."""
    ((hole, _),) = statement_prompts(statement.text)
    if _LATIN.search(hole.answer):
        return False
    said = set(_HAN.findall(FILLER.sub("", fold(hole.answer))))
    above = fold("".join(statement.origin.breadcrumb[-1:]))
    return len(said) >= _SHORTEST_TITLED and (
        sum(character in above for character in said) >= _TITLED_SHARE * len(said)
    )


def not_told(outcome: Statement | Declined) -> Statement | Declined:
    """Return a statement unless next to all of its hidden piece can be read in it or above."""
    if isinstance(outcome, Declined):
        return outcome
    ((hole, visible),) = statement_prompts(outcome.text)
    new, content = _news(outcome)
    told = content >= _SHORTEST and new <= _LEAST_SHARE * content
    return _TOLD if told and not is_how_many(visible, hole.answer) else outcome


def _news(statement: Statement) -> tuple[int, int]:
    """Return how much of the hidden piece is new, and how much content it has at all."""
    ((hole, visible),) = statement_prompts(statement.text)
    shown = " ".join((*statement.origin.breadcrumb, plain(statement.lead_in), visible))
    content, known = content_beside(shown, hole.answer, FILLER)
    if _QUOTED.search(hole.answer):
        known = 0
    return content - known, content
