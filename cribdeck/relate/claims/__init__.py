"""Claims: sentences go in, pairs of sentences that claim opposite things come out.

What two freely worded notes say can be compared where a rule knows a *slot*, a thing of
which only one value can be true: which is the default, in which order, kept where. A rule
reads `Claim`s from a sentence; two claims of one rule with the same slot are at odds when the
rule says so of their values. Policy: precision before number. A section that makes
both claims weighs them against each other, so as a rule it makes neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims import absence, default, failure, field, kept_in, order, proportion
from cribdeck.relate.claims.claim import Claim, ClaimRule
from cribdeck.relate.sentences import Sentence

RULES: Final[tuple[ClaimRule, ...]] = (
    order.RULE,
    default.RULE,
    absence.RULE,
    kept_in.RULE,
    failure.RULE,
    proportion.RULE,
    field.RULE,
)
_REACH: Final = 12
"""Claims of one slot that are compared with each; more share a word, not a subject."""


def opposed(sentences: Sequence[Sentence], known: Aliases) -> list[tuple[Sentence, Sentence]]:
    """Return the pairs of `sentences` that are at odds, the first in reading order first."""
    found: dict[tuple[Sentence, Sentence], None] = {}
    for rule in RULES:
        slots: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in rule.claims(sentences, known):
            slots[claim.slot].append(claim)
        for claims in slots.values():
            found |= dict.fromkeys(_opposed(rule, claims))
    place = {id(sentence): at for at, sentence in enumerate(sentences)}
    in_order = [sorted(pair, key=lambda it: place[id(it)]) for pair in found]
    return sorted(
        ((one, other) for one, other in in_order),
        key=lambda pair: (place[id(pair[0])], place[id(pair[1])]),
    )


def _opposed(rule: ClaimRule, claims: Sequence[Claim]) -> Iterator[tuple[Sentence, Sentence]]:
    weighed = (
        set()
        if rule.within_section
        else {
            one.sentence.place
            for at, one in enumerate(claims)
            for other in claims[at + 1 : at + 1 + _REACH]
            if one.sentence.place == other.sentence.place and rule.at_odds(one, other)
        }
    )
    for at, one in enumerate(claims):
        for other in claims[at + 1 : at + 1 + _REACH]:
            places = {one.sentence.place, other.sentence.place}
            may_differ = len(places) > 1 or rule.within_section
            if may_differ and not places & weighed and rule.at_odds(one, other):
                yield one.sentence, other.sentence
