"""What an order would come to, and for which day it can be promised: the decision on it, not written."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from orderdesk.domain.orders.deciding import Decided, chosen_service, decide
from orderdesk.domain.orders.grounds import Moment
from orderdesk.domain.orders.records import OrderRequest
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.persistence.orders.gathering import gather
from orderdesk.persistence.stock import records as stock
from orderdesk.services.desk import Desk
from orderdesk.services.promises.promise_days import outlooks
from orderdesk.services.promises.promising import LinePromise, promises_of


@dataclass(frozen=True, slots=True)
class Preview:
    """A request priced for the screen, the stock figures of its items by item id, and what can be promised of each
    line by its position."""

    priced: Decided
    figures: dict[int, StockFigures]
    promises: dict[int, LinePromise] = field(default_factory=dict)


def preview_order(desk: Desk, request: OrderRequest, *, choose: bool = False) -> Preview:
    """Price a request without writing anything; a missing customer is no reason to refuse yet. With `choose` it goes by
    the service that it takes by itself."""
    with desk.reading() as connection:
        return preview(connection, desk, request, choose=choose)


def preview(connection: Connection, desk: Desk, request: OrderRequest, *, choose: bool = False) -> Preview:
    """The same inside a snapshot."""
    priced = priced_now(connection, desk.moment, request, choose=choose)
    goods = [
        (line.position, line.item_id, line.quantity) for line in priced.lines if line.item_id is not None and line.goods
    ]
    if not goods:
        return Preview(priced, {})
    figures = stock.figures(connection, [item_id for _, item_id, _ in goods])
    seen = outlooks(connection, list(figures), figures=figures)
    found = promises_of(seen, [(item_id, quantity) for _, item_id, quantity in goods], desk.today, request.ship_by)
    return Preview(priced, figures, {place: one for (place, _, _), one in zip(goods, found, strict=True)})


def priced_now(connection: Connection, moment: Moment, request: OrderRequest, *, choose: bool = False) -> Decided:
    """What a request would be by the facts of this moment."""
    grounds = gather(connection, moment, request, choose=choose)
    return decide(request, grounds, complete=False, choose=choose)


def service_by_itself(desk: Desk, request: OrderRequest) -> Service | None:
    """The service that an order takes as far as it is known, such as its customer alone; None for none."""
    with desk.reading() as connection:
        grounds = gather(connection, desk.moment, request, choose=True)
        return chosen_service(request, grounds)
