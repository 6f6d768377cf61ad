"""Labels that a note uses again and again: aspects (结构：, 版本：) and talk, no terms.

The statements of a source go in, or its titles with what stands below; those whose label
others have, too, come out with that in their context. Policy: a label that says two things
under the same titles asks for nothing, unless a version before it (`1.7 结构：`) tells them
apart; one that stands under three titles is asked about in each, but never asked for. A Latin
name in a Chinese note is a thing, however often it is a label.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.splitting import labelled
from cribdeck.extract.unit import LabelUse, Topic, Unit
from cribdeck.folding import fold
from cribdeck.inline import plain
from cribdeck.units import has_han
from cribdeck.wording import is_term

S = TypeVar("S", Unit, Topic)
_FEWEST_PLACES: Final = 3
_VERSION: Final = re.compile(r"\d{1,2}\.\d{1,2}\s+\S")


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a statement, folded."""

    place: tuple[str, ...]
    """The titles above."""
    name: str
    """Without numbering."""
    version: str
    """The name with the version before it; just the name if there is none."""


def marked(subjects: Iterable[S]) -> Iterator[S]:
    """Yield `subjects`, those with a label used again with that in their context."""
    labels = [(subject, _label(subject)) for subject in subjects]
    meanings: dict[_Label, set[str]] = defaultdict(set)
    versions: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    places: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _, found in labels:
        if found is not None:
            label, meaning = found
            meanings[label].add(meaning)
            versions[label.place, label.name].add(label.version)
            places[label.name].add(label.place)

    def use_of(label: _Label) -> LabelUse:
        if len(meanings[label]) > 1:
            return "here again"
        if len(versions[label.place, label.name]) > 1:
            return "in versions"
        return "elsewhere" if len(places[label.name]) >= _FEWEST_PLACES else "once"

    for subject, found in labels:
        use = use_of(found[0]) if found else "once"
        context = replace(subject.context, label=use)
        yield subject if use == "once" else replace(subject, context=context)


def _label(subject: Unit | Topic) -> tuple[_Label, str] | None:
    """Return the label of `subject` and what is said there; None if there is no such label."""
    match subject:
        case Topic(title=term, body=body, form="item"):
            meaning = body[0].text if body else ""
        case Unit(content=content, context=context):
            label = labelled(content, dashes=bool(context.marker))
            if label is None:
                return None
            term, meaning = label.term, label.body
        case _:
            return None
    written, name = plain(term), plain(without_numbering(term))
    if not meaning or not is_term(name) or (has_han(meaning) and not has_han(name)):
        return None
    name = fold(name).casefold()
    version = fold(written).casefold() if _VERSION.match(written) else name
    return _Label(subject.context.breadcrumb, name, version), meaning
