"""What goes into a cache comes out equal; what somebody else wrote comes out as nothing."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cribdeck.diagnostics import Severity, warning
from cribdeck.extract import extract
from cribdeck.facts.model import Outline
from cribdeck.incremental.packing import (
    ADMITTED,
    UnreadableError,
    fingerprint,
    packed,
    unpacked,
)
from cribdeck.span import Span, whole_file
from cribdeck.syntax import parse

NOTE = """---
tags: [a]
---
# 负载均衡

- 会话保持：让同一客户端的请求始终落到同一台机器。
> [!warning] 注意
> 默认端口是 `6379`，==限流==：拒绝超出容量的请求，$x^2$。

| 对比 | 四层 | 七层 |
|---|---|---|
| 代表 | LVS | Nginx |
"""


def outline() -> Outline:
    document, _ = parse("a.md", NOTE.encode())
    assert document is not None
    return extract(document).outline


def test_an_outline_comes_back_equal() -> None:
    before = outline()
    assert unpacked(packed(before)) == before


def test_a_diagnostic_comes_back_with_its_severity() -> None:
    before = warning("code", whole_file("a.md"), "message", "hint")
    after = unpacked(packed(before))
    assert after == before
    assert isinstance(after, type(before))
    assert after.severity is Severity.WARNING


def test_equal_values_have_equal_fingerprints_whatever_they_share() -> None:
    one = outline()
    assert fingerprint(one) == fingerprint(outline()) == fingerprint(unpacked(packed(one)))
    span = Span("a.md", 1, 1, 1, 2)
    assert fingerprint((span, span)) == fingerprint((span, Span("a.md", 1, 1, 1, 2)))


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_different_parts_have_different_fingerprints(one: list[str], other: list[str]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_what_no_cache_may_hold_is_refused_when_it_is_written() -> None:
    @dataclass(frozen=True)
    class Foreign:
        text: str

    for value in (Foreign("x"), Path("x"), [object()]):
        with pytest.raises(TypeError):
            packed(value)


def test_all_admitted_classes_are_frozen_and_guarded_against_new_attributes() -> None:
    """`__setstate__` of slotted ones keeps BUILD from setting attributes of the class itself."""
    for cls in ADMITTED:
        assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
        assert "__slots__" in vars(cls), cls
        assert hasattr(cls, "__setstate__"), cls


class Attack:
    """Pickles as a call."""

    def __init__(self, function: Any, *arguments: Any) -> None:  # noqa: ANN401
        self.call = (function, arguments)

    def __reduce__(self) -> Any:  # noqa: ANN401
        return self.call


def attacks(file: Path) -> list[bytes]:
    touch = f"open({str(file)!r}, 'w').close()"
    calls = [
        Attack(os.system, f"touch {file}"),
        Attack(exec, touch),
        Attack(eval, touch),
        Attack(subprocess.call, ["touch", str(file)]),
        Attack(getattr, file, "touch"),
        Attack(__import__, "os"),
        Attack(io.open, str(file), "w"),
        Attack(Path, str(file)),
    ]
    by_name = [
        b"cos\nsystem\n(S'touch " + str(file).encode() + b"'\ntR.",
        b"cposix\nsystem\n(S'touch " + str(file).encode() + b"'\ntR.",
        b"cbuiltins\nexec\n(S'" + touch.replace("'", '"').encode() + b"'\ntR.",
        b"(S'touch " + str(file).encode() + b"'\nios\nsystem\n.",
        # Names with dots, through modules that an admitted one has imported.
        b"\x80\x04\x8c\x1bcribdeck.incremental.packing\x8c\x0agc.collect\x93)R.",
        b"\x80\x04\x8c\x12cribdeck.world.disk\x8c\x09os.system\x93\x8c\x04true\x85R.",
        b"ccribdeck.incremental.packing\nPath\n.",
        # Attributes of admitted classes, by BUILD.
        b"\x80\x04\x8c\x0dcribdeck.span\x8c\x04Span\x93N}\x8c\x08__eq__\x94K\x01s\x86b.",
        b"\x80\x04\x8c\x14cribdeck.diagnostics\x8c\x08Severity\x93N}\x8c\x01x\x94K\x01s\x86b.",
        # Persistent and extension ids, buffers that are not there.
        b"Pid\n.",
        b"\x80\x04\x82\x01.",
        b"\x80\x05\x97.",
    ]
    return [*(pickle.dumps(it) for it in calls), *by_name]


def test_no_pickle_makes_the_program_run_anything(tmp_path: Path) -> None:
    file = tmp_path / "touched"
    before = {cls: set(vars(cls)) for cls in ADMITTED}
    for attack in attacks(file):
        with pytest.raises(UnreadableError):
            unpacked(attack)
    assert not file.exists()
    assert {cls: set(vars(cls)) for cls in ADMITTED} == before


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x",
        b"\x80\x05",
        b"." * 100,
        b"\x80\x05\x8e\xff\xff\xff\xff\xff\xff\xff\x7f.",
        b"(" * 100_000 + b".",
        b"]" * 100_000,
        b"\x80\x05" + b")" * 10 + b"R.",
    ],
)
def test_what_is_no_pickle_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        unpacked(data)


@given(st.integers(0, 10_000), st.integers(0, 7), st.booleans())
def test_a_damaged_pickle_is_a_value_or_unreadable(place: int, bit: int, cut: bool) -> None:  # noqa: FBT001
    data = bytearray(packed(outline()))
    data[place % len(data)] ^= 1 << bit
    with contextlib.suppress(UnreadableError):
        unpacked(bytes(data[: place % len(data)] if cut else data))
