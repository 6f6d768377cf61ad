"""The hook: a command of the user's that runs after a build, when the outputs are new to it.

In: the words of the command and the outputs. Out: whether it has done its part.
Policy:

* The command comes from the command line alone. `cribdeck.toml` lies among the notes, and notes
  are untrusted: whoever opens somebody else's must not run their programs.
* It runs without a shell, so nothing in a file name is ever a command; names of outputs come
  from notes and reach it in its environment only.
* It has run when it ended with 0, and a record beside the outputs says for which of them. Until
  then every build runs it again, even one that changes nothing: a target that is away for a night
  must not miss what was built then.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

from cribdeck.incremental.files import write
from cribdeck.own_files import HOOK_NAME

_STANDARD_ERROR: Final = 2
"""Standard output belongs to the build: it may be JSON."""


def run_hook(
    command: Sequence[str], dist: Path, names: Collection[str], say: Callable[[str], None]
) -> bool:
    """Run `command` unless it has run for these very outputs; return False if it failed.

    Its environment holds `CRIBDECK_DIST`, the folder of the outputs as an absolute path, and
    in `CRIBDECK_CHANGED` and `CRIBDECK_REMOVED` the outputs, as paths below that folder, that
    are different or gone since it last ran, one on each line.

    Args:
        command: its words, the first one a program.
        dist: folder of the outputs.
        names: paths of the outputs below it.
        say: prints a sentence.
    """
    known, outputs = _known(command, dist), _digests(dist, names)
    changed = [name for name, digest in outputs.items() if known.get(name) != digest]
    removed = [name for name in known if name not in outputs]
    if not changed and not removed:
        return True
    environment = {
        "CRIBDECK_DIST": str(dist.resolve()),
        "CRIBDECK_CHANGED": "\n".join(changed),
        "CRIBDECK_REMOVED": "\n".join(removed),
    }
    try:
        code = subprocess.run(  # noqa: S603  the user's own words, without a shell
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=_STANDARD_ERROR,
            check=False,
        ).returncode
    except OSError as problem:
        say(f"the hook cannot be started: {command[0]}: {problem.strerror}")
        return False
    if code:
        how = f"exit code {code}" if code > 0 else f"signal {-code}"
        say(f"the hook {command[0]} failed ({how}); the next build runs it again")
        return False
    record = {"command": list(command), "outputs": outputs}
    # Where it cannot be kept the hook runs once more, which does no harm.
    write(str(dist / HOOK_NAME), json.dumps(record).encode())
    return True


def _digests(dist: Path, names: Collection[str]) -> dict[str, str]:
    paths = {name: dist / name for name in sorted(names)}
    return {
        name: blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for name, path in paths.items()
        if path.is_file()
    }


def _known(command: Sequence[str], dist: Path) -> Mapping[str, str]:
    """Return the outputs that this very command has run for; none if the record is damaged."""
    try:
        record = json.loads((dist / HOOK_NAME).read_bytes())
        known = record["outputs"] if record["command"] == list(command) else {}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
