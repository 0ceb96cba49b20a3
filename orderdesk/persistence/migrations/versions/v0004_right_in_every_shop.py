"""Right in every shop: one function for each thing that the tables had to learn."""

from __future__ import annotations

import marshal
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Everything that came between the third layout and the fourth."""
    scanning()
    local_forms()
    trying_pins()
    logos()
    sealing()
    business_days()
    undone_payments()
    numbers_of_a_year()
    where_services_go()
    nothing_through_a_closed_till()
    nothing_before_it_is_wanted()
    everything_may_be_oversold()


def scanning() -> None:
    """How the shop's scales lay out their codes."""
    op.add_column("shops", sa.Column("scale_codes", sa.Text(), server_default="", nullable=False))


def logos() -> None:
    """The shop's logo on its papers."""
    op.add_column("shops", sa.Column("logo", sa.LargeBinary(), nullable=True))


def local_forms() -> None:
    """How the shop writes figures and days, and the decimal sign it chose."""
    op.add_column("shops", sa.Column("numbers", sa.Text(), server_default="", nullable=False))
    op.add_column("shops", sa.Column("form", sa.Text(), server_default="", nullable=False))


def sealing() -> None:
    """The chain of events, and the seal of each table; the program seals the tables once the step is made."""
    op.create_table(
        "seals",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("counted", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("total", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("head", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_seals")),
    )
    op.add_column("events", sa.Column("hash", sa.Text(), server_default="", nullable=False))
    _chain_events(op.get_bind())


def _chain_events(connection: sa.Connection) -> None:
    on_server = connection.dialect.name == "postgresql"
    op.execute("DROP TRIGGER events_no_update" + (" ON events" if on_server else ""))
    rows = connection.execute(
        sa.text('SELECT id, at, "user", subject, subject_id, what, detail FROM events ORDER BY id')
    ).all()
    head, linked = "", []
    for key, *kept in rows:
        head = sha256(head.encode() + marshal.dumps(tuple(kept), 0)).hexdigest()[:32]
        linked.append({"key": key, "hash": head})
    if linked:
        connection.execute(sa.text("UPDATE events SET hash = :hash WHERE id = :key"), linked)
    connection.execute(sa.text("INSERT INTO seals (name, head) VALUES ('events', :head)"), {"head": head})
    said = "events are append-only"
    op.execute(
        "CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        if on_server
        else f"CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )


def trying_pins() -> None:
    """Wrong PINs are counted by the PC they were typed at."""
    op.create_table(
        "pin_tries",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pc", sa.Text(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_pin_tries_user_id")),
        sa.PrimaryKeyConstraint("user_id", "pc", name=op.f("pk_pin_tries")),
    )
    op.drop_column("users", "wrong_tries")
    op.drop_column("users", "locked_until")


def business_days() -> None:
    """The hour of night at which the shop's day ends."""
    op.add_column("shops", sa.Column("day_ends", sa.Text(), server_default="00:00", nullable=False))


def undone_payments() -> None:
    """Which payment a refund takes back; a payment is taken back once."""
    op.add_column("payments", sa.Column("undoes_id", sa.BigInteger(), nullable=True))
    once = sa.text("undoes_id IS NOT NULL")
    op.create_index(
        "uq_payments_undoes", "payments", ["undoes_id"], unique=True, sqlite_where=once, postgresql_where=once
    )


def numbers_of_a_year() -> None:
    """Series that begin anew each year."""
    op.add_column("counters", sa.Column("yearly", sa.Integer(), server_default="0", nullable=False))
    op.add_column("counters", sa.Column("year", sa.BigInteger(), server_default=sa.text("0"), nullable=False))


def where_services_go() -> None:
    """The zones of a service, and that goods are fetched; ours of old was called "collect"."""
    op.add_column("services", sa.Column("zones", sa.Text(), server_default="", nullable=False))
    op.add_column("services", sa.Column("pickup", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE services SET pickup = 1 WHERE code = 'collect'")


def nothing_through_a_closed_till() -> None:
    """What goes through a till whose session is closed would be in no Z."""
    closed = "(SELECT state FROM till_sessions WHERE id = NEW.till_session_id) IN ('closed', 'verified')"
    on_server = op.get_bind().dialect.name == "postgresql"
    if on_server:
        op.execute(
            "CREATE FUNCTION refuse_closed_till() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {closed} THEN "
            "RAISE EXCEPTION 'a closed till takes no %', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
        )
    for table in ("payments", "till_movements"):
        refusal = (
            "FOR EACH ROW EXECUTE FUNCTION refuse_closed_till()"
            if on_server
            else f"WHEN {closed} BEGIN SELECT RAISE(ABORT, 'a closed till takes no {table}'); END"
        )
        op.execute(f"CREATE TRIGGER {table}_open_till BEFORE INSERT ON {table} {refusal}")


def nothing_before_it_is_wanted() -> None:
    """Open lines promised for a day before the one on which their order is wanted."""
    op.execute(
        "UPDATE order_lines SET promised = (SELECT o.ship_by FROM orders o WHERE o.id = order_lines.order_id) "
        "WHERE cancelled + shipped < quantity AND promised < "
        "(SELECT o.ship_by FROM orders o WHERE o.id = order_lines.order_id AND o.state = 'confirmed')"
    )


def everything_may_be_oversold() -> None:
    """Whether an item may be ordered beyond what is there or comes was never asked: every one was taken."""
    op.execute("UPDATE items SET oversell = 1")
