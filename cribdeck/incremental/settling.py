"""The build after a change, if nothing else has changed: only its manifest says otherwise.

In go a world and the record of its last build. What that build called new is unchanged now, so
`build.json` is written once more; nothing has to be built, and no stage is loaded, to know it.
"""

from __future__ import annotations

from cribdeck.emit.settled import settled
from cribdeck.incremental.files import as_written
from cribdeck.incremental.record import Record, write_record
from cribdeck.own_files import CACHE_NAME, MANIFEST_NAME
from cribdeck.world import World


def settle(world: World, last: Record) -> str | None:
    """Return the manifest of a build without change, and publish it unless it is there.

    None if what is there is none of ours.

    Args:
        world: nobody else may be building it.
        last: its last build, since which nothing has changed, as `unchanged` gives it.

    Raises:
        OSError: the manifest cannot be written.
    """
    before = world.read_manifest() or b""
    if last.is_settled:
        return before.decode("utf-8", "replace")
    manifest = settled(before)
    if manifest is None:
        return None
    data = manifest.encode()
    world.publish(None, {MANIFEST_NAME: data}, frozenset(), read=None)
    path = str(world.dist.resolve() / MANIFEST_NAME)
    now = as_written(path, data)
    if now is not None:
        last.outputs[path] = now
        last.is_settled = True
        write_record(str(world.dist / CACHE_NAME), last)
    return manifest
