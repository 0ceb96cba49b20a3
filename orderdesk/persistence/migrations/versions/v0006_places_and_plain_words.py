"""Plain words, places, lines of purchases and tasks: one function for each thing that the tables had to learn."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Everything that came between the fifth layout and the sixth."""
    with open_to_change("events", "invoice_lines", "movements", "reservations", "postings", "till_sessions"):
        plain_words()
    places()
    lines_of_purchases()
    tasks()


_TAX_CLASSES = "standard s reduced r zero z"
_POLICIES = "per-document d per-line l"
_ROUNDINGS = "half-even e half-up u up p down d"
_LETTERS = {
    ("events", "subject"): (
        "books b customer c import m invoice n item i order o picklist p return r service w shipment s shop h till t "
        "till-session z user u vendor v"
    ),
    ("events", "what"): (
        "added a cancelled n changed h closed x confirmed c counted u credited e delivered d held l imported j "
        "invoiced i issued 1 label_printed v made m opened o packed b paid y picked k picking g placed p printed t "
        "quoted z refunded f released r return_allowed w return_settled q shipped s"
    ),
    ("messages", "kind"): "acknowledgement a back-order b shipped s",
    ("order_lines", "tax_class"): _TAX_CLASSES,
    ("invoice_lines", "tax_class"): _TAX_CLASSES,
    ("invoice_lines", "unit"): "each e",
    ("orders", "policy"): _POLICIES,
    ("orders", "rounding"): _ROUNDINGS,
    ("orders", "invoicing"): "shipment s order o payment p",
    ("invoices", "policy"): _POLICIES,
    ("invoices", "rounding"): _ROUNDINGS,
    ("movements", "document_kind"): "shipment s return r incoming i",
    ("reservations", "why"): "allocated a shipped s released r short_pick p allocated_before b",
    ("postings", "document"): (
        "invoice i credit_note c payment p refund r payment_undone u till_movement m till_opened o till_closed z "
        "brought_along b"
    ),
}
_PHRASES = {
    "c": "Your order {} is on its way",
    "f": "Your order {}: the rest is here",
    "a": "Your order {}",
    "b": "Thank you. We have your order {} and will tell you when it is on its way.",
    "d": "Shipment {} left today.",
    "e": "Shipment {} left today. Tracking: {}.",
    "g": "What you were waiting for on order {} has arrived and will be sent to you.",
}


def plain_words() -> None:
    """What was kept as a letter is kept as its word; papers, events and Zs that were whole are whole afterwards."""
    bind = op.get_bind()
    whole = _Whole(bind)
    for table, column in _LETTERS:
        words_of(table, column)
    for column in ("title", "body"):
        _as_texts(column)
    _chain_anew(bind, whole)
    guard_postings()


def guard_postings() -> None:
    """Of postings only what an import brought along goes, with the import."""
    on_server = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER postings_no_delete" + (" ON postings" if on_server else ""))
    refusal = (
        "FOR EACH ROW WHEN (OLD.document <> 'brought along') EXECUTE FUNCTION refuse_change()"
        if on_server
        else "WHEN OLD.document <> 'brought along' BEGIN SELECT RAISE(ABORT, 'postings are append-only'); END"
    )
    op.execute(f"CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings {refusal}")


def words_of(table: str, column: str) -> None:
    """A letter becomes its word; what was marked, as it could be taken for a letter, loses its mark."""
    letters = _LETTERS[table, column].split()
    pairs = [(word.replace("_", " "), letter) for word, letter in zip(letters[::2], letters[1::2], strict=True)]
    cases = " ".join(f"WHEN '{letter}' THEN '{word}'" for word, letter in pairs)
    known = ", ".join(f"'{letter}'" for _, letter in pairs)
    op.execute(
        f"UPDATE {table} SET {column} = CASE {column} {cases} ELSE substr({column}, 2) END "  # noqa: S608  our own names
        f"WHERE {column} IN ({known}) OR substr({column}, 1, 1) = '='"
    )


