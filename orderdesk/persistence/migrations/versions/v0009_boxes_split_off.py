"""Boxes that leave apart: each knows which box it was, and a printed label what its driver was to collect."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Everything that came between the eighth layout and the ninth."""
    op.add_column("boxes", sa.Column("earlier", sa.Text(), server_default="", nullable=False))
    op.add_column("labels", sa.Column("due", sa.BigInteger(), nullable=True))
