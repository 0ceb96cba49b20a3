"""Whether there is a shop, and what it is called; read before anything else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.persistence.shop.records import shop_head
from orderdesk.persistence.shop.set_up import is_set_up

if TYPE_CHECKING:
    from orderdesk.services.desk import Desk


def has_shop(desk: Desk) -> bool:
    """Whether a shop is set up."""
    with desk.reading() as connection:
        return is_set_up(connection)


def shop_name(desk: Desk) -> str:
    """The shop's name as it is now; refuse while there is none."""
    with desk.reading() as connection:
        return shop_head(connection)[0]
