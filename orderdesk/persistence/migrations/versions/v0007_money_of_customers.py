"""The money of customers: one function for each thing that the tables had to learn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Everything that came between the sixth layout and the seventh."""
    tenders_as_rows()
    payments_by_any_tender()
    refunds_that_name_their_payment()


_TENDERS = (
    ("cash", "Cash", "cash", 1, 0, "cash"),
    ("card", "Card", "card", 0, 0, "card"),
    ("transfer", "Bank transfer", "transfer", 0, 1, "bank"),
    ("account", "Account", "account", 0, 0, "brought along"),
    ("store-credit", "Store credit", "store-credit", 0, 0, "store credit"),
    ("cod", "Cash on delivery", "cod", 0, 0, "carriers"),
)


def tenders_as_rows() -> None:
    """The ways in which money comes; those that there were are of every shop that is set up."""
    table = op.create_table(
        "tenders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("drawer", sa.Integer(), server_default="0", nullable=False),
        sa.Column("may_exceed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asks_reference", sa.Integer(), server_default="0", nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('cash', 'card', 'transfer', 'online', 'voucher', 'cheque', 'store-credit', 'cod', 'account')",
            name=op.f("ck_tenders_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenders")),
        sa.UniqueConstraint("code", name=op.f("uq_tenders_code")),
        sa.UniqueConstraint("name", name=op.f("uq_tenders_name")),
    )
    bind = op.get_bind()
    if bind.scalar(sa.text("SELECT id FROM shops LIMIT 1")) or bind.scalar(sa.text("SELECT id FROM payments LIMIT 1")):
        names = ("code", "name", "kind", "drawer", "may_exceed", "account")
        op.bulk_insert(table, [dict(zip(names, row, strict=True)) for row in _TENDERS])


_PAYMENTS = (
    'id, kind, at, order_id, customer_id, till_session_id, credit_note_id, tender, amount, tendered, "change", '
    'rounding, reference, receipt, "user", batch_id, undoes_id'
)


def payments_by_any_tender() -> None:
    """A payment names one of the tenders that there are, in place of one of six words."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("ALTER TABLE payments DROP CONSTRAINT ck_payments_tender")
        op.create_foreign_key(op.f("fk_payments_tender"), "payments", "tenders", ["tender"], ["code"])
        op.add_column("payments", sa.Column("gives_back_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f("fk_payments_gives_back_id"), "payments", "payments", ["gives_back_id"], ["id"])
        return
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = 'payments' AND type = :kind AND sql IS NOT NULL"
    guards = bind.scalars(sa.text(asked), {"kind": "trigger"}).all()
    indexes = bind.scalars(sa.text(asked), {"kind": "index"}).all()
    op.execute(f"CREATE TEMP TABLE kept_payments AS SELECT {_PAYMENTS} FROM payments ORDER BY id")  # noqa: S608
    for name in ("payments_no_delete", "payments_no_update"):
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table("payments")
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("till_session_id", sa.BigInteger(), nullable=True),
        sa.Column("credit_note_id", sa.BigInteger(), nullable=True),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tendered", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("change", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("rounding", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column("gives_back_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('payment', 'refund')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_payments_batch_id")),
        sa.ForeignKeyConstraint(["credit_note_id"], ["invoices.id"], name=op.f("fk_payments_credit_note_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payments_customer_id")),
        sa.ForeignKeyConstraint(["gives_back_id"], ["payments.id"], name=op.f("fk_payments_gives_back_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
        sa.ForeignKeyConstraint(["tender"], ["tenders.code"], name=op.f("fk_payments_tender")),
        sa.ForeignKeyConstraint(["till_session_id"], ["till_sessions.id"], name=op.f("fk_payments_till_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.execute(f"INSERT INTO payments ({_PAYMENTS}) SELECT {_PAYMENTS} FROM kept_payments")  # noqa: S608
    op.execute("DROP TABLE temp.kept_payments")
    for statement in (*indexes, *guards):
        bind.exec_driver_sql(statement)


def refunds_that_name_their_payment() -> None:
    """A refund names the payment that it gives back: what it takes back, else the newest by its tender of which so
    much is left. One that gave back several at once, and what an import brought, names none."""
    bind = op.get_bind()
    rows = bind.execute(
        sa.text(
            "SELECT id, order_id, kind, tender, amount, undoes_id FROM payments WHERE batch_id IS NULL "
            "AND order_id IN (SELECT order_id FROM payments WHERE kind = 'refund') ORDER BY id"
        )
    ).all()
    left: dict[int, dict[int, tuple[str, int]]] = {}
    named = []
    for key, order_id, kind, tender, amount, undoes_id in rows:
        own = left.setdefault(order_id, {})
        if kind == "payment":
            own[key] = (tender, amount)
            continue
        fitting = [each for each, (by, rest) in own.items() if by == tender and rest >= amount]
        found = undoes_id if undoes_id is not None else max(fitting, default=None)
        if found in own:
            own[found] = (own[found][0], own[found][1] - amount)
            named.append({"key": key, "named": found})
    if not named:
        return
    on_server = bind.dialect.name == "postgresql"
    guard = "SELECT sql FROM sqlite_master WHERE name = 'payments_no_update'"
    kept = "" if on_server else bind.scalar(sa.text(guard))
    op.execute(
        "ALTER TABLE payments DISABLE TRIGGER payments_no_update" if on_server else "DROP TRIGGER payments_no_update"
    )
    bind.execute(sa.text("UPDATE payments SET gives_back_id = :named WHERE id = :key"), named)
    bind.exec_driver_sql("ALTER TABLE payments ENABLE TRIGGER payments_no_update" if on_server else str(kept))
