"""Coupons: what one takes off an order, and why it does not apply."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from orderdesk.domain.promises.told import day_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import LARGEST, RATE_SCALE, Amount, Rate, Rounding, divide, shown, with_percent

MOST_USES = 1_000_000
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.-]{1,39}")


@dataclass(frozen=True, slots=True)
class Coupon:
    """One coupon: a part (`rate`) or an `amount` off the goods, or `free_delivery`; one of the three.

    `minimum` is what the goods must come to before any discount on the whole order; `most_uses` and `most_each` are
    how often it may be used in all and by one customer, None as often as wanted.
    """

    id: int
    code: str
    rate: Rate = 0
    amount: Amount = 0
    free_delivery: int = 0
    minimum: Amount = 0
    valid_from: date | None = None
    valid_to: date | None = None
    most_uses: int | None = None
    most_each: int | None = None
    active: int = 1

    @property
    def label(self) -> str:
        """As papers name it."""
        return label_of(self.code)

    @property
    def is_limited(self) -> bool:
        """Whether it can be used up."""
        return self.most_uses is not None or self.most_each is not None


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a coupon was used: in all, and by the customer at hand."""

    in_all: int = 0
    by_customer: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """The coupon that applies and what it takes `off` the goods; `refused` says why a named one does not."""

    coupon: Coupon | None = None
    off: Amount = 0
    refused: str = ""

    @property
    def free_delivery(self) -> bool:
        """Whether it pays for the delivery."""
        return self.coupon is not None and bool(self.coupon.free_delivery)


def label_of(code: str) -> str:
    """As papers name the coupon of a code."""
    return f"Coupon {code}"


def written_code(text: str) -> str:
    """What was typed as codes are kept, whether it can be one or not."""
    return "".join(text.split()).upper()


def coupon_code(text: str) -> str:
    """A code as it is kept: capitals, without spaces; refuse what cannot be one."""
    code = written_code(text)
    if not _CODE.fullmatch(code):
        raise Refused(
            "A coupon's code is 2 to 40 letters and digits, such as SPRING10; points, dashes and _ may stand between.",
            field="coupon",
        )
    return code


def checked_coupon(coupon: Coupon) -> Coupon:
    """A coupon as it is kept; refuse what none can be."""
    if (coupon.rate != 0) + (coupon.amount != 0) + bool(coupon.free_delivery) != 1:
        raise Refused("Say one of percent off, an amount off, or free delivery.", field="worth")
    if not 0 <= coupon.rate <= RATE_SCALE:
        raise Refused("A coupon takes more than 0 and at most 100 percent off.", field="worth")
    if not 0 <= coupon.amount <= LARGEST or not 0 <= coupon.minimum <= LARGEST:
        field = "minimum" if 0 <= coupon.amount <= LARGEST else "worth"
        raise Refused("An amount of a coupon is zero or more.", field=field)
    if coupon.valid_from and coupon.valid_to and coupon.valid_to < coupon.valid_from:
        raise Refused("Its last day is before its first.", field="valid_to")
    for name in ("most_uses", "most_each"):
        most = getattr(coupon, name)
        if most is not None and not 0 < most <= MOST_USES:
            raise Refused(f"Uses are a whole number from 1 to {MOST_USES:,}; leave it empty for unlimited.", field=name)
    return replace(coupon, code=coupon_code(coupon.code))


def why_not(
    coupon: Coupon, today: date, worth: Amount, currency: str, uses: Uses = Uses(), *, customer: bool = True
) -> str:
    """Why a coupon does not apply to goods of this worth, in one sentence; "" when it does.

    `customer` says whether it is known who orders.
    """
    if not coupon.active:
        return f"{coupon.label} is switched off."
    if coupon.valid_from and today < coupon.valid_from:
        return f"{coupon.label} holds from {day_words(coupon.valid_from, today)} on."
    if coupon.valid_to and today > coupon.valid_to:
        return f"{coupon.label} ended on {day_words(coupon.valid_to, today)}."
    if worth < coupon.minimum:
        least, now = shown(coupon.minimum, currency), shown(worth, currency)
        return f"{coupon.label} asks for goods of {least} or more; these come to {now}."
    return used_up(coupon, uses, customer=customer)


def used_up(coupon: Coupon, uses: Uses, *, customer: bool = True) -> str:
    """Why it cannot be used once more, in one sentence; "" when it can."""
    if coupon.most_uses is not None and uses.in_all >= coupon.most_uses:
        return f"{coupon.label} was used {_times(uses.in_all)}, as often as it may be."
    if coupon.most_each is None:
        return ""
    if not customer:
        return f"{coupon.label} may be used {_times(coupon.most_each)} by a customer; choose the customer."
    if uses.by_customer >= coupon.most_each:
        return f"This customer has used {coupon.label[0].lower()}{coupon.label[1:]} {_times(uses.by_customer)} already."
    return ""


def taken_off(coupon: Coupon, worth: Amount, discount: Amount, rounding: Rounding) -> Amount:
    """What it takes off goods of `worth` beside another `discount` on the order; never more than is left of them."""
    left = max(0, worth - discount)
    return min(left, coupon.amount or divide(left * coupon.rate, RATE_SCALE, rounding))


def is_postage(label: str, service: str) -> bool:
    """Whether a charge is that of a delivery service, paid by the customer or by a coupon."""
    return bool(service) and (label == service or label.startswith(f"{service} (Coupon "))


def worth_words(coupon: Coupon, currency: str) -> str:
    """What it gives: "10 % off", "5.00 off", "Free delivery"."""
    if coupon.free_delivery:
        return "Free delivery"
    return f"{with_percent(coupon.rate)} off" if coupon.rate else f"{shown(coupon.amount, currency)} off"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
