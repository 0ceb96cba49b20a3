"""Bringing stock levels in: each figure is a count, and the difference to what is here is a movement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.integrations.imports.records import StockRecord
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.desk import Work
from orderdesk.services.imports.matched import CHANGED, NEW, SAME, MatchContext, RowTally, Verdict, held_against
from orderdesk.services.imports.of_orders.found_items import items_named


@dataclass(frozen=True, slots=True)
class Level:
    """How far a bin is from what was counted."""

    record: StockRecord
    item_id: int
    difference: Quantity


@dataclass(frozen=True, slots=True)
class Levels:
    """The bins to set right."""

    tally: RowTally
    levels: tuple[Level, ...]

    @property
    def wanted(self) -> list[StockRecord]:
        """The records to be written."""
        return [each.record for each in self.levels]


def match(connection: Connection, reading: Reading, context: MatchContext) -> Levels:
    """Compare counted figures with the books; without a bin the item's usual one, or the first shelf, is meant."""
    records = [each for each in reading.records if isinstance(each, StockRecord)]
    known = items_named(connection, (each.sku for each in records))
    here = import_matching.on_hand(connection, (each.id for each in known.values()))
    reserved = import_matching.reserved_in(connection, (each.id for each in known.values()))
    usual = import_matching.usual_bin_codes(connection, (each.id for each in known.values()))

    def judge(record: StockRecord) -> Verdict[Level]:
        item = known.get(record.sku)
        if item is None:
            raise Refused(f"There is no item {record.sku}.", field="sku")
        if not item.stocked:
            raise Refused(f"{record.sku} is not kept in stock.", field="sku")
        code = record.bin or usual.get(item.id, stock.FIRST_SHELF)
        before, held = here.get((item.id, code), 0), reserved.get((item.id, code), 0)
        if record.quantity == before:
            return Verdict(SAME, record.sku)
        if record.quantity < held:
            said = f"{shown_quantity(held)} of {record.sku} in {code} are reserved for orders; release some first."
            raise Refused(said, field="quantity")
        counted = f"{shown_quantity(before)} → {shown_quantity(record.quantity)} in {code}"
        action = CHANGED if (item.id, code) in here else NEW
        return Verdict(action, record.sku, counted, Level(record, item.id, record.quantity - before))

    return Levels(*held_against(reading, records, context, judge, lambda record: record.sku))


def write(work: Work, batch_id: int, found: Levels, context: MatchContext) -> None:
    """Write the differences as counts; refused when less would be left than is reserved."""
    moved = []
    for place, level in enumerate(found.levels):
        context.step(place)
        record = level.record
        if record.bin:
            bin_id = places.add_bin(work.connection, record.bin)
        else:
            bin_id = stock.bin_for(work.connection, level.item_id)
        reason = record.reason or f"import {batch_id}"
        moved.append(Movement(level.item_id, bin_id, level.difference, "count", reason))
    try:
        stock.move_stock(work.connection, moved, now=work.now, user=work.user, batch_id=batch_id)
    except Refused as error:
        raise Refused(f"The count is below what is reserved for orders: {error}", field="quantity") from None
    work.touch("stock")
