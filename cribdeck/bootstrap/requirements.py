"""Does the running Python have the packages? For environments that somebody else manages.

Only what the program imports itself is asked for; lines marked `# via` are those packages'
own affair, and pip's. Acceptable is the pinned release or a later one of the same series,
because an environment shared with other programs cannot always hold the very same.
"""

from __future__ import annotations

import re
from importlib import metadata

PIN = re.compile(r"^(?P<name>[\w.-]+)(\[[\w,]+\])?==(?P<version>[\w.]+)[ \t]*$", re.MULTILINE)
"""A requirement of our own: a pinned name alone on its line."""


def gaps(requirements: str) -> list[str]:
    """Return the requirements that the running interpreter does not meet, as written."""
    return [
        f"{pin['name']}=={pin['version']}"
        for pin in PIN.finditer(requirements)
        if not is_acceptable(_version(pin["name"]), pin["version"])
    ]


def is_acceptable(found: str | None, pinned: str) -> bool:
    """Return whether a release found can stand in for the pinned one.

    A series shares its first number; before 1.0 also its second, as in semver.org §4.

        >>> is_acceptable("70.1", "70.0"), is_acceptable("71.0", "70.0")
        (True, False)
        >>> is_acceptable("0.13.2", "0.13.1"), is_acceptable("0.14.0", "0.13.1")
        (True, False)
    """
    if found is None:
        return False
    have, want = _numbers(found), _numbers(pinned)
    series = 2 if want[0] == 0 else 1
    return have[:series] == want[:series] and have >= want


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)) or (0,)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
