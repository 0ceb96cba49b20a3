"""From the first shop to one that takes orders at full speed: what each part of it adds to the tables.

A step names what the database sees and nothing of the program, so that it reads the same for ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Every part in turn; each adds its own tables, columns, indexes and triggers."""
    purchasing()
    verifying()


def purchasing() -> None:
    """Purchase orders with what came in against them; what was expected before stays expected, without an order."""
    op.create_table(
        "purchases",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="draft", nullable=False),
        sa.Column("vendor_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'part-received', 'received', 'cancelled')", name=op.f("ck_purchases_state")
        ),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_purchases_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.UniqueConstraint("number", name=op.f("uq_purchases_number")),
    )
    op.create_index(op.f("ix_purchases_vendor_id"), "purchases", ["vendor_id"], unique=False)
    still_open = sa.text("state IN ('draft', 'sent', 'part-received')")
    op.create_index(
        "ix_purchases_open",
        "purchases",
        ["id", "state"],
        unique=False,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "purchase_receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purchase_id", sa.BigInteger(), nullable=False),
        sa.Column("incoming_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("quantity > 0 AND cost >= 0", name=op.f("ck_purchase_receipts_quantity")),
        sa.ForeignKeyConstraint(["incoming_id"], ["incoming.id"], name=op.f("fk_purchase_receipts_incoming_id")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_purchase_receipts_purchase_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_receipts")),
    )
    op.create_index("ix_purchase_receipts_purchase", "purchase_receipts", ["purchase_id", "id"], unique=False)
    op.add_column("incoming", sa.Column("purchase_id", sa.BigInteger(), nullable=True))
    op.add_column("incoming", sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("incoming", sa.Column("cost", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("incoming", sa.Column("expected", sa.Integer(), server_default="1", nullable=False))
    ordered = sa.text("purchase_id IS NOT NULL")
    op.create_index(
        "ix_incoming_purchase",
        "incoming",
        ["purchase_id", "position"],
        unique=False,
        sqlite_where=ordered,
        postgresql_where=ordered,
    )
    op.add_column("orders", sa.Column("ship_ask", sa.Integer(), server_default="0", nullable=False))
    op.add_column("customers", sa.Column("shipping", sa.Text(), server_default="", nullable=False))
    _append_only("purchase_receipts")


def verifying() -> None:
    """The settings of what is checked on confirm, blocked items, and which check holds an order."""
    op.create_table(
        "checks",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Integer(), server_default="1", nullable=False),
        sa.Column("level", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("level >= 0", name=op.f("ck_checks_level")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_checks")),
    )
    op.add_column("items", sa.Column("blocked", sa.Text(), server_default="", nullable=False))
    op.add_column("orders", sa.Column("held_by", sa.Text(), server_default="", nullable=False))


def _append_only(table: str) -> None:
    """Refuse every change of a row that is written, and its removal."""
    if op.get_bind().dialect.name == "sqlite":
        for word in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{word} BEFORE {word.upper()} ON {table} "
                + ("WHEN 1 = 1 " if word == "delete" else "")
                + f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW WHEN (1 = 1) EXECUTE FUNCTION refuse_change()"
        )
