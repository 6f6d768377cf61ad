"""Before the first stage: a Python that has the program's libraries, on any machine.

In: the command line and an interpreter with nothing but the standard library. Out: the
program runs in an environment that holds the pinned `requirements.txt`, or one sentence
says why not and what cures it (exit code 2).

Policy, in this order (`start.py`):

1. Whoever manages environments is left alone: an active virtual or conda environment, and
   any Python when `CRIBDECK_NO_VENV=1`, is used as it is; only its gaps are named.
2. Otherwise `.venv` beside `build.py` (or `CRIBDECK_VENV`) is used when it is complete.
3. Otherwise this Python is used if it happens to have everything, as in a container image.
4. Otherwise `.venv` is made (`set_up.py`): one maker at a time, from scratch after an
   interruption, complete when its last file says so.

A start that finds everything in place reads two small files and goes on. No module here
imports anything outside the standard library.
"""

from __future__ import annotations

from cribdeck.bootstrap.start import enter
from cribdeck.bootstrap.system_packages import system_libraries_hint

__all__ = ["enter", "system_libraries_hint"]
