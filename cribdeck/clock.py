"""The clock: nothing goes in; the time of this build, and times for people, come out.

`SOURCE_DATE_EPOCH` overrides the clock (reproducible-builds.org). What is set, and is no time, is
never passed over: a build that took the clock instead would not be the one that was asked for.
Nor is a time to come, since every later build would have to exceed it.
"""

from __future__ import annotations

import os
import time
from typing import Final

_DAY: Final = 86_400
"""Seconds that a machine with another clock may be ahead."""


class BadClockError(ValueError):
    """`SOURCE_DATE_EPOCH` is set to what is no time."""


def now() -> int:
    """Return the time of this build in seconds since 1970.

    Raises:
        BadClockError: `SOURCE_DATE_EPOCH` is set, and is no whole number of seconds from 1970 to
            now.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return max(0, int(time.time()))
    latest = int(time.time()) + _DAY
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > len(str(latest)):
        raise BadClockError(epoch)
    if int(epoch) > latest:
        raise BadClockError(epoch)
    return int(epoch)


def time_of_day() -> str:
    """Return what the clock on the wall shows, for lines that a person reads."""
    return time.strftime("%H:%M:%S")


def seconds() -> float:
    """Return the reading of a stopwatch that never goes back."""
    return time.monotonic()
