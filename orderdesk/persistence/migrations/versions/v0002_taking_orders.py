"""From the first shop to one that takes orders at full speed: what each part of it adds to the tables.

A step names what the database sees and nothing of the program, so that it reads the same for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Every part in turn; each adds its own tables, columns, indexes and triggers."""
    purchasing()
    verifying()
    amending()
    merging()
    taxing()
    compact()
    entry()
    people()
    pricing()
    quoting()
    depositing()
    coupons()
    ruling()


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


_LETTERS = {
    ("events", "subject"): (
        "books b customer c import m item i order o picklist p return r service w shipment s shop h till t "
        "till-session z user u vendor v"
    ),
    ("events", "what"): (
        "added a cancelled n changed h closed x confirmed c counted u credited e delivered d held l imported j "
        "invoiced i label_printed v made m opened o packed b paid y picked k picking g placed p printed t quoted z "
        "refunded f released r return_allowed w return_settled q shipped s"
    ),
    ("messages", "kind"): "acknowledgement a back-order b shipped s",
    ("order_lines", "tax_class"): "standard s reduced r zero z",
    ("invoice_lines", "tax_class"): "standard s reduced r zero z",
    ("invoice_lines", "unit"): "each e",
    ("orders", "policy"): "per-document d per-line l",
    ("orders", "rounding"): "half-even e half-up u up p down d",
    ("invoices", "policy"): "per-document d per-line l",
    ("invoices", "rounding"): "half-even e half-up u up p down d",
}
_PHRASES = {
    "title": {
        "c": "Your order {} is on its way",
        "f": "Your order {}: the rest is here",
        "a": "Your order {}",
    },
    "body": {
        "b": "Thank you. We have your order {} and will tell you when it is on its way.",
        "d": "Shipment {} left today.",
        "e": "Shipment {} left today. Tracking: {}.",
        "g": "What you were waiting for on order {} has arrived and will be sent to you.",
    },
}


def compact() -> None:
    """Keep the words that every order repeats as letters, invoice lines in the order of their paper, and fewer
    indexes."""
    op.drop_index("ix_shipments_state", "shipments")
    _index_of("ix_shipments_state", "shipments", ["state", "ship_by", "id"], "state NOT IN ('delivered', 'cancelled')")
    op.drop_index("ix_order_lines_item_id", "order_lines")
    waiting = "item_id IS NOT NULL AND quantity - cancelled - allocated - shipped > 0"
    _index_of("ix_order_lines_waiting", "order_lines", ["item_id"], waiting)
    _index_of("ix_items_kept_back", "items", ["id", "safety_stock"], "safety_stock <> 0")
    coming = "quantity > received AND expected = 1"
    _index_of("ix_incoming_open", "incoming", ["item_id", "quantity", "received"], coming)
    with _open_to_change("events", "invoice_lines"):
        for (table, column), letters in _LETTERS.items():
            _as_letters(table, column, letters.split())
        _phrases_as_letters()
        op.execute(
            "UPDATE invoice_lines SET description = '' WHERE description = "
            "(SELECT label FROM order_lines WHERE order_lines.id = invoice_lines.order_line_id)"
        )
        _number_anew()
    _lines_by_paper()
    _label_stands()
    _shorter_beginnings()


def _index_of(name: str, table: str, columns: list[str], where: str) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=False, sqlite_where=rows, postgresql_where=rows)


def _as_letters(table: str, column: str, letters: list[str]) -> None:
    """A word becomes its letter; what could be taken for a letter is marked."""
    pairs = [(word.replace("_", " "), letter) for word, letter in zip(letters[::2], letters[1::2], strict=True)]
    cases = " ".join(f"WHEN {column} = '{word}' THEN '{letter}'" for word, letter in pairs)
    words = ", ".join(f"'{word}'" for word, _ in pairs)
    taken = ", ".join(f"'{letter}'" for _, letter in pairs)
    op.execute(
        f"UPDATE {table} SET {column} = CASE {cases} ELSE '=' || {column} END "  # noqa: S608  our own names
        f"WHERE {column} IN ({words}) OR {column} IN ({taken}) OR substr({column}, 1, 1) = '='"
    )


