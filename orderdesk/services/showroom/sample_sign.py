"""By what the sample shop is known; asked at each start, so it reads nothing that makes one."""

from __future__ import annotations

from orderdesk.persistence.shop.set_up import has_orders, opened_as
from orderdesk.services.desk import Desk

NAME = "Thistle & Tide"


def is_sample(desk: Desk) -> bool:
    """Whether this shop began as the sample, whatever it was renamed to since."""
    with desk.reading() as connection:
        return opened_as(connection) == NAME


def lacks_orders(desk: Desk) -> bool:
    """Whether this is the sample shop and nobody has ordered there yet, so that its window would show nothing."""
    with desk.reading() as connection:
        return not has_orders(connection) and opened_as(connection) == NAME
