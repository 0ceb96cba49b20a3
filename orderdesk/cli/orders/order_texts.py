"""Orders in a few plain lines, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from orderdesk.cli.writing import columns
from orderdesk.domain.orders.line_states import line_states
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.tax_places import taxed_at
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.domain.values.written.local import shown_day
from orderdesk.persistence.orders.lists import OrderRow
from orderdesk.persistence.orders.view import OrderView


def order_text(view: OrderView, zone: ZoneInfo, *, whole: bool = False) -> str:
    """The head, the lines and the sums of an order; with `whole` also what has happened to it."""
    order = view.order
    rows = [_line(view, line, zone) for line in view.lines]
    sums = [("Net", order.net)] + [(f"Tax {taxed_at(row.rate, row.place, view.home)}", row.tax) for row in view.taxes]
    sums += [("Total", order.total), ("Balance", order.due)]
    rows += [("", "", label, shown(amount, order.currency), "") for label, amount in sums]
    parts = [_head(view), columns(rows, right=(1, 3)), f"No tax: {order.exemption}." if order.exemption else ""]
    if whole:
        parts += [_papers(view), _events(view, zone)]
    return "\n".join(part for part in parts if part)


def rows_text(rows: Sequence[OrderRow]) -> str:
    """A list of orders."""
    if not rows:
        return "No orders."
    table = [
        (row.number, row.customer, row.hold or row.state, row.fulfilment, row.payment, shown(row.total, row.currency))
        for row in rows
    ]
    return columns(table, right=(5,))


def _head(view: OrderView) -> str:
    order = view.order
    who = (view.customer.company or view.customer.name) if view.customer else "walk-in customer"
    return f"{order.number} for {who}: {_state(order)}, {order.fulfilment}, {order.payment} ({order.currency})"


def _state(order: Order) -> str:
    return f"{order.state} on hold ({order.hold})" if order.hold else order.state


def _line(view: OrderView, line: OrderLine, zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    when = f"promised {shown_day(line.promised)}" if line.progress.backordered and line.promised else ""
    note = ", ".join(filter(None, (*line_words(view, line, zone), when)))
    currency = view.order.currency
    return (line.sku or "", shown_quantity(line.quantity), line.label[:60], shown(line.net, currency), note)


def line_words(view: OrderView, line: OrderLine, zone: ZoneInfo) -> tuple[str, ...]:
    """How far a line is; nothing of what is not binding yet."""
    if not view.order.is_binding:
        return ()
    placed = view.order.placed_at.astimezone(zone).date()
    states = line_states(line, view.tied.get(line.id, {}), view.order.ship_by, placed)
    return tuple(each.words for each in states)


def _papers(view: OrderView) -> str:
    currency = view.order.currency
    rows = [(each.number, each.state, each.tracking) for each in view.shipments]
    rows += [(each.number, shown_day(each.issue_date), shown(each.total, currency)) for each in view.papers]
    rows += [(each.receipt or each.kind, each.tender_name, shown(each.amount, currency)) for each in view.payments]
    rows += [(each.number, each.state, each.reason) for each in view.returns]
    return columns(rows)


def _events(view: OrderView, zone: ZoneInfo) -> str:
    return columns(
        [
            (f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}", each.user, f"{each.what} {each.detail}".strip())
            for each in reversed(view.events)
        ]
    )
