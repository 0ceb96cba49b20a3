"""Right in every shop: one function for each thing that the tables had to learn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Everything that came between the third layout and the fourth."""
    scanning()


def scanning() -> None:
    """How the shop's scales lay out their codes."""
    op.add_column("shops", sa.Column("scale_codes", sa.Text(), server_default="", nullable=False))
