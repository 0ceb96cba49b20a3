"""The orders on record as the list shows them; it knows little, so that the first page stands soon."""

from __future__ import annotations

from orderdesk.persistence.orders.lists import OrderRow, late_orders, order_counts, order_rows
from orderdesk.services.desk import Desk


def orders_page(
    desk: Desk,
    view: str,
    typed: str = "",
    after: OrderRow | None = None,
    *,
    channel: str = "",
    sort: str = "newest",
    descending: bool = True,
) -> list[OrderRow]:
    """A page of the orders of a view, after `after` when given."""
    with desk.reading() as connection:
        return order_rows(
            connection, view, desk.today, typed=typed, channel=channel, sort=sort, descending=descending, after=after
        )


def find_orders(desk: Desk, typed: str, limit: int) -> list[OrderRow]:
    """The orders that what is typed may mean, the newest first, at most `limit`."""
    with desk.reading() as connection:
        return order_rows(connection, "all", desk.today, typed=typed, limit=limit)


def count_orders(desk: Desk) -> dict[str, int]:
    """How many each view of the orders but "all" holds; "late" are those that should have left before today."""
    with desk.reading() as connection:
        return order_counts(connection, desk.today) | {"late": late_orders(connection, desk.today)}
