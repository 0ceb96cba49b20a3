"""A label and a tracking number for each box: one function for each thing that the tables had to learn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Everything that came between the fourth layout and the fifth."""
    numbers_of_boxes()
    ledger_of_labels()


def numbers_of_boxes() -> None:
    """The number of a shipment stands on each of its boxes, as it stood on each of their labels."""
    op.add_column("boxes", sa.Column("weighed_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("boxes", sa.Column("charged", sa.BigInteger(), nullable=True))
    # What left without having been packed left in one box.
    op.execute(
        "INSERT INTO boxes (shipment_id, position) SELECT s.id, 1 FROM shipments s WHERE s.tracking <> '' "
        "AND s.shipped_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM boxes b WHERE b.shipment_id = s.id) ORDER BY s.id"
    )
    op.execute(
        "UPDATE boxes SET tracking = (SELECT s.tracking FROM shipments s WHERE s.id = boxes.shipment_id) "
        "WHERE tracking = '' AND shipment_id IN (SELECT id FROM shipments WHERE tracking <> '')"
    )
    # A void label is no print, and what has left did not leave with it.
    op.execute("UPDATE boxes SET label_copies = 0 WHERE label_void = 1")
    op.execute(
        "UPDATE boxes SET label_void = 0 WHERE label_void = 1 "
        "AND shipment_id IN (SELECT id FROM shipments WHERE shipped_at IS NOT NULL)"
    )
    wanted = sa.text("tracking <> ''")
    op.create_index("ix_boxes_tracking", "boxes", ["tracking"], sqlite_where=wanted, postgresql_where=wanted)
    op.drop_index("ix_shipments_tracking", "shipments")
    op.drop_column("shipments", "tracking")


def ledger_of_labels() -> None:
    """What happened to each label; of those that there are, what they are now."""
    op.create_table(
        "labels",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False),
        sa.Column("box", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), server_default="", nullable=False),
        sa.Column("copies", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("what IN ('issued', 'printed', 'voided', 'opened', 'moved')", name=op.f("ck_labels_what")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_labels_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labels")),
    )
    op.create_index(op.f("ix_labels_shipment_id"), "labels", ["shipment_id"], unique=False)
    given = sa.text("key <> ''")
    op.create_index("uq_labels_key", "labels", ["key"], unique=True, sqlite_where=given, postgresql_where=given)
    op.execute(
        'INSERT INTO labels (shipment_id, box, at, "user", what, tracking, copies) '
        'SELECT b.shipment_id, b.position, COALESCE(s.shipped_at, s.packed_at, s.made_at), s."user", '
        "CASE WHEN b.label_void = 1 THEN 'voided' ELSE 'moved' END, b.tracking, b.label_copies "
        "FROM boxes b JOIN shipments s ON s.id = b.shipment_id "
        "WHERE b.tracking <> '' OR b.label_copies > 0 OR b.label_void = 1 ORDER BY b.id"
    )
