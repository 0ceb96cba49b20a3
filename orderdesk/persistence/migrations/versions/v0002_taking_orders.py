"""From the first shop to one that takes orders at full speed: what each part of it adds to the tables.

A step names what the database sees and nothing of the program, so that it reads the same for ever.
"""

from __future__ import annotations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Every part in turn; each adds its own tables, columns, indexes and triggers."""
