"""The words rules look for; they moved to `cribdeck.wording`, for checks know them as well."""

from __future__ import annotations

from cribdeck.wording import *  # noqa: F403  whatever a rule may ask for
