"""A day in the life of a shop, by the same use cases as at the desk: every step is kept before it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

from orderdesk.domain.fulfilment.shipments import Short
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, amount_text
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.customers.lists import CustomerRow
from orderdesk.persistence.stock.lists import InventoryRow
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.customers import customers_page
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import deliver_shipment, ship_shipment
from orderdesk.services.money import tills
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.counter import sell
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order, view_picklist, view_shop
from orderdesk.services.prices.pricing import preview_order
from orderdesk.services.promises.allocating import accept, proposals
from orderdesk.services.returns.returning import OUTCOMES, REASONS, ComingBack, take_back
from orderdesk.services.shop.shop import services_of
from orderdesk.services.showroom.rehearsal.names import chance
from orderdesk.services.stock.stock_views import inventory_page
from orderdesk.services.stock.stocking import receive

FLOAT = 200_00
WAVE = 8
MOST_TILLS = 9
_CHANNELS = ("counter", "counter", "phone", "phone", "online", "online", "email")
Step = dict[str, Any]


@dataclass(slots=True)
class ScriptedDay:
    """One scripted day; the same seed on the same shop lives the same day."""

    desk: Desk
    random: Random
    tills: tuple[str, ...]
    items: list[InventoryRow] = field(default_factory=list)
    out: list[InventoryRow] = field(default_factory=list)
    people: list[CustomerRow] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def live(self, orders: int) -> Iterator[Step]:
        """Open the tills, take and send orders, take some back, and close."""
        self._look_around()
        yield from self._opened()
        for number in range(orders):
            yield from self._take()
            if len(self.waiting) >= WAVE:
                yield from self._send()
            if number % 8 == 7:
                yield from self._take_back()
        yield from self._send()
        yield from self._goods_come()
        yield from self._send()
        yield from self._cash_out()
        yield from self._close()

    def _look_around(self) -> None:
        self.items = [row for row in inventory_page(self.desk) if row.available >= pieces(2)]
        self.out = inventory_page(self.desk, view="out")
        self.people = customers_page(self.desk)
        if len(self.items) < 3 or not self.people or not services_of(self.desk):
            raise Refused("A day needs a shop with goods in stock, customers and a service; try the demo or a seed.")

    def _opened(self) -> Iterator[Step]:
        known = {each.till for each in tills.open_tills(self.desk)}
        for till in self.tills:
            if till != tills.FIRST_TILL and till not in known:
                with suppress(Refused):  # it is there from another day
                    tills.add_till(self.desk, till)
            if till not in known:
                opened = tills.open_till(self.desk, till)
                yield {"step": "till opened", "till": till, "float": self._text(opened.float_amount)}
                if opened.float_amount < FLOAT:
                    tills.paid_in(self.desk, FLOAT - opened.float_amount, "change from the bank", till=till)
                    yield {"step": "paid in", "till": till, "amount": self._text(FLOAT - opened.float_amount)}

    def _take(self) -> Iterator[Step]:
        channel = self.random.choice(_CHANNELS)
        if channel == "counter":
            yield from self._sell()
            return
        cod = channel == "online" and chance(self.random, 30)
        request = OrderRequest(
            lines=self._lines(wish=15),
            channel=channel,
            customer_id=self.random.choice(self.people).id,
            tender="cod" if cod else "account",
            ship_by=self.desk.today,
        )
        try:
            order_id = place_order(self.desk, request)
        except Refused as refusal:
            yield {"step": "refused", "what": f"{channel} order", "why": str(refusal)}
            return
        self.waiting.append(order_id)
        yield self._told("placed", order_id, channel=channel)
        held = view_order(self.desk, order_id).order.hold_note
        if held:
            release_order(self.desk, order_id, "the customer was asked")
            yield self._told("released", order_id, why=held)
        if not cod and chance(self.random, 20):
            due = view_order(self.desk, order_id).order.due
            paid = take_payment(self.desk, order_id, [Tendered("card", due // 2 + 1)], till=self._till())
            yield self._told("deposit", order_id, receipt=paid.receipt)

    def _sell(self) -> Iterator[Step]:
        request = OrderRequest(lines=self._lines(), channel="counter")
        till = self._till()
        total = preview_order(self.desk, request).priced.totals.total
        card = total // 2 if chance(self.random, 30) else 0
        given = [Tendered("cash", -(-(total - card) // 500) * 500)]
        if card:
            given.append(Tendered("card", card))
        try:
            sold = sell(self.desk, request, given, till=till)
        except Refused as refusal:
            yield {"step": "refused", "what": "counter sale", "why": str(refusal)}
            return
        self.sent.append(sold.order_id)
        yield self._told("sold", sold.order_id, invoice=sold.invoice, receipt=sold.paid.receipt, till=till)

    def _lines(self, wish: int = 0) -> tuple[LineRequest, ...]:
        """Up to four items; now and then somebody wishes for one that is out of stock."""
        chosen = self.random.sample(self.items, self.random.randint(1, min(4, len(self.items))))
        lines = [LineRequest(pieces(self.random.randint(1, 2)), item.sku) for item in chosen]
        if self.out and chance(self.random, wish):
            lines.append(LineRequest(pieces(2), self.random.choice(self.out).sku))
        return tuple(lines)

    def _send(self) -> Iterator[Step]:
        """Everything that has stock goes out in one wave; what waits for goods stays."""
        wave = []
        for order_id in self.waiting:
            view = view_order(self.desk, order_id)
            if any(row.state == "allocated" for row in view.shipments):
                wave.append(order_id)
        keys = [key for order_id in wave for key in self._allocated(order_id)]
        if not keys:
            return
        picklist = start_picking(self.desk, keys)
        yield {"step": "picklist", "picklist": picklist, "shipments": len(keys)}
        yield from self._picked(picklist)
        for order_id in wave:
            yield from self._ship(order_id)
        self.waiting = [each for each in self.waiting if view_order(self.desk, each).backordered]

    def _allocated(self, order_id: int) -> list[int]:
        return [row.id for row in view_order(self.desk, order_id).shipments if row.state == "allocated"]

    def _picked(self, picklist: str) -> Iterator[Step]:
        rows = view_picklist(self.desk, picklist)[1]
        short = self.random.choice(rows) if chance(self.random, 20) else None
        confirm_picks(self.desk, picklist, [Short(short.sku, ONE)] if short and short.quantity > ONE else [])
        yield {"step": "picked", "picklist": picklist, "short": short.sku if short and short.quantity > ONE else None}

    def _ship(self, order_id: int) -> Iterator[Step]:
        rows = [row for row in view_order(self.desk, order_id).shipments if row.state == "picked"]
        for row in rows:
            pack_shipment(self.desk, row.id, note_done=True)
            ship_shipment(self.desk, row.id, tracking=f"SIM{row.id:09d}")
            yield self._told("shipped", order_id, shipment=row.number)
        if not rows:
            return
        yield self._told("invoiced", order_id, invoice=issue_invoice(self.desk, order_id))
        yield from self._collect(order_id)

    def _collect(self, order_id: int) -> Iterator[Step]:
        view = view_order(self.desk, order_id)
        if view.backordered:
            return
        self.sent.append(order_id)
        cod = view.order.tender == "cod"
        if cod:
            for key in shipments_to_do(self.desk, view.order.number, shipped=True):
                deliver_shipment(self.desk, key)
        if view.order.due > 0 and (cod or chance(self.random, 60)):
            tender = "cod" if cod else "transfer"
            paid = take_payment(self.desk, order_id, [Tendered(tender, view.order.due)], till=self._till())
            yield self._told("paid", order_id, receipt=paid.receipt, tender=tender)

    def _take_back(self) -> Iterator[Step]:
        """One unit of something that was sent comes back over the counter."""
        if not self.sent:
            return
        order_id = self.random.choice(self.sent)
        view = view_order(self.desk, order_id)
        lines = [line for line in view.lines if line.goods and line.shipped - line.returned >= ONE]
        if not lines:
            return
        part = ComingBack(self.random.choice(lines).id, ONE, self.random.choice(REASONS))
        tender = "cash" if view.order.channel == "counter" else "account"
        till = self._till()
        settled = take_back(self.desk, order_id, [part], [self.random.choice(OUTCOMES)], tender, till=till)
        yield self._told("taken back", order_id, credited=self._text(settled.credited))

    def _goods_come(self) -> Iterator[Step]:
        found = {each.sku: each for order_id in self.waiting for each in view_order(self.desk, order_id).lines}
        for sku, line in sorted((sku, line) for sku, line in found.items() if sku and line.progress.backordered):
            receive(self.desk, sku, pieces(50))
            yield {"step": "received", "sku": sku, "quantity": "50", "for": line.order_id}
        offered = [each for each in proposals(self.desk) if each.waiting.order_id in self.waiting]
        if offered:
            accept(self.desk, offered)
            yield {"step": "offers accepted", "lines": len(offered)}

    def _cash_out(self) -> Iterator[Step]:
        for till in self.tills:
            tills.paid_out(self.desk, 5_00, "window cleaner", till=till)
            yield {"step": "paid out", "till": till, "amount": self._text(5_00)}
            tills.drop(self.desk, 50_00, till=till)
            yield {"step": "drop", "till": till, "amount": self._text(50_00)}

    def _close(self) -> Iterator[Step]:
        for till in self.tills:
            cash = tills.x_report(self.desk, till=till).cash
            assert cash is not None
            found = max(0, cash.expected - self.random.choice((0, 0, 0, 100)))
            tills.count_till(self.desk, {"0.01": found}, till=till)
            report = tills.close_till(self.desk, till=till, left=min(FLOAT, found))
            assert report.cash is not None
            off = self._text(report.cash.difference or 0)
            yield {
                "step": "till closed",
                "till": till,
                "z": report.z_number,
                "total": self._text(report.total),
                "off": off,
            }

    def _till(self) -> str:
        return self.random.choice(self.tills)

    def _told(self, step: str, order_id: int, **more: Any) -> Step:
        order = view_order(self.desk, order_id).order
        return {"step": step, "order": order.number, "total": amount_text(order.total, order.currency), **more}

    def _text(self, amount: Amount) -> str:
        return amount_text(amount, view_shop(self.desk).currency)


def live_a_day(desk: Desk, orders: int, seed: int = 1, till_count: int = 1) -> Iterator[Step]:
    """A scripted day of `orders` orders over four channels; yields each step once it is kept."""
    if not 1 <= till_count <= MOST_TILLS:
        raise Refused(f"Choose from 1 to {MOST_TILLS} tills.", field="tills")
    names = (tills.FIRST_TILL, *(f"Till {number}" for number in range(2, till_count + 1)))
    random = Random(seed)  # noqa: S311  invents a day, guards no secret
    return ScriptedDay(desk, random, names).live(orders)
