"""Buying: purchase orders are drafted, sent to their vendor, received in parts, and what never comes is given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from orderdesk.domain.buying.purchasing import (
    Arrived,
    Purchase,
    PurchaseLine,
    PurchaseLineRequest,
    PurchaseRequest,
    share_arrival,
)
from orderdesk.domain.lifecycles import PURCHASE, Facts, PurchaseState
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, shown_price
from orderdesk.domain.values.quantity import LARGEST_QUANTITY, Quantity, shown_quantity
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.buying import records as purchasing
from orderdesk.persistence.items import records as catalog
from orderdesk.persistence.items.records import Item
from orderdesk.persistence.promises.promising import lock_items
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.desk import Desk, Work
from orderdesk.services.items.catalog import write_vendor
from orderdesk.services.items.item_forms import VendorForm
from orderdesk.services.promises.promise_days import recompute

LONGEST_REASON = 500
MOST_LINES = 500


def place_purchase(desk: Desk, request: PurchaseRequest, *, send: bool = False) -> int:
    """Write a purchase order as a draft; with `send` it is sent in the same transaction. Returns its key."""
    with desk.writing(right="buy goods") as work:
        purchase_id = _write(work, request)
        if send:
            _send(work, _purchase(work, purchase_id))
        return purchase_id


def change_purchase(desk: Desk, purchase_id: int, request: PurchaseRequest) -> None:
    """Write a draft anew; what is sent is not changed this way."""
    with desk.writing(right="buy goods") as work:
        found = _purchase(work, purchase_id)
        PURCHASE.check(found.state, "edit", Facts(found.number))
        values, lines = _checked(work, request)
        purchasing.change_purchase(work.connection, found.id, values)
        _write_lines(work, found.id, found.number, values, lines)
        work.event("purchase", found.id, "changed")
        work.touch("stock")


def send_purchase(desk: Desk, purchase_id: int) -> None:
    """Send a draft to its vendor: from now on its goods are on their way."""
    with desk.writing(right="buy goods") as work:
        _send(work, _purchase(work, purchase_id))


def move_due(desk: Desk, purchase_id: int, due: date | None, *, line_id: int | None = None) -> None:
    """Note that a line, or all of what is still to come, is due on another day (None: nobody knows)."""
    with desk.writing(right="buy goods") as work:
        found = _purchase(work, purchase_id)
        PURCHASE.check(found.state, "move-due", Facts(found.number))
        lines = purchasing.read_purchase_lines(work.connection, found.id)
        if line_id is not None and line_id not in {line.id for line in lines}:
            raise NotFound(f"{found.number} has no such line.", field="line")
        purchasing.move_due(work.connection, found.id, due, line_id)
        if line_id is None:
            purchasing.change_purchase(work.connection, found.id, {"due": due})
        named = next((f"{line.sku} " for line in lines if line.id == line_id), "")
        work.event("purchase", found.id, "due", f"{named}{due or 'not known'}")
        recompute(work, [line.item_id for line in lines])
        work.touch("stock")


def receive_purchase(
    desk: Desk, purchase_id: int, arrived: Sequence[Arrived], *, bin: str = "", reason: str = ""
) -> None:
    """Book goods that came on a purchase order into their bins (or the one named), at the cost agreed or paid.

    More than is open is refused without a `reason`.
    """
    with desk.writing(right="receive goods") as work:
        book_arrival(work, purchase_id, arrived, bin=bin, reason=reason)


def book_arrival(work: Work, purchase_id: int, arrived: Sequence[Arrived], *, bin: str = "", reason: str = "") -> None:
    """A receipt against a purchase order inside a transaction that may go on."""
    found = _purchase(work, purchase_id)
    lines = {line.id: line for line in purchasing.read_purchase_lines(work.connection, found.id)}
    why = clean(reason, "reason", longest=LONGEST_REASON)
    _check_arrived(found, lines, arrived, why)
    lock_items(work.connection, {lines[each.line_id].item_id for each in arrived})
    code = clean(bin, "bin", longest=40)
    shelf = places.add_bin(work.connection, code) if code else None
    purchasing.receive_lines(work.connection, [_receipt(work, found, lines, each, why) for each in arrived])
    moved = [
        Movement(
            lines[each.line_id].item_id,
            stock.bin_for(work.connection, lines[each.line_id].item_id) if shelf is None else shelf,
            each.quantity,
            "receipt",
            found.number,
            "incoming",
            each.line_id,
        )
        for each in arrived
    ]
    stock.move_stock(work.connection, moved, now=work.now, user=work.user)
    recompute(work, [each.item_id for each in moved])
    _settle(work, found, why)
    for each in arrived:
        _keep_cost(work, lines[each.line_id], each)
        line = lines[each.line_id]
        work.event("item", line.item_id, "received", f"{shown_quantity(each.quantity)} {found.number}")
    work.touch("stock", "items")


def book_item(work: Work, purchase_id: int, item_id: int, quantity: Quantity, *, bin: str = "") -> None:
    """So much of one item came on a purchase order; where it stands on several lines, the first is filled first."""
    lines = [line for line in purchasing.read_purchase_lines(work.connection, purchase_id) if line.item_id == item_id]
    book_arrival(work, purchase_id, share_arrival(lines, quantity), bin=bin)


def cancel_purchase(desk: Desk, purchase_id: int, reason: str = "") -> None:
    """Give up what has not come of a purchase order; what has come stays. A sent one needs a reason."""
    with desk.writing(right="buy goods") as work:
        found = _purchase(work, purchase_id)
        state = PURCHASE.after(found.state, "cancel", Facts(found.number))
        why = clean(reason, "reason", required=found.state != PurchaseState.DRAFT, longest=LONGEST_REASON)
        values = {"state": str(state), "reason": why, "closed_at": work.now}
        purchasing.change_purchase(work.connection, found.id, values)
        purchasing.expect_lines(work.connection, found.id, False)
        work.event("purchase", found.id, "cancelled", why)
        recompute(work, [line.item_id for line in purchasing.read_purchase_lines(work.connection, found.id)])
        work.touch("stock")


def _write(work: Work, request: PurchaseRequest) -> int:
    values, lines = _checked(work, request)
    number = take_number(work.connection, "PO", work.today.year)
    while purchasing.reference_taken(work.connection, number):
        number = take_number(work.connection, "PO", work.today.year)
    head = {"number": number, "currency": shop_of(work.connection).currency, "made_at": work.now, "user": work.user}
    purchase_id = purchasing.add_purchase(work.connection, {**head, **values})
    _write_lines(work, purchase_id, number, values, lines)
    work.event("purchase", purchase_id, "placed")
    work.touch("stock")
    return purchase_id


def _checked(work: Work, request: PurchaseRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The columns of a purchase order and of its lines; refuse what no vendor could deliver."""
    if len(request.lines) > MOST_LINES:
        raise Refused(f"A purchase order has at most {MOST_LINES} lines.", field="lines")
    values = {
        "vendor_id": _vendor_id(work, request),
        "due": request.due,
        "reference": clean(request.reference, "reference", longest=100),
        "note": clean(request.note, "note", lines=True),
    }
    rows = [_line(work, place, line, request) for place, line in enumerate(request.lines, start=1)]
    return values, rows


