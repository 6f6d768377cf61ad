"""What tells blocks apart at their first characters, beside mistune's own patterns."""

from __future__ import annotations

import re
from typing import Final

BARE_MARKER: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*$", re.MULTILINE)
"""An item of a list without text."""
LINK_TARGET: Final = re.compile(
    r"[ \t]*(?:\n[ \t]*)?(?:<[^>\n]+>|[^\s/]*/|[^\s.#]*[.#][A-Za-z]|[A-Za-z]{2,}:\S)"
)
"""Where `[label]:` points to; `[优点]: 快` and `[版本]: 1.7` point nowhere."""
TAG_END: Final = re.compile(r"[ \t\n/>]|\Z")
"""What may follow the name of an HTML block."""
