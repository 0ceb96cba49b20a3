"""Tax: profiles of dated rates, and how a paper's tax is worked out from its rounded line nets.

Rounding rules (rules of money, 3 and 4): a line's net is rounded first, because it is printed; tax is then taken once
per rate and place on the sum of the nets (`PER_DOCUMENT`) or on each line (`PER_LINE`). With tax-inclusive prices the
tax is taken out of the sum of gross amounts and the line nets are spread so that they add up to the net exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import RATE_SCALE, Amount, Rate, Rounding, divide, percent_text, spread
from orderdesk.domain.values.written.local import shown_day


class TaxPolicy(StrEnum):
    """Where tax is rounded."""

    PER_DOCUMENT = "per-document"
    PER_LINE = "per-line"


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate of one tax class from a day on; `exemption` is the reason printed when it is zero by law."""

    tax_class: str
    label: str
    rate: Rate
    valid_from: date = date(1970, 1, 1)
    exemption: str = ""


def usual_class(classes: tuple[str, ...]) -> str:
    """The tax class of what names none: "standard", or the first of a shop that has no such class."""
    return "standard" if "standard" in classes else classes[0]


@dataclass(frozen=True, slots=True)
class TaxProfile:
    """How a shop is taxed: its rates by class and day, and the rules its papers are worked out by."""

    id: int
    name: str
    inclusive: bool
    policy: TaxPolicy
    rounding: Rounding
    rates: tuple[TaxRate, ...]

    def rate_on(self, tax_class: str, day: date) -> TaxRate:
        """The rate of `tax_class` in force on `day`; refuse a class the profile does not know."""
        known = [rate for rate in self.rates if rate.tax_class == tax_class and rate.valid_from <= day]
        if not known:
            raise Refused(
                f"The tax profile {self.name} has no rate for {tax_class} on {shown_day(day)}.", field="tax_class"
            )
        return max(known, key=lambda rate: rate.valid_from)

    @property
    def classes(self) -> tuple[str, ...]:
        """The tax classes in the order of their first appearance."""
        return tuple(dict.fromkeys(rate.tax_class for rate in self.rates))


class LineTax(NamedTuple):
    """The tax that a line bears: its rate, whose tax it is (see domain.prices.tax_places; empty where nobody says), and
    why its class bears none. Lines of one such tax make one row of the paper and are rounded in one sum."""

    rate: Rate
    place: str = ""
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Taxable:
    """What a line brings to the tax sum: its amount as priced (gross when prices are inclusive) and its tax."""

    amount: Amount
    tax: LineTax


@dataclass(frozen=True, slots=True)
class Taxed:
    """A line after tax: net + tax is what the customer pays for it."""

    net: Amount
    tax: Amount

    @property
    def total(self) -> Amount:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One row of a paper's tax table: what lines of one `LineTax` come to."""

    rate: Rate
    base: Amount
    tax: Amount
    place: str = ""
    exemption: str = ""

    @property
    def label(self) -> str:
        return f"Tax {percent_text(self.rate)}%"


def untaxed_because(rate: Rate, whole: str, own: str) -> str:
    """Why there is no tax on something: as the `whole` order has none, or for a reason of its `own`; empty with tax."""
    return "" if rate else whole or own


def work_out(
    lines: Sequence[Taxable], *, inclusive: bool, policy: TaxPolicy, rounding: Rounding
) -> tuple[list[Taxed], list[TaxRow]]:
    """Tax each line and each tax of one paper; Σ lines equals Σ rows to the minor unit, highest rate first."""
    taxed: list[Taxed] = [Taxed(0, 0)] * len(lines)
    for together in _together(lines, policy):
        amounts, rate = [lines[index].amount for index in together], lines[together[0]].tax.rate
        tax = tax_on(sum(amounts), rate, inclusive=inclusive, rounding=rounding)
        for index, each in zip(together, taxed_together(amounts, rate, tax, inclusive=inclusive), strict=True):
            taxed[index] = each
    return taxed, tax_rows(taxed, [line.tax for line in lines])


def tax_rows(taxed: Sequence[Taxed], taxes: Sequence[LineTax]) -> list[TaxRow]:
    """The tax table of a paper's lines, highest rate first."""
    rows = []
    for tax in sorted(set(taxes), key=lambda each: (-each.rate, *each[1:])):
        members = [each for each, own in zip(taxed, taxes, strict=True) if own == tax]
        base, taken = sum(each.net for each in members), sum(each.tax for each in members)
        rows.append(TaxRow(tax.rate, base, taken, tax.place, tax.exemption))
    return rows


def _together(lines: Sequence[Taxable], policy: TaxPolicy) -> list[list[int]]:
    """Which lines are rounded in one sum: those of a tax, or each for itself."""
    if policy is TaxPolicy.PER_LINE:
        return [[index] for index in range(len(lines))]
    by_tax: dict[LineTax, list[int]] = {}
    for index, line in enumerate(lines):
        by_tax.setdefault(line.tax, []).append(index)
    return list(by_tax.values())


def tax_on(amount: Amount, rate: Rate, *, inclusive: bool, rounding: Rounding) -> Amount:
    """The tax on an amount as it is priced: on top of it, or inside of it."""
    return divide(amount * rate, RATE_SCALE + rate if inclusive else RATE_SCALE, rounding)


def taxed_together(amounts: list[Amount], rate: Rate, tax: Amount, *, inclusive: bool) -> list[Taxed]:
    """Share the `tax` of one sum out to its amounts; the nets of amounts that contain it add up to the net exactly."""
    if _mixed(amounts):
        shared = _spread_mixed(tax, amounts, rate, RATE_SCALE + rate if inclusive else RATE_SCALE)
        return [
            Taxed(amount - part if inclusive else amount, part) for amount, part in zip(amounts, shared, strict=True)
        ]
    weights = [*map(abs, amounts)]
    if inclusive:
        nets = spread(sum(amounts) - tax, weights)
        return [Taxed(net, amount - net) for amount, net in zip(amounts, nets, strict=True)]
    return [Taxed(amount, part) for amount, part in zip(amounts, spread(tax, weights), strict=True)]


def _mixed(amounts: list[Amount]) -> bool:
    return any(amount > 0 for amount in amounts) and any(amount < 0 for amount in amounts)


def _spread_mixed(whole: Amount, amounts: list[Amount], rate: Rate, scale: int) -> list[Amount]:
    """Spread the tax of a credit with a fee against it: each line's own tax, the odd units by largest remainder."""
    shares = [divmod(amount * rate, scale) for amount in amounts]
    parts = [share for share, _ in shares]
    missing = whole - sum(parts)
    for index in sorted(range(len(shares)), key=lambda i: (-shares[i][1], i))[:missing]:
        parts[index] += 1
    return parts
