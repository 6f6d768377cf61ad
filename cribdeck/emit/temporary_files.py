"""What WeasyPrint unpacks while it prints, kept in a folder that is gone afterwards.

WeasyPrint cleans up when its objects are collected, and a worker process ends without.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def temporary_files() -> Iterator[None]:
    """Have temporary files written to a folder that is removed at the end."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="cribdeck-", ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
