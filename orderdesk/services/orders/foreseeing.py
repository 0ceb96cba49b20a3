"""What an amendment would do, told before it is done: it is tried in a transaction and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.orders.amending import Amendment, Difference
from orderdesk.domain.orders.other_delivery import COLLECTED
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.prices.coupons import is_postage
from orderdesk.domain.values.money import money, shown
from orderdesk.domain.values.quantity import shown_quantity
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.shop.records import service_of
from orderdesk.persistence.stock import tasks
from orderdesk.services.desk import Desk, Work
from orderdesk.services.orders.amending import write_amendment
from orderdesk.services.record.progress import order_of


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an amendment does to the money, and what else it does, a sentence each."""

    money: Difference
    effects: tuple[str, ...]
    currency: str

    @property
    def said(self) -> str:
        """The money in one sentence."""
        return money_said(self.money, self.currency)


class _TakenBack(Exception):
    """Ends the transaction of an attempt."""


def foresee(desk: Desk, order_id: int, amendment: Amendment) -> Foreseen:
    """What `amend_order` would do now; raises what it would raise. Nothing is changed and nobody is told."""
    found = None
    try:
        with replace(desk, told=frozenset).writing(right="take orders") as work:
            found = _tried(work, order_id, amendment)
            raise _TakenBack
    except _TakenBack:
        assert found is not None
        return found


def money_said(found: Difference, currency: str) -> str:
    """ "The total goes from £36.00 to £60.00; 24.00 is to be paid." """
    if found.after == found.before:
        total = f"The total stays {money(found.after, currency)}"
    else:
        total = f"The total goes from {money(found.before, currency)} to {money(found.after, currency)}"
    if found.due < 0:
        return f"{total}; {shown(-found.due, currency)} is to be given back."
    return f"{total}; {shown(found.due, currency)} is to be paid." if found.due else f"{total}; nothing is to be paid."


def _tried(work: Work, order_id: int, amendment: Amendment) -> Foreseen:
    before = order_of(work, order_id)
    lines = orders.read_lines(work.connection, order_id)
    listed = _listed(work, order_id)
    back = {each.id for each in tasks.open_put_backs(work.connection)}
    money = write_amendment(work, order_id, amendment, "tried")
    after = order_of(work, order_id)
    then = orders.read_lines(work.connection, order_id)
    effects = _delivery(work, before, lines, after, then) + _stock(lines, then)
    effects += [
        f"{shown_quantity(each.quantity)} {each.sku} to put back to {each.bin}"
        for each in tasks.open_put_backs(work.connection)
        if each.id not in back
    ]
    void = listed - _listed(work, order_id)
    effects += [f"Picklist {number} is void" for number in sorted(void)]
    if after.hold and not before.hold:
        effects.append(f"The order goes on hold: {after.hold_note or after.hold}")
    return Foreseen(money, tuple(effects), before.currency)


def _delivery(
    work: Work, before: Order, lines: Sequence[OrderLine], after: Order, then: Sequence[OrderLine]
) -> list[str]:
    """By what it goes instead, and what that costs."""
    if before.service_id == after.service_id:
        return []
    told = []
    for order, own in ((after, then), (before, lines)):
        service = service_of(work.connection, order.service_id)
        name = service.name if service else COLLECTED
        cost = sum(line.gross for line in own if line.item_id is None and is_postage(line.label, name))
        told.append(f"{name} {shown(cost, order.currency)}" if service else name)
    return [f"{told[0]} instead of {told[1]}"]


def _listed(work: Work, order_id: int) -> set[str]:
    """The picklists that the order's shipments are on."""
    return set(shipments.picklists_of_order(work.connection, order_id))


def _stock(before: Sequence[OrderLine], after: Sequence[OrderLine]) -> list[str]:
    """What becomes free, is reserved or waits for goods, by item."""
    effects = []
    for sku in dict.fromkeys(line.sku for line in (*before, *after) if line.goods and line.sku):
        then, now = ([line for line in each if line.sku == sku] for each in (before, after))
        tied = sum(line.allocated for line in now) - sum(line.allocated for line in then)
        wait = sum(line.progress.backordered for line in now) - sum(line.progress.backordered for line in then)
        if tied:
            effects.append(f"{shown_quantity(abs(tied))} {sku} {'reserved' if tied > 0 else 'free again'}")
        if wait > 0:
            effects.append(f"{shown_quantity(wait)} {sku} on back order")
    return effects
