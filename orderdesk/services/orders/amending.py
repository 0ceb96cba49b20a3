"""Changing an order after it was confirmed: lines, prices, address and days, with what it does to stock and money.

What was tied beyond the new quantity is released; goods that were picked are asked to be put back; a picklist that was
printed before is void. What more is wanted is tied at once, and what cannot be is back-ordered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from orderdesk.domain.fulfilment.shipments import Allocation, Shipment
from orderdesk.domain.lifecycles import HAVE_LEFT, ORDER, Facts, ShipmentState
from orderdesk.domain.money.prepaying import asking_words
from orderdesk.domain.orders.amending import Amendment, Changed, Difference, changes_of, check_billed, check_left
from orderdesk.domain.orders.grounds import Grounds
from orderdesk.domain.orders.other_delivery import OtherDelivery, other_delivery
from orderdesk.domain.orders.pricing import taxed
from orderdesk.domain.orders.records import Order, OrderLine, OrderRequest
from orderdesk.domain.orders.repricing import amended, taxing_again
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import money
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.texts import short_text
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.customers import records as customers
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.messages import records as messages
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders import writing
from orderdesk.persistence.orders.gathering import gather_again
from orderdesk.services.checks.verifying import doubts_of, held_for, hold_unpaid, verify_held
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.picking import take_off_list
from orderdesk.services.orders.placing import decided_now
from orderdesk.services.prices.coupon_use import tell_coupon
from orderdesk.services.promises.promise_days import recompute
from orderdesk.services.promises.promising import tie_and_promise
from orderdesk.services.promises.reserving import ask_back, let_go
from orderdesk.services.record.progress import order_of, refresh
from orderdesk.services.stock.giving_way import release_part

_TEXTS = ("reference", "instructions", "note_to_customer")
_HEAD_WORDS = {
    "reference": "reference",
    "instructions": "note for the packer",
    "note_to_customer": "note to the customer",
    "ship_to_id": "delivery address",
    "bill_to_id": "address of the bill",
    "ship_by": "day to ship by",
}
"""What of an order's head can change, as its history tells it."""
# Goods that nobody touched yet are released first.
_EASY_FIRST = (ShipmentState.WAITING, ShipmentState.ALLOCATED, ShipmentState.PICKING, ShipmentState.PICKED)


def amend_order(desk: Desk, order_id: int, amendment: Amendment, reason: str) -> Difference:
    """Change a confirmed order for a reason; returns what it does to the money. All of it is done, or nothing."""
    why = short_text(reason.strip(), "reason")
    if not why:
        raise Refused("Say why the order is changed.", field="reason")
    with desk.writing(right="take orders") as work:
        return write_amendment(work, order_id, amendment, why)


def write_amendment(work: Work, order_id: int, amendment: Amendment, why: str) -> Difference:
    """The same inside a transaction."""
    let_go(work)
    order = order_of(work, order_id)
    ORDER.check(order.state, "amend", Facts(order.number))
    lines = orders.read_lines(work.connection, order_id)
    grounds = gather_again(work.connection, work.moment, order, lines=lines, ship_to_id=amendment.ship_to_id)
    other = other_delivery(order, lines, amendment, grounds, left=_have_left(work, order, amendment))
    if other is not None:
        amendment = replace(amendment, lines={**amendment.lines, **other.gone})
    changed = changes_of(lines, amendment)
    check_billed(order.number, lines, amendment, changed, _credited(work, order_id, lines))
    check_left(
        order.number,
        lines,
        {line.id: line.wanted for line in lines} | {each.line.id: each.after for each in changed},
        more=bool(amendment.added),
    )
    if any((each.price, each.discount) != (each.line.price, each.line.discount) for each in changed):
        work.need("change prices")
    _check_bill_to(work, order, amendment)
    names, after = _headed(order, amendment)
    if not changed and not amendment.added and not names and other is None:
        raise Refused(f"{order.number} is like that already; nothing was changed.")
    said = _lines_said(changed, amendment, other) + [f"{_HEAD_WORDS[name]} changed" for name in names]
    if other is not None:
        after = replace(after, service_id=other.service.id if other.service else None)
    for each in changed:
        _let_go(work, order, each)
    billed, moved = any(line.invoiced for line in lines), _moves(order, after, lines, grounds)
    if billed and moved:
        raise Refused(
            f"{order.number} is invoiced in part, and other tax holds at that address; order the rest anew.",
            field="ship_to",
        )
    if billed:
        # Of an order that is invoiced in part the papers stand: what is no longer wanted counts as cancelled.
        given_up = {each.line.id: {"cancelled": each.before - each.after} for each in changed}
        orders.advance_lines(work.connection, given_up)
    else:
        after = _reprice(work, after, lines, changed, amendment, grounds, moved=moved, anew=other is not None)
    return _finish(work, order, after, "; ".join(said), why)


