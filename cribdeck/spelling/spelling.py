"""Which words are misspelt, and which of these are corrected.

A word is suspected when it is rare, not in the lexicon, and one edit away from exactly one
word that the lexicon holds or that the notes use often. It is corrected when the notes
themselves use the right word more often: then the author has said which one is meant.

One loss is systematic. Some web pages are copied without the letters "du": `procer` is
producer, `tcpmp` is tcpdump. It is undone only in a source that shows it beyond doubt: no
Latin word in it holds these letters, and several known words come of putting them back.

Measured by one reader, on texts that the lexicon and the limits were also tuned on, so new
notes will do worse: in five messy real notes all 19 corrected and all 8 suspected words were
slips; in 1,600 files of English documentation about half of 18 suspected words were. In 15
notes of other authors that nothing was tuned on, 4 of 7 suspected words were slips, the other
3 good words that are in the lexicon now, and none was corrected. Words
in English lines are never corrected: before that rule, a first look at 900 of these files
found nearly all corrections there wrong (`complies` became compiles, `derail` detail).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cribdeck.diagnostics import Diagnostic, info, warning
from cribdeck.facts.model import Correction
from cribdeck.spelling.lexicon import (
    Neighbours,
    common_ends,
    inserted,
    is_known,
    lexicon_neighbours,
)
from cribdeck.spelling.vocabulary import Verdict, Vocabulary, vocabulary_of
from cribdeck.spelling.words import Word, with_words, words
from cribdeck.syntax.nodes import Document

_SHORTEST = 5
"""Letters of a word that may be suspected; shorter ones are abbreviations, or meant so."""
_LONGEST = 24
"""Letters; what is longer is data, and would take long to look up."""
_SHORTEST_SWAPPED = 4
"""Letters, when two neighbours have changed places: `smpt`."""
_SHORTEST_SWAPPED_CAPITALS, _COMMON_CAPITALS = 3, 5
"""Letters of an abbreviation in which they have, and times that the right one must occur."""
_SHORTEST_REPLACED = 7
"""Letters of an English word, when one has been replaced; shorter words are too many."""
_COMMON = 8
"""Times that a word must occur in the notes to count as spelt right without the lexicon."""
_SHORTEST_CORRECTED = 6
"""Letters of a right word that may be put in place of the wrong one."""
_SHORTEST_CORRECTED_NAME = 5
"""Letters, when no letter was replaced and the right word is `_FAR_RATIO` times as frequent."""
_RATIO, _FAR_RATIO = 2, 10
"""How much more often than the wrong word the right one must occur."""
_FEWEST_RIGHT = 3
"""Times that the right word must occur at least."""
_KNOWN_SHARE = 0.5
"""Share of the words of a source that must be known; else it is in another language."""
_FEWEST_FOREIGN = 5
_LOST = "du"
_FEWEST_LOSSES = 3
_FEWEST_LOST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """What came of checking the documents of a build."""

    documents: tuple[Document, ...]
    """With the certain corrections made; every span is as before."""
    corrections: Mapping[str, tuple[Correction, ...]]
    """By path, in reading order."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Spelled:
    """What came of checking one document."""

    document: Document
    corrections: tuple[Correction, ...]
    diagnostics: tuple[Diagnostic, ...]


def check_spelling(documents: Sequence[Document]) -> Spelling:
    """Look at the words of all documents together."""
    found = verdicts([vocabulary_of(it) for it in documents])
    checked = [spelled(it, found) for it in documents]
    return Spelling(
        tuple(it.document for it in checked),
        {it.document.path: it.corrections for it in checked if it.corrections},
        tuple(remark for it in checked for remark in it.diagnostics),
    )


def spelled(document: Document, verdicts: Mapping[str, Verdict]) -> Spelled:
    """Return `document` corrected; of the verdicts only those on its own free words count."""
    found = list(words(document))
    lost = _losses(document, found)
    suspects = {} if _is_foreign(found) else verdicts
    made: list[Correction] = []
    suspected: list[Diagnostic] = []
    for word in found:
        verdict = _verdict(word.text, lost, suspects if word.is_free else {})
        if verdict is None:
            continue
        right = _cased(verdict.right, word.text)
        if verdict.is_certain:
            made.append(Correction(word.span, word.text, right))
        else:
            message = f"{word.text}: is {right} meant?"
            suspected.append(warning("suspected_typo", word.span, message))
    remarks = (*suspected, *_made(made))
    return Spelled(_corrected(document, made, lost) if made else document, tuple(made), remarks)


def _corrected(document: Document, made: Sequence[Correction], lost: Mapping[str, str]) -> Document:
    right = {it.written: it.corrected for it in made}

    def instead(word: str, is_free: bool) -> str:  # noqa: FBT001 - called by `with_words`
        return right.get(word, word) if is_free or word.lower() in lost else word

    return with_words(document, instead)


def _made(corrections: Sequence[Correction]) -> Iterator[Diagnostic]:
    """Yield one remark for each word that was corrected, where it stands first."""
    times = Counter(it.written for it in corrections)
    for it in {it.written: it for it in reversed(corrections)}.values():
        often = f", {times[it.written]} times" if times[it.written] > 1 else ""
        message = f"{it.written} is read as {it.corrected}{often}"
        yield info("corrected_typo", it.span, message)


