"""Addresses: which one of this machine a phone can reach, and how a client may call it.

Policy: never all addresses at once, and never, unless somebody names it, one that the whole
internet can reach.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Final

LOOPBACK: Final = "127.0.0.1"
_ELSEWHERE: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses kept for documentation (RFC 5737, RFC 3849); nothing is sent to them."""
_HTTP: Final = 80


class NoAddressError(Exception):
    """There is no address to serve at; the text says why to the user."""


def lan_address(
    named: str | None = None, outgoing: Callable[[str, int], str | None] | None = None
) -> str:
    """Return the address at which a phone on the same network finds this machine.

    Args:
        named: the one that the user has chosen.
        outgoing: gives this machine's address on the way to another one; for tests.

    Raises:
        NoAddressError: there is none, or the named one is no address of one machine.
    """
    if named is not None:
        return _one_machine(named)
    found = [(outgoing or _outgoing)(*place) for place in _ELSEWHERE]
    addresses = [it for it in found if it and not ipaddress.ip_address(it).is_loopback]
    for address in addresses:
        if not ipaddress.ip_address(address).is_global:
            return address
    if addresses:
        message = (
            f"{addresses[0]}, the address of this machine, can be reached from the whole internet; "
            f"if you want that, say --lan {addresses[0]}"
        )
        raise NoAddressError(message)
    message = "this machine is in no network that a phone could be in, too"
    raise NoAddressError(message)


def hosts(address: str, port: int) -> frozenset[str]:
    """Return what the `Host` of a request for this address may say, in lower case."""
    names = {_in_url(address)}
    if address == LOOPBACK:
        names |= {"localhost", "[::1]"}
    return frozenset(f"{it}:{port}" for it in names) | (names if port == _HTTP else frozenset())


def url(address: str, port: int, path: str) -> str:
    """Return the URL of `path`."""
    return f"http://{_in_url(address)}:{port}{path}"


def family(address: str) -> socket.AddressFamily:
    """Return the kind of socket for `address`."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def _in_url(address: str) -> str:
    return f"[{address}]" if ":" in address else address


def _one_machine(named: str) -> str:
    try:
        address = ipaddress.ip_address(named)
    except ValueError:
        message = f"{named!r} is no address; --lan wants one such as 192.168.1.20"
        raise NoAddressError(message) from None
    if address.is_unspecified or address.is_multicast:
        message = f"{named} is not the address of one network; --lan wants one such as 192.168.1.20"
        raise NoAddressError(message)
    return str(address)


def _outgoing(elsewhere: str, kind: int) -> str | None:
    """Return this machine's address on the way there; None if there is no way."""
    try:
        with socket.socket(kind, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))
            return str(probe.getsockname()[0])
    except OSError:
        return None