def _have_left(work: Work, order: Order, amendment: Amendment) -> bool:
    """Whether goods of an order have left; asked only where it is to go another way."""
    if amendment.service is None:
        return False
    return any(each.state in HAVE_LEFT for each in shipments.shipments_of_order(work.connection, order.id))


def _moves(before: Order, after: Order, lines: Sequence[OrderLine], grounds: Grounds) -> bool:
    """Whether the order goes where other tax holds than where it went."""
    if (before.ship_to_id, before.service_id) == (after.ship_to_id, after.service_id):
        return False
    here, there = taxing_again(before, grounds), taxing_again(after, grounds)
    if here.exemption != there.exemption:
        return True
    return any(here.tax_of(line.tax_class) != there.tax_of(line.tax_class) for line in lines)


def _finish(work: Work, before: Order, order: Order, said: str, why: str) -> Difference:
    """Tie what more is wanted, look at the order again, tell the customer and the history."""
    lines = orders.read_lines(work.connection, order.id)
    priced = replace(order, due=order.due + order.total - before.total)
    asked = asking_words(priced, orders.paid_on(work.connection, order.id))
    doubts = () if order.hold else doubts_of(work, priced, lines)
    order = held_for(work, order, doubts) if doubts else order
    orders.save_order(work.connection, before, order)
    _tell_shipments(work, before, order)
    tie_and_promise(work, order, lines, anew=order.ship_by != before.ship_by)
    recompute(work, [line.item_id for line in lines if line.goods and line.item_id is not None])
    messages.add_message(
        work.connection,
        order.id,
        "acknowledgement",
        state="queued",
        title=f"Your order {order.number} was changed",
        body=f"We have changed your order {order.number} as you asked. It comes to "
        f"{money(order.total, order.currency)} now." + (f" {asked}" if asked else ""),
        made_at=work.now,
    )
    work.event("order", order.id, "amended", f"{said}: {why}")
    after = refresh(work, order_of(work, order.id))
    if after.held_by:
        verify_held(work, order.id)
    else:
        hold_unpaid(work, order.id)
    return Difference(before.total, order.total, order_of(work, order.id).due)


def _check_bill_to(work: Work, order: Order, amendment: Amendment) -> None:
    """Only an address of the customer is billed."""
    if amendment.bill_to_id in (None, order.bill_to_id):
        return
    known = customers.addresses_of(work.connection, order.customer_id) if order.customer_id else []
    if amendment.bill_to_id not in [each.id for each in known]:
        raise Refused(f"That is no address of its customer; {order.number} bills one of theirs.", field="bill_to")


def _headed(order: Order, amendment: Amendment) -> tuple[list[str], Order]:
    """What changes in the order itself, by name, and the order with it."""
    wanted = {name: getattr(amendment, name) for name in (*_TEXTS, "bill_to_id", "ship_to_id", "ship_by")}
    for name in _TEXTS:
        short_text(wanted[name] or "", name)
    new = {name: value for name, value in wanted.items() if value is not None and value != getattr(order, name)}
    return list(new), replace(order, **new)


def _lines_said(changed: Sequence[Changed], amendment: Amendment, other: OtherDelivery | None) -> list[str]:
    added = [
        f"{line.sku or line.label} 0 \N{RIGHTWARDS ARROW} {shown_quantity(line.quantity)}" for line in amendment.added
    ]
    if other is None:
        return [each.said for each in changed] + added
    # What is charged for it goes with the delivery that is named.
    return [each.said for each in changed if each.line.id not in other.charges] + added + [other.said]


