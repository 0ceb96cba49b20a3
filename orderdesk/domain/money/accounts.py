"""The accounts of the books: what each is called, in which order they stand, and what an accountant may call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from orderdesk.domain.prices.tax_places import elsewhere, taxed_at
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean

KINDS: Final = {
    "cash": "Cash in {}",
    "card": "Card payments on their way",
    "bank": "Bank",
    "tender": "{}",
    "carriers": "Collected by carriers",
    "safe": "Safe",
    "customers": "Customers owe",
    "deposits": "Deposits of customers",
    "store credit": "Store credit of customers",
    "tax": "Tax at {}",
    "sales": "Sales at {}",
    "charges": "Delivery and other charges at {}",
    "fees": "Fees kept from returns at {}",
    "rounding": "Cash rounding",
    "difference": "Cash over and short",
    "paid in": "Paid into tills",
    "paid out": "Paid out of tills",
    "brought along": "Brought along by imports",
}
"""What accounts of each kind are called, in the order of the chart; the gap is for the till, the tender or the rate."""
BY_RATE: Final = ("tax", "sales", "charges", "fees")
"""The kinds of which there is an account for each tax rate of each place."""
BY_TILL: Final = "cash"
OWN: Final = "tender"
"""The account that a tender has for itself."""
LONGEST_CODE, LONGEST_NAME = 20, 60


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """One account: its kind of `KINDS`, and the key of the till, of the tender or the tax rate (millionths) that it is
    for; `place` is whose tax that is (domain.prices.tax_places)."""

    kind: str
    about: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An account as the shop has it: the code and the name that its accountant uses, both empty until they are set.

    `of` is the name of the till or the tender that an account is for, `home` the place whose tax is the shop's own;
    `id` is 0 while nothing was posted to it.
    """

    account: LedgerAccount
    code: str = ""
    own_name: str = ""
    of: str = ""
    id: int = 0
    home: str = ""

    @property
    def name(self) -> str:
        """What it is called: as the accountant does, else in our words."""
        return self.own_name or self.usual_name

    @property
    def usual_name(self) -> str:
        if self.account.kind in (BY_TILL, OWN):
            return KINDS[self.account.kind].format(self.of)
        return KINDS[self.account.kind].format(taxed_at(self.account.about, self.account.place, self.home))

    @property
    def stands(self) -> tuple[int, str, int]:
        """Where it stands in the chart: by its kind, and those of other places after the shop's own."""
        about = self.account
        return list(KINDS).index(about.kind), elsewhere(about.place, self.home), about.about


def checked_code(text: str) -> str:
    """A code such as 8400 or SALES-20; nothing is no code. Refuses signs that no accounting program takes."""
    code = clean(text, "code", longest=LONGEST_CODE)
    if code and not all(each.isalnum() or each in "-._/" for each in code):
        raise Refused("An account's code is of letters, digits and - . _ / alone, such as 8400.", field="code")
    return code


def checked_name(text: str) -> str:
    """A name of one line; nothing is our own name for it."""
    return clean(text, "name", longest=LONGEST_NAME)
