"""Stock as the shop handles it: expected, received, moved, adjusted, taken and scrapped; counts stand beside it.

An item is named by its key, or by its SKU or barcode. Quantities are thousandths. Each function is one use case and
one transaction, and ends in movements; on hand never changes without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from orderdesk.domain.stock.allocation import allocate
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity, shown_quantity
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.buying import incoming
from orderdesk.persistence.buying.records import purchase_id_by_number
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.stock import ledger, places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.buying.purchasing import book_item
from orderdesk.services.desk import Desk, Work
from orderdesk.services.promises.promise_days import recompute
from orderdesk.services.stock.giving_way import GaveWay, GivingWay

ItemRef = int | str
LONGEST_REASON = 500
MENDED_ELSEWHERE = {"sale": "a return", "return": "the return's own papers", "move": "moving the goods back"}


def expect(
    desk: Desk, item: ItemRef, quantity: Quantity, *, reference: str = "", due: date | None = None, vendor: str = ""
) -> str:
    """Note goods on their way; more under the same reference is added to it. Returns the reference."""
    with desk.writing(right="buy goods") as work:
        return write_promise(work, item, quantity, reference=reference, due=due, vendor=vendor)


def write_promise(
    work: Work, item: ItemRef, quantity: Quantity, *, reference: str = "", due: date | None = None, vendor: str = ""
) -> str:
    """Note goods on their way inside a transaction; without a reference they get a number of their own."""
    found = stocked_item(work, item)
    _sensible(quantity)
    name = clean(reference, "reference", longest=100) or take_number(work.connection, "PO", work.today.year)
    if purchase_id_by_number(work.connection, name) is not None:
        raise Refused(f"{name} is a purchase order; say there what is expected on it.", field="reference")
    vendor_id = catalog.vendor_id_by_name(work.connection, vendor) if vendor else found.vendor_id
    if vendor and vendor_id is None:
        raise NotFound(f"There is no vendor {vendor}.", field="vendor")
    known = incoming.incoming_of(work.connection, found.id, name)
    if known:
        more = {"quantity": known.quantity + quantity, "due": due or known.due}
        incoming.change_incoming(work.connection, known.id, more)
    else:
        row = {"item_id": found.id, "reference": name, "quantity": quantity, "due": due, "vendor_id": vendor_id}
        incoming.add_incoming(work.connection, row)
    _done(work, found, "expected", f"{shown_quantity(quantity)} {name}")
    return name


def stop_expecting(desk: Desk, incoming_id: int) -> None:
    """Give up what has not come of a promise."""
    with desk.writing(right="buy goods") as work:
        known = incoming.read_incoming(work.connection, incoming_id)
        if known is None or not known.left:
            raise NotFound("Nothing more is expected there.", field="incoming")
        if known.purchase_id is not None:
            raise Refused(f"{known.reference} is a purchase order; cancel it there.", field="incoming")
        if known.received:
            incoming.change_incoming(work.connection, incoming_id, {"quantity": known.received})
        else:
            incoming.drop_incoming(work.connection, incoming_id)
        found = stocked_item(work, known.item_id)
        _done(work, found, "no longer expected", f"{shown_quantity(known.left)} {known.reference}")


def receive(desk: Desk, item: ItemRef, quantity: Quantity, *, bin: str = "", reference: str = "") -> None:
    """Book goods into a bin (a new code creates a bin); a reference counts them off what was expected under it."""
    with desk.writing(right="receive goods") as work:
        write_receipt(work, stocked_item(work, item), quantity, bin, reference)


def write_receipt(work: Work, item: Item, quantity: Quantity, bin: str = "", reference: str = "") -> None:
    """A receipt inside a transaction that may go on, as when a whole delivery is booked."""
    _sensible(quantity)
    name = clean(reference, "reference", longest=100)
    known = incoming.incoming_of(work.connection, item.id, name) if name else None
    if name and known is None:
        raise NotFound(f"Nothing of {item.sku} is expected under {name}.", field="reference")
    if known and known.purchase_id is not None:
        book_item(work, known.purchase_id, item.id, quantity, bin=bin)
        return
    if known:
        incoming.receive_incoming(work.connection, known.id, quantity)
    paper = ("incoming", known.id) if known else ("", None)
    book(work, [Movement(item.id, _shelf(work, item, bin), quantity, "receipt", name, *paper)])
    _done(work, item, "received", f"{shown_quantity(quantity)} {name}".strip())


def adjust(
    desk: Desk, item: ItemRef, change: Quantity, reason: str, *, bin: str = "", sure: bool = False
) -> tuple[GaveWay, ...]:
    """Put on hand right by a difference, with the reason. What is reserved gives way, the latest told day first:
    doubtful, naming the orders, until somebody is `sure`. Returns who waits again."""
    with desk.writing(right="adjust stock") as work:
        found = stocked_item(work, item)
        _sensible(abs(change))
        why = reason_of(reason)
        place = stock.bin_for(work.connection, found.id, bin.strip())
        giving = GivingWay(work, why)
        giving.free(found, place, -change)
        book(work, [Movement(found.id, place, change, "adjustment", why)])
        gave = giving.settle(sure=sure)
        _done(work, found, "adjusted", f"{shown_quantity(change)}: {why}")
        return gave


def move(
    desk: Desk, item: ItemRef, quantity: Quantity, to: str, *, bin: str = "", reason: str = "", sure: bool = False
) -> tuple[GaveWay, ...]:
    """Carry goods from one bin to another; the special bins (quarantine, damaged) take them off sale, and what was
    reserved gives way as in `adjust`. On another shelf it stays reserved."""
    with desk.writing(right="move stock") as work:
        found = stocked_item(work, item)
        _sensible(quantity)
        why = clean(reason, "reason", longest=LONGEST_REASON)
        source = stock.bin_for(work.connection, found.id, bin.strip())
        target = places.add_bin(work.connection, clean(to, "bin", required=True, longest=40))
        if source == target:
            raise Refused("The goods are in that bin already.", field="to")
        steps = [
            Movement(found.id, place, part, "move", why) for place, part in ((source, -quantity), (target, quantity))
        ]
        giving = GivingWay(work, f"moved to {to.strip()}")
        giving.free(found, source, quantity)
        book(work, steps)
        gave = giving.settle(sure=sure)
        _done(work, found, "moved", f"{shown_quantity(quantity)} to {to.strip()}")
        return gave


def take(desk: Desk, item: ItemRef, quantity: Quantity, *, bin: str = "", reason: str = "counter") -> None:
    """Hand goods out over the counter; refused when less than that is available, so nothing promised is given away."""
    with desk.writing(right="move stock") as work:
        found = stocked_item(work, item)
        _sensible(quantity)
        why = clean(reason, "reason", longest=LONGEST_REASON)
        here = stock.free_bins(work.connection, [found.id])[found.id]
        keep = found.safety_stock
        if bin:
            named = stock.bin_for(work.connection, found.id, bin.strip())
            keep = max(0, keep - sum(each.free for each in here if each.bin_id != named))
            here = [each for each in here if each.bin_id == named]
        taken = allocate(quantity, here, keep)
        if sum(part.quantity for part in taken) < quantity:
            able = shown_quantity(max(0, sum(each.free for each in here) - keep))
            sentence = f"There is not enough of {found.sku}: {able} available, {shown_quantity(quantity)} wanted."
            raise Refused(sentence, field="quantity")
        book(work, [Movement(found.id, part.bin_id, -part.quantity, "take", why) for part in taken])
        _done(work, found, "taken", shown_quantity(quantity))


def scrap(
    desk: Desk, item: ItemRef, quantity: Quantity, reason: str, *, bin: str = "", sure: bool = False
) -> tuple[GaveWay, ...]:
    """Throw goods away, with the reason; what was reserved gives way as in `adjust`."""
    with desk.writing(right="adjust stock") as work:
        found = stocked_item(work, item)
        _sensible(quantity)
        why = reason_of(reason)
        place = stock.bin_for(work.connection, found.id, bin.strip())
        giving = GivingWay(work, why)
        giving.free(found, place, quantity)
        book(work, [Movement(found.id, place, -quantity, "scrap", why)])
        gave = giving.settle(sure=sure)
        _done(work, found, "scrapped", f"{shown_quantity(quantity)}: {why}")
        return gave


def correct(desk: Desk, movement_id: int, reason: str, *, sure: bool = False) -> tuple[GaveWay, ...]:
    """Take back a movement booked by mistake: a new one the other way, which names it. What was reserved of it gives
    way as in `adjust`."""
    with desk.writing(right="adjust stock") as work:
        wrong = ledger.read_movement(work.connection, movement_id)
        if wrong is None:
            raise NotFound("There is no such movement.", field="movement")
        if wrong.kind in MENDED_ELSEWHERE:
            raise Refused(f"A {wrong.kind} is put right by {MENDED_ELSEWHERE[wrong.kind]}.", field="movement")
        if wrong.corrected:
            raise Refused("That movement has been corrected already.", field="movement")
        why = reason_of(reason)
        back = Movement(wrong.item_id, wrong.bin_id, -wrong.quantity, "adjustment", why, corrects_id=movement_id)
        item = stocked_item(work, wrong.item_id)
        giving = GivingWay(work, why)
        giving.free(item, wrong.bin_id, wrong.quantity)
        book(work, [back])
        gave = giving.settle(sure=sure)
        _done(work, item, "corrected", why)
        return gave


def stocked_item(work: Work, item: ItemRef) -> Item:
    """The item by its key, SKU or barcode; refused when it does not exist or is not kept in stock."""
    key = catalog.item_id_by_code(work.connection, item.strip()) if isinstance(item, str) else item
    found = catalog.read_item(work.connection, key) if key is not None else None
    if found is None:
        raise NotFound(f"There is no item {str(item).strip()[:60]}.", field="sku")
    if not found.stocked:
        raise Refused(f"{found.sku} is not kept in stock.", field="sku")
    return found


def _sensible(quantity: Quantity) -> None:
    if not 0 < quantity <= LARGEST_QUANTITY:
        raise Refused("Enter a quantity from 0.001 to 1,000,000.", field="quantity")


def reason_of(reason: str) -> str:
    """The reason as it is kept with a movement; refused when there is none."""
    if not reason.strip():
        raise Refused("Say why; the reason is kept with the movement.", field="reason")
    return clean(reason, "reason", longest=LONGEST_REASON)


def _shelf(work: Work, item: Item, code: str) -> int:
    named = clean(code, "bin", longest=40)
    return places.add_bin(work.connection, named) if named else stock.bin_for(work.connection, item.id)


def book(work: Work, rows: Sequence[Movement]) -> None:
    """Write movements in the name of who works."""
    stock.move_stock(work.connection, rows, now=work.now, user=work.user)
    work.touch("stock")


def _done(work: Work, item: Item, what: str, detail: str) -> None:
    work.event("item", item.id, what, detail)
    recompute(work, [item.id])
    work.touch("stock")
