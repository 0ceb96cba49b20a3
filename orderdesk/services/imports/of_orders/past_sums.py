"""What an order of the past came to, line by line: with the tax it was reckoned by, or as it was paid."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.prices.tax import LineTax, TaxRow
from orderdesk.domain.values.money import Amount
from orderdesk.integrations.imports.records import OrderRecord
from orderdesk.services.imports.of_orders.moving_in import shares_of, worth
from orderdesk.services.imports.of_orders.reckoning import NO_TAX, Reckoned


@dataclass(frozen=True, slots=True)
class PastWorth:
    """A line in minor units, and the tax that it bears."""

    gross: Amount
    share: Amount
    net: Amount
    bears: LineTax
    tax: Amount = 0


@dataclass(frozen=True, slots=True)
class PastSums:
    """An order or paper: its lines, its rows of tax, and the rules it was reckoned by."""

    lines: tuple[PastWorth, ...]
    taxes: tuple[TaxRow, ...]
    net: Amount
    tax: Amount = 0
    exemption: str = NO_TAX
    inclusive: bool = False
    policy: str = "per-document"
    rounding: str = "half-up"

    @property
    def total(self) -> Amount:
        return self.net + self.tax


def untaxed(net: Amount, home: str, lines: tuple[PastWorth, ...] = ()) -> PastSums:
    """Sums of which no tax is known; they are taken for those of the place that the shop is taxed in."""
    return PastSums(lines, (TaxRow(0, net, 0, home),), net)


def past_sums(record: OrderRecord, reckoned: Reckoned | None, rules: Rules, home: str) -> PastSums:
    """The sums of an order of the past."""
    if reckoned is None or not reckoned.taxed:
        shares = shares_of(record, rules)
        grosses, bears = [worth(line, rules) for line in record.lines], LineTax(0, home)
        lines = tuple(
            PastWorth(gross, share, gross - share, bears) for gross, share in zip(grosses, shares, strict=True)
        )
        return untaxed(sum(line.net for line in lines), home, lines)
    totals, by = reckoned.totals, reckoned.rules
    return PastSums(
        tuple(
            PastWorth(line.gross, line.share, line.net, bears, line.tax)
            for line, bears in zip(totals.lines, reckoned.taxes, strict=True)
        ),
        totals.taxes,
        totals.net,
        totals.tax,
        reckoned.exemption,
        by.inclusive,
        str(by.policy),
        str(by.rounding),
    )
