"""How much money can go back by a tender: at most as it came, by tender and in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Protocol

from orderdesk.domain.money.tenders import CASH, STORE_CREDIT, Tender, Tenders
from orderdesk.domain.values.money import Amount, shown


class Because(StrEnum):
    """Why money goes back: it is the customer's, the price is reduced by it (a credit note says so), or the payment
    did not hold (it bounced, or was booked by mistake) and is owed again."""

    OWED = "owed"
    REDUCED = "price reduction"
    NOT_HELD = "owed again"


class Booked(Protocol):
    """Money that came (payment) or went back (refund)."""

    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> Amount: ...
    @property
    def tender(self) -> str: ...


def money_held(booked: Iterable[Booked]) -> Amount:
    """What was paid on an order and not given back."""
    return sum(held_by_tender(booked).values())


def ways_back(booked: Iterable[Booked], tenders: Tenders, *, customer: bool) -> tuple[str, ...]:
    """How money can go back: first the way the last of it came; only a known customer is given credit for it."""
    able = {each.code for each in tenders.returnable}
    came = [each.tender for each in booked if each.kind == "payment" and each.tender in able]
    others = [each.code for each in tenders.in_use if each.kind == "transfer"]
    credit = (STORE_CREDIT,) if customer else ()
    return tuple(dict.fromkeys((*reversed(came), *others, *credit, CASH)))


def left_in_all(held: Mapping[str, Amount]) -> Amount:
    """What the shop holds of an order; `held` is paid less given back by tender, below zero for one that only gave."""
    return max(0, sum(held.values()))


def held_by_tender(booked: Iterable[Booked]) -> dict[str, Amount]:
    """Paid less given back, by tender."""
    found: dict[str, Amount] = {}
    for each in booked:
        found[each.tender] = found.get(each.tender, 0) + (-each.amount if each.kind == "refund" else each.amount)
    return found


def most_back(tender: Tender, held: Mapping[str, Amount], tenders: Tenders, *, otherwise: bool = False) -> Amount:
    """The most that can go back by `tender`.

    What came in by a tender goes back by it, at most once. What came by one that gives nothing back, as cash on
    delivery, goes back by any; store credit keeps the money in the shop and stands in for every tender. With
    `otherwise` any other does that is not as strict as a card.
    """
    in_all = left_in_all(held)
    if not tender.strict and (otherwise or tender.kind == STORE_CREDIT):
        return in_all
    own = max(0, held.get(tender.code, 0))
    return min(in_all, own if tender.strict else own + _without_way_back(held, tenders))


def _without_way_back(held: Mapping[str, Amount], tenders: Tenders) -> Amount:
    """What came by tenders that give nothing back, less what went back by others that had not brought it."""
    able = {each.code for each in tenders.returnable}
    return max(0, sum(amount for code, amount in held.items() if amount < 0 or code not in able))


def not_asked_for(held: Amount, asked: Amount) -> Amount:
    """What can go back and leave no invoice unpaid that was paid; `asked` are the invoices less their credit notes."""
    return max(0, held - max(0, asked))


def why_owed(number: str, free: Amount, currency: str) -> str:
    """The sentence for more than that."""
    most = shown(free, currency) if free else "Nothing"
    return (
        f"{most} of {number} is owed to the customer; the rest is invoiced. "
        "Say that its price is reduced, or that a payment did not hold."
    )


def why_less(number: str, tender: Tender, held: Mapping[str, Amount], currency: str, tenders: Tenders) -> str:
    """The sentence for more than can go back by a tender, with what can go back by the others."""
    most = most_back(tender, held, tenders)
    others = [
        f"{shown(able, currency)} by {each.spoken}"
        for each in tenders.returnable
        if each != tender and each.code in held and (able := most_back(each, held, tenders))
    ]
    said = f"At most {shown(most, currency)} can go back by {tender.spoken} on {number}"
    return f"{said}; {' or '.join(others)}." if others and most < left_in_all(held) else f"{said}."


def given_back(amount: Amount, handed: Amount, currency: str, how: str = "") -> str:
    """What went back and `how`, and what is handed out where coins do not come to it: "33.33 given back by cash; hand
    out 33.35"."""
    coins = f"; hand out {shown(handed, currency)}" if handed != amount else ""
    return f"{shown(amount, currency)} given back{how}{coins}"
