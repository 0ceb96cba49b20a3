"""What papers share: the people on them, their money rows, and the sums that must tie before anything is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, Price, Rate, exponent, shown
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.written.local import BRITISH, LocalForm, using

Build = TypeVar("Build", bound=Callable[..., bytes])


@dataclass(frozen=True, slots=True)
class Party:
    """A person or business on a paper; `lines` are the address as it is written, without the name.

    `beside` stands with the name (the person at a company); with `name_last` both stand below the address, as in Japan.
    `tax_number` is what a tax id is called there; the `country` stands last of all, where the paper goes abroad.
    """

    name: str
    lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    beside: str = ""
    name_last: bool = False
    tax_number: str = "Tax no."
    country: str = ""

    @property
    def rows(self) -> tuple[tuple[str, bool], ...]:
        """Name and address in the order in which they stand, and whether a row is the name."""
        names = [(self.name, True), *([(self.beside, False)] if self.beside else [])]
        address = [(line, False) for line in self.lines]
        abroad = [(self.country, False)] if self.country else []
        return (*address, *names, *abroad) if self.name_last else (*names, *address, *abroad)


@dataclass(frozen=True, slots=True)
class Seller:
    """The shop as printed; `return_lines` is where goods go back to when that is not its address.

    `tax_word` is what the tax on sales is called there, `tax_number` what its own tax id is.
    `form` is how it writes figures and days: the same paper is written the same, whatever shop is open.
    """

    name: str
    lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    website: str = ""
    return_lines: tuple[str, ...] = ()
    bank_lines: tuple[str, ...] = ()
    logo: bytes | None = None
    tax_word: str = "Tax"
    tax_number: str = "Tax no."
    form: LocalForm = BRITISH


@dataclass(frozen=True, slots=True)
class LineRow:
    """A sold line: `discount` is what came off it (its own and its share of the order's), `net` what is left of it.

    With inclusive prices `price` and `discount` contain tax, and net + tax is the amount paid for the line; else `tax`
    is not printed and may stay 0. `exemption` is why it bears no tax; papers say it in their tax table.
    """

    description: str
    sku: str
    quantity: Quantity
    price: Price
    net: Amount
    rate: Rate
    discount: Amount = 0
    tax: Amount = 0
    unit: str = ""
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A row beside the goods: delivery, packaging, a COD fee; negative takes off."""

    label: str
    net: Amount
    rate: Rate
    tax: Amount = 0
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTax:
    """Tax of one rate and place on a paper; `exemption` is the reason printed when none is charged, `place` the name of
    the place whose tax it is where that is not the seller's own."""

    label: str
    rate: Rate
    base: Amount
    tax: Amount
    exemption: str = ""
    place: str = ""

    @property
    def below(self) -> str:
        """What stands small below it: where it is the tax of, and why there is none."""
        return ": ".join(filter(None, (self.place, self.exemption)))

    def named(self, word: str) -> str:
        """Its name, which for a tax without one of its own is the `word` of the seller's country: "VAT", "USt"."""
        return word if self.label == "Tax" else self.label


@dataclass(frozen=True, slots=True)
class TenderShown:
    """Money that was paid (or given back): "Card •••• 4242", amount, and the day when that is not the paper's own."""

    label: str
    amount: Amount
    day: date | None = None


def written_by(form_of: Callable[[Any], LocalForm]) -> Callable[[Build], Build]:
    """Let `build(data, paper)` write in the form that its data carries."""

    def wrapped(build: Build) -> Build:
        @wraps(build)
        def built(data: Any, *size: str, **named: str) -> bytes:
            with using(form_of(data)):
                return build(data, *size, **named)

        return cast(Build, built)

    return wrapped


def tie(paper: str, currency: str, found: Amount, due: Amount, what: str) -> None:
    """Refuse a paper of which one printed sum is not the other."""
    if found != due:
        raise Refused(f"{paper} does not add up: {what} come to {shown(found, currency)}, not {shown(due, currency)}.")


def check_totals(
    paper: str,
    currency: str,
    rows: Iterable[LineRow | ChargeRow],
    taxes: Iterable[PrintedTax],
    *,
    net: Amount,
    tax: Amount,
    total: Amount,
    inclusive: bool,
) -> None:
    """Lines and charges = net; bases = net; tax rows = tax; net + tax = total; each line its price; all to the unit."""
    kept, rates = tuple(rows), tuple(taxes)
    tie(paper, currency, sum(row.net for row in kept), net, "its lines and charges")
    tie(paper, currency, sum(row.base for row in rates), net, "the bases of its tax table")
    tie(paper, currency, sum(row.tax for row in rates), tax, "its tax rows")
    tie(paper, currency, net + tax, total, "net and tax")
    for rate in {row.rate for row in rates}:
        based = sum(row.base for row in rates if row.rate == rate)
        tie(paper, currency, sum(row.net for row in kept if row.rate == rate), based, "the lines of one tax rate")
    if inclusive:
        tie(paper, currency, sum(row.net + row.tax for row in kept), total, "its lines with tax")
    for number, row in enumerate(kept, start=1):
        if isinstance(row, LineRow):
            _check_line(paper, currency, row, number, inclusive)


def _check_line(paper: str, currency: str, line: LineRow, number: int, inclusive: bool) -> None:
    """Quantity × price − discount is the line's amount, rounded by whatever rule the tax profile has."""
    amount = line.net + (line.tax if inclusive else 0) + line.discount
    scale = 10 ** (3 + 4 - exponent(currency))
    if abs(line.quantity * line.price - amount * scale) >= scale:
        raise Refused(
            f"{paper} does not add up: quantity, price and discount of line {number} do not come to "
            f"{shown(amount - line.discount, currency)}.",
            line=number,
        )


def check_paid(paper: str, currency: str, tenders: Iterable[TenderShown], balance: Amount, total: Amount) -> None:
    """What was paid and what is open come to the total."""
    tie(paper, currency, sum(each.amount for each in tenders) + balance, total, "payments and balance")
