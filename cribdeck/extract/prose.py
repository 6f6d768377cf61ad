"""A piece of a sentence hidden, with as much of the rest shown as the learner needs.

A sentence goes in, with the place of the piece that a rule wants to hide; out comes a
`Statement`, or the reason why that piece makes no card. Policy:

* the piece is a constituent of 1 to 25 units (`piece.py`); it leaves 6 units or more to
  read and hides at most 60 % of what is shown;
* of a long sentence the clauses around the piece are shown, as many as fit into 60
  units; what comes before them stays readable as the lead-in;
* a statement that leans on what is before it (它…, 这…) shows that too, or is refused;
* 但是, 因此, 同时 … at the start are left out; talk, examples and questions make no cards.

Several rules may hide different pieces of one sentence: `joined` makes one statement of
those that show the same text, so that Anki keeps its cards apart as siblings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from cribdeck.extract.guards import VISIBLE, leaks
from cribdeck.extract.piece import core, is_adverbial, piece_objections
from cribdeck.extract.rule import Declined, objection
from cribdeck.extract.splitting import clauses
from cribdeck.extract.unit import Sentence, origin
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import Cloze, Inline, RichText, Text, cut, plain, strip
from cribdeck.units import has_han, split_units, units
from cribdeck.wording import (
    is_dangling,
    is_example,
    is_question,
    looks_like_code,
    mentions_person,
)

LONGEST_TEXT = 60
"""Units of the clauses shown around a piece."""
LONGEST_SENTENCE = 1_000
"""Characters; what is longer has lost its full stops or is data."""
LONGEST_SHOWN = 80
"""Units of clauses that cannot be shown apart."""
MOST_PIECES = 3
"""Hidden in one statement; with three 17 % of cards were good, with one 52 %."""
_LONGEST_LEAD_IN = 45
_FEWEST_UNITS_LEFT = 6
_FEWEST_UNDER_TITLE = 4
"""Units left, where a title says what they speak of."""
_FEWEST_PAIRS = 3
_SHARE_OF_PAIRS = 0.6
"""Of cards above this share only 23 % were judged good."""
_FEWEST_WORDS_LEFT = 3
"""In a language that writes words apart: `epoll keeps the fds in …` says as much in fewer units."""
_FEWEST_SAID = 4
"""Units of a clause on which another can rest; 可能会 is none."""
_LARGEST_SHARE, _LARGEST_SHARE_SHOWN = 0.6, 0.7
"""Of what is shown; the second where a rule says what has to be shown."""
_LAST_WORDS = 4
"""Characters at the end of a sentence that may ask."""
_POINTS_AWAY = re.compile(
    r"如下|以下(?!的?版本)|下面|上面|[前后]面(?:会?[讲说提介]|再|的?[章节例])|上述|前者|后者|见[上下前后]"
    r"|(?<![文版脚])本[文节章]|第.{1,2}步(?![，,：:])"
    r"|as follows|below|above"
)
_ASKS = re.compile(r"什么|^试|哪[些个]|怎么|为何|^(?:what|how|why|who)\b", re.IGNORECASE)
_UNFINISHED = re.compile(r"[:：]\s*$")
_CONNECTIVE = re.compile(
    r"(?:但是?|不过|然而|同时|另外|此外|而且|并且|其实|然后|接着|于是|因此|所以说?|那么|总之|最终(?!一)|最后|首先|其次"
    r"|也就是说|换句话说|一般来说|(?:需要)?注意的?是?|回答"
    r"|(?:also|however|moreover|so|but|and|then|thus|therefore|in addition)\b)[，,：:]?\s*",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:如果|假如|若是?|当(?![前中然])|每当|因为|由于|只有|只要|一旦|除非|之所以|为了"
    r"|(?:if|when|because|since|unless|once|as)\b)\s*",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"没有?|不|未|有(?!序|限|向)|是|发现|出现|超过|已经?|过期|想|要|需要|返回|成功|失败|匹配|存在|此时|在这|既|再|只"
    r"|(?:it|they|not|there|so|this|that)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:该|这一?种?个?|此)(?:情况|问题|过程|方法|方式|集合|阶段|步|点|操作)|这[些样时点]"
)
_REMARK = re.compile(r"[这那此](?!些)|就是|(?:this|that|there)\b", re.IGNORECASE)
"""A clause that comments on what was said; what follows it is better read without it."""
_EFFECTS = ("导致", "造成", "引起", "使得", "从而", "因此", "所以", "以便", "用于", "用来")
"""What is never the start of a statement."""
_FIRST_WORDS = 14
"""Characters in which a sentence says what it speaks of."""
_PRONOUN = re.compile(
    r"(?:它|他|她|这|那|该|其(?![他它])|此|上述|以上|上面|同理|即(?![时席])|也就是|也|都|之后|由此"
    r"|(?:多|常|主要|可以?)?(?:适?用于|用来|用作))"
    r"|(?:this|that|it|its|they|their|these|those|he|she|we|which|such)\b",
    re.IGNORECASE,
)


def hidden(  # noqa: PLR0913 -- what a rule rarely needs to say has a name and a default
    sentence: Sentence,
    start: int,
    end: int,
    *,
    shown: tuple[int, int] | None = None,
    leans: bool = False,
    fewest: int = 1,
) -> Statement | Declined:
    """Return `sentence` with the piece at `start:end` of its plain text hidden.

    `shown` is a stretch of the sentence without which the piece cannot be asked for;
    `leans` says that the sentence before is needed, too; a Chinese piece must have
    `fewest` units.
    """
    flat = sentence.text
    if len(flat) > LONGEST_SENTENCE:
        return Declined(f"a sentence of {len(flat):,} characters")
    start, end = core(sentence, start, end)
    against = objection(_objections(sentence, start, end, fewest))
    if against:
        return against
    needed = (min(start, shown[0]), max(end, shown[1])) if shown else (start, end)
    found = sentence.clauses
    begin, last = _window(flat, found, *needed)
    first = begin if leans else _without_connective(flat, begin, start)
    lead_in = _lead_in(sentence, _inside(sentence, begin), flat[first:last], leans=leans)
    inner = _without_connective(flat, _clause_start(found, needed[0]), start)
    alone = not leans and not _leans(flat[inner:])
    if alone and (isinstance(lead_in, Declined) or _REMARK.match(fold(flat), first)):
        first, lead_in = inner, ()  # 这没关系，如果没有人监听，…: only what leans is left out
    if isinstance(lead_in, Declined):
        return lead_in
    around = f"{plain(lead_in)} {flat[first:start]} {flat[end:last]}"
    share = _LARGEST_SHARE_SHOWN if shown else _LARGEST_SHARE
    against = objection(_example_objections(flat[:last], plain(lead_in))) or objection(
        _shown_objections(sentence, flat[start:end], around, share)
    )
    if against:
        return against
    content = (
        *cut(sentence.content, first, start),
        Cloze(cut(sentence.content, start, end)),
        *cut(sentence.content, end, last),
    )
    return Statement(origin(sentence), strip(content, " ，,、"), lead_in)


def either(outcomes: Iterable[Statement | Declined]) -> Iterator[Statement | Declined]:
    """Yield the first of `outcomes` that makes a card, or else why the first makes none."""
    declined: list[Declined] = []
    for outcome in outcomes:
        if isinstance(outcome, Declined):
            declined.append(outcome)
        elif any(leaks(outcome)):
            declined.append(Declined(VISIBLE))
        else:
            yield outcome
            return
    yield from declined[:1]


def clause_before(sentence: Sentence, offset: int) -> int:
    """Return where the last clause starts that says enough before `offset`."""
    flat = sentence.text
    said = (
        start
        for start, _ in reversed(sentence.clauses)
        if start < offset and units(flat[start:offset]) >= _FEWEST_SAID
    )
    return next(said, 0)


def main_clause(sentence: Sentence, start: int) -> tuple[int, int]:
    """Return the clause at `start`, or the next one if that says only when or how."""
    end = sentence.clause_end(start)
    if end < len(sentence.text) and is_adverbial(fold(sentence.text[start:end])):
        return end, sentence.clause_end(end)
    return start, end


def joined(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return `statements`, those that show the same text made one, up to `MOST_PIECES` pieces."""
    found: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        key = (plain(statement.text), plain(statement.lead_in))
        known = found.get(key)
        found[key] = statement if known is None else _both(known, statement)
    return tuple(found.values())


