"""The reference page of a rule, from its own documentation and examples.

Plain strings go in, Markdown comes out. `build.py rules NAME` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable


def reference_page(
    name: str, doc: str, matches: Iterable[tuple[str, Iterable[str]]], ignores: Iterable[str]
) -> str:
    """Return documentation, examples with what they give, and counterexamples as Markdown."""
    parts = [f"# {name}", doc.strip(), "## Matches"]
    for source, gives in matches:
        parts += [_fenced(source), "gives", _fenced("\n".join(gives))]
    parts += ["## Does not match", *map(_fenced, ignores)]
    return "\n\n".join(parts) + "\n"


def _fenced(text: str) -> str:
    return f"~~~\n{text.strip()}\n~~~"
