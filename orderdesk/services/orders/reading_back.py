"""Reading an order back to the caller: the parts of the sentence, and the word in its history that it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from orderdesk.domain.lifecycles import OrderState
from orderdesk.domain.orders.deciding import decide
from orderdesk.domain.orders.reading_back import SaidLine, read_back, usual_of
from orderdesk.domain.orders.records import Order, OrderLine, OrderRequest
from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import money
from orderdesk.persistence.items.lists import items_by_id
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.orders.view import address_of
from orderdesk.persistence.shop.records import service_of
from orderdesk.persistence.stock.stock_card import last_sales
from orderdesk.services.desk import Desk, Work
from orderdesk.services.items.twins import twins_of
from orderdesk.services.orders.views import order_lines
from orderdesk.services.prices.pricing import preview
from orderdesk.services.promises.promise_views import order_promises
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What is read back, in parts of a breath each; the first `doubtful` are easily taken for something else."""

    parts: tuple[str, ...]
    doubtful: int

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        return f"{'; '.join(self.parts)}."


def read_back_form(desk: Desk, request: OrderRequest, *, choose: bool = False) -> ReadBack:
    """The order of a form, as it would be now; with `choose` it goes by the service that it takes by itself. What
    cannot be confirmed is refused before it is read to anybody."""
    with desk.reading() as connection:
        seen = preview(connection, desk, request, choose=choose)
        decide(request, seen.priced.grounds, choose=choose)
        days = [each.promise.day for each in seen.promises.values()]
        return _said(connection, seen.priced.order, seen.priced.lines, days, desk.today)


def read_back_order(desk: Desk, order_id: int) -> ReadBack:
    """An order that is kept; raises `Refused` for one that is over."""
    order, lines = order_lines(desk, order_id)
    _refuse_ended(order)
    days = [each.now.day if each.now else each.line.promised or desk.today for each in order_promises(desk, order_id)]
    with desk.reading() as connection:
        return _said(connection, order, lines, days, desk.today)


def note_read_back(desk: Desk, order_id: int) -> None:
    """Note in the history that the order was read back to its customer; raises `Refused` for one that is over."""
    with desk.writing(right="take orders") as work:
        order = order_of(work, order_id)
        _refuse_ended(order)
        write_read_back(work, order)


def write_read_back(work: Work, order: Order) -> None:
    """The same within a commit."""
    work.event("order", order.id, "read back", money(order.total, order.currency))
    work.touch("orders")


def _refuse_ended(order: Order) -> None:
    if order.state in (OrderState.CANCELLED, OrderState.CLOSED):
        raise Refused(f"{order.number} is {order.state}; there is nothing to read back.", field="order")


def _said(
    connection: Connection, order: Order, lines: Sequence[OrderLine], days: Iterable[date | None], today: date
) -> ReadBack:
    goods = [(line.item_id, line.wanted) for line in lines if line.item_id is not None and line.wanted]
    names = {item.id: item.name for item in items_by_id(connection, {item_id for item_id, _ in goods})}
    twins = twins_of(connection)
    said = [
        SaidLine(wanted, names[item_id], twins.told(item_id), usual_of(last_sales(connection, item_id)))
        for item_id, wanted in goods
    ]
    service, tender = service_of(connection, order.service_id), read_tenders(connection).find(order.tender)
    ending = (
        _place(connection, order) if service else "collected here",
        f"by {service.name}" if service else "",
        _when(list(days), today),
        f"to be sent by {day_words(order.ship_by, today)}" if order.ship_by and order.ship_by > today else "",
        ", ".join(filter(None, (f"{money(order.total, order.currency)} in all", tender.as_paid if tender else ""))),
    )
    return ReadBack(read_back(said, ending), sum(bool(line.doubt) for line in said))


def _place(connection: Connection, order: Order) -> str:
    place = address_of(connection, order.ship_to_id)
    return f"to {', '.join(filter(None, (place.name, *place.lines)))}" if place else ""


def _when(days: Sequence[date | None], today: date) -> str:
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return "no day can be given for all of it"
    last = max(known, default=today)
    return "all of it can go today" if last <= today else f"all of it can go on {day_words(last, today)}"
