"""The object of an English verb: `X stores Y`, `X is written to Y`.

A clause goes in; out comes where the object of its first verb with a subject stands, the reason
why it is no answer, or nothing. Policy: the verb must agree with its subject, and what says
where, when or why (in …, when …, using …) is shown rather than asked for.
"""

from __future__ import annotations

import re

from cribdeck.extract.clause import is_english_subject
from cribdeck.extract.complement import complement
from cribdeck.extract.piece import english_end
from cribdeck.extract.rule import Declined
from cribdeck.units import units

_ENGLISH = re.compile(
    r"\b(?:stores?|holds?|keeps?|uses?|supports?|provides?|contains?|maintains?|relies on"
    r"|depends on|offers?"
    r"|returns?|runs? (?:on|in)|requires?|needs?|consists? of|handles?|manages?|reduces?"
    r"|increases?|improves?|avoids?"
    r"|prevents?|represents?|tracks?|distributes?|shares?|evicts?|counts?|caches|serves?"
    r"|creates?|adds?|removes?"
    r"|updates?|writes?(?: to)?|reads?(?: from)?|sends?|receives?|becomes?|includes?"
    r"|implements?|inherits?|extends?"
    r"|blocks?|locks?|waits for|splits?|maps?|converts?|translates?|belongs? to|refers? to"
    r"|points? to|acts? as|serves? as"
    r"|works? (?:on|with|as)|lives? in|has|have|lacks?|checks?|scans?|monitors?|copies"
    r"|replicates?|computes?"
    r"|detects?|executes?|loads?|guarantees?|ensures?|allows?|means(?: that)?|determines?"
    r"|defines?|specifies|describes?"
    r"|(?:is|are|was|were|be|being) (?:also |then |always |typically "
    r"|usually )?(?:[a-z]{2,12}ed|split|built|kept|sent"
    r"|written|read|held|made|known|run|put|set|bound|given|chosen|stored) (?:in(?:to)?|to|on"
    r"|with|from|as|at|over|through|for))\s+",
    re.IGNORECASE,
)
_CLAUSAL_ENGLISH = re.compile(
    r"(?:guarantee|ensure|allow|mean|determine|check|need)", re.IGNORECASE
)
_TO = re.compile(r"allow|need", re.IGNORECASE)
"""allows X to …, needs X to …: what for is shown."""
_NO_ENGLISH_VERB = re.compile(
    r"(?:of|in|on|is|are|and|or|to|from|for|by|with|at|as|can|will|was|between|into|that"
    r"|before|after|during|until|than|via|because|when|if|then|per|out|up|down|back)\b"
    r"|[,.;:=/&)-]",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"(?:its |the |all |their )?(?:messages|data|records|rows|events|requests|objects|values|it"
    r"|them)"
    r" (?:in|on|to|from|as|into)\s",
    re.IGNORECASE,
)
"""stores messages in …: where to is the question."""
_PREVENTS = re.compile(r"prevents?", re.IGNORECASE)
_KEPT_FROM = re.compile(r"[^,.;:]{1,40}? from (?=[a-z]{2,20}ing )", re.IGNORECASE)
"""prevents pods from being …: from what is the question."""
_PLACE = re.compile(r"\s(?:for|in|on|with|at|from|per|into|during|across)\s", re.IGNORECASE)
_SECOND_VERB = re.compile(
    r"\sand (?:then |also )?(?:(?:suffers|relies|depends|consists|belongs|runs|works|waits"
    r"|listens)\s"
    r"|(?:stores|keeps|uses|supports|provides|contains|maintains|returns|handles|manages|reduces"
    r"|increases|avoids|prevents|distributes|evicts|serves|creates|removes|replicates|sends"
    r"|receives|becomes|includes|converts|copies|computes|detects|executes|guarantees|ensures"
    r"|allows|assigns|makes|merges|rejects|starts|stops|takes|writes|reads)"
    r"\s(?!to\b|from\b|on\b|in\b|of\b|for\b|at\b|with\b|and\b|or\b|[a-z]{2,20}ly\b))",
    re.IGNORECASE,
)
_AS = re.compile(r"(?:uses?|treats?|takes?|sees?)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"^(?:is|are|was|were|be|being)\b", re.IGNORECASE)
_ADJUNCT = re.compile(r"\s(?:for|as|by|when|until|in order)\s", re.IGNORECASE)
_PLURAL = re.compile(
    r"s\s*$|\b(?:and \w+|they|these|can|will|may|must|not|don't|which|that)\s*$", re.IGNORECASE
)
_THIRD_PERSON = re.compile(r"[a-z]+s\b|(?:is|are|was|were|be)\b", re.IGNORECASE)


def english_object(clause: str, *, opens: bool) -> tuple[int, int] | Declined | None:
    """Return the object of the first English verb of `clause` that has a subject.

    `opens` says whether the clause opens its sentence.
    """
    for match in _ENGLISH.finditer(clause):
        before, verb = clause[: match.start()], match[0]
        if _NO_ENGLISH_VERB.match(clause, match.end()) or not is_english_subject(
            before, opens=opens
        ):
            continue
        agrees = _THIRD_PERSON.match(verb) if not _PLURAL.search(before) else True
        if not agrees:
            continue
        clausal = _CLAUSAL_ENGLISH.match(verb) is not None
        carried = _KEPT_FROM if _PREVENTS.match(verb) else _CARRIED
        leading = None if clausal else carried.match(clause, match.end())
        end = clause.find(" to ", match.end()) if not clausal or _TO.match(verb) else -1
        adjunct = _ADJUNCT.search(clause, match.end()) if _PASSIVE.search(verb) else None
        if adjunct:
            end = adjunct.start()
        again = _SECOND_VERB.search(clause, match.end())
        if again and (end < 0 or again.start() < end):
            end = again.start()
        if _AS.match(verb) and " as " in clause[match.end() : end if end > 0 else len(clause)]:
            end = clause.index(" as ", match.end())
        start = leading.end() if leading else match.end()
        cut = clause[:end] if end > start else clause
        if not clausal and units(cut[start:]) > units(before + verb):
            place = _PLACE.search(cut, start + 1)
            cut = cut[: place.start()] if place else cut
        cut = cut[: english_end(cut, start, len(cut))]
        return complement(cut, start, clausal=clausal)
    return None
