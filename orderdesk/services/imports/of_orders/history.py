"""Writing the history of a shop that moves in: closed orders with their shipments, invoices and payments, credits and
stock corrections, each under the number it always had, all of them marked with the batch that brought them.

What a file does not tell is settled in the plainest way: goods left and were delivered at the time of the sale, each
invoice was paid by transfer, each credit was paid back. A credit for a sale older than the file stands on an order
without lines and amends nothing; its goods come back as a stock adjustment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from orderdesk.domain.fulfilment.boxes import MOVED
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.prices.tax import LineTax
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity
from orderdesk.integrations.imports.reading.values import in_zone
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, OrderRecord
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports.records import Bulk, add_to_stock, count_returned, stored_time
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import MatchContext
from orderdesk.services.imports.of_orders.credits import CreditPart, Key, SoldLine, wanted_by
from orderdesk.services.imports.of_orders.moving_in import Course, Past, correction_reason, lay_out
from orderdesk.services.imports.of_orders.past_sums import PastSums, past_sums, untaxed
from orderdesk.services.imports.of_orders.reckoning import Reckoned
from orderdesk.services.imports.of_orders.standing import TABLES, Goods, PastBuyer
from orderdesk.services.record.progress import order_of, refresh

DISCOUNT = "Discount"
OLDER = "credit for a sale older than the import"
_SETTLED = "settled before the import"
_BLOCK = 4_000


@dataclass(slots=True)
class _Placed:
    """The keys of an order that credits refer to."""

    order_id: int
    invoice_id: int
    buyer: PastBuyer
    lines: list[int]


@dataclass(slots=True)
class History:
    """One history on its way into the books. `buyers` is asked for each record: who bought, and where it went."""

    work: Work
    batch_id: int
    context: MatchContext
    goods: Mapping[str, Goods]
    buyers: Mapping[int, PastBuyer]
    sums: Mapping[str, Reckoned] = field(default_factory=dict)
    """What orders come to that were reckoned, by remote id."""
    began: datetime | None = None
    """When the whole history begins, of which this may be a part."""
    words: list[tuple[int, str]] = field(default_factory=list)
    _bulk: Bulk = field(init=False)
    _placed: dict[int, _Placed] = field(default_factory=dict)
    _before: dict[str, int] = field(default_factory=dict)

    def write(self, records: Sequence[Past]) -> None:
        """Write all; the keys and words of the orders are in `words` then."""
        stocked = {sku: each.stocked for sku, each in self.goods.items()}
        self._before = self._brought()
        rules = Rules(self.context.shop.currency)
        course = lay_out(records, stocked, rules, self.context.zone, self._earlier(records))
        self._bulk = Bulk(self.work.connection, TABLES)
        self._open(course)
        for place, (at, record) in enumerate(course.records):
            if isinstance(record, OrderRecord):
                self._order(course, place, at, record, rules)
            elif isinstance(record, CreditRecord):
                self._credit(course, place, at, record)
            else:
                self._correct(at, record)
            if place % _BLOCK == 0:
                self._bulk.flush()
                self.context.step(place)
        self._bulk.close()
        self._count(course)
        self._settle_earlier(course)

    @property
    def _home(self) -> str:
        return self.context.shop.tax_home.place

    def _brought(self) -> dict[str, int]:
        """What earlier parts of this import left on the shelf, by SKU."""
        left = import_matching.brought_by(self.work.connection, self.batch_id)
        return {sku: left.get((each.id, each.bin_id), 0) for sku, each in self.goods.items()}

    def _earlier(self, records: Sequence[Past]) -> list[tuple[Key, SoldLine]]:
        """The lines of earlier imports that some credit may be for, each order under a number below zero."""
        credits = [each for each in records if isinstance(each, CreditRecord)]
        buyers = {each.customer: self.buyers[id(each)] for each in credits if each.customer}
        keys = [each.id for each in buyers.values() if each.id]
        found = import_matching.earlier_sales(self.work.connection, keys, wanted_by(credits))
        sold = []
        for place, each in enumerate(found, 1):
            self._placed[-place] = _Placed(each.order_id, each.invoice_id, buyers[each.customer], [each.line_id])
            line = SoldLine(-place, 0, each.at, each.quantity, each.net, each.goods)
            sold.append(((each.customer, each.sku, each.price), line))
        return sold

    def _settle_earlier(self, course: Course) -> None:
        """Orders of earlier imports that were credited now: what came back is counted, and their summary is true."""
        back = [
            (self._placed[place].lines[line], quantity)
            for (place, line), quantity in course.returned.items()
            if place < 0
        ]
        count_returned(self.work.connection, back)
        for order_id in sorted({self._placed[place].order_id for place in course.refunded if place < 0}):
            refresh(self.work, order_of(self.work, order_id))

    def _open(self, course: Course) -> None:
        if course.records:
            before = stored_time((self.began or course.records[0][0]) - timedelta(seconds=1))
            for sku, quantity in course.stock.opening(self._before).items():
                if quantity:
                    self._move(before, self.goods[sku], quantity, ("opening", "stock before the imported history"))

    def _count(self, course: Course) -> None:
        opening = course.stock.opening(self._before)
        left = {sku: now + opening.get(sku, 0) for sku, now in course.stock.now.items()}
        rows = [(self.goods[sku].id, self.goods[sku].bin_id, quantity) for sku, quantity in sorted(left.items())]
        add_to_stock(self.work.connection, rows)

    def _order(self, course: Course, place: int, at: datetime, record: OrderRecord, rules: Rules) -> None:
        buyer = self.buyers[id(record)]
        order_id = next(self._bulk.keys("orders"))
        returned = [course.returned.get((place, index), 0) for index in range(len(record.lines))]
        sums = past_sums(record, self.sums.get(record.key), rules, self._home)
        lines = list(self._lines(order_id, record, returned, sums))
        if record.discount:
            self._bulk.rows("adjustments").append((order_id, DISCOUNT, record.discount))
        total = sums.total
        goods = [line for line in lines if line[10]]
        refunded = course.refunded.get(place, 0)
        payment = "paid" if not refunded else "refunded" if refunded >= total else "part-refunded"
        units = sum(line[5] for line in lines if line[3] is not None)
        state = ("delivered" if goods else "shipped", payment)
        self._head(order_id, record, at, buyer, sums, units, state)
        self._bulk.rows("order_lines").extend(lines)
        shipment_id = self._ship(order_id, record, at, buyer, goods) if goods else None
        invoice_id = self._bill(order_id, record, at, buyer, lines, shipment_id, sums)
        if total:
            self._pay("payment", at, order_id, buyer, total, None)
        if refunded or place in course.refunded:
            self._placed[place] = _Placed(order_id, invoice_id, buyer, [line[0] for line in lines])

    def _head(
        self, order_id: int, record: OrderRecord | CreditRecord, at: datetime, buyer: PastBuyer,
        sums: PastSums, units: Quantity, state: tuple[str, str],
    ) -> None:  # fmt: skip
        order = record if isinstance(record, OrderRecord) else None
        placed = in_zone(order.placed_at, self.context.zone) if order else at
        shop = self.context.shop
        channel = (order.channel if order else "") or self.context.channel
        begun, ended = stored_time(placed), stored_time(at)
        self._bulk.rows("orders").append(
            (
                order_id, record.number, "closed", channel, record.remote_id or None, buyer.id, buyer.bill_to,
                buyer.ship_to, shop.currency, shop.tax_profile.id, sums.exemption, "transfer", begun, begun, ended,
                order.ship_by.isoformat() if order and order.ship_by else None,
                order.reference if order else OLDER, order.instructions if order else "", sums.net, sums.tax,
                sums.total, units, *state, 0, int(sums.inclusive), sums.policy, sums.rounding, self.work.user,
                self.batch_id,
            )
        )  # fmt: skip
        numbers = " ".join(order.tracking) if order else ""
        self.words.append((order_id, f"{record.number} {record.remote_id} {buyer.words} {numbers}".rstrip()))

    def _lines(
        self, order_id: int, order: OrderRecord, returned: Sequence[int], sums: PastSums
    ) -> Iterator[tuple[Any, ...]]:
        keys = self._bulk.keys("order_lines")
        for place, (record, worth) in enumerate(zip(order.lines, sums.lines, strict=True)):
            item = self.goods.get(record.sku) if record.goods else None
            quantity = record.quantity
            shipped = quantity if item and item.stocked else 0
            label = record.label or (item.name if item else record.sku)
            yield (
                next(keys), order_id, place + 1, item.id if item else None, label, quantity, record.price,
                record.discount, worth.gross, worth.net, shipped, quantity, returned[place], worth.share,
                item.tax_class if item else "standard", worth.tax, *worth.bears,
            )  # fmt: skip

    def _ship(
        self, order_id: int, record: OrderRecord, at: datetime, buyer: PastBuyer, lines: Sequence[tuple[Any, ...]]
    ) -> int:
        shipment_id = next(self._bulk.keys("shipments"))
        when, user = stored_time(at), self.work.user
        self._bulk.rows("shipments").append(
            (shipment_id, record.number, order_id, "delivered", buyer.ship_to, _SETTLED, when, when, when, user)
        )
        for place, number in enumerate(record.tracking, start=1):
            self._bulk.rows("boxes").append((shipment_id, place, number))
            self._bulk.rows("labels").append((shipment_id, place, when, user, MOVED, number))
        allocations = self._bulk.rows("allocations")
        goods = {each.id: each for line in record.lines if (each := self.goods.get(line.sku))}
        for line_id, _, _, item_id, _, quantity, *_ in lines:
            item = goods[item_id]
            allocations.append((shipment_id, line_id, item_id, item.bin_id, quantity, quantity, 1))
            self._move(when, item, -quantity, ("sale", ""), ("shipment", shipment_id))
        return shipment_id

    def _bill(
        self, order_id: int, record: OrderRecord, at: datetime, buyer: PastBuyer, lines: Sequence[tuple[Any, ...]],
        shipment_id: int | None, sums: PastSums,
    ) -> int:  # fmt: skip
        key = self._paper("invoice", record.number, order_id, at, buyer, sums, shipment_id=shipment_id)
        rows = self._bulk.rows("invoice_lines")
        for line, sold in zip(lines, record.lines, strict=True):
            unit = self.goods[sold.sku].unit if line[3] else "each"
            worth = (line[9], *line[15:])
            rows.append((key, line[0], line[2], sold.sku, line[4], line[5], unit, line[6], line[7], *worth))
        return key

    def _paper(
        self, kind: str, number: str, order_id: int, at: datetime, buyer: PastBuyer, sums: PastSums, *,
        shipment_id: int | None = None, return_id: int | None = None, amends_id: int | None = None, reason: str = "",
    ) -> int:  # fmt: skip
        key = next(self._bulk.keys("invoices"))
        day = at.astimezone(self.context.zone).date().isoformat()
        shop = self.context.shop
        self._bulk.rows("invoices").append(
            (
                key, kind, number, order_id, buyer.id, shop.id, buyer.bill_to, buyer.ship_to, shipment_id, return_id,
                amends_id, reason, stored_time(at), day, day, day, shop.currency, sums.exemption, sums.net, sums.tax,
                sums.total, int(sums.inclusive), sums.policy, sums.rounding, self.work.user, self.batch_id,
            )
        )  # fmt: skip
        self._bulk.rows("invoice_taxes").extend(
            (key, row.label, row.rate, row.base, row.tax, row.place, row.exemption) for row in sums.taxes
        )
        return key

    def _pay(
        self, kind: str, at: datetime, order_id: int, buyer: PastBuyer, amount: Amount, credit_id: int | None
    ) -> None:
        row = (kind, stored_time(at), order_id, buyer.id, credit_id, "transfer", amount, _SETTLED, self.work.user)
        self._bulk.rows("payments").append((*row, self.batch_id))

    def _credit(self, course: Course, place: int, at: datetime, record: CreditRecord) -> None:
        """One credit note for each sale it is for, goods and charges apart, and one for what is older than the file."""
        groups: dict[tuple[int | None, bool], list[CreditPart]] = {}
        for part in course.credited[place]:
            goods = part.sold is not None and part.record.goods and self._stocked(part.record.sku)
            groups.setdefault((part.sold.order if part.sold else None, goods), []).append(part)
        for index, ((sale, _), parts) in enumerate(groups.items()):
            number = record.number if index == 0 else f"{record.number}-{index + 1}"
            if sale is None:
                self._credit_older(at, record, number, parts)
            else:
                self._credit_sale(at, record, number, self._placed[sale], parts)

    def _credit_sale(
        self, at: datetime, record: CreditRecord, number: str, sale: _Placed, parts: Sequence[CreditPart]
    ) -> None:
        back = [part for part in parts if part.record.goods and self._stocked(part.record.sku)]
        return_id = self._take_back(at, number, sale, back) if back else None
        net = sum(part.net for part in parts)
        key = self._paper(
            "credit-note", number, sale.order_id, at, sale.buyer, untaxed(net, self._home),
            return_id=return_id, amends_id=sale.invoice_id, reason="returned",
        )  # fmt: skip
        self._credit_lines(key, parts, sale.lines)
        if net:
            self._pay("refund", at, sale.order_id, sale.buyer, net, key)

    def _take_back(self, at: datetime, number: str, sale: _Placed, parts: Sequence[CreditPart]) -> int:
        key = next(self._bulk.keys("returns"))
        when, user = stored_time(at), self.work.user
        self._bulk.rows("returns").append(
            (key, number, sale.order_id, "closed", "returned", when, when, when, "transfer", user)
        )
        for part in parts:
            assert part.sold is not None
            item = self.goods[part.record.sku]
            line_id, quantity = sale.lines[part.sold.line], part.quantity
            self._bulk.rows("return_lines").append(
                (key, line_id, item.id, quantity, quantity, "returned", "", "restock", item.bin_id, part.net)
            )
            self._move(when, item, quantity, ("return", "returned"), ("return", key))
        return key

    def _credit_older(self, at: datetime, record: CreditRecord, number: str, parts: Sequence[CreditPart]) -> None:
        order_id = next(self._bulk.keys("orders"))
        buyer = self.buyers[id(record)]
        net = sum(part.net for part in parts)
        self._head(order_id, record, at, buyer, untaxed(0, self._home), 0, ("shipped", "refunded" if net else "paid"))
        key = self._paper("credit-note", number, order_id, at, buyer, untaxed(net, self._home), reason=OLDER)
        self._credit_lines(key, parts, None)
        if net:
            self._pay("refund", at, order_id, buyer, net, key)
        for part in parts:
            if part.record.goods and self._stocked(part.record.sku):
                item = self.goods[part.record.sku]
                self._move(stored_time(at), item, part.quantity, ("adjustment", f"{number}: {OLDER}"))

    def _credit_lines(self, key: int, parts: Sequence[CreditPart], lines: Sequence[int] | None) -> None:
        rows = self._bulk.rows("invoice_lines")
        for place, part in enumerate(parts, 1):
            record = part.record
            line_id = lines[part.sold.line] if lines and part.sold else None
            rows.append(
                (
                    key,
                    line_id,
                    place,
                    record.sku,
                    record.label,
                    part.quantity,
                    "each",
                    record.price,
                    0,
                    part.net,
                    0,
                    *LineTax(0, self._home),
                )
            )

    def _correct(self, at: datetime, record: CorrectionRecord) -> None:
        why = ("adjustment", correction_reason(record))
        self._move(stored_time(at), self.goods[record.sku], record.quantity, why)

    def _stocked(self, sku: str) -> bool:
        item = self.goods.get(sku)
        return item is not None and item.stocked

    def _move(
        self, at: int, item: Goods, quantity: int, why: tuple[str, str], paper: tuple[str, int | None] = ("", None)
    ) -> None:
        row = (at, at, item.id, item.bin_id, quantity, *why, *paper, item.cost, self.work.user, self.batch_id)
        self._bulk.rows("movements").append(row)
