"""Settings of the property tests.

Machines are noisy, so no example has a time limit. On CI (`CI=true`) hypothesis itself takes
its profile `ci`: the same examples in every run. Everywhere else new ones are tried.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.browser import browser

__all__ = ["browser"]

settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
if settings.get_current_profile_name() == "default":
    settings.load_profile("explore")
