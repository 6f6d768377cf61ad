"""Things in order: `访问速度从快到慢：寄存器 > 缓存 > 内存`.

Trigger: 3 to 8 pieces of at most 12 units with `>` between, after words that say what the
order is (从高到低, 由好到差, 优先级, 性能, 速度, 大小, 顺序; from … to …, priority, order).
Gives: steps under those words, and a definition of each thing that has its meaning in
brackets.
Does not touch: orders nobody names, redirections, tags, generics, arrows, comparisons of two.
Precision: 31 of 33 usable (26 good, 5 acceptable; the bad ones explained a thing by an
idiom, which is now left out);
read once, not blind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cribdeck.extract.crumb import without_numbering
from cribdeck.extract.enumeration import Entry, entry_of, lead_of
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.rules.label_list import glosses
from cribdeck.extract.splitting import labelled, split_at
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Definition, Steps
from cribdeck.folding import fold
from cribdeck.inline import RichText, cut, plain, strip
from cribdeck.units import HAN, measured, units

_ABOVE = re.compile(r"\s*(?<![-=<>\d])(?:[>＞]=?|[≫≥])(?![>=&/])\s*")
_ORDER = re.compile(
    r"从\S{1,3}到\S{1,3}|由\S{1,3}[到至]\S{1,3}|优先|优先级|优先顺序|排序|排名|顺序|性能|效率|速度|快慢|大小|高低|好坏|级别|强度"
    r"|\b(?:from \w+ to \w+|priority|order|fastest|speed|precedence|ranking)\b",
    re.IGNORECASE,
)
_FEWEST, _MOST = 3, 8
_LONGEST_NODE = 12
_LONGEST_LEAD = 30
"""Units."""
_NO_NODE = re.compile(r"^[\W\d]*$|[{}\[\]|$&]|//")
_NOTHING = re.compile(r"空|无|没有|none|empty|-", re.IGNORECASE)
_IDIOM = re.compile(rf"[{HAN}]{{4}}")
"""九牛一毛: a remark, no explanation."""
_LAST_SPACE = re.compile(r"[\s，,]\S{1,20}$")
_COMMA = re.compile(r"[，,。]")
_END_MARKS = " 。；;，,"


def _extract(sentence: Sentence) -> Iterator[Steps | Definition | Declined]:
    content = without_numbering(sentence.content)
    nodes = split_at(strip(content, _END_MARKS), _ABOVE)
    if len(nodes) < _FEWEST:
        return
    lead, first = _lead(nodes[0])
    last = split_at(nodes[-1], _COMMA)[0]
    found = tuple(map(entry_of, (first, *nodes[1:-1], last)))
    found = tuple(entry for entry in found if not _NOTHING.fullmatch(entry.text))
    above = sentence.context.breadcrumb[-1:]
    if not lead and above and _ORDER.search(fold(above[0])):
        lead = above[0]
    against = objection(_objections(lead, found))
    shown = lead_of(lead, sentence.context)
    if against or not shown:
        yield against or Declined("no title says what the order is")
        return
    yield Steps(origin(sentence), shown, tuple(entry.name for entry in found))
    told = tuple(entry for entry in found if _tells(entry, found))
    yield from (replace(fact, asks="meaning") for fact in glosses(sentence.unit, lead, told))


def _tells(entry: Entry, found: tuple[Entry, ...]) -> bool:
    """Return whether its gloss is more than an idiom, and not the beginning of another's."""
    gloss = plain(entry.gloss)
    if _IDIOM.fullmatch(gloss):
        return False
    return not any(gloss in plain(it.gloss) for it in found if it is not entry)


def _lead(text: RichText) -> tuple[str, RichText]:
    """Return the words before the first thing, and that thing."""
    label = labelled(text)
    if label:
        return label.name, label.meaning
    flat = plain(text)
    space = _LAST_SPACE.search(flat)
    if space is None or not _ORDER.search(fold(flat[: space.start()])):
        return "", text
    return flat[: space.start()], strip(cut(text, space.start() + 1, len(flat)))


def _objections(lead: str, found: tuple[Entry, ...]) -> Iterator[str]:
    if not _ORDER.search(fold(lead)):
        yield "nothing says what the order is"
    if units(lead) > _LONGEST_LEAD:
        yield f"the words before have {measured(lead)}; {_LONGEST_LEAD} is the most"
    if len(found) < _FEWEST:
        yield "too few things with a name"
    if len(found) > _MOST:
        yield f"there are {len(found)} things; {_MOST} is the most"
    for entry in found:
        if units(entry.text) > _LONGEST_NODE or _NO_NODE.search(entry.text):
            yield f"“{entry.text}” is no name"


RULE = Rule(
    name="ranking",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    matches=(
        Example(
            "访问速度从快到慢：寄存器 > 缓存 > 内存 > 磁盘",
            ("steps 访问速度从快到慢 => 寄存器 → 缓存 → 内存 → 磁盘",),
        ),
        Example(
            "运算符优先级：not>and>or",
            ("steps 运算符优先级 => not → and → or",),
        ),
    ),
    ignores=(
        "缓存 > 内存 > 磁盘",
        "性能：A > B",
        "重定向顺序：cmd > out 2>&1 > err",
        "优先级：高->中->低",
    ),
)
