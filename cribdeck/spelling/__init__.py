"""Between syntax and extraction: misspelt Latin words of the notes are found, the certain ones corrected.

All documents of a build go in, because how often a word occurs in the notes is half of the
evidence. Out come the same documents with the certain corrections made, what was corrected
where, and a diagnostic for every word that is suspected or was corrected.
"""

from __future__ import annotations

from cribdeck.spelling.spelling import Spelling, check_spelling

__all__ = ["Spelling", "check_spelling"]
