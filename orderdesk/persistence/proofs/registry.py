"""The proofs in the order in which they are run: the file first, then goods, then money, then everything between."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, text

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.proofs import numbers, references, seals, search_index, storage
from orderdesk.persistence.proofs.base import Anchor, Context, Family, Tick, findings_of
from orderdesk.persistence.proofs.goods import (
    labels,
    lines,
    places,
    purchasing,
    returns,
    scans,
    shipping,
    states,
    stock,
    stock_in_time,
    tasks,
    waves,
)
from orderdesk.persistence.proofs.money import invoices, payments, postings, pricing, tenders, tills
from orderdesk.persistence.schema import events, metadata, shops

FAMILIES = (
    Family("The file and its references", storage.prove),
    Family("Stock and its movements", stock.prove, deep=False),
    Family("Locations and bins", places.prove),
    Family("Stock at past moments", stock_in_time.prove),
    Family("Purchase orders and what came", purchasing.prove),
    Family("Lines, allocated and shipped", lines.prove, deep=False),
    Family("Shipments", shipping.prove),
    Family("Waves", waves.prove),
    Family("Labels and tracking numbers", labels.prove),
    Family("Tasks", tasks.prove),
    Family("Scans of the packing stations", scans.prove),
    Family("Returns", returns.prove),
    Family("Prices, discounts, taxes and summaries", pricing.prove),
    Family("Invoices and credit notes", invoices.prove),
    Family("Numbers without gaps", numbers.prove, deep=False),
    Family("Tenders", tenders.prove),
    Family("Payments", payments.prove, deep=False),
    Family("Tills", tills.prove),
    Family("Accounts and postings", postings.prove),
    Family("States of orders", states.prove),
    Family("History, messages and drafts", references.prove),
    Family("Search index", search_index.prove),
    Family("Seals and the chain of events", seals.prove),
)
_COUNTED = {
    "orders": "orders",
    "order lines": "order_lines",
    "movements": "movements",
    "shipments": "shipments",
    "invoices and credit notes": "invoices",
    "payments": "payments",
    "postings": "postings",
    "returns": "returns",
    "till sessions": "till_sessions",
}


def counts(connection: Connection) -> dict[str, int]:
    """How much there is to look at, by name."""
    found = {
        name: int(connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one())
        for name, table in _COUNTED.items()
    }
    found["events"] = int(connection.execute(select(func.count()).select_from(events)).scalar_one())
    return found


def context_of(connection: Connection, tick: Tick = lambda: None, backups: tuple[Anchor, ...] = ()) -> Context:
    """What the proofs need to know; a database without a shop is proved too, there is just nothing to find."""
    newest = select(shops.c.currency).order_by(shops.c.id.desc()).limit(1)
    return Context(connection.execute(newest).scalar() or "GBP", tick, backups)


def verify_books(connection: Connection) -> None:
    """Prove everything behind a connection, as before a copy may count as a backup; refuses with the first findings."""
    take_time(connection)
    context = context_of(connection)
    found = [each for family in FAMILIES for each in findings_of(family, connection, context)]
    if found:
        more = f" and {len(found) - 3} more things" if len(found) > 3 else ""
        raise Refused(f"The books do not tie: {' '.join(each.sentence for each in found[:3])}{more}")


def take_time(connection: Connection) -> None:
    """Let the proofs of a big shop run longer than a click may."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
