"""Stage 4: outlines become sheets, columns and boxes, still free of WeasyPrint."""

from __future__ import annotations
