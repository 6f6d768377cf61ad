"""A short form spelled out: `RPC（Remote Procedure Call，远程过程调用）`.

Trigger: `ABBR（Expansion[，中文]）`, `Expansion (ABBR)`, `ABBR Expansion …`, or `ABBR 即`,
`ABBR 的全称是 Expansion`; the letters of the short form must be consumed in order by the
expansion, nearly all of them as initials.
Gives: an abbreviation; the same one twice in a source gives one fact.
Does not touch: brackets that explain rather than expand (`LRU（Redis default）`).
Precision: 100 % of 60 judged (54 good, 6 acceptable).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.rule import Declined, Example, Rule
from cribdeck.extract.unit import Unit, origin
from cribdeck.facts.model import Abbreviation
from cribdeck.folding import fold
from cribdeck.units import HAN

_WORD = "[A-Za-z][A-Za-z]{0,20}"
_WORDS = rf"{_WORD}(?:[ -]{_WORD}){{1,6}}"
_CAPITAL_WORDS = rf"[A-Z][A-Za-z]{{0,20}}(?:[ -]{_WORD}){{1,6}}"
_GLOSS_AFTER = rf"(?:\s?[,，、]\s?(?P<gloss>[{HAN}]{{2,14}}))?"
_GLOSS_BEFORE = rf"(?:(?P<gloss>[{HAN}]{{2,14}})\s?[,，、]\s?)?"
_SHORT = r"(?<![A-Za-z])(?P<short>[A-Z][A-Za-z]{1,7})"
_PATTERNS = (
    # RPC（Remote Procedure Call，远程过程调用）
    re.compile(rf"{_SHORT}\s?[（(]\s?(?P<long>{_WORDS}){_GLOSS_AFTER}\s?[)）]"),
    # XMPP（可扩展消息处理现场协议，Extensible Messaging and Presence Protocol）
    re.compile(rf"{_SHORT}\s?[（(]\s?{_GLOSS_BEFORE}(?P<long>{_WORDS})\s?[)）]"),
    # Remote Procedure Call (RPC)
    re.compile(
        rf"(?<![A-Za-z])(?P<long>{_CAPITAL_WORDS})\s?[（(]\s?(?P<short>[A-Z][A-Za-z]{{1,6}})\s?[)）]"
    ),
    # MVCC Multiversion Concurrency Control
    re.compile(rf"^(?P<short>[A-Z]{{2,7}})\s(?P<long>{_CAPITAL_WORDS})(?=[\s，,：:]|$)"),
    # SOA，Service-Oriented Architecture，面向服务架构
    re.compile(
        rf"{_SHORT}\s?(?:的全称[是为：]|全称[是为：]|[,，]|即|指|stands for)\s?"
        rf"(?P<long>{_CAPITAL_WORDS}){_GLOSS_AFTER}(?![A-Za-z])"
    ),
    # Single Sign On，简称 SSO
    re.compile(
        rf"(?<![A-Za-z])(?P<long>{_CAPITAL_WORDS})\s?[，,]?\s?(?:简称|缩写)(?:就?是|为|叫做?|作)?"
        r"\s?(?P<short>[A-Z][A-Za-z]{1,6})(?![A-Za-z])"
    ),
)
_SENTENCE = re.compile("[是个]")
_FILLERS = frozenset(("of", "the", "and", "for", "to", "in", "a", "with", "as", "on"))
_FEWEST_LETTERS = 2


def _extract(unit: Unit) -> Iterator[Abbreviation | Declined]:
    text = unit.text
    seen: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            short, expansion = match["short"], match["long"]
            if short in seen:
                continue
            if spells_out(short, expansion):
                seen.add(short)
                yield Abbreviation(origin(unit), short, expansion, _gloss(match))
            else:
                yield Declined(f"“{expansion}” does not spell out {short}")


def _gloss(match: re.Match[str]) -> str:
    """Return the Chinese name, unless a sentence goes on there: `，是应用层协议的一个标准`."""
    gloss = (match.groupdict().get("gloss") or "").removeprefix("即")
    return "" if _SENTENCE.search(fold(gloss)) else gloss


def spells_out(short: str, expansion: str) -> bool:
    """Return whether `expansion` consumes the capitals of `short` in order, mostly as initials."""
    capitals = [letter.lower() for letter in short if letter.isupper()]
    words = [word.lower() for word in re.split(r"[ \-/]", expansion) if word]
    letters = [(letter, place == 0) for word in words for place, letter in enumerate(word)]
    content_words = sum(word not in _FILLERS for word in words)
    if len(capitals) < _FEWEST_LETTERS or content_words < _FEWEST_LETTERS:
        return False
    if words[0][0] != capitals[0] and capitals[0] != "x":
        return False
    return _initials(capitals, letters) >= max(1, len(capitals) - 1, content_words - 1)


def _initials(capitals: list[str], letters: list[tuple[str, bool]]) -> int:
    """Return how many capitals can be initials when all are consumed in order; 0 if not all can."""
    best: list[int | None] = [0] * (len(letters) + 1)
    for capital in capitals:
        # best[n]: most initials with the capitals so far taken from the first n letters
        taken: list[int | None] = [None]
        for place, (letter, initial) in enumerate(letters):
            before = best[place]
            fits = letter in _letters_for(capital) and before is not None
            here = before + initial if fits and before is not None else None
            options = [count for count in (taken[-1], here) if count is not None]
            taken.append(max(options, default=None))
        best = taken
    return best[-1] or 0


def _letters_for(capital: str) -> str:
    return "xe" if capital == "x" else capital  # XML: Extensible Markup Language


RULE = Rule(
    name="abbreviation",
    doc=__doc__,
    subject=Unit,
    extract=_extract,
    beside=True,
    matches=(
        Example(
            "RPC（Remote Procedure Call，远程过程调用）让调用远程服务像调用本地方法一样",
            ("abbreviation RPC = Remote Procedure Call（远程过程调用）",),
        ),
        Example(
            "消息遵循 Advanced Message Queuing Protocol (AMQP) 的规定",
            ("abbreviation AMQP = Advanced Message Queuing Protocol",),
        ),
        Example(
            "MVCC Multiversion Concurrency Control 多版本并发控制",
            ("abbreviation MVCC = Multiversion Concurrency Control",),
        ),
    ),
    ignores=(
        "LRU（Redis default）淘汰最久没有使用的键",
        "消费者（Consumer Group）一起消费一个主题",
        "CAP 定理说三者不能兼得",
        "TCP（可靠的传输协议）和 UDP 都在传输层",
    ),
)