def _as_texts(column: str) -> None:
    """What stood in the gaps of a phrase stands in the phrase."""
    bound, cases = {"mark": "\x01", "gap": "\x1f", "as_is": "="}, []
    for letter, phrase in _PHRASES.items():
        start, *between, end = phrase.split("{}")
        bound |= {f"{letter}_start": start, f"{letter}_end": end, f"{letter}_gap": "".join(between)}
        said = f"substr({column}, 3)"
        if between:
            said = f"replace({said}, :gap, CAST(:{letter}_gap AS TEXT))"
        else:
            bound.pop(f"{letter}_gap")
        cases.append(f"WHEN '{letter}' THEN CAST(:{letter}_start AS TEXT) || {said} || CAST(:{letter}_end AS TEXT)")
    op.get_bind().execute(
        sa.text(
            f"UPDATE messages SET {column} = CASE substr({column}, 2, 1) {' '.join(cases)} "  # noqa: S608  our own names
            f"WHEN :as_is THEN substr({column}, 3) ELSE {column} END WHERE substr({column}, 1, 1) = :mark"
        ),
        bound,
    )


_HEADS = """
    SELECT i.id, i.number, i.kind, i.order_id, i.customer_id, i.amends_id, i.return_id, i.reason, i.issued_at,
        CAST(i.issue_date AS TEXT), CAST(i.supply_date AS TEXT), CAST(i.due_date AS TEXT), i.currency, i.inclusive,
        i.policy, i.rounding, i.exemption, i.net, i.tax, i.total, i."user", h.name, h.line1, h.line2, h.city, h.region,
        h.postcode, h.country, h.tax_id, b.name, b.line1, b.line2, b.city, b.region, b.postcode, b.country, s.name,
        s.line1, s.line2, s.city, s.region, s.postcode, s.country
    FROM invoices i JOIN shops h ON h.id = i.shop_id LEFT JOIN addresses b ON b.id = i.bill_to_id
        LEFT JOIN addresses s ON s.id = i.ship_to_id ORDER BY i.id
"""
_LINES = """
    SELECT p.invoice_id, p.position, p.sku,
        CASE WHEN p.description <> '' THEN p.description ELSE coalesce(l.label, '') END,
        p.quantity, p.unit, p.price, p.discount, p.share, p.net, p.tax_class, p.tax_rate, p.tax
    FROM invoice_lines p LEFT JOIN order_lines l ON l.id = p.order_line_id ORDER BY p.invoice_id, p.position
"""
_TAXES = "SELECT invoice_id, label, rate, base, tax FROM invoice_taxes ORDER BY invoice_id, id"


def _papers(connection: sa.Connection) -> Iterator[tuple[int, str]]:
    """Each paper's key, with its number and the hash of what stands on it."""
    lines, taxes = (
        {key: [tuple(row) for row in rows] for key, rows in groupby(connection.execute(sa.text(sql)), itemgetter(0))}
        for sql in (_LINES, _TAXES)
    )
    for head in connection.execute(sa.text(_HEADS)):
        parts = tuple(head), lines.get(head[0], []), taxes.get(head[0], [])
        yield head[0], f"{head[1]} {sha256(marshal.dumps(parts, 0)).hexdigest()[:32]}"


def _link(before: str, kept: Iterable[Any]) -> str:
    return sha256(before.encode() + marshal.dumps(tuple(kept), 0)).hexdigest()[:32]


def _z(number: str, report: str) -> str:
    return f"{number} {sha256(report.encode()).hexdigest()[:32]}"


def _events(connection: sa.Connection) -> Iterator[Any]:
    """(key, at, user, subject, subject_id, what, detail, hash) of each event; it may be changed when it was read."""
    asked = sa.text(
        'SELECT id, at, "user", subject, subject_id, what, detail, hash FROM events WHERE id > :after '
        "ORDER BY id LIMIT 10000"
    )
    after = 0
    while rows := connection.execute(asked, {"after": after}).all():
        yield from rows
        after = rows[-1][0]


class _Whole:
    """What fitted before a letter was touched: the events that follow from those before them, those that tell of a
    paper or a Z as it is, and how many events there were when a Z was made."""

    def __init__(self, connection: sa.Connection) -> None:
        self.broken: set[int] = set()
        self.fitting: set[int] = set()
        self.anchors: dict[int, str] = {}
        self.reports = {
            key: str(report)
            for key, report in connection.execute(
                sa.text("SELECT id, z_report FROM till_sessions WHERE z_report IS NOT NULL")
            )
        }
        made = {found.groups() for each in self.reports.values() if (found := _CHAINED.search(each))}
        papers, before, count = dict(_papers(connection)), "", 0
        for count, (key, *kept, said) in enumerate(_events(connection), start=1):
            if said != _link(before, kept):
                self.broken.add(key)
            if (str(count), said) in made:
                self.anchors[count] = said
            *_, subject, about, what, detail = kept
            if what in ("1", "issued"):
                fits = papers.get(about) if subject in ("n", "invoice") else None
                if subject in ("z", "till-session"):
                    fits = _z(detail.rpartition(" ")[0], self.reports.get(about, ""))
                self.fitting |= {key} if detail == fits else set()
            before = said
        sealed = connection.execute(sa.text("SELECT counted, head FROM seals WHERE name = 'events'")).first()
        # The fourth step names the newest event, and leaves the counting until all steps are done.
        self.ends = sealed is not None and sealed.head == before and sealed.counted in (0, count)


