"""Which payments a refund gives back, and what is left of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from orderdesk.domain.money.tenders import Tender
from orderdesk.domain.values.money import Amount

Parts = list[tuple[int, Amount]]
"""Keys of payments, each with how much of it."""


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """A payment or a refund of an order as it was booked; a refund names the payment that it gives back, but for those
    of other programs and of before this was kept."""

    id: int
    kind: str
    tender: str
    amount: Amount
    receipt: str
    gives_back_id: int | None


@dataclass(frozen=True, slots=True)
class PaymentLeft:
    """A payment and what of it was not given back."""

    id: int
    tender: str
    receipt: str
    left: Amount


def left_of(booked: Iterable[BookedPayment], strict: Container[str]) -> list[PaymentLeft]:
    """What is left of each payment of an order, the oldest first. A refund that names none gives back what a refund
    would give back that names them; `strict` are the codes of tenders that take back only what came by them."""
    found: dict[int, PaymentLeft] = {}
    for each in booked:
        if each.kind == "payment":
            found[each.id] = PaymentLeft(each.id, each.tender, each.receipt, each.amount)
            continue
        named = [(each.gives_back_id, each.amount)] if each.gives_back_id is not None else None
        parts = named if named is not None else _split(each.amount, each.tender, list(found.values()), strict)
        for key, part in parts:
            if key in found:
                found[key] = replace(found[key], left=found[key].left - part)
    return list(found.values())


def parts_of(amount: Amount, by: Tender, left: Sequence[PaymentLeft], strict: Container[str]) -> Parts:
    """The payments that a refund gives back, each with its part: first what came by the same tender, the newest first,
    and what can only go back where it came from last. Their sum is less than `amount` where they do not reach."""
    able = [each for each in left if each.tender == by.code] if by.strict else left
    return _split(amount, by.code, able, strict)


def left_by(tender: str, left: Iterable[PaymentLeft]) -> Amount:
    """What is left of all payments by a tender."""
    return sum(each.left for each in left if each.tender == tender)


def _split(amount: Amount, tender: str, left: Sequence[PaymentLeft], strict: Container[str]) -> Parts:
    parts: Parts = []
    for each in sorted(left, key=lambda each: (each.tender != tender, each.tender in strict, -each.id)):
        part = min(amount, each.left)
        if part > 0:
            parts.append((each.id, part))
            amount -= part
    return parts
