"""What a person waits for while looking: stock figures, type-ahead and the order list, in shops of real size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from pysqlite3 import dbapi2 as driver
from sqlalchemy import Connection, event, insert

from orderdesk.persistence import schema
from orderdesk.persistence.orders.lists import VIEWS, order_counts, order_rows
from orderdesk.persistence.record.search import asked_words
from orderdesk.persistence.stock import records as stock
from orderdesk.services.customers.customers import look_for_customers
from orderdesk.services.items.catalog import look_for_items
from tests.benchmarks.measure import Found, bare, in_turns, typical
from tests.benchmarks.shops import add_orders, add_people, with_goods
from tests.factories import MONDAY

SKUS, MOVEMENTS = 1_000, 1_000_000
PEOPLE, ITEMS = 100_000, 20_000
ORDERS = 250_000
SORTED = ("ship-by", "total", "customer")
ORDERS_TYPED = ("S", "p", "1", "SO-1", "pat", "SO-12345", "zzzq", "07")
CUSTOMERS_TYPED = (
    "a",
    "an",
    "pat",
    "patel",
    "asha pat",
    "jör",
    "whi",
    "07",
    "0018",
    "079",
    "C-10",
    "zzzq",
    "ltd",
    "@ex",
)
ITEMS_TYPED = ("m", "mu", "mug", "mug blu", "SKU-", "SKU-123", "50000", "no 1", "xyzzy", "hand", "5000000001234")


def figures(folder: Path) -> list[Found]:
    """The stock figures of a thousand items with a million movements behind them."""
    desk = with_goods(folder, "stock", SKUS)
    random, path = Random(5), desk.database.path
    keys = list(range(1001, 1001 + SKUS))
    assert path is not None
    with desk.writing(right="no right needed") as work:
        shelf = stock.bin_for(work.connection, 1001, "")
        for _ in range(MOVEMENTS // 100_000):
            rows = [
                {"at": MONDAY, "item_id": random.choice(keys), "bin_id": shelf, "quantity": sign * 1_000,
                 "kind": "receipt" if sign > 0 else "sale"}
                for _ in range(50_000) for sign in (1, -1)
            ]  # fmt: skip
            work.connection.execute(insert(schema.movements), rows)
    floor = bare(path)
    asked = "SELECT item_id, sum(on_hand), sum(reserved) FROM stock WHERE item_id BETWEEN ? AND ? GROUP BY item_id"

    def plain() -> object:
        return floor.execute(asked, (keys[0], keys[-1])).fetchall()

    with desk.reading() as connection:
        ours, ratio = in_turns(lambda: stock.figures(connection, keys), plain)
        statements = _figures_sql(connection, keys)
        in_sql = typical(lambda: [floor.execute(*each).fetchall() for each in statements])
        sums = typical(plain)
    floor.close()
    desk.database.close()
    return [
        Found("stock of 1,000 items, in SQL", in_sql, "ms", 1, f"{in_sql / sums:.1f}x bare sums"),
        Found("stock of 1,000 items, as figures in hand", ours, "ms", None, f"{ratio:.1f}x bare sums"),
    ]


def _figures_sql(connection: Connection, keys: list[int]) -> list[tuple[str, object]]:
    """All statements that figures are read by, as the driver gets them."""
    seen: list[tuple[str, object]] = []

    def noted(_c: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", noted)
    stock.figures(connection, keys)
    event.remove(connection, "before_cursor_execute", noted)
    return seen


def type_ahead(folder: Path) -> list[Found]:
    """One keystroke among many customers and many items."""
    desk = with_goods(folder, "people", ITEMS)
    add_people(desk, PEOPLE)
    path = desk.database.path
    assert path is not None
    floor = bare(path)
    found = [
        _keystroke(kind, typed, partial(look, desk, typed), _bare_look(floor, f"{kind}s", typed))
        for kind, look, typings in (
            ("customer", look_for_customers, CUSTOMERS_TYPED),
            ("item", look_for_items, ITEMS_TYPED),
        )
        for typed in typings
    ]
    floor.close()
    desk.database.close()
    return found


def _keystroke(kind: str, typed: str, work: Callable[[], Sequence[object]], floor: Callable[[], object]) -> Found:
    ours, ratio = in_turns(work, floor, 15)
    return Found(f"{kind} type-ahead: {typed}", ours, "ms", 16, f"{len(work())} found, {ratio:.1f}x a bare look")


def _bare_look(floor: driver.Connection, table: str, typed: str) -> Callable[[], object]:
    """Twenty rows that have the words typed, by one bare statement, in no order and with nothing beside them."""
    words = " AND ".join(f'"{word}"*' for word in asked_words(table, typed))
    asked = (
        f"SELECT * FROM {table} WHERE id IN (SELECT rowid FROM search_{table} WHERE search_{table} MATCH ? LIMIT 20)"
    )
    return lambda: floor.execute(asked, (words,)).fetchall()


def order_list(folder: Path) -> list[Found]:
    """The order list of a shop with a quarter of a million orders: what opening it and each turn of it reads."""
    desk = with_goods(folder, "orders", 10)
    add_people(desk, 20_000)
    add_orders(desk, ORDERS)
    path = desk.database.path
    assert path is not None
    floor = bare(path)
    asked = "SELECT id, number, placed_at, state, total, due FROM orders ORDER BY id DESC LIMIT 200"
    found = []
    with desk.reading() as connection:
        today = desk.today

        def opened() -> None:
            order_rows(connection, "open", today)
            order_counts(connection, today)

        ours, ratio = in_turns(opened, lambda: floor.execute(asked).fetchall(), 20)
        found.append(Found("order list opens: rows and counts", ours, "ms", 50, f"{ratio:.1f}x 200 bare rows"))
        last = order_rows(connection, "all", today)[-1]
        turns: dict[str, Callable[[], object]] = {
            "next page of all": lambda: order_rows(connection, "all", today, after=last),
            **{f"view {each}": partial(order_rows, connection, each, today) for each in VIEWS},
            **{f"open by {each}": partial(order_rows, connection, "open", today, sort=each) for each in SORTED},
            **{f"all by {each}": partial(order_rows, connection, "all", today, sort=each) for each in SORTED},
            **{f"search {each}": partial(order_rows, connection, "all", today, typed=each) for each in ORDERS_TYPED},
        }
        found += [_turn(name, work) for name, work in turns.items()]
    floor.close()
    desk.database.close()
    return found


def _turn(name: str, work: Callable[[], object]) -> Found:
    return Found(f"order list: {name}", typical(work, 15), "ms", 50)
