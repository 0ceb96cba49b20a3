"""What an e-invoice says beyond its paper: who trades with whom in parts that a program can read, and why no tax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from orderdesk.documents.credit_note import CreditNote
from orderdesk.documents.invoice import Invoice
from orderdesk.documents.parts.rows import PrintedTax
from orderdesk.domain.prices.destinations import is_northern_ireland
from orderdesk.domain.prices.tax_categories import (
    EXPORT,
    NORTHERN_IRELAND,
    REVERSE_CHARGE,
    STANDARD,
    WITHIN_EU,
    ZERO_RATED,
    TaxCategory,
    category_of,
)
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Rate, exponent

_MOST_DECIMALS = 2
_PREFIXES = {"GR": ("EL",), "GB": ("GB", "XI")}


@dataclass(frozen=True, slots=True)
class Trader:
    """A party in parts; `country` has two letters. `tax_id` is as written, with or without its country."""

    name: str
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""

    @property
    def vat_id(self) -> str:
        """The tax id where it is a VAT number with its country before it, as EN 16931 (BR-CO-09) asks; else empty."""
        joined = "".join(each for each in self.tax_id.upper() if each.isalnum())
        return joined if joined.startswith(_PREFIXES.get(self.country, (self.country or "-",))) else ""


class Bears(Protocol):
    """What bears a tax: a line, a charge, a row of the tax table. `exemption` is why there is none."""

    @property
    def rate(self) -> Rate: ...
    @property
    def exemption(self) -> str: ...


@dataclass(frozen=True, slots=True)
class TaxPart:
    """What a bill comes to in one category at one rate."""

    category: TaxCategory
    rate: Rate
    base: Amount
    tax: Amount
    reason: str


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice or credit note with its parties; `iban` is where money is to go, empty where none is known."""

    paper: Invoice | CreditNote
    seller: Trader
    buyer: Trader
    deliver_to: Trader | None = None
    iban: str = ""

    @property
    def goes_to(self) -> str:
        """The country that the goods go to, Northern Ireland by the code of its VAT ids."""
        place = self.deliver_to or self.buyer
        return NORTHERN_IRELAND if is_northern_ireland(place) else place.country

    def category(self, bears: Bears) -> TaxCategory:
        """The category of the tax that something on this bill bears."""
        return category_of(
            bears.rate, bears.exemption, seller=self.seller.country, goes_to=self.goes_to,
            buyer_tax_id=self.buyer.tax_id,
        )  # fmt: skip

    @property
    def breakdown(self) -> tuple[TaxPart, ...]:
        """The tax by category and rate, once each, as EN 16931 has it (BG-23): places and reasons share a part."""
        parts: dict[tuple[TaxCategory, Rate], list[PrintedTax]] = {}
        for row in self.paper.taxes:
            parts.setdefault((self.category(row), row.rate), []).append(row)
        return tuple(
            TaxPart(
                category,
                rate,
                sum(row.base for row in rows),
                sum(row.tax for row in rows),
                # What is zero rated gives no reason (BR-Z-10).
                "" if category is ZERO_RATED else "; ".join(filter(None, dict.fromkeys(row.exemption for row in rows))),
            )
            for (category, rate), rows in parts.items()
        )


def check(bill: Bill) -> None:
    """Refuse a bill that lacks what EN 16931 asks of everybody, in a sentence that says what to fill in."""
    number = bill.paper.number
    if exponent(bill.paper.currency) > _MOST_DECIMALS:
        raise Refused(f"{number} is in {bill.paper.currency}; an e-invoice has two decimals at most.", field="currency")
    if not bill.seller.country:
        raise Refused("An e-invoice names the shop's country: give it in Settings, Business.", field="country")
    if not bill.seller.tax_id:
        raise Refused("An e-invoice names the shop's tax id: give it in Settings, Business.", field="tax_id")
    if not bill.buyer.country:
        raise Refused(
            f"An e-invoice goes to somebody at an address with a country, and {number} names none.", field="buyer"
        )
    _check_ids(bill, {bill.category(row) for row in bill.paper.taxes})


def _check_ids(bill: Bill, categories: set[TaxCategory]) -> None:
    for each in sorted(categories - {STANDARD}, key=lambda category: category.code):
        if each in (EXPORT, WITHIN_EU, REVERSE_CHARGE) and not bill.seller.vat_id:
            raise Refused(
                f"For an e-invoice without tax ({each.name}) the shop's tax id begins with its country: "
                f"{bill.seller.country}{bill.seller.tax_id}.",
                field="tax_id",
            )
        if each in (WITHIN_EU, REVERSE_CHARGE) and not bill.buyer.vat_id:
            raise Refused(
                f"An e-invoice without tax ({each.name}) names the buyer's VAT number with its country, such as "
                f"{bill.buyer.country}123456789; {bill.buyer.name[:60]} has none.",
                field="buyer",
            )
