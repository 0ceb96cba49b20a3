"""The kinds of import: how a kind is held against the books, and how what is new of it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from orderdesk.services.imports import customers, prices, products, stock_levels
from orderdesk.services.imports.of_orders import order_writing, orders


@dataclass(frozen=True, slots=True)
class Kind:
    """`match(connection, reading, context)` finds what is to be written, `write(work, batch, found, context)` writes a
    part of it, and `prepare` what all parts stand on. `began` tells when a history begins, `weigh` how much work a
    record is; `topics` are the screens that change."""

    match: Callable[..., Any]
    write: Callable[..., None]
    topics: tuple[str, ...]
    prepare: Callable[..., None] | None = None
    began: Callable[..., Any] | None = None
    in_turn: Callable[..., Any] | None = None
    weigh: Callable[[Any], int] = lambda _: 5


def _lines(record: Any) -> int:
    return len(getattr(record, "lines", "1"))


KINDS = {
    "products": Kind(products.match, products.write, ("items",)),
    "customers": Kind(customers.match, customers.write, ("customers",)),
    "orders": Kind(
        orders.match,
        order_writing.write,
        ("orders",),
        order_writing.prepare,
        order_writing.begins,
        order_writing.in_turn,
        _lines,
    ),
    "stock": Kind(stock_levels.match, stock_levels.write, ("stock",)),
    "prices": Kind(prices.match, prices.write, ("prices",)),
}
