"""The payload of a picture written into the note itself (`data:image/png;base64,…`) is left out.

Why: it is one line of a hundred thousand characters that no card can show and no
parser should have to read. Nothing else is lost: the note keeps its picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cribdeck.syntax.repairs.repair import Change, Example, Repair

_PAYLOAD = re.compile(r"(\bdata:[a-z]+/[a-z0-9.+-]+)[;,][A-Za-z0-9+/=%;,._-]{64,}")


def _changes(lines: Sequence[str]) -> Iterator[Change]:
    for index, line in enumerate(lines):
        if "data:" in line and (text := _PAYLOAD.sub(r"\1", line)) != line:
            yield Change(index, text)


REPAIR = Repair(
    name="data_uris",
    changes=_changes,
    examples=(
        Example(
            "结构：![图](data:image/png;base64," + "iVBORw0KGgo" * 8 + ")如上",
            "结构：![图](data:image/png)如上",
        ),
    ),
    leaves=("data:image/png;base64,AAAA", "数据 data: a/b"),
    is_final=True,
)
