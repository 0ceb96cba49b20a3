"""Writing a batch of orders: first what they stand on, then the past, then the open ones, which take stock at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from orderdesk.domain.orders.pricing import units_of
from orderdesk.domain.orders.records import Order, OrderLine
from orderdesk.domain.values.money import shown
from orderdesk.integrations.imports.reading.values import in_zone
from orderdesk.integrations.imports.records import LineRecord, OrderRecord
from orderdesk.persistence.money import records as payments
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.orders import writing
from orderdesk.persistence.record import search
from orderdesk.persistence.record.numbers import pass_over
from orderdesk.services.checks.verifying import doubts_of, held_for
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import MatchContext
from orderdesk.services.imports.of_orders.history import DISCOUNT, History
from orderdesk.services.imports.of_orders.moving_in import happened
from orderdesk.services.imports.of_orders.orders import Orders
from orderdesk.services.imports.of_orders.parents import Parents
from orderdesk.services.imports.of_orders.reckoning import Reckoned
from orderdesk.services.imports.of_orders.standing import Goods, PastBuyer
from orderdesk.services.promises.allocating import tie
from orderdesk.services.record.posting import post_brought
from orderdesk.services.record.progress import order_of, refresh

PAID_ELSEWHERE = "transfer"
"""How money came that was paid in the shop an order comes from: its provider pays it out to the bank."""


def prepare(work: Work, batch_id: int, found: Orders, context: MatchContext) -> None:
    """Make the items, customers and addresses that all the orders of a file stand on."""
    Parents(work, batch_id, found, context).prepare()


def write(work: Work, batch_id: int, found: Orders, context: MatchContext) -> None:
    """Write everything that `match` found to be new."""
    parents = Parents(work, batch_id, found, context)
    parents.prepare()
    history = History(work, batch_id, context, parents.goods, parents.buyers, found.reckoned, context.began)
    history.write(found.past)
    opened = _Opened(work, batch_id, context, parents.goods)
    others = [*found.open, *found.ended]
    for record in sorted(others, key=lambda each: (in_zone(each.placed_at, context.zone), each.row)):
        buyer = parents.buyers[id(record)]
        key = opened.write(record, buyer, found.reckoned[record.key])
        history.words.append((key, f"{record.number} {record.remote_id} {record.reference} {buyer.words}"))
    pass_over(work.connection, "SO", [each.number for each in found.wanted if isinstance(each, OrderRecord)])
    search.index_many(work.connection, "orders", history.words)
    work.touch("orders", "stock", "items", "customers", "shipments", "payments", "returns", "invoices")


def in_turn(found: Orders, context: MatchContext) -> list[Any]:
    """The records in the order in which they are written: the past as it happened, then what is open."""
    past = sorted(found.past, key=lambda each: in_zone(happened(each), context.zone))
    return [*past, *found.open, *found.ended]


def begins(found: Orders, context: MatchContext) -> Any:
    """When the history of a file begins; None without one."""
    return min((in_zone(happened(each), context.zone) for each in found.past), default=None)


@dataclass(frozen=True, slots=True)
class _Opened:
    """Writes orders that are no history: work to be done, and what came to nothing before it was."""

    work: Work
    batch_id: int
    context: MatchContext
    goods: dict[str, Goods]

    def write(self, record: OrderRecord, buyer: PastBuyer, sums: Reckoned) -> int:
        """A confirmed order at the file's prices: what is free of its goods is allocated, the rest is back-ordered.

        It is checked as any order that is confirmed, and held where one would be.
        """
        work = self.work
        lines = [self._line(place, line) for place, line in enumerate(record.lines, 1)]
        lines = [
            replace(
                line.bearing(bears),
                gross=total.gross,
                share=total.share,
                net=total.net,
                tax=total.tax,
                cancelled=line.quantity if record.ended else 0,
            )
            for line, bears, total in zip(lines, sums.taxes, sums.totals.lines, strict=True)
        ]
        order_id = writing.add_order(work.connection, self._head(record, buyer, sums, lines))
        writing.add_lines(work.connection, order_id, lines)
        if record.discount:
            writing.add_adjustment(work.connection, order_id, DISCOUNT, record.discount)
        told = f", {record.ended} in its own shop" if record.ended else ""
        work.event("order", order_id, "imported", f"import {self.batch_id}{told}")
        if not record.ended:
            self._begin(order_id, paid=record.paid)
        return order_id

    def _begin(self, order_id: int, *, paid: bool) -> None:
        """Allocate what is there, and hold the order where a check does not pass."""
        connection = self.work.connection
        lines = orders.read_lines(connection, order_id)
        order = order_of(self.work, order_id)
        if paid and order.total:
            self._pay(order)
            refresh(self.work, order, lines)
            order = order_of(self.work, order_id)
        if doubts := doubts_of(self.work, order, lines):
            orders.save_order(connection, order, held_for(self.work, order, doubts))
        tie(self.work, order_of(self.work, order_id), lines)
        refresh(self.work, order_of(self.work, order_id))

    def _pay(self, order: Order) -> None:
        """Book what was paid in the shop the order comes from, when it was placed: through no till, with no receipt."""
        row = {"kind": "payment", "at": order.placed_at, "order_id": order.id, "customer_id": order.customer_id}
        money = {"tender": PAID_ELSEWHERE, "amount": order.total, "reference": "", "user": self.work.user}
        payments.add_payments(self.work.connection, [row | money | {"batch_id": self.batch_id}])
        post_brought(self.work, order.id)
        self.work.event("order", order.id, "paid", f"{shown(order.total, order.currency)} {PAID_ELSEWHERE}")

    def _head(self, record: OrderRecord, buyer: PastBuyer, sums: Reckoned, lines: Sequence[OrderLine]) -> Order:
        placed = in_zone(record.placed_at, self.context.zone)
        totals, rules = sums.totals, sums.rules
        return Order(
            id=0,
            number=record.number,
            state="cancelled" if record.ended else "confirmed",
            channel=record.channel or self.context.channel,
            remote_id=record.remote_id or None,
            customer_id=buyer.id,
            bill_to_id=buyer.bill_to,
            ship_to_id=buyer.ship_to,
            tender=PAID_ELSEWHERE if record.paid else "account",
            currency=rules.currency,
            tax_profile_id=self.context.shop.tax_profile.id,
            inclusive=int(rules.inclusive),
            policy=str(rules.policy),
            rounding=str(rules.rounding),
            exemption=sums.exemption,
            terms_days=buyer.terms_days,
            placed_at=placed,
            confirmed_at=None if record.ended else placed,
            closed_at=placed if record.ended else None,
            ship_by=record.ship_by,
            reference=record.reference,
            instructions=record.instructions,
            net=totals.net,
            tax=totals.tax,
            total=totals.total,
            due=0 if record.ended else totals.total,
            units=units_of(lines),
            user=self.work.user,
            batch_id=self.batch_id,
        )

    def _line(self, place: int, line: LineRecord) -> OrderLine:
        item = self.goods[line.sku] if line.goods else None
        return OrderLine(
            id=0,
            order_id=0,
            position=place,
            item_id=item.id if item else None,
            label=line.label or (item.name if item else line.sku),
            quantity=line.quantity,
            price=line.price or 0,
            discount=line.discount,
            tax_class=item.tax_class if item else "standard",
        )
