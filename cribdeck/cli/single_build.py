"""One build as a command asks for it: alone, with progress shown, the hook after it.

`build` does this once and `watch` again and again; nothing else of them differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from cribdeck.cli.hook import run_hook
from cribdeck.emit.manifest import outputs_of
from cribdeck.exit_codes import BUILT, HOOK_FAILED
from cribdeck.own_files import REPORT_NAME
from cribdeck.pipeline import Built, Options
from cribdeck.progress import progress_on
from cribdeck.rebuild import rebuild
from cribdeck.world import Recovered, World

_RECOVERED: Final[Mapping[Recovered, str]] = {
    "finished": "they were complete, and are now all in place",
    "discarded": "they were not complete; what was there before still is",
}


def single_build(
    world: World,
    options: Options,
    hook: Sequence[str],
    say: Callable[[str], None],
    *,
    quiet: bool,
) -> Built:
    """Build once, then run the hook; nobody else builds until both are done.

    Args:
        world: what to build.
        options: how to build it.
        hook: words of a command, or nothing.
        say: prints a sentence.
        quiet: show no progress.

    Raises:
        AnotherBuildError: somebody else is building, or has changed the ledger meanwhile.
        OSError: the outputs cannot be written.
    """
    with world.alone() as recovered:
        if recovered:
            say(f"the build before was ended while it wrote its outputs: {_RECOVERED[recovered]}")
        with progress_on(quiet=quiet) as progress:
            built = rebuild(world, options, progress)
        if not hook or built.exit_code not in BUILT:
            return built
        # Nobody waits for a report that only says otherwise where a line stands.
        outputs = outputs_of(world.read_manifest()) - {REPORT_NAME}
        hooked = run_hook(hook, world.dist, outputs, say)
        return built if hooked else replace(built, exit_code=HOOK_FAILED)
