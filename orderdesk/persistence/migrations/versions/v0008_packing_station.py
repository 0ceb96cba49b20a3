"""The packing station: every scan is a row that stays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Everything that came between the seventh layout and the eighth."""
    scans()


def scans() -> None:
    """What was scanned at a packing station; it begins empty."""
    op.create_table(
        "scans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("station", sa.Text(), server_default="", nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=True),
        sa.Column("picklist_id", sa.BigInteger(), nullable=True),
        sa.Column("box", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=True),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "what IN ('begun', 'right', 'by hand', 'undone', 'wrong', 'too many', 'unknown', 'wrong label', 'answered',"
            " 'next box', 'note', 'weighed', 'short', 'help', 'packed', 'label', 'opened')",
            name=op.f("ck_scans_what"),
        ),
        sa.CheckConstraint(
            "quantity >= 0 AND (quantity > 0 OR what NOT IN ('right', 'by hand'))",
            name=op.f("ck_scans_quantity"),
        ),
        sa.CheckConstraint("(what = 'undone') = (undoes_id IS NOT NULL)", name=op.f("ck_scans_undoes")),
        sa.CheckConstraint("what <> 'by hand' OR why <> ''", name=op.f("ck_scans_why")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_scans_shipment_id")),
        sa.ForeignKeyConstraint(["picklist_id"], ["picklists.id"], name=op.f("fk_scans_picklist_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_scans_order_line_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_scans_item_id")),
        sa.ForeignKeyConstraint(["undoes_id"], ["scans.id"], name=op.f("fk_scans_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
    )
    op.create_index(op.f("ix_scans_shipment_id"), "scans", ["shipment_id"], unique=False)
    op.create_index("ix_scans_at", "scans", ["at"], unique=False)
    given = sa.text("undoes_id IS NOT NULL")
    op.create_index(
        "uq_scans_undoes_id", "scans", ["undoes_id"], unique=True, sqlite_where=given, postgresql_where=given
    )
    on_server = op.get_bind().dialect.name == "postgresql"
    for moment, when in (("UPDATE", ""), ("DELETE", "1 = 1")):
        head = f"CREATE TRIGGER scans_no_{moment.lower()} BEFORE {moment} ON scans"
        if on_server:
            asked = f"WHEN ({when}) " if when else ""
            op.execute(f"{head} FOR EACH ROW {asked}EXECUTE FUNCTION refuse_change()")
        else:
            asked = f"WHEN {when} " if when else ""
            op.execute(f"{head} {asked}BEGIN SELECT RAISE(ABORT, 'scans are append-only'); END")
