"""How long a test waits for the one thing it waits for: one limit for all, on the slowest machine."""

from __future__ import annotations

LIMIT = 180
"""Seconds. Only a test that fails waits so long; a loaded machine is many times slower than a quiet one."""
LIMIT_MS = LIMIT * 1000
