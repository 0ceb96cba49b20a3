"""How many cartons are left, kept beside their ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Everything that came between the eleventh layout and the twelfth."""
    op.add_column("cartons", sa.Column("on_hand", sa.BigInteger(), nullable=True))
    # How many there are of a carton nobody knows before somebody has said so.
    op.execute(
        "UPDATE cartons SET on_hand = (SELECT SUM(quantity) FROM carton_moves m WHERE m.carton_id = cartons.id) WHERE "
        "EXISTS (SELECT 1 FROM carton_moves m WHERE m.carton_id = cartons.id AND m.kind IN ('received', 'counted'))"
    )
