"""Returns: goods are allowed back, received, looked at, and settled at the price paid for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from orderdesk.domain.billing.billing import CreditedPart, credit
from orderdesk.domain.lifecycles import RETURN, Facts, ReturnState
from orderdesk.domain.money.tenders import ACCOUNT
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import Amount
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.persistence.billing import records as invoices
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.orders import records as orders
from orderdesk.persistence.record.numbers import take_number
from orderdesk.persistence.returns import records as returns
from orderdesk.persistence.returns.records import Return, ReturnLine
from orderdesk.persistence.shop.records import shop_of
from orderdesk.persistence.stock import places
from orderdesk.persistence.stock import records as stock
from orderdesk.persistence.stock.records import Movement
from orderdesk.services.billing.crediting import write_credits
from orderdesk.services.billing.invoicing import invoice
from orderdesk.services.desk import Desk, Work
from orderdesk.services.money.paying import refund
from orderdesk.services.record.progress import order_of, refresh
from orderdesk.services.returns.return_days import check_period, expire, late_receipt

OUTCOMES = ("restock", "quarantine", "scrap")
REASONS = ("changed mind", "damaged", "faulty", "wrong item", "not as described", "too late")


@dataclass(frozen=True, slots=True)
class ComingBack:
    """A part of an order line that the customer wants to send back."""

    order_line_id: int
    quantity: Quantity
    reason: str = "changed mind"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What became of a return line: `outcome` is restock, quarantine or scrap; restock may name the bin.

    With a `quantity` it is about a part of what was received; one without it is about all that the others leave.
    """

    return_line_id: int
    outcome: str
    condition: str = ""
    bin: str = ""
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The credit notes a return ended in, and the money given back; `handed` is what is handed out for it: cash in the
    coins there are."""

    credit_notes: tuple[int, ...]
    credited: Amount
    refunded: Amount
    handed: Amount


def open_return(desk: Desk, order_id: int, parts: Sequence[ComingBack], *, note: str = "", late: str = "") -> str:
    """Allow goods back: only what has shipped, once. Returns the number of the return.

    `late` is why goods are taken back after the shop's return period.
    """
    with desk.writing(right="take returns") as work:
        order = order_of(work, order_id)
        return_id = allow(work, order, parts, note, late)
        refresh(work, order)
        return _return(work, return_id).number


def receive_return(
    desk: Desk, return_id: int, quantities: Mapping[int, Quantity] | None = None, *, late: str = ""
) -> None:
    """The goods are here: {return line id: quantity}; all that was allowed when none are named.

    `late` is why they are taken after the last day of the return.
    """
    with desk.writing(right="take returns") as work:
        receive(work, _return(work, return_id), quantities, late)


def inspect_return(desk: Desk, return_id: int, inspected: Sequence[Inspected]) -> None:
    """Say what becomes of each line, whole or part by part; only now does stock move."""
    with desk.writing(right="take returns") as work:
        inspect(work, _return(work, return_id), inspected)


def settle_return(
    desk: Desk, return_id: int, tender: str, *, fee: Amount = 0, till: str = "", otherwise: bool = False
) -> Settled:
    """Credit what came back at the price paid, less a restocking fee (net), and give the money back by `tender`.

    Tender "account" gives no money: the credit lowers what the customer owes. With `otherwise` a person who may allows
    more by the tender than came in by it.
    """
    with desk.writing(right="refund money") as work:
        return settle(work, _return(work, return_id), tender, fee=fee, till=till, otherwise=otherwise)


def decline_return(desk: Desk, return_id: int, reason: str) -> None:
    """Refuse a return that was asked for."""
    with desk.writing(right="take returns") as work:
        found = _return(work, return_id)
        _move(work, found, "decline", {"note": reason})
        refresh(work, order_of(work, found.order_id))


def take_back(
    desk: Desk,
    order_id: int,
    parts: Sequence[ComingBack],
    outcomes: Sequence[str],
    tender: str,
    *,
    fee: Amount = 0,
    till: str = "",
    late: str = "",
    otherwise: bool = False,
) -> Settled:
    """A return at the counter in one go: allowed, received, inspected and settled in one transaction."""
    with desk.writing(right="refund money") as work:
        order = order_of(work, order_id)
        return_id = allow(work, order, parts, "", late)
        receive(work, _return(work, return_id), None)
        lines = returns.read_return_lines(work.connection, return_id)
        pairs = zip(lines, outcomes, strict=True)
        inspect(work, _return(work, return_id), [Inspected(line.id, outcome) for line, outcome in pairs])
        return settle(work, _return(work, return_id), tender, fee=fee, till=till, otherwise=otherwise)


def allow(work: Work, order: Order, parts: Sequence[ComingBack], note: str, late: str = "") -> int:
    """Write the return; refuse more than was shipped and is not back or on its way back, and what comes too late."""
    expire(work, order.id)
    lines = {line.id: line for line in orders.read_lines(work.connection, order.id)}
    expected = returns.still_expected(work.connection, order.id)
    if not parts:
        raise Refused("Choose at least one line to return.", field="lines")
    for part in parts:
        line = lines.get(part.order_line_id)
        if line is None:
            raise NotFound(f"{order.number} has no such line.", field="lines")
        able = line.shipped - line.returned - expected.get(line.id, 0)
        if not 0 < part.quantity <= able:
            raise Refused(
                f"{line.label}: {shown_quantity(able)} can still come back, not {shown_quantity(part.quantity)}.",
                field="quantity",
                line=line.position,
            )
        expected[line.id] = expected.get(line.id, 0) + part.quantity
    shop = shop_of(work.connection)
    check_period(work, order, [lines[part.order_line_id] for part in parts], shop.return_days, late)
    values = {
        "number": take_number(work.connection, "RMA", work.today.year),
        "order_id": order.id,
        "state": str(ReturnState.AUTHORISED),
        "reason": parts[0].reason,
        "note": note,
        "opened_at": work.now,
        "expires": work.today + timedelta(days=shop.return_days),
        "user": work.user,
    }
    rows = [
        {
            "order_line_id": part.order_line_id,
            "item_id": lines[part.order_line_id].item_id,
            "quantity": part.quantity,
            "reason": part.reason,
        }
        for part in parts
    ]
    return_id = returns.add_return(work.connection, values, rows)
    work.event("order", order.id, "return allowed", str(values["number"]))
    work.touch("returns")
    return return_id


def receive(work: Work, found: Return, quantities: Mapping[int, Quantity] | None, late: str = "") -> None:
    lines = returns.read_return_lines(work.connection, found.id)
    got = {line.id: line.quantity for line in lines} if quantities is None else dict(quantities)
    for line in lines:
        if not 0 <= got.get(line.id, 0) <= line.quantity:
            raise Refused(f"Only {shown_quantity(line.quantity)} were allowed back.", field="quantity")
    if not any(got.values()):
        raise Refused("Enter what was received.", field="quantity")
    _still_out(work, found, lines, got)
    event = "receive-late" if late_receipt(work, found, late) else "receive"
    _move(work, found, event, {"received_at": work.now})
    returns.change_return_lines(work.connection, [(line.id, {"received": got.get(line.id, 0)}) for line in lines])
    steps: dict[int, dict[str, int]] = {}
    for line in lines:
        step = steps.setdefault(line.order_line_id, {"returned": 0})
        step["returned"] += got.get(line.id, 0)
    orders.advance_lines(work.connection, steps)
    refresh(work, order_of(work, found.order_id))


def _still_out(work: Work, found: Return, lines: Sequence[ReturnLine], got: Mapping[int, Quantity]) -> None:
    """Refuse more of a line than is with the customer: another return may have brought it meanwhile."""
    out = {line.id: line for line in orders.read_lines(work.connection, found.order_id)}
    back: dict[int, Quantity] = {}
    for each in lines:
        back[each.order_line_id] = back.get(each.order_line_id, 0) + got.get(each.id, 0)
    for key, quantity in back.items():
        left = out[key].shipped - out[key].returned
        if quantity > left:
            name = out[key].sku or out[key].label
            raise Refused(f"{name}: {shown_quantity(left)} can still come back.", field="quantity")


def inspect(work: Work, found: Return, inspected: Sequence[Inspected]) -> None:
    lines = {line.id: line for line in returns.read_return_lines(work.connection, found.id) if line.received}
    if {each.return_line_id for each in inspected} != set(lines):
        raise Refused("Choose an outcome for each received line.", field="outcome")
    parts = [part for key, line in lines.items() for part in _parted(line, inspected)]
    moved = [each for line, became in parts for each in _movements(work, found, line, became)]
    _move(work, found, "inspect", {})
    stock.move_stock(work.connection, moved, now=work.now, user=work.user)
    known: set[int] = set()
    for line, became in parts:
        said = {"outcome": became.outcome, "condition": became.condition}
        if line.id in known:
            returns.add_return_line(work.connection, line, said)
        else:
            counted = {"quantity": line.quantity, "received": line.received}
            returns.change_return_lines(work.connection, [(line.id, counted | said)])
        known.add(line.id)
    work.touch("stock")


def _parted(line: ReturnLine, inspected: Sequence[Inspected]) -> list[tuple[ReturnLine, Inspected]]:
    """A line by what became of its parts; what was allowed and did not come stays with the first."""
    mine = sorted((each for each in inspected if each.return_line_id == line.id), key=lambda each: not each.quantity)
    left = line.received
    parts: list[tuple[ReturnLine, Inspected]] = []
    for each in mine:
        count = left if each.quantity is None else each.quantity
        if not 0 < count <= left:
            raise Refused(
                f"{shown_quantity(line.received)} were received: say of each part how many, and of no more than that.",
                field="quantity",
            )
        left -= count
        allowed = count if parts else count + line.quantity - line.received
        parts.append((replace(line, quantity=allowed, received=count), each))
    if left:
        raise Refused(f"Say what becomes of the other {shown_quantity(left)}.", field="outcome")
    return parts


def settle(work: Work, found: Return, tender: str, *, fee: Amount, till: str, otherwise: bool = False) -> Settled:
    order = order_of(work, found.order_id)
    if tender != ACCOUNT:
        read_tenders(work.connection).to_give(tender)
    _bill_first(work, order)
    lines = orders.read_lines(work.connection, order.id)
    received: dict[int, Quantity] = {}
    for line in returns.read_return_lines(work.connection, found.id):
        received[line.order_line_id] = received.get(line.order_line_id, 0) + line.received
    parts = _credited(work, order, received)
    credited = write_credits(work, order, parts, lines, reason=found.reason, return_id=found.id, fee=fee)
    keys, total, refunded, handed = credited.notes, credited.total, 0, 0
    order = order_of(work, order.id)
    if tender != ACCOUNT and total > 0:
        money = orders.money_of(work.connection, order.id)
        # What is still owed comes off first: money that goes back makes nobody a debtor.
        owed = max(0, money.invoiced - money.credited)
        refunded = min(total, money.paid - money.refunded - owed)
        if refunded > 0:
            handed = refund(
                work,
                order,
                tender,
                refunded,
                reason=found.number,
                till=till,
                credit_note_id=keys[0],
                otherwise=otherwise,
            )
    _move(work, found, "settle", {"settled_at": work.now, "settlement": tender, "restocking_fee": fee})
    work.event("order", order.id, "return settled", found.number)
    refresh(work, order)
    return Settled(keys, total, refunded, handed)


def _bill_first(work: Work, order: Order) -> None:
    """Goods that came back before they were billed are invoiced first, so that the credit has an invoice to name."""
    lines = orders.read_lines(work.connection, order.id)
    if any(line.goods and line.returned and line.shipped > line.invoiced for line in lines):
        invoice(work, order)


def _credited(work: Work, order: Order, received: Mapping[int, Quantity]) -> list[CreditedPart]:
    """What came back, as it was invoiced; what is credited already is not credited again."""
    parts = invoices.invoiced_parts(work.connection, order.id)
    return [
        part
        for line_id, quantity in received.items()
        for part in credit([each for each in parts if each.order_line_id == line_id], quantity)
    ]


def _movements(work: Work, found: Return, line: ReturnLine, inspected: Inspected) -> list[Movement]:
    """Restocked goods go to their bin, quarantined ones to quarantine; scrapped ones come in and go out again."""
    if inspected.outcome not in OUTCOMES:
        raise Refused(f"Choose an outcome: {', '.join(OUTCOMES)}.", field="outcome")
    if line.item_id is None:
        return []
    if inspected.outcome == "restock":
        bin_id = stock.bin_for(work.connection, line.item_id, inspected.bin)
    else:
        bin_id = places.bin_of_kind(work.connection, "quarantine" if inspected.outcome == "quarantine" else "damaged")
    back = Movement(line.item_id, bin_id, line.received, "return", line.reason, "return", found.id)
    if inspected.outcome != "scrap":
        return [back]
    why = inspected.condition or line.reason
    return [back, Movement(line.item_id, bin_id, -line.received, "scrap", why, "return", found.id)]


def _return(work: Work, return_id: int) -> Return:
    found = returns.read_return(work.connection, return_id)
    if found is None:
        raise NotFound("There is no such return.", field="return")
    return found


def _move(work: Work, found: Return, event: str, values: Mapping[str, object]) -> None:
    state = RETURN.after(found.state, event, Facts(found.number))
    returns.change_return(work.connection, found.id, {"state": str(state), **values})
    work.event("return", found.id, str(state))
    work.touch("returns")
