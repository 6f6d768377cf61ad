"""Between syntax and extraction: misspelt Latin words are found, and the certain ones corrected.

All documents of a build go in, because how often a word occurs in the notes is half of the
evidence. Out come the same documents with the certain corrections made, what was corrected
where, and a diagnostic for every word that is suspected or was corrected. Traditional and
simplified script are told apart, and made one where the settings ask for it.
"""

from __future__ import annotations

from cribdeck.spelling.script import Script, in_simplified, mixed_script, script_mix, script_of
from cribdeck.spelling.spelling import Spelled, Spelling, check_spelling, spelled, verdicts
from cribdeck.spelling.vocabulary import Verdict, Vocabulary, vocabulary_of

__all__ = [
    "Script",
    "Spelled",
    "Spelling",
    "Verdict",
    "Vocabulary",
    "check_spelling",
    "in_simplified",
    "mixed_script",
    "script_mix",
    "script_of",
    "spelled",
    "verdicts",
    "vocabulary_of",
]