def _vendor_id(work: Work, request: PurchaseRequest) -> int:
    name = clean(request.vendor, "vendor", required=True, longest=200)
    found = catalog.vendor_id_by_name(work.connection, name)
    if found is not None:
        return found
    if not request.new_vendor:
        raise NotFound(f"There is no vendor {name}.", field="vendor")
    return write_vendor(work, VendorForm(name))


def _line(work: Work, place: int, line: PurchaseLineRequest, request: PurchaseRequest) -> dict[str, Any]:
    item = _item(work, place, line.sku)
    if not 0 < line.quantity <= LARGEST_QUANTITY:
        raise Refused(f"Line {place}: enter a quantity from 0.001 to 1,000,000.", field="quantity", line=place)
    cost = item.cost if line.cost is None else line.cost
    if not 0 <= cost <= LARGEST:
        raise Refused(f"Line {place}: enter a cost of zero or more.", field="cost", line=place)
    due = line.due or request.due
    return {"item_id": item.id, "position": place, "quantity": line.quantity, "cost": cost, "due": due}


def _item(work: Work, place: int, sku: str) -> Item:
    key = catalog.item_id_by_code(work.connection, sku.strip())
    item = catalog.read_item(work.connection, key) if key is not None else None
    if item is None:
        raise NotFound(f"Line {place}: there is no item {sku.strip()[:60]}.", field="sku", line=place)
    if not item.stocked:
        raise Refused(f"Line {place}: {item.sku} is not kept in stock.", field="sku", line=place)
    return item


