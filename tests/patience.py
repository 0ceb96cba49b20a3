"""How long a test waits for the one thing it waits for, and how often it tries: one limit for all machines."""

from __future__ import annotations

import os

from hypothesis import HealthCheck

LIMIT = 180
"""Seconds. Only a test that fails waits so long; a loaded machine is many times slower than a quiet one."""
LIMIT_MS = LIMIT * 1000
UNHURRIED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
"""What hypothesis may not complain of: a busy machine, and a shop that one test uses for all its examples."""
THOROUGH = bool(os.environ.get("ORDERDESK_THOROUGH"))
"""Set for a rehearsal: what is tried many times is then tried many more, for as long as it takes."""


def times(usual: int, thorough: int) -> int:
    """How often something is tried that has to hold every time."""
    return thorough if THOROUGH else usual
