"""Waves: when a carrier comes, how the aisles are walked, how many totes a cart takes, and whose a picklist is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Everything that came between the ninth layout and the tenth."""
    op.add_column("services", sa.Column("days", sa.Text(), server_default="", nullable=False))
    op.add_column("shops", sa.Column("cart_totes", sa.BigInteger(), server_default=sa.text("8"), nullable=False))
    op.add_column("shops", sa.Column("free_after", sa.BigInteger(), server_default=sa.text("30"), nullable=False))
    op.add_column("locations", sa.Column("one_way", sa.Integer(), server_default="0", nullable=False))
    lists_of_somebody()


def lists_of_somebody() -> None:
    """Who made a list that is still being picked from is who picks by it, since it was made."""
    op.add_column("picklists", sa.Column("owner", sa.Text(), server_default="", nullable=False))
    op.add_column("picklists", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE picklists SET owner = \"user\", seen_at = made_at WHERE void = '' AND EXISTS ("
        "SELECT 1 FROM shipments s WHERE s.picklist_id = picklists.id AND s.state = 'picking')"
    )
