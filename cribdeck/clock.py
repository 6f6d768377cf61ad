"""The clock: nothing goes in; the time of this build, and times for people, come out.

`SOURCE_DATE_EPOCH` overrides the clock (reproducible-builds.org). What is set, and is no time, is
never passed over: a build that took the clock instead would not be the one that was asked for.
"""

from __future__ import annotations

import os
import time
from typing import Final

_LAST: Final = 253_402_300_799
"""The last second of the year 9999."""


class BadClockError(ValueError):
    """`SOURCE_DATE_EPOCH` is set to what is no time."""


def now() -> int:
    """Return the time of this build in seconds since 1970.

    Raises:
        BadClockError: `SOURCE_DATE_EPOCH` is set, and is no whole number of seconds since 1970.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return max(0, int(time.time()))
    if not epoch.isascii() or not epoch.isdigit() or len(epoch) > len(str(_LAST)):
        raise BadClockError(epoch)
    if int(epoch) > _LAST:
        raise BadClockError(epoch)
    return int(epoch)


def time_of_day() -> str:
    """Return what the clock on the wall shows, for lines that a person reads."""
    return time.strftime("%H:%M:%S")


def seconds() -> float:
    """Return the reading of a stopwatch that never goes back."""
    return time.monotonic()
