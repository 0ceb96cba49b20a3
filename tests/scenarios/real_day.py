"""One real trading day lived through the services: `python -m tests.scenarios.real_day DATA-FOLDER [DAY] [DB-FILE]`.

The lines of the two months before come in as history; then the day's orders are placed, goods for all but a few of them
are received, picked in waves, packed, shipped, billed and paid; credits come back as returns; the till is closed.
Prints what it came to, beside what the file says, with time and memory.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.reports.day_report import DayReport
from orderdesk.domain.values.money import amount_text, parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.integrations.imports.formats.uci_online_retail import is_product
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.care.checking import check
from orderdesk.services.checks.holding import release_order
from orderdesk.services.customers.customer_forms import CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.imports.importing import import_file
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.money.tills import close_till, count_till, open_till, x_report
from orderdesk.services.orders.placing import place_order
from orderdesk.services.returns.returning import ComingBack, take_back
from orderdesk.services.stock.stocking import adjust, receive
from tests.factories import Clock, northside
from tests.scenarios import uci
from tests.scenarios.books import rows
from tests.scenarios.move_in import peak

DAY = "2011-06-27"
SINCE = "2011-05-01"
"""The history begins here: what comes back on the day was sold after it; all of it moves in for test_online_retail."""
WAVE = 12
SHORT_ITEMS = 6
FLOAT = 100_00
NOTES = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


@dataclass(slots=True)
class Day:
    """The day as the file has it, and as it was lived; amounts in pence, without tax."""

    desk: Desk
    clock: Clock
    lines: list[uci.Row]
    placed: dict[str, int] = field(default_factory=dict)
    short: set[str] = field(default_factory=set)
    in_file: int = 0
    credits_in_file: int = 0
    credited: int = 0
    not_lived: list[str] = field(default_factory=list)
    shipments: int = 0
    asked: int = 0
    waves: int = 0
    z: DayReport | None = None

    def live(self) -> None:
        """From opening to closing."""
        open_till(self.desk, float_amount=FLOAT)
        self._know_items_and_customers()
        self._receive()
        self._place()
        self._correct_stock()
        self._ship()
        self._bill_and_collect()
        self._take_back()
        self._close()

    def sales(self) -> Iterator[tuple[str, list[uci.Row]]]:
        """The day's invoices: what was sold on each."""
        groups: defaultdict[str, list[uci.Row]] = defaultdict(list)
        for row in self.lines:
            if not row["InvoiceNo"].startswith("C"):
                groups[row["InvoiceNo"]].append(row)
        for number, group in groups.items():
            sold = [row for row in group if int(row["Quantity"]) > 0]
            if sold and any(Decimal(row["UnitPrice"]) or row["CustomerID"] for row in sold):
                yield number, sold

    def _know_items_and_customers(self) -> None:
        known = {sku for (sku,) in rows(self.desk, "SELECT sku FROM items")}
        for row in self.lines:
            code = row["StockCode"]
            if is_product(code) and code not in known:
                known.add(code)
                add_item(self.desk, ItemForm(code, row["Description"].strip() or code, _price(row)))
        here = {remote for (remote,) in rows(self.desk, "SELECT remote_id FROM customers")}
        for row in self.lines:
            customer = _customer(row)
            if customer and customer not in here:
                here.add(customer)
                add_customer(self.desk, CustomerForm(f"Customer {customer}", remote_id=customer))

    def _receive(self) -> None:
        """Goods for the day arrive in the morning, but for a few items that are late."""
        wanted: defaultdict[str, int] = defaultdict(int)
        for _, sold in self.sales():
            for row in sold:
                if is_product(row["StockCode"]):
                    wanted[row["StockCode"]] += pieces(int(row["Quantity"]))
        for row in self._corrections():
            if int(row["Quantity"]) < 0:
                wanted[row["StockCode"]] -= pieces(int(row["Quantity"]))
        here = dict(
            rows(self.desk, "SELECT i.sku, SUM(s.on_hand) FROM stock s JOIN items i ON i.id = s.item_id GROUP BY i.sku")
        )
        missing = {sku: need - int(here.get(sku, 0)) for sku, need in wanted.items() if need > int(here.get(sku, 0))}
        written_off = {row["StockCode"] for row in self._corrections()}
        late = [sku for sku in sorted(missing, key=lambda each: (-missing[each], each)) if sku not in written_off]
        self.short = set(late[:SHORT_ITEMS])
        for sku, quantity in sorted(missing.items()):
            if sku not in self.short:
                receive(self.desk, sku, quantity)

    def _place(self) -> None:
        for number, sold in self.sales():
            self.in_file += sum(map(_pence, sold))
            customer = _customer(sold[0])
            request = OrderRequest(
                tuple(_line(row) for row in sold if is_product(row["StockCode"])),
                channel="online" if customer else "counter",
                remote_id=number,
                customer_id=self._key(customer),
                tender="account" if customer else "card",
                reference=number,
                charges=tuple(_charge(row) for row in sold if not is_product(row["StockCode"])),
            )
            self.clock.advance(minutes=1)
            key = self.placed[number] = place_order(self.desk, request)
            if rows(self.desk, "SELECT 1 FROM orders WHERE id = :key AND hold <> ''", key=key):
                release_order(self.desk, key, "the customer was asked")
                self.asked += 1

    def _key(self, customer: str) -> int | None:
        known = "SELECT id FROM customers WHERE remote_id = :remote AND remote_id <> ''"
        found = rows(self.desk, known, remote=customer)
        return found[0][0] if found else None

    def _corrections(self) -> list[uci.Row]:
        """What the stock clerk found or wrote off."""
        sold = {row["InvoiceNo"] for _, group in self.sales() for row in group}
        return [
            row
            for row in self.lines
            if not row["InvoiceNo"].startswith("C")
            and is_product(row["StockCode"])
            and (int(row["Quantity"]) < 0 or row["InvoiceNo"] not in sold)
        ]

    def _correct_stock(self) -> None:
        for row in self._corrections():
            reason = row["Description"].strip() or "stock correction"
            adjust(self.desk, row["StockCode"], pieces(int(row["Quantity"])), reason)

    def _ship(self) -> None:
        """Waves of a dozen shipments, each to the van by itself."""
        keys = ", ".join(map(str, self.placed.values()))
        ready = [
            key
            for (key,) in rows(
                self.desk, f"SELECT id FROM shipments WHERE state = 'allocated' AND order_id IN ({keys}) ORDER BY id"
            )
        ]
        for start in range(0, len(ready), WAVE):
            self.clock.advance(minutes=10)
            wave = ready[start : start + WAVE]
            confirm_picks(self.desk, start_picking(self.desk, wave))
            self.waves += 1
            for shipment in wave:
                pack_shipment(self.desk, shipment)
                ship_shipment(self.desk, shipment, service="road", tracking=f"NC{shipment:08d}GB")
                self.shipments += 1

    def _bill_and_collect(self) -> None:
        """What left, or needs no leaving, is invoiced. The counter pays at the till, one in three customers by bank."""
        for place, order_id in enumerate(self.placed.values()):
            self.clock.advance(seconds=20)
            channel, waiting = self._standing(order_id)
            if waiting:
                issue_invoice(self.desk, order_id)
            due = rows(self.desk, "SELECT due FROM orders WHERE id = :key", key=order_id)[0][0]
            if due <= 0:
                continue
            if channel == "counter":
                tender = "cash" if place % 2 else "card"
                given = -(-due // 1000) * 1000 if tender == "cash" else due
                take_payment(self.desk, order_id, [Tendered(tender, given)])
            elif place % 3 == 0:
                take_payment(self.desk, order_id, [Tendered("transfer", due, f"bank {order_id}")])

    def _standing(self, order_id: int) -> tuple[str, bool]:
        """The channel of an order, and whether there is something to bill."""
        found = rows(
            self.desk,
            "SELECT o.channel, SUM(l.shipped - CASE WHEN l.item_id IS NULL THEN 0 ELSE l.invoiced END), "
            "SUM(CASE WHEN l.item_id IS NULL THEN 0 ELSE 1 END) "
            "FROM orders o JOIN order_lines l ON l.order_id = o.id WHERE o.id = :key GROUP BY o.channel",
            key=order_id,
        )
        channel, gone, goods = found[0]
        return channel, gone > 0 or not goods

    def _take_back(self) -> None:
        """Each credited line is laid to the newest sale it can be for, as a clerk would who is shown the goods."""
        for row in self.lines:
            if row["InvoiceNo"].startswith("C"):
                self.credits_in_file -= _pence(row)
                self._return(row)

    def _return(self, row: uci.Row) -> None:
        self.clock.advance(seconds=30)
        left = -pieces(int(row["Quantity"]))
        found = rows(
            self.desk,
            "SELECT l.id, o.id, l.shipped - l.returned, o.batch_id FROM order_lines l "
            "JOIN orders o ON o.id = l.order_id JOIN customers c ON c.id = o.customer_id "
            "JOIN items i ON i.id = l.item_id WHERE c.remote_id = :customer AND i.sku = :sku AND l.price = :price "
            "AND l.shipped > l.returned ORDER BY o.placed_at DESC, l.id",
            customer=_customer(row) or "nobody",
            sku=row["StockCode"],
            price=_price(row),
        )
        if sum(able for _, _, able, _ in found) < left:
            self.not_lived.append(f"{row['InvoiceNo']} {row['StockCode']}: no sale in the books that it could be for")
            self.credits_in_file += _pence(row)
            return
        for line_id, order_id, able, batch in found:
            now = min(left, able)
            if now:
                tender = "transfer" if batch else "account"
                settled = take_back(self.desk, order_id, [ComingBack(line_id, now)], ["restock"], tender)
                keys = ", ".join(map(str, settled.credit_notes))
                self.credited += rows(self.desk, f"SELECT SUM(net) FROM invoices WHERE id IN ({keys})")[0][0]
                left -= now

    def _close(self) -> None:
        self.clock.advance(minutes=5)
        cash = x_report(self.desk).cash
        assert cash is not None
        count_till(self.desk, _notes(cash.expected))
        self.z = close_till(self.desk, left=FLOAT)


def live(data: Path, day: str, file: Path) -> dict[str, Any]:
    """Move in the evening before, live the day, and say what it came to."""
    folder = data / "uci-online-retail"
    clock = Clock(datetime.fromisoformat(f"{day}T06:30:00").replace(tzinfo=UTC))
    desk = northside(f"sqlite:///{file}", stock={}, clock=clock)
    history = file.with_name("history.csv")
    uci.write(uci.lines(folder), history, lambda row: SINCE <= row["InvoiceDate"][:10] < day)
    began = time.perf_counter()
    moved = import_file(desk, "orders", history)
    moved_in = time.perf_counter() - began
    lived = Day(desk, clock, [row for row in uci.lines(folder) if row["InvoiceDate"].startswith(day)])
    lived.live()
    done = time.perf_counter() - began - moved_in
    facts = _facts(lived, day) | {
        "history_lines": moved.lines,
        "moved_in_seconds": round(moved_in, 1),
        "lived_seconds": round(done, 1),
        "megabytes": peak(),
    }
    desk.database.close()
    return facts


def _facts(lived: Day, day: str) -> dict[str, Any]:
    desk = lived.desk
    keys = ", ".join(map(str, lived.placed.values()))
    report = day_report(desk, desk.day_of(lived.clock()))
    certificate = check(desk)
    assert lived.z is not None
    assert lived.z.cash is not None
    ordered = rows(desk, f"SELECT SUM(net) FROM orders WHERE id IN ({keys})")[0][0]
    per_order = dict(rows(desk, f"SELECT remote_id, net FROM orders WHERE id IN ({keys})"))
    billed = rows(desk, f"SELECT SUM(net) FROM invoices WHERE kind = 'invoice' AND order_id IN ({keys})")[0][0]
    waiting = rows(
        desk, f"SELECT COUNT(*) FROM orders WHERE id IN ({keys}) AND fulfilment NOT IN ('shipped', 'delivered')"
    )[0][0]
    amounts = {
        "sold_in_file": lived.in_file,
        "ordered": ordered,
        "billed": billed,
        "still_to_bill": ordered - billed,
        "invoices_of_the_day": report.invoices.net,
        "credits_in_file": lived.credits_in_file,
        "credited": lived.credited,
        "credit_notes_of_the_day": report.credit_notes.net,
        "z_total": lived.z.total,
        "z_tendered": lived.z.tendered,
        "z_cash_difference": lived.z.cash.difference or 0,
    }
    return {
        "day": day,
        "orders": len(lived.placed),
        "lines": len(lived.lines),
        "orders_as_in_file": {number: sum(map(_pence, sold)) for number, sold in lived.sales()} == per_order,
        "late_items": sorted(lived.short),
        "orders_waiting": waiting,
        "asked_before_going_on": lived.asked,
        "waves": lived.waves,
        "shipments": lived.shipments,
        **{name: amount_text(int(value), "GBP") for name, value in amounts.items()},
        "z_number": lived.z.z_number,
        "problems": [*report.problems(), *lived.z.problems()],
        "findings": [finding.sentence for finding in certificate.findings],
        "not_lived": lived.not_lived,
    }


def _line(row: uci.Row) -> LineRequest:
    return LineRequest(pieces(int(row["Quantity"])), sku=row["StockCode"], price=_price(row), discount=0)


def _charge(row: uci.Row) -> LineRequest:
    label = row["Description"].strip() or row["StockCode"]
    return LineRequest(pieces(int(row["Quantity"])), label=label, price=_price(row))


def _price(row: uci.Row) -> int:
    return parse_price(row["UnitPrice"])


def _pence(row: uci.Row) -> int:
    return int(uci.worth(row) * 100)


def _customer(row: uci.Row) -> str:
    return row["CustomerID"].removesuffix(".0")


def _notes(amount: int) -> dict[str, int]:
    """A drawer counted down to the penny."""
    counted = {}
    for note in NOTES:
        number, amount = divmod(amount, note)
        counted[amount_text(note, "GBP")] = number
    return counted


def main(words: Sequence[str]) -> None:
    """Live the day and print it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(words[2]) if len(words) > 2 else Path(folder) / "shop.db"
        print(json.dumps(live(Path(words[0]), words[1] if len(words) > 1 else DAY, file), indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
