"""Explanations: what the compiler made of a source or a line of it, and why.

Evidence of a real run goes in (`evidence`), reports come out (`source_report`,
`line_report`), printed as text for a terminal (`text`) or as JSON (`report`). Nothing here
decides anything: what is shown is what the stages did.
"""

from __future__ import annotations