def pieces(statement: Statement) -> Iterator[tuple[int, int]]:
    """Yield where the clozes of a statement made here stand in its plain text."""
    offset = 0
    for node in statement.text:
        size = len(plain((node,)))
        if isinstance(node, Cloze):
            yield offset, offset + size
        offset += size


def _both(first: Statement, second: Statement) -> Statement:
    taken = list(pieces(first))
    for start, end in pieces(second):
        apart = all(end <= left or right <= start for left, right in taken)
        if apart and len(taken) < MOST_PIECES:
            taken.append((start, end))
    bare = _without_clozes(first.text)
    text: list[Inline] = []
    offset = 0
    for start, end in sorted(taken):
        text += [*cut(bare, offset, start), Cloze(cut(bare, start, end))]
        offset = end
    text += cut(bare, offset, len(plain(bare)))
    return Statement(first.origin, tuple(text), first.lead_in)


def _without_clozes(text: RichText) -> RichText:
    return tuple(
        inner for node in text for inner in (node.children if isinstance(node, Cloze) else (node,))
    )


def _example_objections(*texts: str) -> Iterator[str]:
    if any(is_example(text) or text.startswith("e.g.") for text in texts):
        yield "example"


def _objections(sentence: Sentence, start: int, end: int, fewest: int) -> Iterator[str]:
    flat = sentence.text
    if has_han(flat[start:end]) and units(flat[start:end]) < fewest:
        yield "the answer is too short to be the point"
    yield from piece_objections(sentence, start, end)
    if is_question(flat[-_LAST_WORDS:]) or _ASKS.search(fold(flat[start:end])):
        yield "question"
    if _UNFINISHED.search(flat):
        yield "lead-in of what follows"
    if looks_like_code(flat):
        yield "code typed as text"


