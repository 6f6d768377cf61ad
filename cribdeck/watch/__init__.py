"""Rebuild whenever what a build reads has changed: `build.py watch`.

In: the folders of a build and a function that builds. Out: one line for each build, until the
user ends it. Policy:

* `stirrings.py` only wakes; whether there is anything to build is decided by the contents
  (`inputs.py`). So a save without a change, an editor's temporary files and the build's own
  ledger and outputs never make another build.
* A build begins when the folders have been quiet for a moment, so that a checkout of hundreds
  of files is one build.
* Nothing ends the watch but the user: a folder that is gone, another build, errors in notes,
  settings and templates are said, and waited for.
"""

from __future__ import annotations

from cribdeck.watch.loop import watch
from cribdeck.watch.words import Said, came_to

__all__ = ["Said", "came_to", "watch"]
