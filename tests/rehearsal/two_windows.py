"""Two windows on two PCs take the last unit, again and again: `python -m tests.rehearsal.two_windows [ROUNDS]`.

Each window is a process of its own on one PostgreSQL, of PCs that are called alike. In every round both clerks have the
same last piece on their screen and confirm at the same moment; one gets it, the other is told that it is on back order
and gives it up.
"""

from __future__ import annotations

import sys
import tempfile
import time
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from orderdesk.domain.values.quantity import pieces
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from orderdesk.services.money.tills import open_till
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.views import view_order
from orderdesk.services.stock.stocking import receive
from tests import postgres
from tests.factories import northside
from tests.patience import LIMIT
from tests.rehearsal.calls import caller
from tests.rehearsal.fingers import Fingers, opened
from tests.scenarios.rivals import desk_at

ROUNDS = 200
GOT, LATE = "got it", "on back order"


def clerk(url: str, barrier: Barrier, rounds: int, said: Queue[tuple[int, str]]) -> None:
    """Take one LAMP in each round by keys, and tell what became of it and what the window said."""
    desk = desk_at(url, "anna")
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder), desk) as fingers:
        for number in range(rounds):
            barrier.wait(LIMIT)
            _have_it_on_screen(fingers)
            barrier.wait(LIMIT)
            fingers.press("Ctrl+Enter")
            said.put((number, _outcome(fingers, desk)))
            barrier.wait(LIMIT)
    desk.database.close()


def _have_it_on_screen(fingers: Fingers) -> None:
    caller(fingers)
    fingers.write("1*lamp")
    fingers.press("Enter")


def _outcome(fingers: Fingers, desk: Desk) -> str:
    shown = fingers.orders.list.shown
    assert shown is not None, fingers.said
    view = view_order(desk, shown.order.id)
    told = "; on back order: 1 LAMP" in fingers.said
    late = bool(view.backordered)
    assert told == late, fingers.said
    if late:
        cancel_order(desk, view.order.id, "there was none left")
    return LATE if late else GOT


def rehearse(url: str, rounds: int) -> None:
    """Live the rounds on a new shop at `url`; raises where both or none got the piece, or the books do not tie."""
    desk = northside(url, stock={})
    open_till(desk)
    context = get_context("spawn")
    barrier, said = context.Barrier(3), context.Queue()
    clerks = [context.Process(target=clerk, args=(url, barrier, rounds, said)) for _ in range(2)]
    for each in clerks:
        each.start()
    try:
        for number in range(rounds):
            receive(desk, "LAMP", pieces(1))
            for _ in range(3):
                barrier.wait(LIMIT)
            outcomes = sorted(said.get(timeout=LIMIT) for _ in clerks)
            assert outcomes == [(number, GOT), (number, LATE)], outcomes
        for each in clerks:
            each.join(30)
    finally:
        barrier.abort()
        for each in clerks:
            each.kill()
    found = check(desk).findings
    desk.database.close()
    assert not found, [each.sentence for each in found]


def main(rounds: int) -> None:
    """Rehearse on a PostgreSQL of its own, and say how long it took."""
    programs = postgres.programs()
    assert programs is not None, "PostgreSQL is not installed"
    began = time.perf_counter()
    with postgres.running(programs) as server, server.fresh() as url:
        rehearse(url, rounds)
    print(f"{rounds} last pieces, each sold once by two windows, in {time.perf_counter() - began:.0f} s; the books tie")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
