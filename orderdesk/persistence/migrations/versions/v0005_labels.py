"""Labels of boxes and stock at past moments: one function for each thing that the tables had to learn."""

from __future__ import annotations

import time

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Everything that came between the fourth layout and the fifth."""
    numbers_of_boxes()
    ledger_of_labels()
    movements_that_say_what_they_are()
    a_ledger_of_reservations()


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


def movements_that_say_what_they_are() -> None:
    """The kind of paper behind a movement, from when on it was so, and what a unit cost then.

    The minute of a count was kept in place of its paper. What things cost at the time was not kept: today's cost
    stands for it.
    """
    op.add_column("movements", sa.Column("effective_at", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("movements", sa.Column("document_kind", sa.Text(), server_default="", nullable=False))
    op.add_column("movements", sa.Column("unit_cost", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    on_server = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER movements_no_update" + (" ON movements" if on_server else ""))
    op.execute(
        "UPDATE movements SET effective_at = CASE WHEN kind = 'count' THEN COALESCE(document_id, at) ELSE at END, "
        "document_kind = CASE WHEN document_id IS NULL THEN '' WHEN kind = 'sale' THEN 's' "
        "WHEN kind IN ('return', 'scrap') THEN 'r' WHEN kind = 'receipt' THEN 'i' ELSE '' END, "
        "document_id = CASE WHEN kind IN ('sale', 'return', 'scrap', 'receipt') THEN document_id END, "
        "unit_cost = (SELECT cost FROM items WHERE items.id = movements.item_id)"
    )
    op.execute(_refusing("movements", "UPDATE", "refuse_change"))
    op.drop_index("ix_movements_item_bin", "movements")
    op.create_index("ix_movements_item_effective", "movements", ["item_id", "effective_at", "bin_id", "quantity"])


def a_ledger_of_reservations() -> None:
    """What was reserved when; it opens with what is allocated at the upgrade."""
    op.create_table(
        "reservations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("bin_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_reservations_quantity")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_reservations_item_id")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_reservations_bin_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reservations_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reservations")),
    )
    op.create_index("ix_reservations_order_id", "reservations", ["order_id"])
    op.create_index("ix_reservations_item_at", "reservations", ["item_id", "at", "bin_id", "quantity"])
    op.execute(
        "INSERT INTO reservations (at, item_id, bin_id, order_id, order_line_id, quantity, why) "  # noqa: S608  a number
        f"SELECT {time.time_ns() // 1_000_000}, a.item_id, a.bin_id, l.order_id, l.id, SUM(a.quantity), 'b' "
        "FROM allocations a JOIN order_lines l ON l.id = a.order_line_id WHERE a.gone = 0 "
        "GROUP BY a.item_id, a.bin_id, l.order_id, l.id ORDER BY a.item_id, a.bin_id, l.id"
    )
    of_import = "(SELECT batch_id FROM orders WHERE id = OLD.order_id)"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_reservation() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {of_import} IS NULL THEN "
            "RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
        )
    op.execute(_refusing("reservations", "UPDATE", "refuse_change"))
    op.execute(_refusing("reservations", "DELETE", "refuse_reservation", f" WHEN {of_import} IS NULL"))


def _refusing(table: str, moment: str, function: str, when: str = "") -> str:
    """The trigger that keeps a table append-only; a server asks `when` in its function."""
    head = f"CREATE TRIGGER {table}_no_{moment.lower()} BEFORE {moment} ON {table}"
    if op.get_bind().dialect.name == "postgresql":
        return f"{head} FOR EACH ROW EXECUTE FUNCTION {function}()"
    return f"{head}{when} BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
