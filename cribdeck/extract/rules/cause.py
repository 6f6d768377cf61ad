"""A cause and what follows from it: `因为 A，所以 B`, `A，导致 B`, `之所以 A，是因为 B`.

Trigger: a word of consequence (所以, 因此, 从而, 导致, 造成, 使得; so, therefore, leads to) or of
reason (因为, 由于, 是因为, 原因是, 之所以; because, due to) between two parts of a sentence.
Gives: a statement with the consequence hidden, or the reason, where the sentence explains
(之所以 …, 是因为 …); where one of them makes no card, the other, unless what follows is
vague, only possible or named by a title, so that it has several causes.
Does not touch: what says nothing new (`news.py`); consequences that are to be avoided
(防止 …导致, `purpose`), 造成的 and 引起的 before a noun, reasons of something that is not in
view, talk, examples.
Precision: 62 % of 21 judged usable (6 good, 7 acceptable, 8 bad); of 14 on notes never seen 57 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cribdeck.extract.glossary import NOTHING
from cribdeck.extract.leak import Shown, leak
from cribdeck.extract.news import speaks_of_letters, telling
from cribdeck.extract.piece import english_end
from cribdeck.extract.prose import LONGEST_SENTENCE, clause_before, either, hidden, main_clause
from cribdeck.extract.rule import Declined, Example, Rule, objection
from cribdeck.extract.unit import Sentence
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.units import has_han, units
from cribdeck.wording import is_dangling

_CAUSES = r"(?:导致|造成|引起|引发|致使|使得|带来)了?(?![的过])"
_CONSEQUENCE = re.compile(
    r"(?:(?<!之)所以(?!然)|因此|(?<!原)因而|从而|进而|以致于?|以至于?|故而?(?=[^障事意乡])|使得(?!的))[，,]?"
    rf"(?:也|就|都|会|将(?=会|导|造|引)|可能|很?容易){{0,4}}(?:{_CAUSES})?"
    rf"|{_CAUSES}"
    r"|\b(?:therefore|thus|hence|consequently|as a result|leads? to|leading to|results? in"
    r"|resulting in|causes?(?! of\b| and\b| for\b)|causing|which means(?: that)?"
    r"|, so(?! that| far| on| much| many))\s,?\s*",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:这|那)?(?:主要|正|也|就|都|往往)?是(?:因为|由于)|原因(?:是因为|就是|是|在于)[:：]?"
    r"|(?<=[，,])\s*(?:主要|这)?因为"
    r"|\b(?:because(?: of)?|due to|owing to|thanks to)\s",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:(?<![^，,。；;])因为|(?<![^，,。；;])由于|鉴于)(?P<cause>[^，,。；;]{4,80}(?:[，,](?:并且?|而且|且|同时)[^，,。；;]{2,40})?)[，,]\s*"
    r"(?!从而|以致|以至|并且?|而且|且|同时)(?P<so>所以|因此|因而|故)?[，,]?(?P<effect>)"
    r"|(?<![^,.;])\s?(?:because|since)\s(?P<why>[^,.;]{8,120}),\s+(?P<then>)",
    re.IGNORECASE,
)
_MAY = re.compile(r"可能|也许|容易|\b(?:may|might|can)\b")
"""One of several causes, which nobody can tell apart from what follows."""
_MANY = re.compile(r"(?:[^、]{1,40}、){4}")
"""Causes in a row, of which none is the point."""
_POINTS = re.compile(r"[这那此][两几]?[种个些]")
_WHATEVER = re.compile(r"\s*(?:无论|不管|不论|哪怕)")
_CONDITION = re.compile(r"\s*(?:如果|若|当(?!前)|一旦|只要)")
_BARE_IS = re.compile(r"\s*是(?!否)")
_ANOTHER = re.compile(r"、(?=并|而且|也|还|又)")
_PRESENTS = re.compile(r"有(?:一|某|些)[^，,是会能]{1,14}")
"""有一个节点，因为 …, …: what happens to it comes after."""
_EFFECT = re.compile(r"\s*(?:可以|能够?)?(?:减少|降低|提高|提升|增加|避免|防止|节省|加快)")
_FURTHER_EFFECT = re.compile(
    r"(?:[^，,。；;]{1,6}[，,])?\s*(?:并|也|还|同时)?(?:可以|能够?)?(?:减少|降低|提高|提升|增加|避免|防止|节省|加快)"
)
_NOTHING_DONE = re.compile(r"(?:答案是)?(?:其实|根本|完全)*(?:不用|不需要?|无需|没必要)")
_NOT_WANTED = re.compile(
    r"避免|防止|以防|以免|减少|降低|减轻|解决|预防|为了|不至于"
    r"|\b(?:avoid|prevent|reduce)(?:s|ing)?\b",
    re.IGNORECASE,
)
_AVOIDED = re.compile(r"避免|防止|以防|以免|预防|不至于")
_SO = re.compile(r"因此|所以|因而|(?:therefore|thus|hence)", re.IGNORECASE)
_LINK = re.compile(r"(?:可能|就|都|也|会|将|很?容易|往往|从而|[，,]|\s|这|时)+$")
_FEWEST = 3
_LEAST_BEFORE, _LEAST_WORDS_BEFORE = 5, 2
"""Units before a word of reason that say what it is the reason of; words in English."""


def _extract(sentence: Sentence) -> Iterator[Statement | Declined]:
    text = fold(sentence.text)
    if len(text) > LONGEST_SENTENCE:
        return
    taken = 0
    for match in _SINCE.finditer(text):
        if match.start() and not match[0].startswith("由于") and not match["so"]:
            continue  # A，因为 B，C
        taken = match.end()
        yield from either(map(telling, _since(sentence, match)))
    for match in _REASON.finditer(text, taken):
        yield telling(_reason(sentence, text, match))
    for match in _CONSEQUENCE.finditer(text, taken):
        begin = next(a for a, b in sentence.clauses if match.start() < b)
        before = clause_before(sentence, begin)
        if not (
            _NOT_WANTED.search(text, begin, match.start())
            or _AVOIDED.search(text, before, match.start())
        ):
            yield from either(map(telling, _consequence(sentence, text, match)))


def _since(sentence: Sentence, match: re.Match[str]) -> Iterator[Statement | Declined]:
    """Yield `因为 A，B` with B hidden, then with A hidden."""
    cause = "cause" if match["cause"] else "why"
    start, end = main_clause(sentence, match.end())
    yield hidden(sentence, start, end, shown=(match.start(), start), fewest=_FEWEST)
    if is_dangling(sentence.text[match.end() : end]):
        return
    yield hidden(sentence, *match.span(cause), shown=(match.start(), end), fewest=_FEWEST)


def _reason(sentence: Sentence, text: str, match: re.Match[str]) -> Statement | Declined:
    explained = text[: match.start()]
    if _NOTHING_DONE.match(text, clause_before(sentence, match.start())):
        return Declined("nothing says what need not be done")
    if _PRESENTS.fullmatch(
        text[clause_before(sentence, match.start()) : match.start()].strip("但 ，,")
    ):
        return Declined("what is explained comes after the reason")
    if _BARE_IS.match(text, match.end()):
        return Declined("the reason has lost its subject")
    return hidden(
        sentence,
        match.end(),
        english_end(text, match.end() + 1, sentence.clause_end(match.end())),
        shown=(clause_before(sentence, match.start()), match.end()),
        leans=units(explained) < (_LEAST_BEFORE if has_han(text) else _LEAST_WORDS_BEFORE),
        fewest=_FEWEST,
    )


def _consequence(
    sentence: Sentence, text: str, match: re.Match[str]
) -> Iterator[Statement | Declined]:
    """Yield `A，所以 B` with B hidden, then, if A is one clause, with A hidden."""
    start = clause_before(sentence, match.start())
    begin, end = _what_follows(sentence, text, match.end())
    against = objection(_objections(text, range(start, match.start()), range(begin, end)))
    if against is not None:
        yield against
        return
    opens = not text[: match.start()].strip()
    if _POINTS.search(text, begin, end):
        yield Declined("what follows points at the cause")
        return
    follows = hidden(sentence, begin, end, shown=(start, begin), leans=opens, fewest=_FEWEST)
    yield follows
    says_little = isinstance(follows, Statement) and isinstance(telling(follows), Declined)
    titled = leak(Shown(" ".join(sentence.context.breadcrumb)), text[begin:end], "piece", NOTHING)
    cause = _LINK.sub("", text[: match.start()])
    if says_little or titled or _MAY.search(text, len(cause), match.end()):
        return  # it follows from many things, too
    if start == 0 and not opens and not is_dangling(text) and not is_dangling(text[match.end() :]):
        yield hidden(sentence, 0, len(cause), shown=(0, end), fewest=_FEWEST)


def _what_follows(sentence: Sentence, text: str, start: int) -> tuple[int, int]:
    """Return the clause that says what follows, without a second consequence behind 、并."""
    begin, end = main_clause(sentence, start)
    if _WHATEVER.match(text, begin, end) and end < len(text):
        begin, end = end, sentence.clause_end(end)
    another = _ANOTHER.search(text, begin, end)
    return begin, another.start() if another else end


def _is_one_of_several(text: str, follows: range) -> bool:
    """Return whether what follows is an effect with further ones behind it."""
    return bool(_EFFECT.match(text, follows.start) and _FURTHER_EFFECT.match(text[follows.stop :]))


def _objections(text: str, cause: range, follows: range) -> Iterator[str]:
    if _CONDITION.match(text, follows.start, follows.stop):
        yield "what follows is a condition and what holds under it"
    if speaks_of_letters(text[cause.start : follows.stop]):
        yield "it speaks of somebody in an example"
    if _MANY.search(text, cause.start, cause.stop):
        yield "it follows from many things in a row"
    if _is_one_of_several(text, follows):
        yield "one of several effects, which nobody can tell apart"
    if not text[: cause.stop].strip() and not _SO.match(text):
        yield "the cause is not in the sentence"


RULE = Rule(
    name="cause",
    doc=__doc__,
    subject=Sentence,
    extract=_extract,
    shares=True,
    matches=(
        Example(
            "消息在分区里只能追加，所以写入是顺序写。",
            ("statement 消息在分区里只能追加，所以{{写入是顺序写}}。",),
        ),
        Example(
            "副本落后太多会导致写入被拒绝。",
            ("statement 副本落后太多会导致{{写入被拒绝}}。",),
        ),
        Example(
            "之所以选择顺序写，是因为磁盘的寻道时间很长。",
            ("statement 之所以选择顺序写，是因为{{磁盘的寻道时间很长}}。",),
        ),
        Example(
            "由于日志按段保存，过期的数据可以整段删除。",
            ("statement 由于日志按段保存，{{过期的数据可以整段删除}}。",),
        ),
        Example(
            "Reads are slow because every page has to be fetched from disk.",
            ("statement Reads are slow because {{every page has to be fetched from disk}}.",),
        ),
    ),
    ignores=(
        "因此写入是顺序写。",
        "限流可以避免流量过大导致服务崩溃。",
        "要考虑锁竞争造成的性能损失。",
        "网络变慢，导致：",
    ),
)
