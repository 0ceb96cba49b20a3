"""Shops to measure in, of a given size: their goods, customers and past written in bulk."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence import schema
from orderdesk.persistence.record.search import reindex
from orderdesk.persistence.stock.places import bin_of_kind
from orderdesk.services.desk import Desk
from tests.factories import MONDAY, northside

FIRST = ("Anna", "Asha", "Ben", "Bella", "Carl", "Clara", "David", "Dora", "Émile", "Eva", "Jörg", "Julia", "Omar",
         "Priya", "Tom", "Zoë")  # fmt: skip
LAST = ("Adams", "Baker", "Cooper", "Fischer", "García", "Harris", "Ivanov", "Jensen", "Kowalski", "Lefèvre", "Moore",
        "Nakamura", "Okafor", "Patel", "Rossi", "Silva", "Taylor", "Walker", "Young", "Zhang")  # fmt: skip
TOWNS = ("Whitby", "Leeds", "York", "Hull", "Durham", "Ripon", "Selby", "Filey", "Bath", "Truro")
KINDS = ("mug", "plate", "bowl", "lamp", "chair", "cushion", "candle", "vase", "basket", "frame")
LOOKS = ("blue", "white", "enamel", "cotton", "striped", "oak", "small", "large", "vintage", "hand-made")


def address(folder: Path, name: str) -> str:
    """The database address of a file in the folder."""
    return f"sqlite:///{folder / name}.db"


def with_goods(folder: Path, name: str, skus: int, on_hand: int = 1_000_000, *, shelves: int = 0) -> Desk:
    """Northside with `skus` more items, all of them on one shelf, or each on one of so many more `shelves`."""
    desk = northside(address(folder, name))
    random = Random(1)
    with desk.writing(right="no right needed") as work:
        shelf = work.connection.execute(select(schema.bins.c.id).where(schema.bins.c.kind == "shelf")).scalars().first()
        assert shelf is not None
        lie = _add_shelves(work.connection, shelf, shelves) if shelves else [shelf]
        first = 1001
        rows: list[dict[str, Any]] = [
            {
                "id": first + place,
                "sku": f"SKU-{place:05d}",
                "name": f"{random.choice(LOOKS)} {random.choice(KINDS)} no {place}",
                "price": random.randrange(10_000, 900_000, 100),
                "weight_g": random.randrange(50, 3_000),
                "oversell": 1,
            }
            for place in range(skus)
        ]
        work.connection.execute(insert(schema.items), rows)
        held = pieces(on_hand)
        came = [
            {"item_id": row["id"], "bin_id": random.choice(lie), "quantity": held, "kind": "receipt", "at": MONDAY}
            for row in rows
        ]
        work.connection.execute(insert(schema.movements), came)
        work.connection.execute(
            insert(schema.stock),
            [{"item_id": row["item_id"], "bin_id": row["bin_id"], "on_hand": held} for row in came],
        )
        work.connection.execute(
            insert(schema.barcodes),
            [{"code": f"{5_000_000_000_000 + row['id']}", "item_id": row["id"]} for row in rows],
        )
        reindex(work.connection, "items")
        bin_of_kind(work.connection, "missing")
    return desk


def _add_shelves(connection: Connection, beside: int, count: int) -> list[int]:
    """Aisles of thirty bays beside a shelf; returns the keys of their bins."""
    place = connection.execute(select(schema.bins.c.location_id).where(schema.bins.c.id == beside)).scalar_one()
    keys = list(range(10_000, 10_000 + count))
    rows = [{"id": key, "location_id": place, "code": f"W{n // 30:02}-{n % 30 + 1:02}-1"} for n, key in enumerate(keys)]
    connection.execute(insert(schema.bins), rows)
    return keys


def add_people(desk: Desk, count: int) -> None:
    """Invent customers, each with a place and a telephone."""
    random = Random(2)
    people, places = [], []
    for key in range(1001, 1001 + count):
        name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        digits = f"07{random.randrange(10**9):09d}"
        people.append(
            {
                "id": key,
                "number": f"C-{key + 1_000_000}",
                "name": name,
                "company": f"{name.split()[-1]} {key} Ltd" if key % 7 == 0 else "",
                "phone": digits,
                "phone_digits": digits,
                "email": f"{name.split()[0].lower()}{key}@example.com",
                "created_at": MONDAY,
            }
        )
        town = random.choice(TOWNS)
        places.append(
            {"customer_id": key, "city": town, "postcode": f"{town[:2].upper()}{key % 90} {key % 9}AA", "country": "GB",
             "bill_to": 1, "ship_to": 1}
        )  # fmt: skip
    with desk.writing(right="no right needed") as work:
        work.connection.execute(insert(schema.customers), people)
        work.connection.execute(insert(schema.addresses), places)
        reindex(work.connection, "customers")


def add_orders(desk: Desk, count: int, in_hand: int = 450) -> None:
    """Write orders as the list reads them, without their lines: a long past and some work in hand."""
    random = Random(6)
    with desk.writing(right="no right needed") as work:
        profile = work.connection.execute(select(schema.tax_profiles.c.id)).scalars().first()
        for start in range(1, count + 1, 50_000):
            rows = [_order(key, key > count - in_hand, random) for key in range(start, min(start + 50_000, count + 1))]
            work.connection.execute(insert(schema.orders), [row | {"tax_profile_id": profile} for row in rows])
        reindex(work.connection, "orders")


def _order(key: int, open_: bool, random: Random) -> dict[str, object]:
    total = random.randrange(500, 90_000)
    fulfilment = random.choice(("allocated", "part-allocated", "unallocated", "shipped")) if open_ else "delivered"
    return {
        "id": key,
        "number": f"SO-{1000 + key}",
        "state": "confirmed" if open_ else "closed",
        "hold": random.choice(("", "", "", "review")) if open_ else "",
        "channel": random.choice(("phone", "counter", "online")),
        "customer_id": random.randrange(1001, 21_001),
        "currency": "GBP",
        "placed_at": MONDAY,
        "ship_by": MONDAY.date(),
        "total": total,
        "units": 2_000,
        "fulfilment": fulfilment,
        "payment": "unpaid" if open_ else "paid",
        "due": total if open_ else 0,
        "user": "anna",
    }