def _reprice(
    work: Work,
    order: Order,
    lines: Sequence[OrderLine],
    changed: Sequence[Changed],
    amendment: Amendment,
    grounds: Grounds,
    *,
    moved: bool,
    anew: bool,
) -> Order:
    """Price the whole order by the rules it was confirmed with, and write its lines; returns it with its sums.

    One that has `moved` to where other tax holds bears that, and one that goes another way is charged for it `anew`.
    """
    after = {each.line.id: each for each in changed}
    gone = [each.line.id for each in changed if each.quantity == 0]
    kept = [after[line.id].then if line.id in after else line for line in lines if line.id not in gone]
    last = max((line.position for line in lines), default=0)
    added, grounds = _added(work, order, amendment, grounds, last)
    again = amended(order, [*kept, *added], grounds, moved=moved, anew=anew, place=last + len(added) + 1)
    writing.write_repriced(work.connection, order.id, again, gone)
    tell_coupon(work, order, again.discount)
    return again.of(order)


def _added(
    work: Work, order: Order, amendment: Amendment, grounds: Grounds, last: int
) -> tuple[list[OrderLine], Grounds]:
    """The added lines, priced as a new order of this customer would be today, and the grounds with their items."""
    if not amendment.added:
        return [], grounds
    request = OrderRequest(
        amendment.added, channel=order.channel, customer_id=order.customer_id, ship_to_id=order.ship_to_id
    )
    decided = decided_now(work, request)
    taxing = taxing_again(order, grounds)
    taxing = taxing.waived(order.exemption) if order.exemption else taxing
    lines = [replace(line, position=last + line.position) for line in decided.lines]
    return taxed(lines, taxing), replace(grounds, items={**grounds.items, **decided.grounds.items})


def _credited(work: Work, order_id: int, lines: Sequence[OrderLine]) -> dict[int, Quantity]:
    """What was credited of each line; asked only where something was invoiced."""
    if not any(line.invoiced for line in lines):
        return {}
    credited: dict[int, Quantity] = {}
    for part in invoices.invoiced_parts(work.connection, order_id):
        credited[part.order_line_id] = credited.get(part.order_line_id, 0) + part.credited
    return credited


def _let_go(work: Work, order: Order, change: Changed) -> None:
    """Release what is tied beyond the new quantity, what nobody has touched first."""
    left = change.surplus
    if not left:
        return
    own = {each.id: each for each in shipments.shipments_of_order(work.connection, order.id)}
    tied = [
        each for each in shipments.read_allocations(work.connection, list(own)) if each.order_line_id == change.line.id
    ]
    easy = [each for each in tied if own[each.shipment_id].state in _EASY_FIRST]
    for part in sorted(easy, key=lambda each: _EASY_FIRST.index(ShipmentState(own[each.shipment_id].state))):
        quantity = min(left, part.quantity)
        if quantity:
            own[part.shipment_id] = _release(work, order, own[part.shipment_id], part, quantity)
            left -= quantity
    if left:
        packed = next(each.number for each in own.values() if each.state == ShipmentState.PACKED)
        raise Refused(f"{packed} is packed; unpack it first.", line=change.line.position)


def _release(work: Work, order: Order, shipment: Shipment, part: Allocation, quantity: Quantity) -> Shipment:
    """Give back a part of what is tied, and have it carried back where it lies in a tote; returns the shipment then."""
    picked = shipment.state == ShipmentState.PICKED
    after = release_part(work, shipment, part, quantity, f"{order.number} was changed")
    if picked:
        ask_back(work, part, quantity)
    return after


def _tell_shipments(work: Work, before: Order, order: Order) -> None:
    """Another address, day or service is told to every shipment that is not packed yet; its printed list is void."""
    names = ("ship_to_id", "ship_by", "service_id")
    told = {name: getattr(order, name) for name in names if getattr(order, name) != getattr(before, name)}
    if not told:
        return
    for shipment in shipments.shipments_of_order(work.connection, order.id):
        if shipment.state == ShipmentState.PACKED:
            raise Refused(f"{shipment.number} is packed; unpack it first.")
        if shipment.state == ShipmentState.PICKING:
            take_off_list(work, shipment, f"{order.number} was changed")
        if shipment.state in _EASY_FIRST:
            shipments.change_shipments(work.connection, [shipment.id], told)
    work.touch("shipments")
