"""Stories 5, 14 and 24, and their kind: the last unit, numbers under fire, a count through a crash, deadlock bait."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.schema import invoices, movements, orders
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.promises.allocating import proposals
from orderdesk.services.record.drafting import NEW_ORDER, keep_draft, kept_draft
from orderdesk.services.stock.stocking import adjust, receive
from tests.factories import Clock, northside
from tests.patience import times
from tests.scenarios import rivals
from tests.scenarios.story import again, order, prove, send, stock

pytestmark = pytest.mark.long

# Each rival is a process of its own; what all of them import is imported once, by the server that they are forked from.
RIVALS = multiprocessing.get_context("forkserver")
RIVALS.set_forkserver_preload(["tests.scenarios.rivals"])


def _run(*jobs: tuple[Callable[..., None], tuple[object, ...]], killed: bool = False) -> None:
    """Run each job in a process of its own; they all end well, unless they are meant to be killed."""
    started = [RIVALS.Process(target=job, args=given) for job, given in jobs]
    for process in started:
        process.start()
    for process in started:
        process.join(120)
        assert process.exitcode is not None
        # The alarm that kills may also ring while the program is ending by itself.
        assert process.exitcode == 0 or (killed and process.exitcode in (-signal.SIGKILL, -signal.SIGALRM))


def test_last_unit(database: Database, shop_url: str) -> None:
    runs = times(40, 200)
    desk = northside(database, stock={"LAMP": 1})
    barrier = RIVALS.Barrier(3)
    both = [RIVALS.Process(target=rivals.want_the_last, args=(shop_url, barrier, runs)) for _ in range(2)]
    for process in both:
        process.start()
    for run in range(1, runs + 1):
        barrier.wait(60)
        barrier.wait(60)
        figures = stock(desk, "LAMP")
        assert (figures.reserved, figures.available) == (pieces(run), 0)
        with desk.reading() as connection:
            newest = select(orders.c.fulfilment).order_by(orders.c.id.desc()).limit(2)
            assert sorted(connection.scalars(newest)) == ["allocated", "unallocated"]
        adjust(desk, "LAMP", pieces(1), "the next round")
    for process in both:
        process.join(60)
    prove(desk)


def test_invoice_numbers_under_fire(database: Database, shop_url: str, tmp_path: Path) -> None:
    desk = northside(database, stock={"MUG": 2_000})
    hands = times(4, 12)
    logs = [str(tmp_path / f"acknowledged-{seed}") for seed in range(hands)]
    for first in range(0, hands, 4):
        _run(
            *((rivals.bill_until_killed, (shop_url, seed, logs[seed])) for seed in range(first, first + 4)),
            killed=True,
        )
    with desk.reading() as connection:
        papers = connection.execute(select(invoices.c.kind, invoices.c.number, invoices.c.issue_date)).all()
    for kind, series in (("invoice", "INV"), ("credit-note", "CN")):
        numbers = sorted(int(row.number.split("-")[1]) for row in papers if row.kind == kind)
        assert numbers == list(range(1001, 1001 + len(numbers))), series
    acknowledged = [line for log in logs if Path(log).exists() for line in Path(log).read_text().split()]
    assert len(acknowledged) > hands
    assert set(acknowledged) <= {row.number for row in papers}
    prove(desk)


def test_numbers_of_what_failed_are_given_back(database: Database, shop_url: str) -> None:
    desk = northside(database, stock={"MUG": 500})
    _run(*((rivals.issue_with_faults, (shop_url, seed, 8)) for seed in range(8)))
    with desk.reading() as connection:
        numbers = sorted(int(number[4:]) for number in connection.scalars(select(invoices.c.number)))
    assert numbers == list(range(1001, 1001 + len(numbers)))
    prove(desk)


def test_opposite_orders_do_not_lock_each_other_out(database: Database, shop_url: str) -> None:
    desk = northside(database, stock={"MUG": 120, "TEE": 90})
    _run(*((rivals.place_crosswise, (shop_url, seed, 15)) for seed in range(8)))
    assert (stock(desk, "MUG").available, stock(desk, "TEE").available) == (0, 0)
    prove(desk)


@pytest.mark.parametrize("at", [0.001, 0.004, 0.02, 5.0])
def test_count_through_a_crash(database: Database, shop_url: str, at: float) -> None:
    desk = northside(database)
    clock = desk.clock
    assert isinstance(clock, Clock)
    view = order(desk, {"MUG": 3})
    keep_draft(desk, "counter", NEW_ORDER, {"customer": "Pat", "lines": [{"sku": "MUG", "typed": "3*mu"}]})
    clock.advance(minutes=90)
    send(desk, view)
    _run((rivals.post_count_and_die, (shop_url, at)), killed=True)
    with desk.reading() as connection:
        posted = list(connection.scalars(select(movements.c.quantity).where(movements.c.kind == "count")))
    if not posted:
        _run((rivals.post_count_and_die, (shop_url, 30.0)))
    with desk.reading() as connection:
        assert list(connection.scalars(select(movements.c.quantity).where(movements.c.kind == "count"))) == [-2_000]
    assert stock(desk, "MUG").on_hand == 15_000
    draft = kept_draft(desk, "counter", NEW_ORDER)
    assert draft is not None
    assert draft.body["lines"] == [{"sku": "MUG", "typed": "3*mu"}]
    assert again(desk, view).order.fulfilment == "shipped"
    prove(desk)


def test_receipt_serves_three_competing_orders_by_rule(database: Database) -> None:
    desk = northside(database, stock={})
    first, paid, last = (order(desk, {"MUG": 2}) for _ in range(3))
    take_payment(desk, paid.order.id, [Tendered("card", paid.order.total)])
    receive(desk, "MUG", pieces(5))
    offered = [(each.waiting.order_number, each.quantity) for each in proposals(desk, [1])]
    assert offered == [(paid.order.number, 2_000), (first.order.number, 2_000), (last.order.number, 1_000)]
    prove(desk)
