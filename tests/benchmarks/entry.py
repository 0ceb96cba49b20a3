"""What a clerk waits for with a caller on the line: keys of the entry line, an order in one line, the caller card."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy import update

from orderdesk.persistence import schema
from orderdesk.persistence.record.numbers import take_numbers
from orderdesk.services.customers.callers import answers, caller_card
from orderdesk.services.customers.own_codes import save_own_code
from orderdesk.services.desk import Desk
from orderdesk.services.items.entry_lines import match_line
from orderdesk.services.orders.repeating import repeat_last
from orderdesk.services.orders.shorthand import read_line, take_line
from tests.benchmarks.measure import Found, typical
from tests.benchmarks.shops import add_orders, add_people, with_goods

PEOPLE, ITEMS, ORDERS = 100_000, 20_000, 250_000
LINES = ("m", "mu", "3*mug", "mug 3", "2 mug blue -10%", "blue mug no 1 2", "SKU-0", "5000000001234", "kx", "xyzzy mug")
LINE = "C-1001: 3 SKU-00010, 2*SKU-00020 -10%, SKU-00030 @11.50, ship thu, cod, note leave at no 4"
CALLS = ("02079460018", "patel", "SO-12345", "whitby")
KEY, GLANCE = 16, 200
PATEL, MINE = 1, 390


def entry(folder: Path) -> list[Found]:
    """The entry of orders in a shop of real size."""
    desk = with_goods(folder, "entry", ITEMS)
    add_people(desk, PEOPLE)
    add_orders(desk, ORDERS)
    _make_busy(desk)
    found = [*_lines(desk), *_calls(desk)]
    desk.database.close()
    return found


def _make_busy(desk: Desk) -> None:
    """Let one customer have orders as no other has, the last of them with lines."""
    save_own_code(desk, PATEL, "KX-7", "MUG")
    with desk.writing(right="no right needed") as work:
        mine = update(schema.orders).where(schema.orders.c.id <= MINE)
        work.connection.execute(mine.values(customer_id=PATEL))
        # The orders that were written in bulk took no number from the counter.
        take_numbers(work.connection, "SO", ORDERS)
    for _ in range(10):
        take_line(desk, LINE, confirm=True)


def _lines(desk: Desk) -> list[Found]:
    keys = [
        Found(f"entry line: {typed}", typical(partial(match_line, desk, typed, PATEL, 8)), "ms", KEY, "")
        for typed in LINES
    ]
    whole = typical(partial(read_line, desk, LINE))
    return [*keys, Found("an order in one line, read whole", whole, "ms", GLANCE, "three lines")]


def _calls(desk: Desk) -> list[Found]:
    told = [
        Found(f"answer to a caller: {typed}", typical(partial(answers, desk, typed)), "ms", GLANCE, "")
        for typed in CALLS
    ]
    card, again = typical(partial(caller_card, desk, PATEL)), typical(partial(repeat_last, desk, PATEL))
    return [
        *told,
        Found("caller card of the customer with most orders", card, "ms", GLANCE, ""),
        Found("the same again", again, "ms", GLANCE, ""),
    ]
