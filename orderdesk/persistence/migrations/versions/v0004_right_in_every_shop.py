"""Right in every shop: one function for each thing that the tables had to learn."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Everything that came between the third layout and the fourth."""
