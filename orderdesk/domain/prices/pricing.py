"""Pricing: what each line, the order's discount and the tax come to, and what a part of it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from orderdesk.domain.prices.tax import LineTax, Taxable, Taxed, TaxPolicy, TaxRow, tax_rows, work_out
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import (
    LARGEST,
    PRICE_SCALE,
    RATE_SCALE,
    Amount,
    Price,
    Rate,
    Rounding,
    divide,
    exponent,
    spread,
)
from orderdesk.domain.values.quantity import ONE, Quantity


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules a paper is priced by; an order keeps its own copy from confirm on."""

    currency: str
    inclusive: bool = False
    policy: TaxPolicy = TaxPolicy.PER_DOCUMENT
    rounding: Rounding = Rounding.HALF_UP


class Priceable(Protocol):
    """What a line is priced from, such as the line of an order; `charge` lines (postage, fees) take no share of the
    order's discount."""

    @property
    def quantity(self) -> Quantity: ...
    @property
    def price(self) -> Price: ...
    @property
    def line_tax(self) -> LineTax: ...
    @property
    def discount(self) -> Rate: ...
    @property
    def charge(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class LineInput:
    """A line of no order, to be priced like one."""

    quantity: Quantity
    price: Price
    tax_rate: Rate
    discount: Rate = 0
    charge: bool = False
    tax_place: str = ""
    exemption: str = ""

    @property
    def line_tax(self) -> LineTax:
        return LineTax(self.tax_rate, self.tax_place, self.exemption)


@dataclass(frozen=True, slots=True)
class LineTotal:
    """A priced line, in minor units. `gross` is quantity × price less the line's discount; `share` its part of the
    order's discount; `net` is without tax and after the share; net + tax is what the customer pays."""

    gross: Amount
    share: Amount
    net: Amount
    tax: Amount

    @property
    def paid(self) -> Amount:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole paper: Σ lines.net = net, Σ taxes.tax = tax, net + tax = total."""

    lines: tuple[LineTotal, ...]
    taxes: tuple[TaxRow, ...]
    net: Amount
    tax: Amount
    total: Amount


def line_gross(quantity: Quantity, price: Price, discount: Rate, rules: Rules) -> Amount:
    """Quantity × unit price less the line's discount, rounded once to the currency."""
    exact = quantity * price * (RATE_SCALE - discount) * 10 ** exponent(rules.currency)
    gross = divide(exact, ONE * PRICE_SCALE * RATE_SCALE, rules.rounding)
    if gross > LARGEST:
        raise Refused(
            "That line comes to more than can be invoiced; check the quantity and the price.", field="quantity"
        )
    return gross


def price_order(lines: Sequence[Priceable], rules: Rules, discount: Amount = 0) -> Totals:
    """Price all lines with `discount` off the items, spread over them by largest remainder.

    A discount above the items' worth is refused.
    """
    grosses = [line_gross(line.quantity, line.price, line.discount, rules) for line in lines]
    weights = [0 if line.charge else gross for line, gross in zip(lines, grosses, strict=True)]
    if discount > sum(weights):
        raise Refused("The discount is more than the items come to.", field="discount")
    shares = spread(discount, weights) if discount else [0] * len(lines)
    amounts = [gross - share for gross, share in zip(grosses, shares, strict=True)]
    return total_of(amounts, [line.line_tax for line in lines], rules, grosses=grosses, shares=shares)


def total_of(
    amounts: Sequence[Amount],
    taxes: Sequence[LineTax],
    rules: Rules,
    *,
    grosses: Sequence[Amount] | None = None,
    shares: Sequence[Amount] | None = None,
) -> Totals:
    """Tax amounts that are already priced (as on an invoice for a part of the goods) and add the paper up."""
    taxables = [Taxable(amount, tax) for amount, tax in zip(amounts, taxes, strict=True)]
    taxed, _rows = work_out(taxables, inclusive=rules.inclusive, policy=rules.policy, rounding=rules.rounding)
    lines = [
        LineTotal(gross, share, line.net, line.tax)
        for gross, share, line in zip(grosses or amounts, shares or [0] * len(amounts), taxed, strict=True)
    ]
    return added_up(lines, taxes)


def added_up(lines: Sequence[LineTotal], taxes: Sequence[LineTax]) -> Totals:
    """A whole paper of lines that are priced and taxed."""
    rows = tax_rows([Taxed(line.net, line.tax) for line in lines], taxes)
    net, tax = sum(row.base for row in rows), sum(row.tax for row in rows)
    return Totals(tuple(lines), tuple(rows), net, tax, net + tax)


def part_of(whole: Amount, quantity: Quantity, before: Quantity, now: Quantity) -> Amount:
    """The worth of `now` more units of `quantity` when `before` have been counted already.

    Rounds the running sum and takes the difference, so that parts in any order end at exactly `whole`.
    """
    upto = divide(whole * (before + now), quantity)
    return upto - divide(whole * before, quantity)
