"""Set-up: no test here needs the network, and none may touch the machine's packages."""

from __future__ import annotations