def _shown_objections(sentence: Sentence, piece: str, around: str, share: float) -> Iterator[str]:
    """Yield what speaks against asking for `piece`, at most `share` of it and `around`."""
    size = units(piece)
    if units(around) < (_FEWEST_UNITS_LEFT if has_han(around) else _FEWEST_WORDS_LEFT):
        yield "too little would be left to read"
    if size > share * (units(around) + size):
        yield "too much of the sentence would be hidden"
    if units(around) > LONGEST_SHOWN:
        yield f"{units(around)} units around the answer; {LONGEST_SHOWN} is the most"
    if _POINTS_AWAY.search(fold(around)):
        yield "it points to another place of the note"
    if mentions_person(around) or mentions_person(piece):
        yield "talk, not a fact"
    if _mostly_shown(around, piece) or _named_above(sentence, piece):
        yield "most of the answer can be read in the question"


def _mostly_shown(around: str, piece: str) -> bool:
    """Return whether most pairs of neighbouring units of the answer can be read around it."""
    asked, told = ({*pairwise(split_units(text.casefold()))} for text in (piece, around))
    return len(asked) >= _FEWEST_PAIRS and len(asked & told) >= _SHARE_OF_PAIRS * len(asked)


def _named_above(sentence: Sentence, piece: str) -> bool:
    """Return whether a title above makes up most of the answer, or holds all its letters."""
    titles = [title for title in sentence.context.breadcrumb if len(title) > 1]
    letters = set(piece) - set(" 的了")
    return any(
        (title in piece and units(title) * 2 >= units(piece))
        or (has_han(piece) and letters <= set(title))
        for title in titles
    )


