"""Labels of boxes, stock at past moments, and accounts: one function for each thing that the tables had to learn."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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
    accounts_and_postings()


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


def accounts_and_postings() -> None:
    """The accounts, and what each document so far posts to them; what imports brought is in other books."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "accounts",
        sa.Column("id", key, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("kind", "about", name=op.f("uq_accounts_kind_about")),
    )
    postings = op.create_table(
        "postings",
        sa.Column("id", key, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("debit", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("credit", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("debit >= 0 AND credit >= 0 AND (debit > 0) <> (credit > 0)", name=op.f("ck_postings_side")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_postings_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    op.create_index(op.f("ix_postings_day"), "postings", ["day"], unique=False)
    _post(op.get_bind(), postings)
    on_server = op.get_bind().dialect.name == "postgresql"
    for word, when in (("update", ""), ("delete", "OLD.document <> 'b'")):
        refusal = (
            f"FOR EACH ROW {f'WHEN ({when}) ' if when else ''}EXECUTE FUNCTION refuse_change()"
            if on_server
            else f"{f'WHEN {when} ' if when else ''}BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END"
        )
        op.execute(f"CREATE TRIGGER postings_no_{word} BEFORE {word.upper()} ON postings {refusal}")


_Moves = list[tuple[str, int, int]]
"""(kind of account, what it is about, amount): debits above nothing, credits below."""
_TENDERS = {"card": "card", "transfer": "bank", "cod": "carriers", "store-credit": "store credit"}
_MOVED = {"paid-in": ("paid in", 1), "paid-out": ("paid out", -1), "drop": ("safe", -1)}


def _post(connection: sa.Connection, table: sa.Table) -> None:
    days = _days(connection)
    stands: dict[int, int] = defaultdict(int)
    ids: dict[tuple[str, int], int] = {}
    rows: list[dict[str, Any]] = []
    for at, day, document, key, order_id, asks, moves in _documents(connection):
        before, after = stands[order_id], stands[order_id] + asks
        stands[order_id] = after
        owed = max(0, after) - max(0, before)
        sums: dict[tuple[str, int], int] = {}
        for kind, about, amount in [("customers", 0, owed), ("deposits", 0, asks - owed), *moves]:
            sums[kind, about] = sums.get((kind, about), 0) + amount
        for account, amount in sums.items():
            if amount:
                place = ids.setdefault(account, len(ids) + 1)
                rows.append(
                    {
                        "day": days(at) if day is None else _read(day),
                        "document": document,
                        "document_id": key,
                        "account_id": place,
                        "debit": max(0, amount),
                        "credit": max(0, -amount),
                    }
                )
    if not rows:
        return
    named = [{"kind": kind, "about": about} for kind, about in ids]
    connection.execute(sa.text("INSERT INTO accounts (kind, about) VALUES (:kind, :about)"), named)
    made = connection.execute(sa.text("SELECT kind, about, id FROM accounts")).all()
    keys = {ids[kind, about]: key for kind, about, key in made}
    op.bulk_insert(table, [row | {"account_id": keys[row["account_id"]]} for row in rows])


def _read(day: Any) -> Any:
    """A day as a server or a file gives it."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def _days(connection: sa.Connection) -> Any:
    """The business day of a moment, as the shop has its days now."""
    shop = connection.execute(sa.text("SELECT time_zone, day_ends FROM shops ORDER BY id DESC LIMIT 1")).first()
    zone, ends = (ZoneInfo(shop[0]), shop[1] or "00:00") if shop else (ZoneInfo("UTC"), "00:00")

    def day(at: int) -> Any:
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
        return (local - timedelta(days=1) if f"{local:%H:%M}" < ends else local).date()

    return day


def _documents(connection: sa.Connection) -> list[Any]:
    """(moment, day if it has one, letter, key, order, by how much more is owed, moves) of each, as they were made."""
    found = [
        *_brought(connection), *_opened(connection), *_papers(connection), *_money(connection), *_moved(connection),
        *_closed(connection),
    ]  # fmt: skip
    # Of one moment each kind comes in this order: sorting keeps it.
    return sorted(found, key=lambda each: each[0])


def _brought(connection: sa.Connection) -> Iterator[Any]:
    sql = (
        "SELECT MIN(b.at), d.order_id, SUM(d.asks) FROM ("
        "SELECT order_id, batch_id, CASE kind WHEN 'invoice' THEN total ELSE -total END AS asks FROM invoices "
        "WHERE batch_id IS NOT NULL UNION ALL "
        "SELECT order_id, batch_id, CASE kind WHEN 'payment' THEN -amount ELSE amount END FROM payments "
        "WHERE batch_id IS NOT NULL) AS d JOIN import_batches b ON b.id = d.batch_id GROUP BY d.order_id"
    )
    for at, order_id, asks in connection.execute(sa.text(sql)).all():
        yield at, None, "b", order_id, order_id, int(asks), [("brought along", 0, -int(asks))]


def _papers(connection: sa.Connection) -> Iterator[Any]:
    moves: dict[int, _Moves] = defaultdict(list)
    lines = (
        "SELECT i.id, i.kind, CASE WHEN l.order_line_id IS NULL THEN 'fees' WHEN o.item_id IS NULL THEN 'charges' "
        "ELSE 'sales' END AS income, l.tax_rate, SUM(l.net) FROM invoices i "
        "JOIN invoice_lines l ON l.invoice_id = i.id "
        "LEFT JOIN order_lines o ON o.id = l.order_line_id WHERE i.batch_id IS NULL "
        "GROUP BY i.id, i.kind, income, l.tax_rate ORDER BY i.id, l.tax_rate DESC, income"
    )
    taxes = (
        "SELECT i.id, i.kind, 'tax', t.rate, t.tax FROM invoices i JOIN invoice_taxes t ON t.invoice_id = i.id "
        "WHERE i.batch_id IS NULL ORDER BY i.id, t.rate DESC"
    )
    for sql in (lines, taxes):
        for key, kind, account, rate, amount in connection.execute(sa.text(sql)).all():
            moves[key].append((account, rate, -int(amount) if kind == "invoice" else int(amount)))
    heads = "SELECT issued_at, issue_date, kind, id, order_id, total FROM invoices WHERE batch_id IS NULL ORDER BY id"
    for at, day, kind, key, order_id, total in connection.execute(sa.text(heads)).all():
        sold = kind == "invoice"
        yield at, day, "i" if sold else "c", key, order_id, total if sold else -total, moves[key]


def _money(connection: sa.Connection) -> Iterator[Any]:
    sql = (
        "SELECT p.at, p.id, p.order_id, p.kind, p.tender, p.amount, p.rounding, s.till_id, p.undoes_id "
        "FROM payments p LEFT JOIN till_sessions s ON s.id = p.till_session_id WHERE p.batch_id IS NULL ORDER BY p.id"
    )
    for at, key, order_id, kind, tender, amount, rounding, till, undoes in connection.execute(sa.text(sql)).all():
        signed = amount if kind == "payment" else -amount
        moves = [(_TENDERS.get(tender, "brought along"), 0, signed)]
        if tender == "cash":
            moves = [("cash", till or 0, signed + rounding), ("rounding", 0, -rounding)]
        yield at, None, "u" if undoes is not None else kind[0], key, order_id, -signed, moves


def _opened(connection: sa.Connection) -> Iterator[Any]:
    sql = "SELECT opened_at, id, till_id, float_amount, left_in_till FROM till_sessions ORDER BY id"
    left: dict[int, int] = {}
    for at, key, till, begins, stays in connection.execute(sa.text(sql)).all():
        brought = begins - left.get(till, 0)
        left[till] = stays
        yield at, None, "o", key, 0, 0, [("cash", till, brought), ("paid in", 0, -brought)]


def _moved(connection: sa.Connection) -> Iterator[Any]:
    sql = (
        "SELECT m.at, m.id, s.till_id, m.kind, m.amount FROM till_movements m "
        "JOIN till_sessions s ON s.id = m.till_session_id WHERE m.kind <> 'no-sale' ORDER BY m.id"
    )
    for at, key, till, kind, amount in connection.execute(sa.text(sql)).all():
        other, sign = _MOVED[kind]
        yield at, None, "m", key, 0, 0, [("cash", till, sign * amount), (other, 0, -sign * amount)]


def _closed(connection: sa.Connection) -> Iterator[Any]:
    sql = (
        "SELECT closed_at, id, till_id, expected, counted, left_in_till FROM till_sessions "
        "WHERE closed_at IS NOT NULL ORDER BY id"
    )
    for at, key, till, expected, counted, left in connection.execute(sa.text(sql)).all():
        out, over = counted - left, counted - expected
        yield at, None, "z", key, 0, 0, [("cash", till, over - out), ("safe", 0, out), ("difference", 0, -over)]
