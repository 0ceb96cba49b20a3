"""What rival programs do in the stories; each function runs in a process of its own and opens the shop itself."""

from __future__ import annotations

import os
import random
import signal
from multiprocessing.synchronize import Barrier
from pathlib import Path
from zoneinfo import ZoneInfo

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.shipping import hand_over
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.returns.returning import ComingBack, take_back
from orderdesk.services.stock.counting import CountLine, count
from tests.factories import Clock
from tests.scenarios.story import request


def desk_at(url: str, user: str = "rival") -> Desk:
    """A desk on the shop at `url`, with the clock of the stories."""
    return Desk(open_database(url), user=user, clock=Clock(), zone=ZoneInfo("Europe/London"))


def want_the_last(url: str, barrier: Barrier, runs: int) -> None:
    """Order one LAMP in each run, at the same moment as the other; who gets none does not wait for the next."""
    desk = desk_at(url)
    for _ in range(runs):
        barrier.wait(60)
        order_id = place_order(desk, request({"LAMP": 1}))
        if view_order(desk, order_id).order.fulfilment == "unallocated":
            cancel_order(desk, order_id, "there was none left")
        barrier.wait(60)
    desk.database.close()


def bill_until_killed(url: str, seed: int, acknowledged: str) -> None:
    """Take an order, hand it over, bill it, take money, sometimes take it back; note each invoice after its commit;
    then die."""
    chance = random.Random(seed)
    desk = desk_at(url)
    fatal = chance.randint(1, 12)
    for turn in range(20):
        if turn == fatal:
            # Between two statements of the next use case, as a power cut would.
            signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0005, 0.02))
        order_id = place_order(desk, request({"MUG": 1}))
        view = view_order(desk, order_id)
        hand_over(desk, view.shipments[0].id, "taken along")
        number = issue_invoice(desk, order_id)
        with Path(acknowledged).open("a") as log:
            log.write(f"{number}\n")
        take_payment(desk, order_id, [Tendered("transfer", 500)])
        if chance.random() < 0.2:
            take_back(desk, order_id, [ComingBack(view.lines[0].id, 1_000)], ["restock"], "account")


def post_count_and_die(url: str, at: float) -> None:
    """Post the count of story 24, killed `at` seconds after it began."""
    desk = desk_at(url)
    clock = desk.clock
    assert isinstance(clock, Clock)
    counted_at = clock.advance(hours=1)
    clock.advance(hours=1)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, at)
    count(desk, [CountLine("MUG", pieces(18))], counted_at)


def issue_with_faults(url: str, seed: int, tries: int) -> None:
    """Bill orders; one in five fails on purpose after its number was taken."""
    chance = random.Random(seed)
    desk = desk_at(url)
    failing = Desk(desk.database, user=desk.user, clock=desk.clock, zone=desk.zone, fault="after_number")
    for _ in range(tries):
        order_id = place_order(desk, request({"MUG": 1}))
        hand_over(desk, view_order(desk, order_id).shipments[0].id, "taken along")
        if chance.random() < 0.2:
            try:
                issue_invoice(failing, order_id)
            except OrderDeskError:
                continue
        issue_invoice(desk, order_id)


def place_crosswise(url: str, seed: int, tries: int) -> None:
    """Place orders of two items, now in one order and now in the other: bait for a deadlock."""
    desk = desk_at(url)
    chance = random.Random(seed)
    for _ in range(tries):
        pair = [("MUG", 1), ("TEE", 1)]
        place_order(desk, request(pair if chance.random() < 0.5 else pair[::-1]))