def _write_lines(
    work: Work, purchase_id: int, number: str, values: dict[str, Any], lines: list[dict[str, Any]]
) -> None:
    common = {"reference": number, "vendor_id": values["vendor_id"], "expected": 0}
    purchasing.write_lines(work.connection, purchase_id, [{**line, **common} for line in lines])


def _purchase(work: Work, purchase_id: int) -> Purchase:
    found = purchasing.read_purchase(work.connection, purchase_id, lock=True)
    if found is None:
        raise NotFound("There is no such purchase order.", field="purchase")
    return found


def _send(work: Work, found: Purchase) -> None:
    lines = purchasing.read_purchase_lines(work.connection, found.id)
    state = PURCHASE.after(found.state, "send", Facts(found.number, lines=len(lines)))
    purchasing.change_purchase(work.connection, found.id, {"state": str(state), "sent_at": work.now})
    purchasing.expect_lines(work.connection, found.id, True)
    work.event("purchase", found.id, "sent")
    recompute(work, [line.item_id for line in lines])
    work.touch("stock")


def _check_arrived(found: Purchase, lines: dict[int, PurchaseLine], arrived: Sequence[Arrived], why: str) -> None:
    PURCHASE.check(found.state, "receive-part", Facts(found.number))
    if not arrived:
        raise Refused("Enter a received quantity on at least one line.", field="quantity")
    if len({each.line_id for each in arrived}) < len(arrived):
        raise Refused("Each line is received once at a time.", field="line")
    for each in arrived:
        line = lines.get(each.line_id)
        if line is None:
            raise NotFound(f"{found.number} has no such line.", field="line")
        if not 0 < each.quantity <= LARGEST_QUANTITY:
            raise Refused("Enter a quantity from 0.001 to 1,000,000.", field="quantity", line=line.position)
        if each.cost is not None and not 0 <= each.cost <= LARGEST:
            raise Refused("Enter a cost of zero or more.", field="cost", line=line.position)
        if each.quantity > line.left and not why:
            able = shown_quantity(line.left)
            sentence = (
                f"Only {able} of {line.sku} are still open on {found.number}; say why more came, or receive {able}."
            )
            raise Refused(sentence, field="reason", line=line.position)


def _receipt(work: Work, found: Purchase, lines: dict[int, PurchaseLine], each: Arrived, why: str) -> dict[str, Any]:
    line = lines[each.line_id]
    return {
        "purchase_id": found.id,
        "incoming_id": line.id,
        "at": work.now,
        "quantity": each.quantity,
        "cost": line.cost if each.cost is None else each.cost,
        "reason": why if each.quantity > line.left else "",
        "user": work.user,
    }


def _settle(work: Work, found: Purchase, why: str) -> None:
    """Write where the order stands now that goods have come."""
    lines = purchasing.read_purchase_lines(work.connection, found.id)
    rest = any(line.left for line in lines)
    state = PURCHASE.after(found.state, "receive-part" if rest else "receive-rest", Facts(found.number))
    values: dict[str, Any] = {"state": str(state)}
    if not rest:
        values["closed_at"] = work.now
    purchasing.change_purchase(work.connection, found.id, values)
    work.event("purchase", found.id, "received" if not rest else "received in part", why)


def _keep_cost(work: Work, line: PurchaseLine, arrived: Arrived) -> None:
    """What was paid last is what the item costs from now on."""
    paid = line.cost if arrived.cost is None else arrived.cost
    item = catalog.read_item(work.connection, line.item_id)
    if paid and item is not None and item.cost != paid:
        catalog.change_item(work.connection, item.id, {"cost": paid})
        work.event("item", item.id, "cost", f"{shown_price(item.cost)} to {shown_price(paid)}")
