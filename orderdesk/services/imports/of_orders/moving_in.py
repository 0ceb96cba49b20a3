"""What a history comes to before it is written: which sale each credit is for, and the stock it all began with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from orderdesk.domain.prices.pricing import Rules, line_gross
from orderdesk.domain.values.money import Amount, spread
from orderdesk.domain.values.quantity import Quantity
from orderdesk.integrations.imports.reading.values import in_zone
from orderdesk.integrations.imports.records import CorrectionRecord, CreditRecord, LineRecord, OrderRecord
from orderdesk.services.imports.of_orders.credits import CreditPart, Key, SoldLine, SoldLines, wanted_by

Past = OrderRecord | CreditRecord | CorrectionRecord


@dataclass(slots=True)
class Stocktaking:
    """On hand by item through the history: the opening stock is what keeps it from ever falling below zero."""

    now: dict[str, Quantity] = field(default_factory=dict)
    lowest: dict[str, Quantity] = field(default_factory=dict)

    def move(self, sku: str, quantity: Quantity) -> None:
        left = self.now[sku] = self.now.get(sku, 0) + quantity
        if left < self.lowest.get(sku, 0):
            self.lowest[sku] = left

    def opening(self, before: Mapping[str, Quantity]) -> dict[str, Quantity]:
        """The least each item must have begun with, beside what is there from before."""
        return {sku: max(0, -lowest - before.get(sku, 0)) for sku, lowest in self.lowest.items()}


@dataclass(slots=True)
class Course:
    """A history in the order of time, with its credits laid to its sales."""

    records: list[tuple[datetime, Past]]
    credited: dict[int, list[CreditPart]] = field(default_factory=dict)
    returned: dict[tuple[int, int], Quantity] = field(default_factory=dict)
    refunded: dict[int, Amount] = field(default_factory=dict)
    stock: Stocktaking = field(default_factory=Stocktaking)


def happened(record: Past) -> datetime:
    """When a record of the past took place; goods of an order leave when it is shipped."""
    if isinstance(record, OrderRecord):
        assert record.shipped_on is not None
        return record.shipped_on
    return record.at


def lay_out(
    records: Sequence[Past],
    stocked: Mapping[str, bool],
    rules: Rules,
    zone: ZoneInfo,
    earlier: Iterable[tuple[Key, SoldLine]] = (),
) -> Course:
    """Put records in the order of time and find for each credit the sales it is for.

    `stocked` tells for each SKU whether it is kept in stock; a line of another code is a charge. `earlier` are lines
    that are in the books already.
    """
    course = Course(sorted(((in_zone(happened(each), zone), each) for each in records), key=lambda pair: pair[0]))
    sales = SoldLines(wanted_by(each for each in records if isinstance(each, CreditRecord)))
    for key, sold in earlier:
        sales.lines.setdefault(key, []).append(sold)
    for place, (at, record) in enumerate(course.records):
        if isinstance(record, OrderRecord):
            _sell(course, sales, place, at, record, stocked, rules)
        elif isinstance(record, CreditRecord):
            _credit(course, sales, place, at, record, stocked, rules)
        else:
            course.stock.move(record.sku, record.quantity)
    return course


def is_goods(line: LineRecord, stocked: Mapping[str, bool]) -> bool:
    """Whether a line moves stock."""
    return line.goods and stocked.get(line.sku, False)


def worth(line: LineRecord, rules: Rules) -> Amount:
    """What a line comes to."""
    return line_gross(line.quantity, line.price or 0, line.discount, rules)


def shares_of(order: OrderRecord, rules: Rules) -> list[Amount]:
    """What each line bears of the discount on the whole order."""
    if not order.discount:
        return [0] * len(order.lines)
    return spread(order.discount, [worth(line, rules) if line.goods else 0 for line in order.lines])


def correction_reason(record: CorrectionRecord) -> str:
    """What a stock correction says; it begins with the file's own number, by which it is known again."""
    return f"{record.remote_id}: {record.reason or ('found' if record.quantity > 0 else 'written off')}"


def _sell(
    course: Course, sales: SoldLines, place: int, at: datetime, record: OrderRecord, stocked: Mapping[str, bool],
    rules: Rules,
) -> None:  # fmt: skip
    for index, line in enumerate(record.lines):
        goods = is_goods(line, stocked)
        if goods:
            course.stock.move(line.sku, -line.quantity)
        if sales.wanted:
            sales.sell(record.customer, line, SoldLine(place, index, at, line.quantity, worth(line, rules), line.goods))


def _credit(
    course: Course, sales: SoldLines, place: int, at: datetime, record: CreditRecord, stocked: Mapping[str, bool],
    rules: Rules,
) -> None:  # fmt: skip
    parts = course.credited[place] = []
    for line in record.lines:
        for part in sales.take_back(record.customer, line, worth(line, rules), at):
            parts.append(part)
            goods = is_goods(line, stocked)
            if goods:
                course.stock.move(line.sku, part.quantity)
            if part.sold is not None:
                course.refunded[part.sold.order] = course.refunded.get(part.sold.order, 0) + part.net
                if goods:
                    key = (part.sold.order, part.sold.line)
                    course.returned[key] = course.returned.get(key, 0) + part.quantity
