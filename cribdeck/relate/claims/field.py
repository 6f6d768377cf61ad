"""One value told of two fields: `explain: type: Using index`, `explain: Extra: Using index`.

Only values of several words say where they belong; `type: string` may stand anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from cribdeck.relate.aliases import Aliases
from cribdeck.relate.claims.claim import Claim, ClaimRule, values_differ
from cribdeck.relate.sentences import Sentence

_CHAIN: Final = re.compile(
    r"(?<![a-z])([a-z_]{3,20}):\s?([a-z_]{2,20}):\s?([a-z]{2,20}(?: [a-z]{2,20}){1,3})(?![a-z])"
)


def _claims(sentences: Sequence[Sentence], _: Aliases) -> Iterator[Claim]:
    for sentence in sentences:
        for outer, field, value in _CHAIN.findall(sentence.text):
            yield Claim((outer, value), field, sentence)


RULE: Final = ClaimRule("field", _claims, values_differ, within_section=True)
