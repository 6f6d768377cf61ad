"""A piece of a sentence hidden, with as much of the rest shown as the learner needs.

A sentence goes in, with the place of the piece that a rule wants to hide; out comes a
`Statement`, or the reason why that piece makes no card. Policy:

* the piece is a constituent of 1 to 25 units (`piece.py`); it leaves 6 units or more to
  read and hides at most 60 % of what is shown;
* the clauses before the piece are shown while they fit, and at most one after it (`window.py`);
  what tells the answer, a remark in brackets or another clause, is left out where the rest
  stands without it, else there is no card (`leak`);
* a statement that leans on what is before it (它…, 这…) or has lost its subject shows that
  too, or is refused (`lead_in.py`);
* talk, examples and questions make no cards.

Several rules may hide different pieces of one sentence: `joined` makes one statement of
those that show the same text, so that Anki keeps its cards apart as siblings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cribdeck.extract.glossary import Glossary
from cribdeck.extract.guards import leaks
from cribdeck.extract.lead_in import LAST_WORDS, opening
from cribdeck.extract.leak import VISIBLE, Shown, leak
from cribdeck.extract.piece import core, is_adverbial, piece_objections
from cribdeck.extract.rule import Declined, objection
from cribdeck.extract.unit import Sentence, origin
from cribdeck.extract.window import Window, windows
from cribdeck.facts.model import Statement
from cribdeck.folding import fold
from cribdeck.inline import Cloze, Inline, RichText, cut, plain, strip
from cribdeck.units import HAN, has_han, units
from cribdeck.wording import is_example, is_question, looks_like_code, mentions_person

LONGEST_SENTENCE = 1_000
"""Characters; what is longer has lost its full stops or is data."""
LONGEST_SHOWN = 80
"""Units of clauses that cannot be shown apart."""
MOST_PIECES = 3
"""Hidden in one statement; with three 17 % of cards were good, with one 52 %."""
_FEWEST_UNITS_LEFT = 6
_FEWEST_WORDS_LEFT = 3
"""In a language that writes words apart: `epoll keeps the fds in …` says as much in fewer units."""
_FEWEST_SAID = 4
"""Units of a clause on which another can rest; 可能会 is none."""
_LARGEST_SHARE, _LARGEST_SHARE_SHOWN = 0.6, 0.7
"""Of what is shown; the second where a rule says what has to be shown."""
_POINTS_AWAY = re.compile(
    r"如下|以下(?!的?版本)|下面|上面|[前后]面(?:会?[讲说提介]|再|的?[章节例])|上述|前者|后者|见[上下前后]"
    r"|(?<![文版脚])本[文节章]|第.{1,2}步(?![，,：:])"
    r"|(?:循环|重复|情况|步骤)\s?\d(?![\d.个次种级层轮遍、：:])"
    r"|as follows|[Tt]he following|below|above|\b[Tt]hings? to note\b"
    r"|^\s*(?:[Aa]|[Oo]ne|[Aa]nother|[Tt]he) (?:(?!of )[a-z]{2,12} )?"
    r"(?:solution|approach|way|option|problem"
    r"|drawback|advantage|reason|alternative|difference|trick|fix|workaround)"
    r" (?:would|could|might|may|can|is|was|being|here)\b"
)
_ASKS = re.compile(r"什么|^试|哪[些个]|怎么|为何|^(?:what|how|why|who)\b", re.IGNORECASE)
_RUN = 3
_HAN_RUN = re.compile(f"[{HAN}]+")
_REMARK = re.compile(r"(?<![A-Za-z0-9_])[（(][^（()）]{2,80}[)）]")
"""In brackets; f(x) is none."""
_TALK = re.compile(
    r"[吧嘛呗][，,。]|吧$|为啥|啥|起码|反正|说白了|毕竟|不知道|一直想|换个角度|[么呢]？|[?？]"
)
_POINTER = re.compile(
    r"[这那](?:[两二三四几][个种些条份张]|个)\s?(?!一[般定]|通常|[是会可就都也在不有没]|问题|过程|时候|方[式法案]|情况|机制|操作|行为|阶段|场景|特[性点]|值|时)"
    r"(?P<what>[\u4e00-\u9fff]{2}|[A-Za-z]{2,20})|此(?P<matter>事)(?!务)"
)
_ENDS_POINTING = re.compile(r"(?<!的)[这那]个\s?(?:[\u4e00-\u9fff]{2}|[A-Za-z]{2,20})$")
_ONE_OF_TWO = re.compile(r"(?:不[仅但光只]|既)(?:是|能|可以|会)?\s*$")
_LONGEST_LINK = 6
"""Characters of 不仅可以."""
_STRAY = re.compile(r"的(?=\s*(?:[，。；,.;!！]|$))")
"""是为了 A 的。: what is left of 是 … 的 behind a piece; 是 A 的 stays whole."""
_CASE = re.compile(r"\s*(?:如果|假如|若(?!干)|一旦|除非|(?:if|unless)\b)", re.IGNORECASE)
_SAME_CASE = re.compile(
    r"\s*(?:即(?![时席])|也就是|甚至|并且?|而?且|或者?|以及|同时|(?:and|or|i\.e\.)\s)",
    re.IGNORECASE,
)
_VERB_FOLLOWS = re.compile(r"\s*(?:会(?![话员议计])|将(?!来)|被|可以|能够)")
"""What is shown before it ends with a subject."""
_USES = re.compile(r"\s*(?:利用(?!率)|使用(?![者率])|采用|用(?!户))")
_ABLE = re.compile(r"\s*(?:我们)?就?(?:能(?![力量])|可以)")
"""用好缓存，就能 …: a clause that says by which."""
_CONCEDES = re.compile(
    r"\s*(?:虽然|虽说|虽|尽管|固然|(?:although|though|even though)\b)", re.IGNORECASE
)
"""虽然 A，但 B: B is the point."""
_REMARK_LABEL = re.compile(
    r"\W*(?:注意(?:点|事项)?|举例(?:说明)?|例子|示例|提示|小贴士|(?:important|note|warning|tip|todo|nb|ps)\b)\s*[：:!]"
    r"|\W*interesting(?:ly)?\b",
    re.IGNORECASE,
)
_MARKUP_LOST = re.compile(
    r"(?<![\w'\"])(?:''|\"\"|“”|「」)(?!['\"])|(?<![\w_])[a-z]{2,20}__(?![\w(])"
)
"""What stood between the quotes was taken for marks: `'' means no reply`, `proto__ 属性`."""
_UNFINISHED = re.compile(r"[:：]\s*$")


def hidden(  # noqa: PLR0913 -- what a rule rarely needs to say has a name and a default
    sentence: Sentence,
    start: int,
    end: int,
    *,
    shown: tuple[int, int] | None = None,
    leans: bool = False,
    fewest: int = 1,
    glossary: Glossary | None = None,
    as_marked: bool = False,
) -> Statement | Declined:
    """Return `sentence` with the piece at `start:end` of its plain text hidden.

    `shown` is a stretch of the sentence without which the piece cannot be asked for;
    `leans` says that the sentence before is needed, too; a Chinese piece must have
    `fewest` units; `glossary` knows what else things are called, that of the note by default:
    a rule that asks for another name passes `NOTHING`; `as_marked` says that the author has
    marked where the piece begins and ends.
    """
    flat = sentence.text
    if len(flat) > LONGEST_SENTENCE:
        return Declined(f"a sentence of {len(flat):,} characters")
    start, end = core(sentence, start, end, as_marked=as_marked)
    against = objection(_objections(sentence, start, end, fewest))
    if against:
        return against
    needed = (min(start, shown[0]), max(end, shown[1])) if shown else (start, end)
    share = _LARGEST_SHARE_SHOWN if shown else _LARGEST_SHARE
    declined: list[Declined] = []
    inner = _clause_start(sentence.clauses, needed[0])
    last = sentence.clause_end(end - 1)
    stray = None if flat[:start].rstrip().endswith("是") else _STRAY.match(flat, end)
    behind = stray.end() if stray else end
    own = _clause_start(sentence.clauses, start)
    adverbial = last < len(flat.rstrip()) and is_adverbial(fold(flat[own:last]))
    for window in windows(sentence, *needed):
        if adverbial and window.stop == last:
            declined.append(Declined("what is shown says only when or how something happens"))
            continue
        if _is_only_a_case(sentence, window):
            declined.append(Declined("only a case is shown, not what holds in it"))
            continue
        opens = opening(sentence, window, inner, start, leans=leans)
        if isinstance(opens, Declined):
            declined.append(opens)
            continue
        before = _without_remarks(cut(sentence.content, opens.first, start), flat[start:end])
        after = _without_remarks(cut(sentence.content, behind, window.stop), flat[start:end])
        around = f"{plain(opens.lead_in)} {plain(before)} {plain(after)}"
        against = objection(_speech_objections(flat[: window.stop], around)) or objection(
            _shown_objections(sentence, flat[start:end], around, share, glossary)
        )
        if against is None:
            content = (*before, Cloze(cut(sentence.content, start, end)), *after)
            return Statement(origin(sentence), strip(content, " ，,、：:；"), opens.lead_in)
        declined.append(against)
    return declined[0]


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
    flat = fold(sentence.text)
    by_which = _USES.match(flat, start) and _ABLE.match(flat, end)
    if end < len(flat) and (by_which or is_adverbial(flat[start:end])):
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
    text = with_clozes(_without_clozes(first.text), taken)
    return Statement(first.origin, text, first.lead_in)


def with_clozes(text: RichText, places: Iterable[tuple[int, int]]) -> RichText:
    """Return `text` with the pieces at `places` of its plain characters hidden, each by itself."""
    content: list[Inline] = []
    offset = 0
    for start, end in sorted(places):
        content += [*cut(text, offset, start), Cloze(cut(text, start, end))]
        offset = end
    return (*content, *cut(text, offset, len(plain(text))))


def _without_clozes(text: RichText) -> RichText:
    return tuple(
        inner for node in text for inner in (node.children if isinstance(node, Cloze) else (node,))
    )


def _speech_objections(told: str, around: str) -> Iterator[str]:
    """Yield why what is `told` up to the end of what is shown `around` a piece is no fact."""
    if any(is_example(text) or text.startswith("e.g.") for text in (told, around)):
        yield "example"
    if mentions_person(told) or mentions_person(around) or _TALK.search(fold(around)):
        yield "talk, not a fact"


def _objections(sentence: Sentence, start: int, end: int, fewest: int) -> Iterator[str]:
    flat = sentence.text
    if _ONE_OF_TWO.search(fold(flat), max(0, start - _LONGEST_LINK), start):
        yield "one of several things that could be said"
    if has_han(flat[start:end]) and units(flat[start:end]) < fewest:
        yield "the answer is too short to be the point"
    yield from piece_objections(sentence, start, end)
    if is_question(flat[-LAST_WORDS:]) or _ASKS.search(fold(flat[start:end])):
        yield "question"
    if _UNFINISHED.search(flat):
        yield "lead-in of what follows"
    if looks_like_code(flat):
        yield "code typed as text"
    if _MARKUP_LOST.search(flat):
        yield "something is missing between two marks"
    if _REMARK_LABEL.match(fold(flat)):
        yield "a remark or an example, by its label"
    own = _clause_start(sentence.clauses, start)
    if _CONCEDES.match(fold(flat), own) and sentence.clause_end(end - 1) < len(flat.rstrip()):
        yield "what is conceded, not the point"


def _shown_objections(
    sentence: Sentence, piece: str, around: str, share: float, glossary: Glossary | None
) -> Iterator[str]:
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
    if _points_at_nothing(around, piece, sentence.context.breadcrumb):
        yield "it points at something that is not in view"
    context = sentence.context
    if context.label == "here again" and not sentence.order:
        yield "its label stands more than once under the same titles"
    told = leak(Shown(around, context.breadcrumb), piece, "piece", glossary or context.glossary)
    if told:
        yield told.why


def _points_at_nothing(shown: str, piece: str, breadcrumb: tuple[str, ...]) -> bool:
    """Return whether 这个 X, 那个 X or 此事 stands in `shown`, but X neither before it nor above.

    A `piece` that ends with 这个 X is no answer either.
    """
    folded = fold(shown)
    if _ENDS_POINTING.search(fold(piece)):
        return True
    above = fold(" ".join(breadcrumb))
    return any(
        (match["what"] or match["matter"]).casefold()
        not in f"{above} {folded[: match.start()]}".casefold()
        for match in _POINTER.finditer(folded)
    )


def _is_only_a_case(sentence: Sentence, window: Window) -> bool:
    """Return whether `window` shows 如果 …，即 …, and breaks off before what follows from it."""
    flat = fold(sentence.text)
    if window.stop >= len(flat.rstrip()) or not _CASE.match(flat, window.start):
        return False
    inside = [start for start, _ in sentence.clauses if window.start < start < window.stop]
    return _VERB_FOLLOWS.match(flat, window.stop) is not None or all(
        _SAME_CASE.match(flat, start) for start in inside
    )


def _without_remarks(text: RichText, piece: str) -> RichText:
    """Return `text` without the brackets that tell `piece`, or repeat a run of it."""
    flat, kept, offset = plain(text), list[Inline](), 0
    for remark in _REMARK.finditer(flat):
        if leak(Shown(remark[0]), piece, "piece") or _shares_run(remark[0], piece):
            kept += cut(text, offset, remark.start())
            offset = remark.end()
    return (*kept, *cut(text, offset, len(flat)))


def _shares_run(remark: str, piece: str) -> bool:
    """Return whether a run of Chinese characters of `piece` stands in `remark`, too."""
    return any(
        piece[at : at + _RUN] in remark
        for run in _HAN_RUN.finditer(piece)
        for at in range(run.start(), run.end() - _RUN + 1)
    )


def _clause_start(found: tuple[tuple[int, int], ...], offset: int) -> int:
    return next(start for start, stop in found if offset < stop)
