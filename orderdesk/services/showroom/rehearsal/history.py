"""The past of a rehearsal shop: orders by the thousand, billed, sent and paid, a few of them cancelled or returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from orderdesk.domain.orders.progress import Money, payment_of
from orderdesk.domain.prices.pricing import LineInput, Totals, part_of, price_order
from orderdesk.domain.prices.tax import LineTax, TaxRow
from orderdesk.domain.shop.taxing import taxing_to
from orderdesk.domain.values.money import Amount, price_of_amount
from orderdesk.domain.values.quantity import ONE, Quantity, pieces
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.money.postings import newest_keys
from orderdesk.persistence.record.bulk import BulkWriter
from orderdesk.services.desk import Desk
from orderdesk.services.record.posting import post_past
from orderdesk.services.showroom.rehearsal.stage import USER, RehearsalStage, StageCustomer, StageItem, again, millis

CHUNK = 2_500
WAVE = 8
CANCELLED, RETURNED = 3, 4
"""Of a hundred orders."""
CHANNELS = ("phone", "online", "online", "email", "counter")
_HOUR = 3_600_000
_KEYED = "orders order_lines picklists shipments allocations boxes returns invoices".split()
_SERIES = {"SO": "orders", "SH": "shipments", "PL": "picklists", "RMA": "returns"}
_TOLD = (("placed", 0), ("confirmed", 0), ("shipped", 4), ("invoiced", 5), ("paid", 6), ("closed", 9))
_TOLD_CANCELLED = (("placed", 0), ("confirmed", 0), ("cancelled", 9))


@dataclass(frozen=True, slots=True)
class PastLine:
    """A line of an order: an item, or the postage."""

    item: StageItem | None
    label: str
    quantity: Quantity
    price: int
    tax_class: str
    bears: LineTax

    def input(self) -> LineInput:
        """The line as it is priced."""
        return LineInput(self.quantity, self.price, self.bears.rate, 0, self.item is None, *self.bears[1:])


@dataclass(frozen=True, slots=True)
class Sale:
    """One order of the past; `lines` are the keys of its lines, `at` its moment in milliseconds."""

    id: int
    person: StageCustomer
    parts: tuple[PastLine, ...]
    lines: tuple[int, ...]
    totals: Totals
    day: str
    at: int
    service_id: int
    tender: str


@dataclass(slots=True)
class Past:
    """Writes the past day by day, so that papers are numbered in the order of their dates."""

    stage: RehearsalStage
    random: Random
    keys: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=lambda: {"INV": 1_000, "CN": 1_000, "R": 1_000})
    moved: dict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))

    def live(self, desk: Desk, orders: int, days: int) -> None:
        """`orders` spread evenly over `days` from the first day of the stage; written a few thousand at a time."""
        plan = [self.stage.first_day + timedelta(days=number * days // orders) for number in range(orders)]
        for low in range(0, orders, CHUNK):
            with desk.writing(right=NO_RIGHT) as work:
                bulk, before = BulkWriter(work.connection), newest_keys(work.connection)
                self.keys = {table: bulk.next_key(table) for table in _KEYED}
                for place, day in enumerate(plan[low : low + CHUNK]):
                    self._order(bulk, day, place)
                self._close(bulk)
                post_past(work, before)
                again(work)

    def _close(self, bulk: BulkWriter) -> None:
        bulk.finish()
        bulk.add_on_hand(self.moved)
        self.moved.clear()
        for series, table in _SERIES.items():
            bulk.set_next(series, 1_000 + self.keys[table])
        for series, last in self.numbers.items():
            bulk.set_next(series, last + 1)

    def _key(self, table: str) -> int:
        key = self.keys[table]
        self.keys[table] = key + 1
        return key

    def _number(self, series: str) -> str:
        self.numbers[series] += 1
        return f"{series}-{self.numbers[series]}"

    def _order(self, bulk: BulkWriter, day: date, place: int) -> None:
        parts, service_id = self._basket(day)
        sale = Sale(
            self._key("orders"),
            self.random.choice(self.stage.people),
            parts,
            tuple(self._key("order_lines") for _ in parts),
            price_order([part.input() for part in parts], self.stage.shop.rules),
            day.isoformat(),
            millis(datetime.combine(day, time(8, 0), UTC)) + place % 480 * 60_000,
            service_id,
            self.random.choice(("card", "card", "transfer")),
        )
        fate = self.random.randrange(100)
        if fate < CANCELLED:
            self._head(bulk, sale, "cancelled", "unallocated", "unpaid", _TOLD_CANCELLED)
            self._lines(bulk, sale, cancelled=True)
            return
        given_back = self._closed(bulk, sale, returned=fate >= 100 - RETURNED)
        money = Money(sale.totals.total, given_back, 0, sale.totals.total, given_back)
        self._head(bulk, sale, "closed", "delivered", str(payment_of(money)), _TOLD)

    def _closed(self, bulk: BulkWriter, sale: Sale, *, returned: bool) -> Amount:
        """Everything that happens to an order on its day; returns what was given back of it."""
        shipment = self._sent(bulk, sale)
        invoice = self._billed(bulk, sale)
        paid = ("payment", sale.at + 6 * _HOUR, sale.id, sale.person.id, None, sale.tender, sale.totals.total, "")
        bulk.rows["payments"].append((*paid, self._number("R"), USER))
        self._lines(bulk, sale, back=ONE if returned else 0)
        return self._returned(bulk, sale, invoice) if returned and shipment else 0

    def _basket(self, day: date) -> tuple[tuple[PastLine, ...], int]:
        random, taxing = self.random, taxing_to((), self.stage.shop, day, None)
        chosen = random.sample(self.stage.items, random.choice((1, 1, 2, 2, 3, 4, 6)))
        parts = [
            PastLine(
                item,
                item.name,
                pieces(random.choice((1, 1, 1, 2, 3))),
                item.price,
                item.tax_class,
                taxing.tax_of(item.tax_class),
            )
            for item in chosen
        ]
        service = random.choice(self.stage.services)
        postage = price_of_amount(service.price, self.stage.shop.currency)
        bears = taxing.tax_of(service.tax_class)
        return (*parts, PastLine(None, service.name, ONE, postage, service.tax_class, bears)), service.id

    def _head(
        self, bulk: BulkWriter, sale: Sale, state: str, fulfilment: str, payment: str, told: tuple[tuple[str, int], ...]
    ) -> None:
        number, address = f"SO-{1_000 + sale.id}", sale.person.address_id
        shop, totals = self.stage.shop, sale.totals
        units = sum(part.quantity for part in sale.parts if part.item)
        bulk.rows["orders"].append(
            (
                *(sale.id, number, state, self.random.choice(CHANNELS), sale.person.id, address, address),
                *(sale.service_id, shop.currency, shop.tax_profile.id, sale.tender, sale.at, sale.at + 60_000),
                *(sale.at + 9 * _HOUR, sale.day, totals.net, totals.tax, totals.total, units, fulfilment, payment),
                *(0, USER),
            )
        )
        bulk.words["orders"].append((sale.id, f"{number} {sale.person.words}"))
        bulk.rows["events"] += [(sale.at + hours * _HOUR, USER, "order", sale.id, what, "") for what, hours in told]

    def _lines(self, bulk: BulkWriter, sale: Sale, *, cancelled: bool = False, back: Quantity = 0) -> None:
        rows = zip(sale.parts, sale.lines, sale.totals.lines, strict=True)
        for place, (part, key, total) in enumerate(rows, start=1):
            item = part.item
            bulk.rows["order_lines"].append(
                (
                    *(key, sale.id, place, item.id if item else None, part.label, part.quantity, part.price),
                    *(total.gross, total.net, part.tax_class, part.bears.rate, total.tax, *part.bears[1:]),
                    part.quantity if cancelled else 0,
                    *(0 if cancelled or item is None else part.quantity, 0 if cancelled else part.quantity),
                    back if place == 1 else 0,
                )
            )

    def _sent(self, bulk: BulkWriter, sale: Sale) -> int:
        """Picked in waves, packed in one box, shipped and delivered; returns the key of the shipment."""
        shipment, box, at = self._key("shipments"), self._key("boxes"), sale.at
        tote = (shipment - 1) % WAVE + 1
        if tote == 1 or not bulk.rows["picklists"]:
            picklist = self._key("picklists")
            bulk.rows["picklists"].append((picklist, f"PL-{1_000 + picklist}", at + _HOUR, USER, 1))
        weight = sum(self._left(bulk, shipment, *each, at) for each in self._goods(sale))
        number = f"RG{shipment:09d}GB"
        bulk.rows["boxes"].append((box, shipment, 1, "M", weight, number, 1))
        bulk.rows["labels"].append((shipment, 1, at + 4 * _HOUR, USER, "issued", number, 1))
        bulk.rows["shipments"].append(
            (
                *(shipment, f"SH-{1_000 + shipment}", sale.id, "delivered", self.keys["picklists"] - 1, tote),
                *(sale.person.address_id, sale.service_id, sale.day, at, at + 2 * _HOUR),
                *(at + 3 * _HOUR, at + 4 * _HOUR, at + 8 * _HOUR, USER),
            )
        )
        return shipment

    def _goods(self, sale: Sale) -> Iterator[tuple[int, StageItem, Quantity]]:
        for part, line in zip(sale.parts, sale.lines, strict=True):
            if part.item is not None:
                yield line, part.item, part.quantity

    def _left(self, bulk: BulkWriter, shipment: int, line: int, item: StageItem, quantity: Quantity, at: int) -> int:
        key = self._key("allocations")
        bulk.rows["allocations"].append((key, shipment, line, item.id, item.bin_id, quantity, quantity, 1))
        _move(bulk, at + 4 * _HOUR, item, -quantity, ("sale", ""), ("shipment", shipment))
        self.moved[item.id, item.bin_id] -= quantity
        return item.weight_g * quantity // ONE

    def _billed(self, bulk: BulkWriter, sale: Sale) -> int:
        key, totals = self._key("invoices"), sale.totals
        self._paper(bulk, sale, (key, "invoice", self._number("INV")), (None, None, ""), totals.net, totals.tax)
        rows = zip(sale.parts, sale.lines, totals.lines, strict=True)
        bulk.rows["invoice_lines"] += [
            _paper_line(key, line, place, part, part.quantity, total.net, total.tax)
            for place, (part, line, total) in enumerate(rows, start=1)
        ]
        bulk.rows["invoice_taxes"] += [_tax_row(key, row) for row in totals.taxes]
        return key

    def _paper(
        self,
        bulk: BulkWriter,
        sale: Sale,
        named: tuple[int, str, str],
        why: tuple[int | None, int | None, str],
        net: Amount,
        tax: Amount,
    ) -> None:
        address, shop = sale.person.address_id, self.stage.shop
        bulk.rows["invoices"].append(
            (
                *(*named, sale.id, sale.person.id, shop.id, address, address, *why, sale.at + 5 * _HOUR),
                *(sale.day, sale.day, sale.day, shop.currency, net, tax, net + tax, USER),
            )
        )

    def _returned(self, bulk: BulkWriter, sale: Sale, invoice: int) -> Amount:
        """One unit of the first line comes back in the evening, is restocked, credited and refunded."""
        part, line, total = sale.parts[0], sale.lines[0], sale.totals.lines[0]
        item = part.item
        assert item is not None
        net = part_of(total.net, part.quantity, 0, ONE)
        tax = part_of(total.tax, part.quantity, 0, ONE)
        key, note, at = self._key("returns"), self._key("invoices"), sale.at + 8 * _HOUR
        head = (key, f"RMA-{1_000 + key}", sale.id, "settled", "changed mind", at, sale.day, at, at, sale.tender, USER)
        bulk.rows["returns"].append(head)
        bulk.rows["return_lines"].append((key, line, item.id, ONE, ONE, "changed mind", "restock"))
        _move(bulk, at, item, ONE, ("return", "changed mind"), ("return", key))
        self.moved[item.id, item.bin_id] += ONE
        named = (note, "credit-note", self._number("CN"))
        self._paper(bulk, sale, named, (key, invoice, "changed mind"), net, tax)
        bulk.rows["invoice_lines"].append(_paper_line(note, line, 1, part, ONE, net, tax))
        bulk.rows["invoice_taxes"].append(_tax_row(note, TaxRow(part.bears.rate, net, tax, *part.bears[1:])))
        paid = ("refund", at, sale.id, sale.person.id, note, sale.tender, net + tax, f"RMA-{1_000 + key}")
        bulk.rows["payments"].append((*paid, self._number("R"), USER))
        return net + tax


def _move(
    bulk: BulkWriter, at: int, item: StageItem, quantity: Quantity, why: tuple[str, str], paper: tuple[str, int]
) -> None:
    bulk.rows["movements"].append((at, at, item.id, item.bin_id, quantity, *why, *paper, item.cost, USER))


def _paper_line(
    paper: int, line: int, place: int, part: PastLine, quantity: Quantity, net: Amount, tax: Amount
) -> tuple[object, ...]:
    sku = part.item.sku if part.item else ""
    bears = (part.bears.rate, tax, *part.bears[1:])
    return (paper, line, place, sku, part.label, quantity, part.price, net, part.tax_class, *bears)


def _tax_row(paper: int, row: TaxRow) -> tuple[object, ...]:
    return (paper, row.label, row.rate, row.base, row.tax, row.place, row.exemption)
