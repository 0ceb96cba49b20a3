"""Giving up an order, or what is still open of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from orderdesk.domain.billing.billing import credit
from orderdesk.domain.lifecycles import LEFT_OR_GIVEN_UP, ORDER, Facts, OrderState
from orderdesk.domain.orders.amending import check_left
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.orders.to_bill import open_of
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.services.billing.crediting import credit_surplus, write_credits
from orderdesk.services.checks.verifying import verify_held
from orderdesk.services.desk import Desk, Work
from orderdesk.services.money.paying import refund
from orderdesk.services.promises.promise_days import recompute
from orderdesk.services.promises.reserving import cancel_shipment
from orderdesk.services.record.progress import order_of, refresh


def cancel_order(
    desk: Desk, order_id: int, reason: str, *, give_back: str = "", till: str = "", otherwise: bool = False
) -> None:
    """Cancel an order of which nothing has left: its stock is free again in the same transaction.

    What is invoiced already is credited in full. Money that was taken on it goes back by the tender `give_back`
    ("store-credit" keeps it for the customer), with `otherwise` more by it than came in by it; without a tender an
    order with money on it is refused.
    """
    if not reason.strip():
        raise Refused("Say why the order is cancelled.", field="reason")
    with desk.writing(right="cancel orders") as work:
        order = order_of(work, order_id)
        lines = orders.read_lines(work.connection, order_id)
        shipped = any(line.shipped for line in lines)
        credit_note = None if shipped else _credit_all(work, order, lines, reason)
        money = orders.money_of(work.connection, order_id)
        if give_back and money.paid > money.refunded and not shipped:
            work.need("refund money")
            back = money.paid - money.refunded
            refund(
                work,
                order,
                give_back,
                back,
                reason=reason,
                till=till,
                credit_note_id=credit_note,
                otherwise=otherwise,
            )
            money = orders.money_of(work.connection, order_id)
        invoiced, paid = money.invoiced > money.credited, money.paid > money.refunded
        facts = Facts(order.number, shipped=shipped, invoiced=invoiced, paid=paid)
        state = ORDER.after(order.state, "cancel", facts)
        _cancel_shipments(work, order)
        open_parts = {line.id: {"cancelled": line.quantity - line.cancelled} for line in lines}
        orders.advance_lines(work.connection, open_parts)
        after = {"state": str(state), "hold": "", "due": 0, "fulfilment": "unallocated", "payment": "unpaid"}
        orders.change_order(work.connection, order_id, {**after, "closed_at": work.now})
        recompute(work, [line.item_id for line in lines if line.goods and line.item_id is not None])
        work.event("order", order_id, "cancelled", short_text(reason, "reason"))
        work.touch("orders")


def cancel_open(desk: Desk, order_id: int, quantities: Mapping[int, int], reason: str) -> None:
    """Give up what is back-ordered of lines: {line id: quantity}; the rest of the order stands.

    What was invoiced of it already is credited.
    """
    if not reason.strip():
        raise Refused("Say why this is cancelled.", field="reason")
    with desk.writing(right="cancel orders") as work:
        order = order_of(work, order_id)
        ORDER.check(order.state, "cancel-open", Facts(order.number))
        lines = orders.read_lines(work.connection, order_id)
        for line in lines:
            wanted = quantities.get(line.id, 0)
            if wanted < 0 or wanted > open_of(line):
                raise Refused(f"Line {line.position} has less than that still open.", line=line.position)
        if not any(quantities.get(line.id) for line in lines):
            raise Refused("Say what is cancelled.", field="quantity")
        check_left(order.number, lines, {line.id: line.wanted - quantities.get(line.id, 0) for line in lines})
        orders.advance_lines(work.connection, {key: {"cancelled": value} for key, value in quantities.items() if value})
        credit_surplus(work, order, reason)
        work.event("order", order_id, "cancelled in part", short_text(reason, "reason"))
        recompute(work, [line.item_id for line in lines if line.id in quantities and line.item_id is not None])
        refresh(work, order)
        if order.held_by:
            verify_held(work, order_id)


def _credit_all(work: Work, order: Order, lines: Sequence[OrderLine], reason: str) -> int | None:
    """Credit what is invoiced of an order and not credited yet, each invoice by a note of its own; the first's key."""
    left = [part for part in invoices.invoiced_parts(work.connection, order.id) if part.left]
    if not left or order.state != OrderState.CONFIRMED:
        return None
    work.need("issue invoices")
    credited = [each for part in left for each in credit([part], part.left)]
    return write_credits(work, order, credited, lines, reason=reason).notes[0]


def _cancel_shipments(work: Work, order: Order) -> None:
    for shipment in shipments.shipments_of_order(work.connection, order.id):
        if shipment.state not in LEFT_OR_GIVEN_UP:
            cancel_shipment(work, shipment, f"{order.number} was cancelled")
