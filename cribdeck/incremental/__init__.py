"""Incremental builds: only what changed is done again, and the build says why.

A stage asks the cache for what it gave last time under the fingerprint of everything that
its result depends on; what a cache gives is equal to what the stage would give, so outputs
are the same bytes with it, without it, and after it was damaged. A build in which nothing
changed at all is known before any stage is imported (`unchanged`).

Modules that a start with nothing to do passes through (`files`, `record`, `unchanged`)
import next to nothing.
"""

from __future__ import annotations
