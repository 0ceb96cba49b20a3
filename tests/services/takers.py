"""What other desks do to a shop while a test looks on: `python -m tests.services.takers TASK URL ARGUMENT…`."""

from __future__ import annotations

import sys

from orderdesk.domain.errors import Refused
from orderdesk.domain.quantity import ONE
from orderdesk.persistence.engine import open_database
from orderdesk.persistence.unit_of_work import retrying
from orderdesk.services.desk import Desk
from orderdesk.services.stocking import move, take


def taking(url: str, sku: str, tries: str) -> None:
    """Take one piece again and again; say how many were got and how many refused."""
    desk = Desk(open_database(url), user="counter")
    taken = refused = 0
    for _ in range(int(tries)):
        try:
            retrying(lambda: take(desk, sku, ONE))
            taken += 1
        except Refused:
            refused += 1
    desk.database.close()
    print(taken, refused)


def carrying(url: str, sku: str, here: str, there: str, tries: str) -> None:
    """Carry one piece from one bin to another again and again."""
    desk = Desk(open_database(url), user="stores")
    for _ in range(int(tries)):
        move(desk, sku, ONE, there, bin=here)
    desk.database.close()


if __name__ == "__main__":
    {"taking": taking, "carrying": carrying}[sys.argv[1]](*sys.argv[2:])