def _inside(sentence: Sentence, begin: int) -> RichText:
    """Return the clauses of the sentence before `begin` that fit, without 但是 … at their start."""
    if not begin:
        return ()
    text = _last_clauses(cut(sentence.content, 0, begin))
    flat = plain(text)
    return cut(text, _without_connective(flat, 0, len(flat)), len(flat))


def _clause_start(found: tuple[tuple[int, int], ...], offset: int) -> int:
    return next(start for start, stop in found if offset < stop)


def _window(flat: str, found: tuple[tuple[int, int], ...], start: int, end: int) -> tuple[int, int]:
    """Return the run of clauses that is shown: those of the piece, then left, then right."""
    first = next(order for order, (_, stop) in enumerate(found) if start < stop)
    last = next(order for order, (_, stop) in enumerate(found) if end <= stop)
    size = units(flat[found[first][0] : found[last][1]])
    while first > 0 and size + units(flat[slice(*found[first - 1])]) <= LONGEST_TEXT:
        first -= 1
        size += units(flat[slice(*found[first])])
    while last + 1 < len(found) and size + units(flat[slice(*found[last + 1])]) <= LONGEST_TEXT:
        last += 1
        size += units(flat[slice(*found[last])])
    return found[first][0], found[last][1]


def _without_connective(flat: str, first: int, limit: int) -> int:
    """Return where what is shown starts without 但是, 因此, 同时 … before `limit`."""
    opening = _CONNECTIVE.match(fold(flat), first)
    return opening.end() if opening and opening.end() <= limit else first


def _lead_in(
    sentence: Sentence, inside: RichText, shown: str, *, leans: bool
) -> RichText | Declined:
    """Return what is shown before `shown`, or why it is missing.

    `inside` is what the sentence itself holds before it.
    """
    if not leans and not _leans(plain(inside) or shown):
        return inside
    before = _before(sentence)
    if not plain(before):
        return Declined("it leans on a sentence that is not there")
    text = plain(before)
    if fold(text).startswith(_EFFECTS):
        return Declined("it leans on a sentence that leans on another")
    if _PRONOUN.match(fold(text)) or is_question(text[-_LAST_WORDS:]) or looks_like_code(text):
        return Declined("it leans on a sentence that leans on another")
    return (*before, *inside)


def _leans(text: str) -> bool:
    """Return whether a statement needs the one before: 它…, 这…; 如果没有… has no subject."""
    folded = fold(text).lstrip()
    if _POINTS_BACK.search(folded, 0, _FIRST_WORDS) or folded.startswith(_EFFECTS):
        return True
    condition = _CONDITION.match(folded)
    if condition is None:
        return is_dangling(folded)
    rest = folded[condition.end() :]
    return is_dangling(rest) or _NO_SUBJECT.match(rest) is not None


def _before(sentence: Sentence) -> RichText:
    """Return the end of the sentence or statement before, without 但是, 同时 … at its start."""
    previous = sentence.context.previous
    if sentence.before:
        text = _last_clauses(sentence.before)
    elif previous and not sentence.context.marker and units(previous) <= _LONGEST_LEAD_IN:
        text = (Text(previous),)
    else:
        return ()
    flat = plain(text)
    return cut(text, _without_connective(flat, 0, len(flat)), len(flat))


def _last_clauses(text: RichText) -> RichText:
    """Return as many clauses from the end of `text` as a lead-in may hold, at least one."""
    flat = plain(text)
    size, begin = 0, len(flat)
    for start, end in reversed(clauses(text)):
        size += units(flat[start:end])
        if size > _LONGEST_LEAD_IN and begin < len(flat):
            break
        begin = start
    return strip(cut(text, begin, len(flat)), " ，,、")
