"""What results depend on besides the notes: Python, libraries, and what the machine brings.

Versions are read off the names of installed packages, which takes a fiftieth of what
`importlib.metadata` takes to load.

Imports next to nothing: every start passes through here.
"""

from __future__ import annotations

import os
import sys

_SHEET = (
    *("brotli", "cssselect2", "fonttools", "jinja2", "markupsafe", "pillow", "pydyf"),
    *("pygments", "pyphen", "tinycss2", "tinyhtml5", "weasyprint", "zopfli"),
    *("latex2mathml", "ziafont", "ziamath"),
)
LIBRARIES = {
    "read": ("mistune", "nh3", "pyyaml"),
    "cards": ("jinja2", "markupsafe", "pygments"),
    "sheet": _SHEET,
    "booklet": (*_SHEET, "pypinyin"),
    "media": ("pillow", "py-svg-hush"),
    "deck": ("genanki",),
}
"""The libraries that results of each stage depend on."""

TYPESETTING = (
    ("pango-1.0", "pango_version_string"),
    ("harfbuzz", "hb_version_string"),
)
"""Libraries of the system that shape text, and the function that tells their version."""
_SUFFIX = ".dist-info"


def python() -> str:
    """Return the version of Python that runs, without its patch level."""
    return f"{sys.implementation.name} {sys.version_info[0]}.{sys.version_info[1]}"


def versions() -> dict[str, str]:
    """Return the versions of the libraries that matter, by name."""
    wanted = {name for names in LIBRARIES.values() for name in names}
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue
        for entry in entries:
            if entry.endswith(_SUFFIX):
                name, _, version = entry[: -len(_SUFFIX)].rpartition("-")
                name = name.lower().replace("_", "-")
                if name in wanted:
                    found.setdefault(name, version)
    return dict(sorted(found.items()))


def loaded_libraries() -> list[str]:
    """Return the paths of the shared libraries that this process has loaded; Linux tells."""
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
            lines = maps.read().split("\n")
    except OSError:
        return []
    paths = {line.split(maxsplit=5)[5] for line in lines if line.count(" ") and "/" in line}
    return sorted(path for path in paths if ".so" in path.rpartition("/")[2])


def typesetting() -> list[str]:
    """Return the versions of the system's libraries that shape text; empty where there are none."""
    import ctypes  # noqa: PLC0415  only builds that make sheets ask
    from ctypes.util import find_library  # noqa: PLC0415

    found: list[str] = []
    for name, function in TYPESETTING:
        try:
            tell = getattr(ctypes.CDLL(_SHARED.get(name) or find_library(name)), function)
        except (OSError, AttributeError, TypeError):
            continue
        tell.restype = ctypes.c_char_p
        found.append(f"{name} {(tell() or b'').decode('ascii', 'replace')}")
    return found


_SHARED = (
    {"pango-1.0": "libpango-1.0.so.0", "harfbuzz": "libharfbuzz.so.0"}
    if sys.platform == "linux"
    else {}
)
"""On Linux the names are fixed; looking for them would start a compiler."""
