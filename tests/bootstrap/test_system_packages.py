"""Libraries that pip cannot bring: found, installed for root, named for everybody else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cribdeck.bootstrap import system_packages
from cribdeck.bootstrap.system_packages import (
    DEBIAN_LIBRARIES,
    command_for,
    provide,
    system_libraries_hint,
    venv_hint,
)

DEBIAN = {"ID": "debian"}
FEDORA = {"ID": "fedora"}


@pytest.mark.parametrize(
    ("release", "command"),
    [
        (DEBIAN, "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt-get install libpango-1.0-0"),
        (FEDORA, "sudo dnf install pango harfbuzz"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install pango harfbuzz"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "sudo pacman -S pango harfbuzz"),
        ({"ID": "alpine"}, "sudo apk add pango so:libharfbuzz-subset.so.0"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install libpango-1_0-0"),
        ({"ID": "homemade"}, "install Pango, HarfBuzz with your package manager"),
        ({}, "install Pango"),
    ],
)
def test_every_family_gets_its_own_command(release: dict[str, str], command: str) -> None:
    assert command_for(release, as_root=False).startswith(command)


@pytest.mark.parametrize(
    ("platform", "release", "missing", "hint"),
    [
        ("linux", DEBIAN, "poppler", "sudo apt-get install poppler-utils libpango-1.0-0"),
        ("linux", {"ID": "opensuse", "ID_LIKE": "suse"}, "poppler", "install poppler-tools lib"),
        ("linux", {}, "poppler", "install poppler, Pango, HarfBuzz with"),
        ("linux", DEBIAN, "libpango-1.0.so.0", "sudo apt-get install libpango-1.0-0"),
        ("darwin", {}, "poppler", "brew install pango poppler"),
        ("win32", {}, "poppler", "mingw-w64-ucrt-x86_64-pango mingw-w64-ucrt-x86_64-poppler"),
        ("linux", DEBIAN, "nothing", None),
    ],
)
def test_the_tests_need_poppler_too(
    pretend: Callable[..., None],
    platform: str,
    release: dict[str, str],
    missing: str,
    hint: str | None,
) -> None:
    pretend(platform=platform, release=release, missing=(missing,))
    found = system_packages.hint_for_tests()
    assert found is None if hint is None else hint in (found or "")


def test_root_needs_no_sudo() -> None:
    assert command_for(FEDORA, as_root=True) == "dnf install pango harfbuzz"


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Pretend to be on another system; what is not missing is there."""

    def to_be(
        *,
        platform: str = "linux",
        release: dict[str, str] | None = None,
        root: bool = False,
        missing: tuple[str, ...] = (),
    ) -> None:
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(system_packages, "os_release", lambda: release or {})
        monkeypatch.setattr(system_packages, "_is_root", lambda: root)
        monkeypatch.setattr(system_packages, "_is_there", lambda name: name not in missing)
        monkeypatch.setattr(system_packages, "has_poppler", lambda: "poppler" not in missing)

    return to_be


def test_no_hint_where_sheets_can_be_made(pretend: Callable[..., None]) -> None:
    pretend(release=DEBIAN)
    assert system_libraries_hint() is None


def test_the_subsetter_alone_holds_no_sheet_up(pretend: Callable[..., None]) -> None:
    """WeasyPrint does without it, and Ubuntu 22.04 has no package of it."""
    pretend(release=DEBIAN, missing=("libharfbuzz-subset.so.0",))
    assert system_libraries_hint() is None


@pytest.mark.parametrize(
    ("platform", "library", "hint"),
    [
        ("linux", "libpangoft2-1.0.so.0", "sudo apt-get install libpango-1.0-0 "),
        ("darwin", "libpango-1.0.dylib", "brew install pango"),
        ("win32", "libpango-1.0-0.dll", "pacman -S mingw-w64-ucrt-x86_64-pango"),
    ],
)
def test_the_hint_fits_the_system(
    pretend: Callable[..., None], platform: str, library: str, hint: str
) -> None:
    pretend(platform=platform, release=DEBIAN, missing=(library,))
    assert hint in (system_libraries_hint() or "")


@pytest.mark.skipif(sys.platform != "linux", reason="asks the dynamic loader of Linux")
def test_the_loader_is_asked() -> None:
    assert system_packages._is_there("libc.so.6") or Path("/lib/ld-musl-x86_64.so.1").exists()  # noqa: SLF001
    assert not system_packages._is_there("libno-such-thing.so.0")  # noqa: SLF001


def test_windows_folders_are_searched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", f"C:\\nowhere;{tmp_path}")
    assert system_libraries_hint() == system_packages.MSYS2
    for name in system_packages.LIBRARIES["win32"]:
        (tmp_path / name).touch()
    assert system_libraries_hint() is None


@pytest.fixture
def apt_get(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], list[str]]:
    """Put a stand-in for apt-get on PATH: a shell condition in, the commands so far out."""
    log = tmp_path / "apt.log"
    script = tmp_path / "apt-get"
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    def answer(fails_if: str) -> list[str]:
        script.write_text(
            f'#!/bin/sh\nshift 5\necho "$*" >> {log}\n'
            f'if {fails_if}; then echo "E: no" >&2; exit 100; fi\n'
        )
        script.chmod(0o755)
        return log.read_text().splitlines() if log.exists() else []

    return answer


def test_root_on_debian_gets_the_packages(
    pretend: Callable[..., None], apt_get: Callable[[str], list[str]]
) -> None:
    pretend(release=DEBIAN, root=True)
    apt_get("false")
    provide(["a", "b"])
    assert apt_get("false") == ["install a b"]


def test_stale_lists_are_renewed(
    pretend: Callable[..., None],
    apt_get: Callable[[str], list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pretend(release={"ID": "ubuntu", "ID_LIKE": "debian"}, root=True)
    apt_get(f'[ "$1" = install ] && ! grep -q update {tmp_path}/apt.log')
    provide(["a"])
    assert apt_get("false") == ["install a", "update", "install a"]
    assert capsys.readouterr().err == "build.py: installing a with apt-get ...\n"


def test_one_package_that_does_not_exist_costs_only_itself(
    pretend: Callable[..., None],
    apt_get: Callable[[str], list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    pretend(release=DEBIAN, root=True)
    apt_get('case "$*" in *none*) true;; *) false;; esac')
    provide(["a", "none"])
    assert apt_get("false")[-2:] == ["install a", "install none"]
    assert capsys.readouterr().err.splitlines()[1:] == ["build.py: apt-get says: E: no"]


@pytest.mark.parametrize(("release", "root"), [(DEBIAN, False), (FEDORA, True)])
def test_nobody_else_is_meddled_with(
    pretend: Callable[..., None],
    apt_get: Callable[[str], list[str]],
    release: dict[str, str],
    *,
    root: bool,
) -> None:
    pretend(release=release, root=root)
    apt_get("false")
    provide(DEBIAN_LIBRARIES)
    assert apt_get("false") == []


def test_debian_splits_python_and_the_sentence_knows_it(
    pretend: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(release=DEBIAN)
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    package = f"python3.{sys.version_info.minor}-venv"
    assert f"run `sudo apt-get install {package} libpango-1.0-0" in venv_hint()

    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert "install a complete Python 3.11 or newer" in venv_hint()
