"""What tables alone cannot say: append-only triggers and the search index, per dialect, as plain statements.

A row that an import brought (it has a batch_id) may be deleted, so that an import can be undone as a whole; nothing
else in these tables can be changed or deleted, and a correction is a new row.
"""

from __future__ import annotations

OF_IMPORT = "(SELECT batch_id FROM orders WHERE id = OLD.order_id)"
"""The import that brought the order of a reservation, if any."""
_APPEND_ONLY = {
    "movements": "OLD.batch_id IS NULL",
    "invoices": "OLD.batch_id IS NULL",
    "payments": "OLD.batch_id IS NULL",
    "invoice_lines": "(SELECT batch_id FROM invoices WHERE id = OLD.invoice_id) IS NULL",
    "invoice_taxes": "(SELECT batch_id FROM invoices WHERE id = OLD.invoice_id) IS NULL",
    "till_movements": "1 = 1",
    "purchase_receipts": "1 = 1",
    "events": "1 = 1",
    "scans": "1 = 1",
    "carton_moves": "1 = 1",
    "reservations": f"{OF_IMPORT} IS NULL",
    # What an import brought along goes with it when it is undone.
    "postings": "OLD.document <> 'brought along'",
}
# The print counter is the one thing on an invoice that moves.
_FROZEN_INVOICE = ("kind", "number", "order_id", "shop_id", "amends_id", "issued_at", "net", "tax", "total", "currency")
# A closed till session only gets the name of who verified it.
_FROZEN_SESSION = (
    "till_id", "opened_at", "opened_by", "float_amount", "z_number", "closed_at", "closed_by", "expected", "counted",
    "denominations", "left_in_till", "note", "z_report",
)  # fmt: skip
_SESSION_MOMENTS = (("update", f"UPDATE OF {', '.join(_FROZEN_SESSION)}"), ("delete", "DELETE"))
_SESSION_CLOSED = "OLD.state IN ('closed', 'verified')"
# What goes through a till is in the Z of its session, or in none: once that is closed nothing more goes through it.
_THROUGH_TILL = ("payments", "till_movements")
_CLOSED_TILL = "(SELECT state FROM till_sessions WHERE id = NEW.till_session_id) IN ('closed', 'verified')"
# An invoice line that says what its order line says keeps no words of its own, so those words stand.
_LABEL_STANDS = "OLD.invoiced > 0 AND NEW.label <> OLD.label"
# Whether a row may be deleted is said by its parent, which a trigger of PostgreSQL asks in a function of its own.
_BY_PARENT = ("invoice_lines", "invoice_taxes", "reservations")
SEARCHED = ("orders", "customers", "items")


def _sqlite() -> list[str]:
    statements = []
    for table, kept in _APPEND_ONLY.items():
        columns = f" OF {', '.join(_FROZEN_INVOICE)}" if table == "invoices" else ""
        statements.append(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        )
        statements.append(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {kept} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
        )
    statements += [
        f"CREATE TRIGGER till_sessions_no_{word} BEFORE {moment} ON till_sessions WHEN {_SESSION_CLOSED} "
        "BEGIN SELECT RAISE(ABORT, 'closed till_sessions are append-only'); END"
        for word, moment in _SESSION_MOMENTS
    ]
    statements += [
        f"CREATE TRIGGER {table}_open_till BEFORE INSERT ON {table} WHEN {_CLOSED_TILL} "
        f"BEGIN SELECT RAISE(ABORT, 'a closed till takes no {table}'); END"
        for table in _THROUGH_TILL
    ]
    statements.append(
        f"CREATE TRIGGER order_lines_label BEFORE UPDATE OF label ON order_lines WHEN {_LABEL_STANDS} "
        "BEGIN SELECT RAISE(ABORT, 'invoiced order_lines keep their label'); END"
    )
    statements += [
        f"CREATE VIRTUAL TABLE search_{kind} USING fts5(words, content='', contentless_delete=1, "
        "detail=none, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
        for kind in SEARCHED
    ]
    return statements


def _postgresql() -> list[str]:
    statements = [
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END $$"
    ]
    for table, kept in _APPEND_ONLY.items():
        columns = f" OF {', '.join(_FROZEN_INVOICE)}" if table == "invoices" else ""
        statements.append(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{columns} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        if table not in _BY_PARENT:
            statements.append(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
                f"FOR EACH ROW WHEN ({kept}) EXECUTE FUNCTION refuse_change()"
            )
    statements += [
        f"CREATE TRIGGER till_sessions_no_{word} BEFORE {moment} ON till_sessions "
        f"FOR EACH ROW WHEN ({_SESSION_CLOSED}) EXECUTE FUNCTION refuse_change()"
        for word, moment in _SESSION_MOMENTS
    ]
    statements.append(
        "CREATE FUNCTION refuse_closed_till() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {_CLOSED_TILL} THEN "
        "RAISE EXCEPTION 'a closed till takes no %', TG_TABLE_NAME; END IF; RETURN NEW; END $$"
    )
    statements += [
        f"CREATE TRIGGER {table}_open_till BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_closed_till()"
        for table in _THROUGH_TILL
    ]
    statements.append(
        "CREATE TRIGGER order_lines_label BEFORE UPDATE OF label ON order_lines "
        f"FOR EACH ROW WHEN ({_LABEL_STANDS}) EXECUTE FUNCTION refuse_change()"
    )
    statements.append(
        "CREATE FUNCTION refuse_invoice_part() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF (SELECT batch_id FROM invoices WHERE id = OLD.invoice_id) IS NULL THEN "
        "RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END IF; RETURN OLD; END $$"
    )
    statements += [
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_invoice_part()"
        for table in ("invoice_lines", "invoice_taxes")
    ]
    statements += [
        "CREATE FUNCTION refuse_reservation() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {OF_IMPORT} IS NULL THEN "
        "RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER reservations_no_delete BEFORE DELETE ON reservations "
        "FOR EACH ROW EXECUTE FUNCTION refuse_reservation()",
    ]
    for kind in SEARCHED:
        statements.append(f"CREATE TABLE search_{kind} (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)")
        # New words go into the index at once: a list of those that wait would be read at every key pressed.
        statements.append(
            f"CREATE INDEX ix_search_{kind} ON search_{kind} USING gin (to_tsvector('simple', words)) "
            "WITH (fastupdate = off)"
        )
    # The server sorts by the rules of a language, where a range of codes is no beginning.
    statements.append('CREATE INDEX ix_items_sku_begins ON items (lower(sku) COLLATE "C")')
    return statements


STATEMENTS: dict[str, tuple[str, ...]] = {"sqlite": tuple(_sqlite()), "postgresql": tuple(_postgresql())}
