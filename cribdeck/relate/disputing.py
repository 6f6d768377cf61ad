"""Facts whose cards should show what contradicts them: facts and opposed sentences go in.

A fact is concerned when it stands on the line of a sentence and says most of it, or is said by
it. What its card shows is the other sentence, with nothing hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.facts.model import Fact, Origin, Statement
from cribdeck.inline import Text
from cribdeck.relate.normalise import bare, bigrams
from cribdeck.relate.overlap import containment
from cribdeck.relate.placed import Placed
from cribdeck.relate.sentences import Sentence

RULE: Final = "claim"
"""Stands as the rule in the origin of the sentences that are shown."""
_SAID: Final = 0.6


def disputing(
    facts: Sequence[Placed], pairs: Sequence[tuple[Sentence, Sentence]]
) -> Iterator[tuple[Placed, Fact]]:
    """Yield each fact that is concerned, with the sentence that contradicts it."""
    if not pairs:
        return
    lines = {(it.span.path, it.span.line) for pair in pairs for it in pair}
    standing: defaultdict[tuple[str, int], list[Placed]] = defaultdict(list)
    for fact in facts:
        span = fact.fact.origin.span
        for line in range(span.line, span.end_line + 1):
            if (span.path, line) in lines:
                standing[span.path, line].append(fact)
    for one, other in pairs:
        for mine, theirs in ((one, other), (other, one)):
            told = bigrams(bare(mine.written))
            for fact in standing[mine.span.path, mine.span.line]:
                if containment(fact.pairs, told) >= _SAID:
                    yield fact, _claim(theirs)


def _claim(sentence: Sentence) -> Statement:
    return Statement(Origin(sentence.span, RULE, sentence.titles), (Text(sentence.written),))
