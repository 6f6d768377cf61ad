"""`build.py serve` as its user sees it: what is served, where, and what has been fetched.

The address goes to standard output, what went wrong to the user through `say`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from cribdeck.exit_codes import STOPPED
from cribdeck.serve import LOOPBACK, NoAddressError, Outputs, Server, lan_address


def serve(dist: Path, lan: str | None, port: int, say: Callable[[str], None]) -> int:
    """Serve the outputs in `dist` until somebody ends it; return the exit code if it cannot begin.

    Args:
        dist: folder of the outputs.
        lan: the address in the local network, empty for whichever it is; None for loopback.
        port: 0 takes any that is free.
        say: prints a sentence about what is wrong.
    """
    outputs = Outputs(dist)
    count = len(outputs.listed())
    if not count:
        say(f"there is nothing to serve in {dist}; `build.py` builds it")
        return STOPPED
    try:
        address = LOOPBACK if lan is None else lan_address(lan or None)
        server = Server(outputs, address, port, _sent)
    except NoAddressError as problem:
        say(str(problem))
        return STOPPED
    except OSError as problem:
        say(
            f"cannot serve at {address}, port {port or 'any'}: {problem.strerror}; {_way_out(port)}"
        )
        return STOPPED
    with server:
        files = "1 file" if count == 1 else f"{count} files"
        _print(f"serving {files} of {dist} (Ctrl-C ends it)", server.url)
        if lan is not None:
            _print(*_code(server.url))
            _print(
                "Whoever is in this network and is told the address can fetch them.",
                f"Nothing there on the phone? A firewall may be closed to port {server.port}.",
            )
        server.serve_forever()
    return 0


def _code(url: str) -> tuple[str, ...]:
    """Return the QR code of `url`, if the terminal can show it."""
    from cribdeck.emit.qr import terminal_text  # noqa: PLC0415  not needed on this machine

    code = terminal_text(url, coloured=sys.stdout.isatty())
    try:
        code.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ()
    return (code,)


def _way_out(port: int) -> str:
    return "another --port may be free, and without one any is taken" if port else "see --lan"


def _sent(name: str, address: str) -> None:
    _print(f"{name} -> {address}")


def _print(*lines: str) -> None:
    encoding = sys.stdout.encoding or "ascii"
    for line in lines:
        shown = line.encode(encoding, "backslashreplace").decode(encoding)
        print(shown, flush=True)  # noqa: T201  it speaks to its user
