"""Counts: what lies in the bins held against the book, what was missing found again or given up, and whose goods are
gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from orderdesk.domain.fulfilment.tasks import STILL_MISSING
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity, shown_quantity
from orderdesk.domain.values.written.moments import shown_moment
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.stock import ledger, places, tasks
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.desk import Desk, Work
from orderdesk.services.fulfilment.count_tasks import ask_count
from orderdesk.services.promises.promise_days import recompute
from orderdesk.services.stock.giving_way import GaveWay, GivingWay
from orderdesk.services.stock.stocking import ItemRef, book, reason_of, stocked_item


@dataclass(frozen=True, slots=True)
class CountLine:
    """What was counted of an item in one bin; no bin named is where it usually lies."""

    item: ItemRef
    counted: Quantity
    bin: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How a count compares: `expected` is what the book said at the time of the count, `on_hand` what it says now.

    `found` of the difference had been missing since a short pick; `lost` was missing and is given up. `missing` is
    still nowhere, and `look_in` names the bins that are to be counted for it.
    """

    item_id: int
    sku: str
    bin: str
    expected: Quantity
    counted: Quantity
    difference: Quantity
    on_hand: Quantity
    found: Quantity = 0
    lost: Quantity = 0
    missing: Quantity = 0
    look_in: tuple[str, ...] = ()
    gave_way: tuple[GaveWay, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    item: Item
    bin_id: int
    result: Counted


def count(
    desk: Desk, lines: Sequence[CountLine], counted_at: datetime, reason: str = "count", *, sure: bool = False
) -> list[Counted]:
    """Book a count. What was counted is held against the book at the time of the count, and movements since then
    stay: 18 found where the book said 20 is two fewer, whatever has been shipped meanwhile.

    What is found comes out of what short picks noted as missing. The shelves of the item that are left are then asked
    to be counted; with the last of them, the rest of what is missing is given up. What was asked before a bin was
    counted is done. Reserved goods that are not there are released, the latest told day first: doubtful, naming the
    orders, until somebody is `sure`. Booking the same count again changes nothing.
    """
    with desk.writing(right="count stock") as work:
        if counted_at > work.now:
            raise Refused("The time of the count is still to come.", field="counted_at")
        why = reason_of(reason)
        found = [_compare(work, line, counted_at) for line in lines]
        missing = {each.item.id: _missing(work, each.item.id, counted_at) for each in found}
        bins = [(each.item.id, each.bin_id) for each in found]
        giving = GivingWay(work, f"a count found too few: {why}")
        for each in found:
            giving.free(each.item, each.bin_id, -each.result.difference)
        found = [_out_of_missing(work, each, missing) for each in found]
        found = [_settled(work, each, found[place:], bins, missing) for place, each in enumerate(found)]
        book(work, [row for each in found for row in _movements(work, each, why, counted_at)])
        gave = giving.settle(sure=sure)
        recompute(work, [each.item.id for each in found])
        desk.fail_at("after_count")
        for each in found:
            said = f"{shown_quantity(each.result.counted)} in {each.result.bin}"
            work.event("item", each.item.id, "counted", said)
            for key in tasks.finish_counts(work.connection, each.item.id, each.bin_id, counted_at, work.now, work.user):
                work.event("task", key, "done", said)
                work.touch("shipments")
        return [replace(each.result, gave_way=tuple(one for one in gave if one.sku == each.item.sku)) for each in found]


def _compare(work: Work, line: CountLine, counted_at: datetime) -> _Line:
    item = stocked_item(work, line.item)
    if not 0 <= line.counted <= LARGEST_QUANTITY:
        raise Refused("A count is from 0 to 1,000,000.", field="counted")
    place = stock.bin_for(work.connection, item.id, line.bin.strip())
    on_hand = ledger.lock_on_hand(work.connection, item.id, place)
    expected = on_hand - ledger.moved_since(work.connection, item.id, place, counted_at)
    difference = line.counted - expected
    _never_below_nothing(work, item, place, line.counted, counted_at)
    code = ledger.bin_code(work.connection, place)
    result = Counted(item.id, item.sku, code, expected, line.counted, difference, on_hand + difference)
    return _Line(item, place, result)


def _never_below_nothing(work: Work, item: Item, place: int, counted: Quantity, counted_at: datetime) -> None:
    """A count speaks of an earlier minute; what has left since must have been there then or have come since."""
    level = counted
    for at, quantity in ledger.steps_since(work.connection, item.id, place, counted_at):
        level += quantity
        if level < 0:
            raise Refused(
                f"{shown_quantity(counted)} of {item.sku} cannot have been there then: by "
                f"{shown_moment(at, work.calendar)} {shown_quantity(-level)} more had left than that and what came. "
                "Count it again.",
                field="counted",
            )


def _missing(work: Work, item_id: int, counted_at: datetime) -> Quantity:
    """What was missing at the time of the count and still is."""
    place = places.bin_of_kind(work.connection, "missing")
    now = ledger.lock_on_hand(work.connection, item_id, place)
    steps = ledger.steps_since(work.connection, item_id, place, counted_at)
    # The least that was ever missing since: more than that cannot be taken out of the book of then.
    level = lowest = now - sum(quantity for _, quantity in steps)
    for _, quantity in steps:
        level += quantity
        lowest = min(lowest, level)
    return max(0, lowest)


def _out_of_missing(work: Work, line: _Line, missing: dict[int, Quantity]) -> _Line:
    """What a shelf has more than the book is what was missing, as far as that goes."""
    if line.bin_id == places.bin_of_kind(work.connection, "missing"):
        missing[line.item.id] = 0
        return line
    found = max(0, min(line.result.difference, missing[line.item.id]))
    missing[line.item.id] -= found
    return replace(line, result=replace(line.result, found=found))


def _settled(
    work: Work, line: _Line, rest: Sequence[_Line], bins: Sequence[tuple[int, int]], missing: dict[int, Quantity]
) -> _Line:
    """With the last shelf of an item counted, its missing goods are nowhere; before that the other shelves are asked to
    be counted."""
    key = line.item.id
    if not missing[key] or any(later.item.id == key for later in rest[1:]):
        return line
    look_in = _uncounted(work, key, {place for item, place in bins if item == key})
    if not look_in:
        return replace(line, result=replace(line.result, lost=missing[key]))
    for place in look_in:
        if tasks.count_of_bin(work.connection, key, place) is None:
            ask_count(work, key, place, missing[key], STILL_MISSING)
    codes = tuple(ledger.bin_code(work.connection, place) for place in look_in)
    return replace(line, result=replace(line.result, missing=missing[key], look_in=codes))


def _uncounted(work: Work, item_id: int, counted: set[int]) -> list[int]:
    """The shelves of an item that are neither among the bins counted now nor were counted, as asked, since anything of
    it went missing."""
    since = ledger.last_brought(work.connection, item_id, places.bin_of_kind(work.connection, "missing"))
    if since is not None:
        counted = counted | tasks.counted_since(work.connection, item_id, since)
    return sorted(set(stock.shelves_of(work.connection, item_id)) - counted)


def _movements(work: Work, line: _Line, why: str, at: datetime) -> list[Movement]:
    result = line.result
    rows = []
    if result.difference:
        rows.append(Movement(line.item.id, line.bin_id, result.difference, "count", why, effective_at=at))
    if result.found or result.lost:
        place = places.bin_of_kind(work.connection, "missing")
        rows.append(Movement(line.item.id, place, -result.found - result.lost, "count", why, effective_at=at))
    return rows
