"""The names of the files that Cribdeck keeps of its own: ledger, manifest, journal, cache.

One place for the world, which reads and writes them, and for the look at the last build, which
must not wait for the world to be loaded.
"""

from __future__ import annotations

from typing import Final

LEDGER_NAME: Final = "ledger.jsonl"
"""In the source folder, unless somebody names another file."""
MANIFEST_NAME: Final = "build.json"
"""In the folder of the outputs, as are all that follow."""
JOURNAL_NAME: Final = ".publishing.json"
"""What is being published; whoever finds one has to finish what a killed build has left."""
LOCK_NAME: Final = ".lock"
CACHE_NAME: Final = ".cache"
"""A folder; may be deleted at any time."""
HOOK_NAME: Final = ".hook.json"
"""What the hook has run for; may be deleted, then the hook runs once more."""