_CHAINED = re.compile(r'"chain":\[(\d+),"([0-9a-f]{32})"\]')


def _chain_anew(connection: sa.Connection, whole: _Whole) -> None:
    """Link the events as they now read. What did not follow before does not follow now, and what was no longer its
    paper or Z is none now."""
    papers, head = dict(_papers(connection)), ""
    heads: dict[str, str] = {}
    changed: list[dict[str, Any]] = []
    write = sa.text("UPDATE events SET detail = :detail, hash = :hash WHERE id = :key")
    for count, (key, *kept, _) in enumerate(_events(connection), start=1):
        *_, subject, about, _what, detail = kept
        if key in whole.fitting:
            detail = (
                papers[about] if subject == "invoice" else _z(detail.rpartition(" ")[0], _report(whole, about, heads))
            )
        linked = _link(head, (*kept[:-1], detail))
        head = linked[::-1] if key in whole.broken else linked
        if count in whole.anchors:
            heads[whole.anchors[count]] = head
        changed.append({"key": key, "detail": detail, "hash": head})
        if len(changed) == 10_000:
            connection.execute(write, changed)
            changed.clear()
    if changed:
        connection.execute(write, changed)
    if whole.ends:
        connection.execute(sa.text("UPDATE seals SET head = :head WHERE name = 'events'"), {"head": head})
    for key, report in whole.reports.items():
        if (now := _report(whole, key, heads)) != report:
            connection.execute(
                sa.text("UPDATE till_sessions SET z_report = :report WHERE id = :key"), {"report": now, "key": key}
            )


def _report(whole: _Whole, key: int, heads: dict[str, str]) -> str:
    """A Z with the event it was made on, as that is now known."""
    return _CHAINED.sub(lambda found: found[0].replace(found[2], heads.get(found[2], found[2])), whole.reports[key])


