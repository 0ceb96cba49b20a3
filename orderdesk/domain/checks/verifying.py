"""What is looked at when an order is confirmed: each check passes, or holds the order with its reason.

Sources: the holds of rules.md section 1, and what clerks are warned of by hand today.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from orderdesk.domain.lifecycles import Hold
from orderdesk.domain.orders.records import HELD_BY
from orderdesk.domain.values.addresses import Place, faults_of
from orderdesk.domain.values.money import Amount, shown
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.texts import count_word


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at: its code, its name on the screen, the hold it sets and the level it starts with.

    `level` counts `unit`s; a check without a level has none to set.
    """

    code: str
    name: str
    hold: Hold
    level: int = 0
    unit: str = ""
    at_counter: bool = False


CHECKS = (
    Check("customer", "Blocked customer", Hold.CUSTOMER, at_counter=True),
    Check("item", "Blocked item", Hold.REVIEW, at_counter=True),
    Check("limit", "Credit limit", Hold.CREDIT, at_counter=True),
    Check("late", "Late payer", Hold.CREDIT, 14, "days overdue", at_counter=True),
    Check("address", "Complete address", Hold.ADDRESS),
    Check("tax-id", "Tax id of a customer without tax", Hold.REVIEW),
    Check("cost", "Price below cost", Hold.REVIEW),
    Check("duplicate", "Likely duplicate", Hold.REVIEW, 24, "hours apart"),
    Check("quantity", "Quantity far above usual", Hold.REVIEW, 3, "times the most so far"),
)
"""In the order in which their reasons are told; the first one that does not pass names the hold."""
PAID = Check(HELD_BY, "Payment before work begins", Hold.PAYMENT)
"""Made of the orders that ask for it, after all others; no shop can switch it off."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether a check is made, and its level."""

    on: bool
    level: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A check that did not pass, and why in one sentence with the figure that did it."""

    code: str
    hold: Hold
    reason: str


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A line of items; `most` is the most that ever left at once, None where too little is known.

    `cost` is what the line cost the shop; None where nobody entered a cost.
    """

    sku: str
    quantity: Quantity
    net: Amount
    cost: Amount | None = None
    most: Quantity | None = None
    blocked: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What a customer owes on other orders; `overdue_since` is the due date of the oldest invoice not paid."""

    name: str
    owed: Amount = 0
    limit: Amount | None = None
    overdue_since: date | None = None
    blocked: str = ""
    exemption: str = ""
    tax_id: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """An order as the checks see it; `due` is what is still to pay on it, in minor units of `currency`.

    `same` names another order of theirs with the same goods within the hours of that check.
    """

    today: date
    currency: str
    due: Amount
    lines: tuple[GoodsLine, ...]
    at_counter: bool
    on_account: bool
    delivered: bool
    account: Account | None = None
    ship_to: Place | None = None
    same: str = ""
    settings: dict[str, Setting] = field(default_factory=dict)

    def setting(self, code: str) -> Setting:
        """How a check is set: as the shop did, else as it starts."""
        return self.settings.get(code) or Setting(True, next(each.level for each in CHECKS if each.code == code))


def verify(case: Case) -> tuple[Doubt, ...]:
    """Every check that does not pass, in the order of `CHECKS`.

    Of a sale at the counter, where goods and money change hands at once, only the customer, the item and the credit
    are looked at.
    """
    made = [check for check in CHECKS if case.setting(check.code).on and (check.at_counter or not case.at_counter)]
    found = [(check, _LOOK[check.code](case)) for check in made]
    return tuple(Doubt(check.code, check.hold, reason) for check, reason in found if reason)


def _customer(case: Case) -> str:
    return f"{case.account.name} is blocked: {case.account.blocked}." if case.account and case.account.blocked else ""


def _item(case: Case) -> str:
    return " ".join(f"{line.sku} is blocked: {line.blocked}." for line in case.lines if line.blocked)


def _limit(case: Case) -> str:
    who = case.account
    if not case.on_account or who is None or who.limit is None or who.owed + case.due <= who.limit:
        return ""
    owed, limit = shown(who.owed + case.due, case.currency), shown(who.limit, case.currency)
    return f"{who.name} would owe {owed}; the limit is {limit}."


def _late(case: Case) -> str:
    since = case.account.overdue_since if case.account else None
    days = (case.today - since).days if since else 0
    if not case.on_account or case.account is None or days <= case.setting("late").level:
        return ""
    return f"{case.account.name} has an invoice {count_word(days, 'day')} overdue."


def _address(case: Case) -> str:
    if not case.delivered:
        return ""
    return "There is no address to ship to." if case.ship_to is None else " ".join(faults_of(case.ship_to))


def _tax_id(case: Case) -> str:
    who = case.account
    return f"{who.name} pays no tax but has no tax id." if who and who.exemption and not who.tax_id else ""


def _cost(case: Case) -> str:
    low = [line.sku for line in case.lines if line.cost is not None and line.net < line.cost]
    return f"{', '.join(low)} would be sold below cost." if low else ""


def _duplicate(case: Case) -> str:
    return f"{case.same} of the same customer has the same goods." if case.same else ""


def _quantity(case: Case) -> str:
    times = case.setting("quantity").level
    many = [line for line in case.lines if line.most and line.quantity > times * line.most]
    return " ".join(
        f"{shown_quantity(line.quantity)} {line.sku} is far above the {shown_quantity(line.most or 0)} "
        "sent at most yet."
        for line in many
    )


_LOOK = {
    "customer": _customer,
    "item": _item,
    "limit": _limit,
    "late": _late,
    "address": _address,
    "tax-id": _tax_id,
    "cost": _cost,
    "duplicate": _duplicate,
    "quantity": _quantity,
}
