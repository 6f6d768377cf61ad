"""Why a statement gave no card, when nothing forbade it and no rule took it.

A unit goes in, a short English phrase for the coverage report comes out; never empty.
What the unit plainly is comes first, then the rule that came nearest to it.
"""

from __future__ import annotations

import re

from cribdeck.extract.meaning import LONGEST_SHOWN
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import Unit
from cribdeck.units import units
from cribdeck.wording import is_example, is_question, is_term, mentions_person

NO_PATTERN = "prose without a recognised pattern"
LEAD_IN = "lead-in of what follows"
TITLE = "title of what stands below"
QUESTION = "question without a short answer below it"
EXAMPLE = "example"
TALK = "talk, not a fact"
SHORT = "too short to say anything"
_SHORTEST = 3
_LONG = 120
"""Units of a statement that no card could hold as a whole."""
_LEAD_IN = re.compile(r"(?:[:：]|如下|以下几[点种个])\s*$")


def why(unit: Unit, declined: str = "") -> str:
    """Return why no rule found a fact in `unit`; `declined` names a rule that nearly did."""
    text = unit.text
    label = labelled(unit.content)
    size = units(text)
    too_long = (
        label is not None and is_term(label.name) and units(label.body) > LONGEST_SHOWN
    ) or size > _LONG
    checks = (
        (_LEAD_IN.search(text), LEAD_IN),
        (too_long, f"too long for a card ({size} units)"),
        (size < _SHORTEST, SHORT),
        (is_question(text[-8:]) and text.rstrip().endswith(("?", "？")), QUESTION),
        (is_example(text), EXAMPLE),
        (mentions_person(text), TALK),
    )
    return next((phrase for found, phrase in checks if found), declined or NO_PATTERN)