@contextmanager
def open_to_change(*tables: str) -> Iterator[None]:
    """Let rows that only grow be rewritten, for as long as this step needs."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        for table in tables:
            op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        yield
        for table in tables:
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")
        return
    names = [f"{table}_no_update" for table in tables]
    found = bind.execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN :names").bindparams(
            sa.bindparam("names", names, expanding=True)
        )
    ).all()
    for name, _ in found:
        op.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in found:
        bind.exec_driver_sql(sql)


def places() -> None:
    """The locations of the shop, of which the first is the shop itself: so far everything lay there."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "locations",
        sa.Column("id", key, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="store room", nullable=False),
        sa.Column("sells", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('shop', 'store room', '3PL', 'van', 'in transit')", name=op.f("ck_locations_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("name", name=op.f("uq_locations_name")),
    )
    op.execute(
        "INSERT INTO locations (name, kind) SELECT 'Shop', 'shop' "
        "WHERE EXISTS (SELECT 1 FROM bins) OR EXISTS (SELECT 1 FROM shops)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("bins", sa.Column("location_id", sa.BigInteger(), nullable=True))
        op.execute("UPDATE bins SET location_id = 1")
        op.alter_column("bins", "location_id", nullable=False)
        op.create_foreign_key(op.f("fk_bins_location_id"), "bins", "locations", ["location_id"], ["id"])
        op.drop_constraint("uq_bins_code", "bins")
        op.create_unique_constraint(op.f("uq_bins_code_location_id"), "bins", ["code", "location_id"])
        op.add_column("bins", sa.Column("walk", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
        op.add_column("bins", sa.Column("sells", sa.Integer(), server_default="1", nullable=False))
        op.execute("UPDATE bins SET sells = 0 WHERE kind <> 'shelf'")
        return
    op.execute("CREATE TEMP TABLE old_bins AS SELECT * FROM bins")
    op.drop_table("bins")
    op.create_table(
        "bins",
        sa.Column("id", key, nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("walk", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("kind", sa.Text(), server_default="shelf", nullable=False),
        sa.Column("sells", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('shelf', 'quarantine', 'damaged', 'missing')", name=op.f("ck_bins_kind")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_bins_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bins")),
        sa.UniqueConstraint("code", "location_id", name=op.f("uq_bins_code_location_id")),
    )
    op.execute(
        "INSERT INTO bins (id, location_id, code, kind, sells) "
        "SELECT id, 1, code, kind, CASE kind WHEN 'shelf' THEN 1 ELSE 0 END FROM old_bins"
    )
    op.execute("DROP TABLE temp.old_bins")


def lines_of_purchases() -> None:
    """One item may stand on several lines of a purchase order, and each line belongs to an order that is there."""
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_constraint("uq_incoming_item_id_reference", "incoming")
        op.drop_index("ix_incoming_purchase", "incoming")
        op.create_foreign_key(op.f("fk_incoming_purchase_id"), "incoming", "purchases", ["purchase_id"], ["id"])
    else:
        op.execute("CREATE TEMP TABLE old_incoming AS SELECT * FROM incoming")
        op.drop_table("incoming")
        op.create_table(
            "incoming",
            sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
            sa.Column("item_id", sa.BigInteger(), nullable=False),
            sa.Column("vendor_id", sa.BigInteger(), nullable=True),
            sa.Column("reference", sa.Text(), server_default="", nullable=False),
            sa.Column("quantity", sa.BigInteger(), nullable=False),
            sa.Column("received", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("due", sa.Date(), nullable=True),
            sa.Column("batch_id", sa.BigInteger(), nullable=True),
            sa.Column("purchase_id", sa.BigInteger(), nullable=True),
            sa.Column("position", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("cost", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
            sa.Column("expected", sa.Integer(), server_default="1", nullable=False),
            sa.CheckConstraint("quantity > 0 AND received >= 0", name=op.f("ck_incoming_quantity")),
            sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_incoming_item_id")),
            sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_incoming_vendor_id")),
            sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_incoming_batch_id")),
            sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_incoming_purchase_id")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
        )
        columns = "id, item_id, vendor_id, reference, quantity, received, due, batch_id, purchase_id, position, cost"
        op.execute(
            f"INSERT INTO incoming ({columns}, expected) SELECT {columns}, expected FROM old_incoming"  # noqa: S608  ours
        )
        op.execute("DROP TABLE temp.old_incoming")
        op.create_index(op.f("ix_incoming_item_id"), "incoming", ["item_id"])
        _partial("ix_incoming_open", "incoming", ["item_id", "quantity", "received"], _COMING)
    _partial("uq_incoming_line", "incoming", ["purchase_id", "position"], "purchase_id IS NOT NULL", unique=True)
    _partial("uq_incoming_noted", "incoming", ["item_id", "reference"], "purchase_id IS NULL", unique=True)


_COMING = "quantity > received AND expected = 1"


def _partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    rows = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=rows, postgresql_where=rows)


def tasks() -> None:
    """Work that waits for somebody; so far that was goods to be put back."""
    all_of_it = "shipment_id IS NOT NULL AND item_id IS NOT NULL AND bin_id IS NOT NULL AND quantity > 0"
    put_back = f"kind <> 'put back' OR ({all_of_it})"
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("shipment_id", sa.BigInteger(), nullable=True),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("bin_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_by", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('put back', 'count', 'call', 'follow up', 'review')", name=op.f("ck_tasks_kind")),
        sa.CheckConstraint(put_back, name=op.f("ck_tasks_put_back")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_tasks_owner_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_tasks_order_id")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_tasks_shipment_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_tasks_item_id")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_tasks_bin_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    _partial("ix_tasks_open", "tasks", ["id"], "done_at IS NULL")
    op.execute(
        "INSERT INTO tasks (kind, order_id, shipment_id, item_id, bin_id, quantity, made_at, done_at, done_by) "
        "SELECT 'put back', s.order_id, p.shipment_id, p.item_id, p.bin_id, p.quantity, p.made_at, p.done_at, "
        "CASE WHEN p.done_at IS NULL THEN '' ELSE p.\"user\" END "
        "FROM put_backs p JOIN shipments s ON s.id = p.shipment_id ORDER BY p.id"
    )
    op.drop_table("put_backs")