def _phrases_as_letters() -> None:
    bind = op.get_bind()
    for column, phrases in _PHRASES.items():
        rows = bind.execute(sa.text(f"SELECT id, {column} FROM messages ORDER BY id")).all()  # noqa: S608
        kept = [{"key": key, "kept": short} for key, text in rows if (short := _in_short(text, phrases)) != text]
        if kept:
            bind.execute(sa.text(f"UPDATE messages SET {column} = :kept WHERE id = :key"), kept)  # noqa: S608


def _in_short(text: str, phrases: dict[str, str]) -> str:
    for letter, phrase in phrases.items():
        found = re.fullmatch("(.*?)".join(map(re.escape, phrase.split("{}"))), text, re.DOTALL)
        if found and not any("\x1f" in gap for gap in found.groups()):
            return "\x01" + letter + "\x1f".join(found.groups())
    return "\x01=" + text if text.startswith("\x01") else text


@contextmanager
def _open_to_change(*tables: str) -> Iterator[None]:
    """Let rows that only grow be rewritten, for as long as this step needs."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        names = [f"{table}_no_update" for table in tables]
        asked = sa.text("SELECT sql FROM sqlite_master WHERE name = :name")
        guards = [bind.execute(asked, {"name": name}).scalar_one() for name in names]
        for name in names:
            op.execute(f"DROP TRIGGER {name}")
        yield
        for guard in guards:
            bind.exec_driver_sql(guard)
    else:
        for table in tables:
            op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        yield
        for table in tables:
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")


def _number_anew() -> None:
    """Lines of one paper that share a place get places of their own, in the order in which they were written."""
    op.execute(
        "UPDATE invoice_lines SET position = (SELECT count(*) FROM invoice_lines b "
        "WHERE b.invoice_id = invoice_lines.invoice_id AND (b.position < invoice_lines.position "
        "OR b.position = invoice_lines.position AND b.id <= invoice_lines.id)) WHERE invoice_id IN "
        "(SELECT invoice_id FROM invoice_lines GROUP BY invoice_id, position HAVING count(*) > 1)"
    )


_LINE_COLUMNS = (
    "invoice_id, order_line_id, position, sku, description, quantity, unit, price, discount, share, net, tax_class, "
    "tax_rate, tax"
)


def _lines_by_paper() -> None:
    """The lines of an invoice are kept together, by the invoice and their place on it."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.execute("ALTER TABLE invoice_lines DROP COLUMN id")
        op.execute("DROP INDEX ix_invoice_lines_invoice_id")
        op.execute("ALTER TABLE invoice_lines ADD CONSTRAINT pk_invoice_lines PRIMARY KEY (invoice_id, position)")
        return
    asked = sa.text("SELECT sql FROM sqlite_master WHERE tbl_name = 'invoice_lines' AND type = 'trigger' ORDER BY name")
    guards = bind.scalars(asked).all()
    op.execute(
        f"CREATE TEMP TABLE kept_lines AS SELECT {_LINE_COLUMNS} FROM invoice_lines "  # noqa: S608  our own names
        "ORDER BY invoice_id, position"
    )
    for name in ("invoice_lines_no_delete", "invoice_lines_no_update"):
        op.execute(f"DROP TRIGGER {name}")
    op.drop_table("invoice_lines")
    op.create_table(
        "invoice_lines",
        sa.Column("invoice_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="each", nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("share", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="standard", nullable=False),
        sa.Column("tax_rate", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_lines_invoice_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_invoice_lines_order_line_id")),
        sa.PrimaryKeyConstraint("invoice_id", "position", name=op.f("pk_invoice_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_invoice_lines_order_line_id"), "invoice_lines", ["order_line_id"], unique=False)
    op.execute(f"INSERT INTO invoice_lines ({_LINE_COLUMNS}) SELECT {_LINE_COLUMNS} FROM kept_lines")  # noqa: S608
    op.execute("DROP TABLE temp.kept_lines")
    for guard in guards:
        bind.exec_driver_sql(guard)


def _label_stands() -> None:
    """An invoice line that says what its order line says keeps no words of its own, so those words stand."""
    changed = "OLD.invoiced > 0 AND NEW.label <> OLD.label"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER order_lines_label BEFORE UPDATE OF label ON order_lines WHEN {changed} "
            "BEGIN SELECT RAISE(ABORT, 'invoiced order_lines keep their label'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER order_lines_label BEFORE UPDATE OF label ON order_lines "
            f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION refuse_change()"
        )


def _shorter_beginnings() -> None:
    """One letter finds as quickly as three; the words are taken over from the index itself."""
    if op.get_bind().dialect.name == "postgresql":
        for kind in ("orders", "customers", "items"):
            op.execute(f"ALTER INDEX ix_search_{kind} SET (fastupdate = off)")
            op.execute(f"SELECT gin_clean_pending_list('ix_search_{kind}')")
        return
    for kind in ("orders", "customers", "items"):
        name = f"search_{kind}"
        op.execute(f"CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, {name}, instance)")
        op.execute(
            "CREATE TEMP TABLE kept_words AS SELECT doc, group_concat(term, ' ') AS words FROM said GROUP BY doc"
        )
        op.execute("DROP TABLE temp.said")
        op.execute(f"DROP TABLE {name}")
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, detail=none, "
            "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        )
        op.execute(f"INSERT INTO {name} (rowid, words) SELECT doc, words FROM kept_words ORDER BY doc")  # noqa: S608
        op.execute("DROP TABLE temp.kept_words")


def entry() -> None:
    """The codes by which a customer knows our items."""
    op.create_table(
        "customer_items",
        sa.Column("customer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_customer_items_customer_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_customer_items_item_id")),
        sa.PrimaryKeyConstraint("customer_id", "code", name=op.f("pk_customer_items")),
    )
    op.create_index(op.f("ix_customer_items_item_id"), "customer_items", ["item_id"], unique=False)


def people() -> None:
    """The PIN of a person as a hash, and how far each role may go."""
    op.add_column("users", sa.Column("pin", sa.Text(), server_default="", nullable=False))
    op.add_column("users", sa.Column("wrong_tries", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("users", sa.Column("locked_until", sa.BigInteger(), nullable=True))
    op.create_table(
        "role_limits",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("role", "right", name=op.f("pk_role_limits")),
    )


def amending() -> None:
    """The goods to be carried back to their bins when an order that was picked is changed."""
    op.create_table(
        "put_backs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("bin_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_put_backs_quantity")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_put_backs_bin_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_put_backs_item_id")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_put_backs_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_backs")),
    )
    waiting = sa.text("done_at IS NULL")
    op.create_index("ix_put_backs_open", "put_backs", ["id"], sqlite_where=waiting, postgresql_where=waiting)


def merging() -> None:
    """A customer that was kept twice points to the one that stays."""
    op.add_column("customers", sa.Column("merged_into_id", sa.BigInteger(), nullable=True))
    merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index(
        "ix_customers_merged", "customers", ["merged_into_id"], sqlite_where=merged, postgresql_where=merged
    )


def taxing() -> None:
    """Rates by the country and region that goods are sent to."""
    op.create_table(
        "destination_rates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="", nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("exemption", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("rate >= 0 AND rate <= 1000000", name=op.f("ck_destination_rates_rate")),
        sa.CheckConstraint("exemption = '' OR rate = 0", name=op.f("ck_destination_rates_exemption")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destination_rates")),
        sa.UniqueConstraint(
            "country",
            "region",
            "tax_class",
            "valid_from",
            name=op.f("uq_destination_rates_country_region_tax_class_valid_from"),
        ),
    )


def pricing() -> None:
    """Groups of customers with their price lists, and the prices of one customer."""
    op.create_table(
        "customer_groups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_groups")),
        sa.UniqueConstraint("name", name=op.f("uq_customer_groups_name")),
    )
    op.add_column("customers", sa.Column("group_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "price_lists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["customer_groups.id"], name=op.f("fk_price_lists_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_lists")),
        sa.UniqueConstraint("name", name=op.f("uq_price_lists_name")),
    )
    op.create_index(op.f("ix_price_lists_group_id"), "price_lists", ["group_id"], unique=False)
    _prices("price_rows", "list_id", "price_lists")
    _prices("customer_prices", "customer_id", "customers")
    op.add_column("customer_prices", sa.Column("valid_from", sa.Date(), nullable=True))
    op.add_column("customer_prices", sa.Column("valid_to", sa.Date(), nullable=True))


def _prices(table: str, owner: str, owners: str) -> None:
    op.create_table(
        table,
        sa.Column(owner, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_quantity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("from_quantity > 0 AND price >= 0", name=op.f(f"ck_{table}_price")),
        sa.ForeignKeyConstraint([owner], [f"{owners}.id"], name=op.f(f"fk_{table}_{owner}")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f(f"fk_{table}_item_id")),
        sa.PrimaryKeyConstraint(owner, "item_id", "from_quantity", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_item_id"), table, ["item_id"], unique=False)


def quoting() -> None:
    """The last day of a quote; one that was made before has none and stands for ever."""
    op.add_column("orders", sa.Column("valid_until", sa.Date(), nullable=True))


def depositing() -> None:
    """When an order is billed, what is asked for before work begins, and how long its stock waits for the money."""
    op.add_column("shops", sa.Column("pay_first", sa.Integer(), server_default="0", nullable=False))
    op.add_column("shops", sa.Column("bills_itself", sa.Integer(), server_default="0", nullable=False))
    op.add_column("customers", sa.Column("invoicing", sa.Text(), server_default="", nullable=False))
    op.add_column("orders", sa.Column("invoicing", sa.Text(), server_default="", nullable=False))
    op.add_column("orders", sa.Column("deposit", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("orders", sa.Column("deposit_rate", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.add_column("orders", sa.Column("reserved_until", sa.Date(), nullable=True))
    op.add_column("orders", sa.Column("let_go", sa.Integer(), server_default="0", nullable=False))
    op.add_column("orders", sa.Column("unpaid_allowed", sa.Integer(), server_default="0", nullable=False))
    reserved = sa.text("reserved_until IS NOT NULL")
    op.create_index(
        "ix_orders_reserved", "orders", ["reserved_until"], sqlite_where=reserved, postgresql_where=reserved
    )


def coupons() -> None:
    """Coupons, the one that an order has, and what a delivery costs the shop."""
    op.create_table(
        "coupons",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("rate", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("amount", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("free_delivery", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minimum", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("most_uses", sa.BigInteger(), nullable=True),
        sa.Column("most_each", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "rate >= 0 AND rate <= 1000000 AND amount >= 0 AND minimum >= 0", name=op.f("ck_coupons_worth")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coupons")),
        sa.UniqueConstraint("code", name=op.f("uq_coupons_code")),
    )
    op.add_column("orders", sa.Column("coupon_id", sa.BigInteger(), nullable=True))
    with_one = sa.text("coupon_id IS NOT NULL")
    op.create_index(
        "ix_orders_coupon", "orders", ["coupon_id", "customer_id"], sqlite_where=with_one, postgresql_where=with_one
    )
    op.add_column("services", sa.Column("cost", sa.BigInteger(), nullable=True))


def ruling() -> None:
    """The shop's own rules on orders, and where each has fired."""
    op.create_table(
        "rules",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("actions", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), server_default=sa.text("10"), nullable=False),
        sa.Column("stop", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_rules_name")),
    )
    op.create_table(
        "rule_firings",
        sa.Column("order_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rule_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_rule_firings_order_id")),
        sa.PrimaryKeyConstraint("order_id", "rule_id", name=op.f("pk_rule_firings")),
    )


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
