"""The lists of dependencies, and what counts as having them."""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cribdeck.bootstrap.requirements import gaps, is_acceptable
from tests.bootstrap.conftest import PROJECT

LISTS = (PROJECT / "requirements.txt", PROJECT / "tests" / "requirements.txt")


def pins(text: str) -> dict[str, Requirement]:
    lines = (re.sub(r"#.*", "", line).strip() for line in text.splitlines())
    found = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return {canonicalize_name(pin.name): pin for pin in found}


PROGRAM, TESTS = (pins(path.read_text(encoding="utf-8")) for path in LISTS)


@pytest.mark.parametrize("pin", [*PROGRAM.values(), *TESTS.values()], ids=str)
def test_everything_is_pinned(pin: Requirement) -> None:
    assert re.fullmatch(r"==[\w.]+", str(pin.specifier))


def test_nothing_is_pinned_twice() -> None:
    assert not PROGRAM.keys() & TESTS.keys()
    for path in LISTS:
        names = re.findall(r"^[a-z][\w-]*", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(names) == len(set(names))


def test_the_program_does_not_depend_on_the_engine() -> None:
    assert "anki" in TESTS
    assert "anki" not in PROGRAM


HERE = [name for name, pin in (PROGRAM | TESTS).items() if not pin.marker or pin.marker.evaluate()]
"""Packages that this platform installs."""


@pytest.mark.parametrize("name", sorted(HERE))
def test_whatever_a_package_pulls_in_is_pinned_too(name: str) -> None:
    """A dependency that is not on the list would be another one on every machine."""
    listed = PROGRAM if name in PROGRAM else PROGRAM | TESTS
    pin = listed[name]
    wanted_extras = ["", *pin.extras]
    if name == "fonttools":
        wanted_extras.append("woff")  # asked for by weasyprint
    for dependency in map(Requirement, metadata.requires(name) or []):
        if any(
            dependency.marker is None or dependency.marker.evaluate({"extra": extra})
            for extra in wanted_extras
        ):
            assert canonicalize_name(dependency.name) in listed, f"{name} needs {dependency}"


@pytest.mark.parametrize(
    ("found", "pinned", "acceptable"),
    [
        ("70.0", "70.0", True),
        ("70.1", "70.0", True),
        ("69.9", "70.0", False),
        ("71.0", "70.0", False),
        ("3.10.0", "3.9.1", True),
        ("0.13.2", "0.13.1", True),
        ("0.14.0", "0.13.1", False),
        ("0.13.0", "0.13.1", False),
        ("1.0", "0.13.1", False),
        ("2.1.0.post1", "2.1.0", True),
        (None, "1.0", False),
    ],
)
def test_a_later_release_of_the_same_series_will_do(
    found: str | None, pinned: str, *, acceptable: bool
) -> None:
    assert is_acceptable(found, pinned) is acceptable


def test_only_what_the_program_imports_itself_is_asked_for() -> None:
    text = (
        "# list\n\nno-such-package==1.0\nNo.Such_Extra[woff]==2.0\n"
        "pulled-in==3.0  # via no-such-package\nelsewhere==4.0 ; sys_platform == 'win32'\n"
        "-r ../requirements.txt\npytest==1.0\n"
    )
    assert gaps(text) == ["no-such-package==1.0", "No.Such_Extra==2.0", "pytest==1.0"]


def test_this_environment_has_no_gaps() -> None:
    assert gaps("".join(path.read_text(encoding="utf-8") for path in LISTS)) == []
