"""What the set-up says: one plain line at a time, on standard error.

Letters stay within ASCII: this may be a console of any age and code page.
"""

from __future__ import annotations

import sys


class SetUpError(Exception):
    """The program cannot be started here; the text is one sentence with its cure."""


def tell(sentence: str) -> None:
    """Print one line about the set-up."""
    sys.stderr.write(f"build.py: {sentence}\n")
    sys.stderr.flush()
