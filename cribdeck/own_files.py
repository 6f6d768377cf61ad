"""The names of the files that Cribdeck keeps of its own: ledger, manifest, journal, cache.

One place for the world, which reads and writes them, and for the look at the last build, which
must not wait for the world to be loaded.
"""

from __future__ import annotations

from pathlib import Path
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
REPORT_NAME: Final = "report.html"
HOOK_NAME: Final = ".hook.json"
"""What the hook has run for; may be deleted, then the hook runs once more."""
TEMPLATES: Final = Path(__file__).resolve().parent.parent / "templates"
"""The templates that Cribdeck comes with; what another folder of templates lacks is taken here."""
