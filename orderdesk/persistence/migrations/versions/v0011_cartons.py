"""Cartons: what the shop packs in, how many of each there are, and how items lie in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_KINDS = (
    "what IN ('begun', 'right', 'by hand', 'undone', 'wrong', 'too many', 'unknown', 'wrong label', 'answered',"
    " 'next box', 'note', 'weighed', 'short', 'help', 'packed', 'label', 'opened', 'carton')"
)
_SCANS = (
    'id, at, "user", station, shipment_id, picklist_id, box, order_line_id, item_id, quantity, weight_g, code, what, '
    "why, undoes_id"
)
_BOXES = (
    "id, shipment_id, position, carton, weight_g, length_mm, width_mm, height_mm, tracking, label_copies, label_void, "
    "weighed_g, charged, earlier"
)


def upgrade() -> None:
    """Everything that came between the tenth layout and the eleventh."""
    op.add_column("items", sa.Column("upright", sa.Integer(), server_default="0", nullable=False))
    op.add_column("items", sa.Column("fragile", sa.Integer(), server_default="0", nullable=False))
    cartons()
    boxes_of_a_carton()
    scans_of_cartons()


def cartons() -> None:
    """The types begin empty, and so does the ledger of how many there are."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "cartons",
        sa.Column("id", key, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(f"{side}_mm", sa.BigInteger(), nullable=False) for side in ("length", "width", "height")),
        *(
            sa.Column(name, sa.BigInteger(), server_default=sa.text("0"), nullable=False)
            for name in (
                *("outer_length_mm", "outer_width_mm", "outer_height_mm"),
                *("tare_g", "most_g", "cost", "reorder_point"),
            )
        ),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("length_mm > 0 AND width_mm > 0 AND height_mm > 0", name=op.f("ck_cartons_inside")),
        sa.CheckConstraint(
            "tare_g >= 0 AND most_g >= 0 AND cost >= 0 AND reorder_point >= 0", name=op.f("ck_cartons_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cartons")),
        sa.UniqueConstraint("code", name=op.f("uq_cartons_code")),
    )
    op.create_table(
        "carton_moves",
        sa.Column("id", key, nullable=False),
        sa.Column("carton_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('received', 'counted', 'used', 'back')", name=op.f("ck_carton_moves_kind")),
        sa.CheckConstraint(
            "(kind IN ('used', 'back')) = (shipment_id IS NOT NULL)", name=op.f("ck_carton_moves_shipment")
        ),
        sa.CheckConstraint(
            "kind = 'counted' OR (kind = 'used' AND quantity < 0) OR (kind IN ('received', 'back') AND quantity > 0)",
            name=op.f("ck_carton_moves_quantity"),
        ),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_carton_moves_carton_id")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_carton_moves_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carton_moves")),
    )
    op.create_index("ix_carton_moves_carton_id", "carton_moves", ["carton_id", "kind", "quantity"], unique=False)
    _append_only("carton_moves")


def boxes_of_a_carton() -> None:
    """No box that was packed before used up a carton, whatever word it bears."""
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("boxes", sa.Column("carton_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(op.f("fk_boxes_carton_id"), "boxes", "cartons", ["carton_id"], ["id"])
        return
    with _made_anew("boxes", _BOXES):
        op.create_table(
            "boxes",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("shipment_id", sa.BigInteger(), nullable=False),
            sa.Column("position", sa.BigInteger(), nullable=False),
            sa.Column("carton", sa.Text(), server_default="", nullable=False),
            sa.Column("carton_id", sa.BigInteger(), nullable=True),
            sa.Column("weight_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("length_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("width_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("height_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("tracking", sa.Text(), server_default="", nullable=False),
            sa.Column("label_copies", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("label_void", sa.Integer(), server_default="0", nullable=False),
            sa.Column("weighed_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("charged", sa.BigInteger(), nullable=True),
            sa.Column("earlier", sa.Text(), server_default="", nullable=False),
            sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_boxes_carton_id")),
            sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_boxes_shipment_id")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_boxes")),
        )


def scans_of_cartons() -> None:
    """A scan may be one of a carton; all scans stay as they are."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE scans DROP CONSTRAINT ck_scans_what")
        op.create_check_constraint(op.f("ck_scans_what"), "scans", _KINDS)
        return
    with _made_anew("scans", _SCANS):
        op.create_table(
            "scans",
            sa.Column("id", sa.Integer(), nullable=False),
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
            sa.CheckConstraint(_KINDS, name=op.f("ck_scans_what")),
            sa.CheckConstraint(
                "quantity >= 0 AND (quantity > 0 OR what NOT IN ('right', 'by hand'))", name=op.f("ck_scans_quantity")
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


@contextmanager
def _made_anew(table: str, columns: str) -> Iterator[None]:
    """Let a table of a file be made anew with the rows, indexes and triggers that it has; a file knows no other way to
    a reference or a check."""
    bind = op.get_bind()
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    kept = bind.scalars(sa.text(asked), {"table": table}).all()
    op.execute(f"CREATE TEMP TABLE kept_rows AS SELECT {columns} FROM {table} ORDER BY id")  # noqa: S608
    # Its triggers go first: they would refuse that its rows do.
    for name in bind.scalars(sa.text("SELECT name FROM sqlite_master WHERE tbl_name = :t AND type = 'trigger'"),
                             {"t": table}).all():  # fmt: skip
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table(table)
    yield
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_rows")  # noqa: S608
    op.execute("DROP TABLE temp.kept_rows")
    for statement in kept:
        bind.exec_driver_sql(statement)


def _append_only(table: str) -> None:
    """What was written stays."""
    on_server = op.get_bind().dialect.name == "postgresql"
    for moment, when in (("UPDATE", ""), ("DELETE", "1 = 1")):
        head = f"CREATE TRIGGER {table}_no_{moment.lower()} BEFORE {moment} ON {table}"
        if on_server:
            asked = f"WHEN ({when}) " if when else ""
            op.execute(f"{head} FOR EACH ROW {asked}EXECUTE FUNCTION refuse_change()")
        else:
            asked = f"WHEN {when} " if when else ""
            op.execute(f"{head} {asked}BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END")
