"""Ctrl-C, and the wish of a scheduler or a closing terminal that the program end.

Both are an exception, so that whatever is under way can put its things in order; both end the
program quietly, without a trace of calls.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TypeAlias

_ENDING: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Those that exist on this system."""


_Handler: TypeAlias = Callable[[int, FrameType | None], None]


class Ended(KeyboardInterrupt):
    """Somebody other than the user at the keyboard has ended the program."""


@contextmanager
def ends() -> Iterator[None]:
    """Raise `Ended` inside where a scheduler ends the program, as Ctrl-C raises its parent."""
    received: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        raise Ended

    with _handling(end, _ENDING[1:]):
        try:
            yield
        except KeyboardInterrupt as interrupted:
            # Libraries that wait for signals themselves raise the parent for any of them.
            if received and not isinstance(interrupted, Ended):
                raise Ended from interrupted
            raise


@contextmanager
def _handling(act: _Handler, numbers: tuple[int, ...]) -> Iterator[None]:
    """Act so on these signals; those that somebody has switched off stay off."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {it: signal.getsignal(it) for it in numbers}
        before = {it: old for it, old in before.items() if old not in {signal.SIG_IGN, None}}
    try:
        for number in before:
            signal.signal(number, act)
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
