"""What a clause is about: whether the words before its verb can be its subject.

The text before a verb goes in, folded to simplified script; a yes or no comes out. Used by
the rules for prose, which look at one clause at a time.
"""

from __future__ import annotations

import re

from cribdeck.extract.splitting import without_brackets
from cribdeck.units import has_han, units

LONGEST_SUBJECT = 12
"""Units, brackets aside."""
_LONGEST_ENGLISH_SUBJECT = 9
_MARKS = " \t，,、`*“”\"'"
_ADVERBS = re.compile(
    r"(?:本身|自身|自己|主要|只|仅|都|也|会|则|就|可以|能够|能|还|通常|一般|默认|总是|必须"
    r"|需要?|要"
    r"|不会|不能|不|并|将|已经?|内部|底层|同时|直接|更|均|又|再|才|而|却|所|其实|可|便|往往"
    r"|一定|无法|很难"
    r"|自动|动态|实际上?|本质上?|当前|目前|常|不断|持续|定期|分别|共同|各自|可能|仍然?|依然"
    r"|应该|应当"
    r"|首先|随后|最终|因此|(?<![优率首])先|负责)$"
)
_CONNECTIVE = re.compile(
    r"(?:而且|并且|同时|另外|此外|其中|然后|接着|最后|首先|其次|随后|也就是说|换句话说|一般来说"
    r"|一般|通常|那么|所以"
    r"|因此|但是?|不过|于是|且|而|则|即|再|并|此时|这时|默认情况下|正常情况下|每次)[，,]?"
)
_PRONOUN = re.compile(
    r"(?:它们?|其|这些.{0,6}|该.{1,8}|此.{0,6}|这个.{0,6}|二者|两者|他们)$", re.IGNORECASE
)
_NO_SUBJECT = re.compile(
    r"(?:如果|当(?!前)|若(?!干)|为了|通过|由于|因为|所以|但|可以|可能|我|你|一般|通常|然后"
    r"|并(?![发行查])|再(?!均衡|平衡|哈希)"
    r"|还(?!原)|也|不|没|要(?!素)|使(?!用[者方])|让|把|将|被(?!动|调)|对(?![象端等称])"
    r"|从(?![库节服机副表属])|在(?!线)|与|和"
    r"|或|以(?!太)|用(?!户)|比(?!特|较器)|按|根据|随着|直到|除|即|如|有(?![序向界])|那|某|每次"
    r"|进行|需(?!求)|能|会(?!话)"
    r"|只(?!读)|是|因|则|就|去(?![重])|来(?!源)|给|向(?!量)|到|又|先|后(?![端台续])|最后|最终"
    r"|首先|其次|同时|此外|另外|注意"
    r"|而|且|之|等(?![待级])|无(?![状锁序])|特别|反正|说|可见|一旦|假设|例如|比如|至少|最多"
    r"|首次|为|什么|怎么|如何|了解|掌握|熟悉|学习|学会|注意)"
)
_CLAUSE_INSIDE = re.compile(
    r"比作|如果|因为|通过|时候|之[前后]|[把将让](?![来])|被(?!动)|使(?!用|能)|并且|用于|只要"
    r"|[来去给到了时前的后]$"
)
_CLOCK = re.compile(r"[定实延临同]时$|[先提]前$|[最]后$")
_FINITE_INSIDE = re.compile(
    r"是(?!否)|会(?![话员议计])|没有|就(?![绪近])|可以|如果|需要|表示|代表|意味|无法|能够|不能|必须|\?"
)
_SETTING = re.compile(r"(?:在|对于?)[^，]{2,12}?[中里上下](?=..)")
"""在 Kafka 中默认的副本数: where it holds, before the subject itself."""
_AFTER = re.compile(r"(?P<who>[^，]{2,20}?)[\u4e00-\u9fff]{2,4}(?:之?后|(?<![定实延临同])时)$")
"""消费者提交之后: the subject, and what happened before."""
_STANDS_FOR = re.compile("(?:[\u4e00-\u9fff]|[a-z] )\\s?[A-D](?![A-Za-z])")
"""事务A, 服务B: somebody in an example."""
_PREPOSED = re.compile(r"以[^，]{1,10}$")
_NO_ENGLISH_SUBJECT = re.compile(
    r"(?:if|when|while|to|for|in|by|with|from|as|since|because|there|you|we|i|who|how|what"
    r"|why|let|note|e\.g|without|only|no|not|on|at|of|after|before|once)\b"
    r"|.*\b(?:that|which|who|is|are|was|can|will|to|if|when|does|has|have|should|must)\b"
    r"|.*\b[a-z]+s (?:all|an?|the|any|each|every|its|their)\b"
    r"|.*\b[A-D]$",
    re.IGNORECASE,
)
_ENGLISH_CONNECTIVE = re.compile(r"(?:and|but|so|then|which|also)\b\s*", re.IGNORECASE)
_ENGLISH_ADVERBS = re.compile(
    r"\s*\b(?:also|only|always|usually|typically|often|then|now|simply|just|automatically|each"
    r"|both|can|will|may|must|should|does not|do not|doesn't|don't|cannot|can't|never|thus|have"
    r"|has|be|contain|hold)\s*$",
    re.IGNORECASE,
)
_ENGLISH_PRONOUN = re.compile(r"(?:it|they|this|these|its \w+|both)$", re.IGNORECASE)
_MOST_WORDS = 4


def is_subject(text: str, *, opens: bool) -> bool:
    """Return whether `text` names what a clause is about.

    Args:
        text: what stands before the verb.
        opens: whether the clause opens the sentence; later ones may take up the subject
            again with a pronoun, or leave it out.
    """
    if not has_han(text) and " " in text.strip():
        return _is_english_subject(text, opens=opens)
    subject = without_adverbs(without_brackets(text).strip(_MARKS))
    subject = _SETTING.sub("", _AFTER.sub(r"\g<who>", subject, count=1), count=1)
    if not opens:
        subject = without_adverbs(_CONNECTIVE.sub("", subject, count=1).strip(_MARKS))
    if not subject or _PRONOUN.match(subject):
        return not opens
    return (
        len(subject) > 1
        and 1 <= units(subject) <= LONGEST_SUBJECT
        and not _NO_SUBJECT.match(subject)
        and not (_CLAUSE_INSIDE.search(subject) and not _CLOCK.search(subject))
        and not _FINITE_INSIDE.search(subject)
        and not _STANDS_FOR.search(subject)
        and not _PREPOSED.search(subject)
        and subject.count("（") + subject.count("(") == subject.count("）") + subject.count(")")
    )


def is_english_subject(text: str, *, opens: bool) -> bool:
    """Return whether English `text` before a verb names what a clause is about."""
    return not has_han(text) and _is_english_subject(text, opens=opens)


def without_adverbs(text: str) -> str:
    """Return `text` without the adverbs and auxiliaries at its end."""
    while (match := _ADVERBS.search(text)) is not None:
        text = text[: match.start()].rstrip()
    return text


def _is_english_subject(text: str, *, opens: bool) -> bool:
    subject = without_brackets(text).strip(_MARKS) if text.strip() else ""
    if not opens:
        subject = _ENGLISH_CONNECTIVE.sub("", subject, count=1)
    for _ in range(_MOST_WORDS):
        subject = _ENGLISH_ADVERBS.sub("", f" {subject}").strip()
    if not subject or _ENGLISH_PRONOUN.match(subject):
        return not opens
    return units(subject) <= _LONGEST_ENGLISH_SUBJECT and not _NO_ENGLISH_SUBJECT.match(subject)
