"""What an order of the past came to, line by line: with the tax it was reckoned by, or as it was paid."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.values.money import Amount, Rate
from orderdesk.integrations.imports.records import OrderRecord
from orderdesk.services.imports.of_orders.moving_in import shares_of, worth
from orderdesk.services.imports.of_orders.reckoning import NO_TAX, Reckoned


@dataclass(frozen=True, slots=True)
class PastWorth:
    """A line in minor units, and its rate."""

    gross: Amount
    share: Amount
    net: Amount
    rate: Rate = 0
    tax: Amount = 0


@dataclass(frozen=True, slots=True)
class PastSums:
    """An order or paper: its lines, its rows of tax (label, rate, base, tax), and the rules it was reckoned by."""

    lines: tuple[PastWorth, ...]
    taxes: tuple[tuple[str, Rate, Amount, Amount], ...]
    net: Amount
    tax: Amount = 0
    exemption: str = NO_TAX
    inclusive: bool = False
    policy: str = "per-document"
    rounding: str = "half-up"

    @property
    def total(self) -> Amount:
        return self.net + self.tax


def untaxed(net: Amount, lines: tuple[PastWorth, ...] = ()) -> PastSums:
    """Sums of which no tax is known."""
    return PastSums(lines, (("Tax 0%", 0, net, 0),), net)


def past_sums(record: OrderRecord, reckoned: Reckoned | None, rules: Rules) -> PastSums:
    """The sums of an order of the past."""
    if reckoned is None or not any(reckoned.rates):
        shares = shares_of(record, rules)
        grosses = [worth(line, rules) for line in record.lines]
        lines = tuple(PastWorth(gross, share, gross - share) for gross, share in zip(grosses, shares, strict=True))
        return untaxed(sum(line.net for line in lines), lines)
    totals, by = reckoned.totals, reckoned.rules
    return PastSums(
        tuple(
            PastWorth(line.gross, line.share, line.net, rate, line.tax)
            for line, rate in zip(totals.lines, reckoned.rates, strict=True)
        ),
        tuple((row.label, row.rate, row.base, row.tax) for row in totals.taxes),
        totals.net,
        totals.tax,
        reckoned.exemption,
        by.inclusive,
        str(by.policy),
        str(by.rounding),
    )
