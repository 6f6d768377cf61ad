"""Hand the outputs to a browser, on this machine or on a phone: `build.py serve`.

In: the folder of the outputs and an address. Out: a small page, the report, the package and
the sheets, over HTTP, until the user ends it. Policy:

* Only what the last build says that it has written can be asked for, by exactly that name
  (`outputs.py`); no path is ever put together from what a client sends.
* Everything is below a random path, new at each start, that nobody else on the network knows; a
  request that does not know it learns nothing. It goes over the wire in the clear, so the
  network itself has to be trusted.
* Web pages elsewhere cannot reach in by a name of their own that leads here (DNS rebinding):
  the `Host` of a request must be the address that is served.
* What is sent is what is there at that moment, whole: a rebuild meanwhile changes nothing of a
  download that has begun, and the next one is new.
* Nobody can make the program wait for ever, or hold more than it can carry (`server.py`).
"""

from __future__ import annotations

from cribdeck.serve.addresses import LOOPBACK, NoAddressError, lan_address
from cribdeck.serve.outputs import Outputs
from cribdeck.serve.server import Server

__all__ = ["LOOPBACK", "NoAddressError", "Outputs", "Server", "lan_address"]