def _verdict(word: str, lost: Mapping[str, str], suspects: Mapping[str, Verdict]) -> Verdict | None:
    small = word.lower()
    if small in lost:
        return Verdict(lost[small], is_certain=True)
    verdict = suspects.get(small)
    if verdict and verdict.is_certain and not (word.islower() or word.istitle()):
        return Verdict(verdict.right, is_certain=False)
    return verdict


def verdicts(vocabularies: Iterable[Vocabulary]) -> dict[str, Verdict]:
    """Return the suspected words of all sources, in small letters."""
    counts: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    in_capitals: set[str] = set()
    in_english: set[str] = set()
    for it in vocabularies:
        counts.update(it.free)
        everywhere.update(it.everywhere)
        in_capitals |= it.in_capitals
        in_english |= it.in_english
    common = Neighbours(
        word for word, times in everywhere.items() if times >= _COMMON and len(word) <= _LONGEST
    )
    suspected: dict[str, Verdict] = {}
    for word, times in counts.items():
        is_code = everywhere[word] > times
        shortest = _SHORTEST_SWAPPED_CAPITALS if word in in_capitals else _SHORTEST_SWAPPED
        if not shortest <= len(word) <= _LONGEST or is_code or is_known(word):
            continue
        near = lexicon_neighbours().of(word) | common.of(word)
        right = _choice(word, times, {it: everywhere[it] for it in near})
        is_doubtful = word in in_english and _is_replaced(word, right)
        if len(word) < _SHORTEST_SWAPPED and everywhere[right] < _COMMON_CAPITALS:
            continue
        if not right or (is_doubtful and len(right) < _SHORTEST_REPLACED):
            continue
        is_certain = word not in in_english and _is_certain(word, right, times, everywhere[right])
        suspected[word] = Verdict(right, is_certain)
    return suspected


def _choice(word: str, times: int, near: Mapping[str, int]) -> str:
    """Return the one word that `word` is likely to stand for, if there is just one."""
    plausible = {it for it in near if _is_slip(word, it) and times <= max(2, near[it])}
    if len(plausible) > 1:
        plausible = {it for it in plausible if near[it] > times}
    return next(iter(plausible)) if len(plausible) == 1 else ""


def _is_slip(written: str, right: str) -> bool:
    """Return whether fingers make `written` of `right`, rather than grammar or another meaning."""
    if sorted(written) == sorted(right):
        return True
    if written[0] != right[0] or len(written) < _SHORTEST:
        return False
    if written[:-1] == right[:-1] and len(right) < _SHORTEST_REPLACED:
        return False
    longer, shorter = sorted((written, right), key=len, reverse=True)
    return not longer.startswith(shorter)


def _is_replaced(written: str, right: str) -> bool:
    """Return whether the two differ by one letter put in the place of another."""
    return len(written) == len(right) and sorted(written) != sorted(right)


def _is_certain(written: str, right: str, times: int, right_times: int) -> bool:
    """Return whether the notes say which word is meant, by their own use of it."""
    if not is_known(right) or written[:-1] == right[:-1]:
        return False
    if len(right) >= _SHORTEST_CORRECTED:
        return right_times >= max(_FEWEST_RIGHT, _RATIO * times)
    is_name = len(right) == _SHORTEST_CORRECTED_NAME and not _is_replaced(written, right)
    return is_name and right_times >= _FAR_RATIO * times


def _is_foreign(found: Sequence[Word]) -> bool:
    """Return whether a source is in a language whose words are not in the lexicon."""
    free = {word.text.lower() for word in found if word.is_free and len(word.text) >= _SHORTEST}
    unknown = sum(not is_known(word) for word in free)
    return unknown >= _FEWEST_FOREIGN and unknown > (1 - _KNOWN_SHARE) * len(free)


def _losses(document: Document, found: Sequence[Word]) -> dict[str, str]:
    """Return the words that have lost "du", if the source loses these letters throughout."""
    if _LOST in document.text.lower():
        return {}
    small = Counter(word.text.lower() for word in found)
    losses: dict[str, str] = {}
    for word in small:
        if _SHORTEST_SWAPPED <= len(word) <= _LONGEST and not is_known(word):
            whole = inserted(word, _LOST)
            if len(whole) == 1:
                losses[word] = whole.pop()
    is_systematic = (
        len(losses) >= _FEWEST_LOST_WORDS and sum(small[word] for word in losses) >= _FEWEST_LOSSES
    )
    return losses if is_systematic else {}


def _cased(word: str, like: str) -> str:
    """Return `word` with capitals where `like` has them: none, some, or all."""
    if like.isupper():
        return word.upper()
    if len(word) == len(like):
        pairs = zip(word, like, strict=True)
        return "".join(new.upper() if old.isupper() else new for new, old in pairs)
    head, tail = common_ends(word, like.lower())
    if not head:
        return word
    return like[:head] + word[head : len(word) - tail] + like[len(like) - tail :]
