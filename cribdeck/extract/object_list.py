"""Several things in the object of one verb: asked for as a list, or not at all.

A sentence and the place of an object in it go in; out comes a listing under the words before
the object, the reason why there is none, or None where the object is one thing or two.
Policy: nobody is sure whether he knows `a、b、c` in one blank, so three things are three answers.
"""

from __future__ import annotations

import re

from cribdeck.extract.enumeration import Entry, entries, is_open
from cribdeck.extract.rule import Declined, objection
from cribdeck.extract.rules.label_list import MOST, item_objections
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Listing
from cribdeck.folding import fold
from cribdeck.inline import Text, cut, plain, strip
from cribdeck.units import units
from cribdeck.wording import is_dangling, is_example, is_question, mentions_person

_FEWEST = 3
_SHORTEST = 6
"""Units; fewer are one answer: 0、1、all."""
_SHORTEST_LEAD, _LONGEST_LEAD = 4, 18
"""Units."""
_REST = re.compile(r"(?:等|这)?[两三四五六七八3-8][个种类项大]\S{0,8}$")
_PAUSE = re.compile(r"、")
_OPENER = re.compile(r"(?P<who>[^，。；：,;:是的]{2,12})是")
"""The subject of the sentence, for a later clause that leaves it out."""
_LONGEST_BARE = 4
_NAME = re.compile(r"[A-Za-z]{2}")
_CONNECTIVE = re.compile(r"(?:其中|同时|此外|另外|而且|并且|而|且|也)[，,]?")
_NO_LEAD = re.compile(
    r"(?:可以|就|都|也|会|能|把|将|被|为了|通过|如果|当|在|使|让|需要|不|没|并|再|从|对|根据|由|每|各|其)"
)


def object_list(sentence: Sentence, clause: int, start: int, end: int) -> Listing | Declined | None:
    """Return what `start:end` lists, under the words from `clause` up to it.

    Args:
        sentence: the sentence.
        clause: where the clause begins.
        start: where the object of its verb begins.
        end: where it ends.
    """
    if not _PAUSE.search(sentence.text, start, end):
        return None
    text = strip(cut(sentence.content, start, end), " ，。；;,.：:、")
    rest = _REST.search(plain(text))
    found = entries(cut(text, 0, rest.start()) if rest else text)
    if is_open(found or (Entry(text),)):
        return Declined("the list is open")
    if (
        len(found) < _FEWEST
        or units(plain(text)) < _SHORTEST
        or all(len(entry.text) == 1 for entry in found)
    ):
        return None
    lead = sentence.text[clause:start].strip(" ，,")
    opening = _CONNECTIVE.match(fold(lead))
    lead = lead[opening.end() :] if opening else lead
    who = _OPENER.match(sentence.text) if clause else None
    if who and units(lead) <= _LONGEST_BARE and not is_dangling(who["who"]):
        lead = f"{who['who']}{lead}"
    if not _says_whose(lead):
        return Declined("several things in one answer")
    against = objection(item_objections(found[:MOST], fewest=_FEWEST))
    if against or len(found) > MOST:
        return against or Declined(f"{len(found)} things in one answer")
    return Listing(origin(sentence), (Text(lead),), tuple(entry.name for entry in found))


def _says_whose(lead: str) -> bool:
    folded = fold(lead)
    return (
        (units(lead) >= _SHORTEST_LEAD or _NAME.match(lead) is not None)
        and units(lead) <= _LONGEST_LEAD
        and not is_dangling(folded)
        and not _NO_LEAD.match(folded)
        and not is_example(folded)
        and not is_question(folded)
        and not mentions_person(folded)
        and folded.count("（") + folded.count("(") == folded.count("）") + folded.count(")")
    )
