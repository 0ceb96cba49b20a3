"""The work in hand of a rehearsal shop: orders in every state that is not the end, made as people make them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.checks.holding import hold_order
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.quoting import quote_order
from orderdesk.services.orders.views import return_id_of, shipments_to_do, view_order
from orderdesk.services.returns.returning import ComingBack, open_return, receive_return
from orderdesk.services.showroom.rehearsal.stage import RehearsalStage


class OpenWork:
    """Makes orders and leaves each where it is."""

    def __init__(self, desk: Desk, stage: RehearsalStage, random: Random) -> None:
        self._desk, self._stage, self._random = desk, stage, random
        self._fates: tuple[Callable[[], object], ...] = (
            self.allocated,
            self.allocated,
            self.packed,
            self.shipped,
            self.backordered,
            self.draft,
            self.picking,
            self.part_shipped,
            self.deposit,
            self.quote,
            self.held,
            self.coming_back,
            self.paid,
            self.cancelled,
            self.received,
        )

    def make(self, count: int) -> None:
        """`count` orders, each fate in turn."""
        for number in range(count):
            self._fates[number % len(self._fates)]()

    def draft(self) -> int:
        return place_order(self._desk, self._request(), confirm=False)

    def quote(self) -> None:
        quote_order(self._desk, self.draft())

    def allocated(self) -> int:
        return place_order(self._desk, self._request())

    def backordered(self) -> int:
        """With a line of which there is nothing on the shelves."""
        return place_order(self._desk, self._request(LineRequest(ONE, self._random.choice(self._stage.out).sku)))

    def held(self) -> None:
        hold_order(self._desk, self.allocated(), self._random.choice((Hold.CREDIT, Hold.ADDRESS)), "ask the customer")

    def cancelled(self) -> None:
        cancel_order(self._desk, self.allocated(), "ordered twice")

    def deposit(self) -> None:
        order_id = self.allocated()
        take_payment(self._desk, order_id, [Tendered("card", view_order(self._desk, order_id).order.due // 3 + 1)])

    def picking(self) -> int:
        return self._to_pick(self.allocated())

    def packed(self) -> int:
        return self._to_pack(self.allocated())

    def shipped(self) -> int:
        return self._to_ship(self.allocated())

    def part_shipped(self) -> None:
        """What there is leaves and is invoiced; the rest waits for goods."""
        issue_invoice(self._desk, self._to_ship(self.backordered()))

    def paid(self) -> int:
        """Shipped, billed and paid: closed."""
        order_id = self.shipped()
        issue_invoice(self._desk, order_id)
        take_payment(self._desk, order_id, [Tendered("card", view_order(self._desk, order_id).order.due)])
        return order_id

    def coming_back(self) -> str:
        """Closed, and one unit is allowed back."""
        order_id = self.paid()
        line = view_order(self._desk, order_id).lines[0]
        return open_return(self._desk, order_id, [ComingBack(line.id, ONE, "faulty")])

    def received(self) -> None:
        receive_return(self._desk, return_id_of(self._desk, self.coming_back()))

    def _request(self, *more: LineRequest) -> OrderRequest:
        random = self._random
        chosen = random.sample(self._stage.items, random.choice((1, 2, 3)))
        lines = [LineRequest(pieces(random.randint(1, 3)), item.sku) for item in chosen]
        return OrderRequest(
            lines=(*lines, *more),
            channel=random.choice(("phone", "email", "online")),
            customer_id=random.choice(self._stage.people).id,
            ship_by=self._desk.today,
        )

    def _to_pick(self, order_id: int) -> int:
        start_picking(self._desk, self._shipments(order_id))
        return order_id

    def _to_pack(self, order_id: int) -> int:
        confirm_picks(self._desk, start_picking(self._desk, self._shipments(order_id)))
        for key in self._shipments(order_id):
            pack_shipment(self._desk, key)
        return order_id

    def _to_ship(self, order_id: int) -> int:
        self._to_pack(order_id)
        for key in self._shipments(order_id):
            ship_shipment(self._desk, key, tracking=f"RG{1_000_000 + key:09d}GB")
        return order_id

    def _shipments(self, order_id: int) -> list[int]:
        return shipments_to_do(self._desk, view_order(self._desk, order_id).order.number)
