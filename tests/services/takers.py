"""What a second counter does to a shop while a test looks on: `python -m tests.services.takers URL SKU TRIES`."""

from __future__ import annotations

import sys

from orderdesk.domain.errors import Refused
from orderdesk.domain.quantity import ONE
from orderdesk.persistence.engine import open_database
from orderdesk.persistence.unit_of_work import retrying
from orderdesk.services.desk import Desk
from orderdesk.services.stocking import take


def main(url: str, sku: str, tries: str) -> None:
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


if __name__ == "__main__":
    main(*sys.argv[1:])
