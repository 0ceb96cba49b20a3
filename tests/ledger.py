"""Papers and payments written straight into the tables, for tests of the figures that are read out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select

from orderdesk.domain.prices.pricing import LineInput, Rules, price_order, total_of
from orderdesk.domain.prices.tax import LineTax
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence import schema
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.money.tenders import add_standard

Item = tuple[str, int, int]
STANDARD, REDUCED = 200_000, 50_000
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MUG, TEE, BOOK, LAMP = ("MUG", 125_000, STANDARD), ("TEE", 199_900, STANDARD), ("BOOK", 140_000, REDUCED), (
    "LAMP", 849_500, STANDARD,
)  # fmt: skip
ROAD = ("Road", 69_000, STANDARD)


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NINE

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class Ledger:
    """Writes confirmed orders with their papers; every sum is worked out by the domain."""

    database: Database
    clock: Clock
    rules: Rules = field(default_factory=lambda: Rules("GBP"))
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, connection: Connection, table: Any, **values: Any) -> int:
        key = connection.execute(insert(table).returning(table.c.id), values).scalar_one()
        assert isinstance(key, int)
        return key

    def number(self, series: str) -> str:
        self.counts[series] = self.counts.get(series, 1000) + 1
        return f"{series}-{self.counts[series]}"

    def shop(self) -> None:
        """Shop Northside with two tax rates."""
        with self.database.writing() as unit:
            add_standard(unit.connection)
            profile = self.add(unit.connection, schema.tax_profiles, name="Standard")
            for label, rate in (("standard", STANDARD), ("reduced", REDUCED)):
                self.add(
                    unit.connection,
                    schema.tax_rates,
                    tax_profile_id=profile,
                    tax_class=label,
                    label=label,
                    rate=rate,
                    valid_from=date(2020, 1, 1),
                )
            self.add(
                unit.connection,
                schema.shops,
                name="Northside",
                currency=self.rules.currency,
                tax_profile_id=profile,
                since=NINE - timedelta(days=400),
            )

    def sale(
        self,
        wanted: Sequence[tuple[int, tuple[str, int, int]]],
        discount: int = 0,
        channel: str = "counter",
        **more: Any,
    ) -> int:
        """An order with its invoice at once; lines are (count, (label, price, rate)), Road is a charge."""
        inputs = [LineInput(pieces(n), price, rate, 0, label == "Road") for n, (label, price, rate) in wanted]
        totals = price_order(inputs, self.rules, discount)
        head = {
            "number": self.number("SO"), "state": "confirmed", "channel": channel, "currency": self.rules.currency,
            "tax_profile_id": 1, "placed_at": self.clock(), "confirmed_at": self.clock(), "net": totals.net,
            "tax": totals.tax, "total": totals.total, "fulfilment": "shipped",
            "units": sum(each.quantity for each in inputs),
            "inclusive": int(self.rules.inclusive), "policy": str(self.rules.policy),
        }  # fmt: skip
        with self.database.writing() as unit:
            order_id = self.add(unit.connection, schema.orders, **head | more)
            for place, ((_, (label, price, rate)), line, total) in enumerate(
                zip(wanted, inputs, totals.lines, strict=True), start=1
            ):
                self.add(
                    unit.connection,
                    schema.order_lines,
                    order_id=order_id, position=place, label=label, quantity=line.quantity, price=price, tax_rate=rate,
                    gross=total.gross, share=total.share, net=total.net, tax=total.tax, invoiced=line.quantity,
                )  # fmt: skip
            rows = [
                {"position": place, "description": label, "quantity": line.quantity, "price": price, "tax_rate": rate,
                 "share": total.share, "net": total.net, "tax": total.tax}
                for place, ((_, (label, price, rate)), line, total) in enumerate(
                    zip(wanted, inputs, totals.lines, strict=True), start=1
                )
            ]  # fmt: skip
            taxes = [{"label": row.label, "rate": row.rate, "base": row.base, "tax": row.tax} for row in totals.taxes]
            self.paper(unit.connection, order_id, "invoice", rows, taxes, customer_id=more.get("customer_id"))
        return order_id

    def credit(self, order_id: int, net: int, rate: int = STANDARD) -> int:
        """A credit note over `net` against the order's first invoice; returns its key."""
        totals = total_of([net], [LineTax(rate)], self.rules)
        row = {"position": 1, "description": "back", "quantity": 1000, "price": 0, "tax_rate": rate,
               "net": totals.net, "tax": totals.tax}  # fmt: skip
        tax = {"label": "tax", "rate": rate, "base": totals.net, "tax": totals.tax}
        with self.database.writing() as unit:
            first = select(schema.invoices.c.id).where(schema.invoices.c.order_id == order_id)
            amends = unit.connection.execute(first.order_by(schema.invoices.c.id)).scalars().first()
            order = unit.connection.execute(select(schema.orders).where(schema.orders.c.id == order_id)).one()
            named = {"amends_id": amends, "customer_id": order.customer_id}
            return self.paper(unit.connection, order_id, "credit-note", [row], [tax], **named)

    def paper(
        self, connection: Connection, order_id: int, kind: str, rows: list[Any], taxes: list[Any], **more: Any
    ) -> int:
        net, tax = sum(row["base"] for row in taxes), sum(row["tax"] for row in taxes)
        day = self.clock().date()
        key = self.add(
            connection,
            schema.invoices,
            kind=kind, number=self.number("INV" if kind == "invoice" else "CN"), order_id=order_id, shop_id=1,
            issued_at=self.clock(), issue_date=day, supply_date=day, due_date=day, currency=self.rules.currency,
            inclusive=int(self.rules.inclusive), policy=str(self.rules.policy), net=net, tax=tax,
            total=net + tax, **more,
        )  # fmt: skip
        connection.execute(insert(schema.invoice_lines), [{"invoice_id": key, **row} for row in rows])
        connection.execute(insert(schema.invoice_taxes), [{"invoice_id": key, **row} for row in taxes])
        return key

    def pay(
        self, order_id: int, tender: str, amount: int, session: int | None = None, given: int = 0, **more: Any
    ) -> None:
        """Money kept by the shop; `given` is what was laid on the counter."""
        row = {
            "kind": "payment", "at": self.clock(), "order_id": order_id, "tender": tender, "amount": amount,
            "tendered": given, "change": max(0, given - amount), "till_session_id": session, "user": "ann",
        }  # fmt: skip
        with self.database.writing() as unit:
            self.add(unit.connection, schema.payments, **row | more)

    def refund(self, order_id: int, tender: str, amount: int, session: int | None = None, **more: Any) -> None:
        self.pay(order_id, tender, amount, session, kind="refund", **more)
