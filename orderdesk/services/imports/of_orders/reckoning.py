"""What an imported order comes to: by the shop's own rules for work still to be done, as it was for what is history.

The file's total is held against the sum with tax and the one without. Prices contain tax as the shop's do, unless the
file's own tax says otherwise. Where nothing fits, the order waits with the difference named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from orderdesk.domain.prices.pricing import LineInput, Rules, Totals, line_gross, price_order
from orderdesk.domain.prices.tax import LineTax
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.shop.taxing import Taxing
from orderdesk.domain.values.addresses import PostalAddress
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import PRICE_SCALE, RATE_SCALE, Amount, divide, exponent, price_of_amount, shown
from orderdesk.domain.values.quantity import ONE
from orderdesk.integrations.imports.records import LineRecord, OrderRecord
from orderdesk.persistence.items.records import Item

NO_TAX = "The imported file names no tax."
TaxingTo = Callable[[PostalAddress | None, str, str], Taxing]
"""The tax of goods sent to an address, for a customer with this exemption and tax id."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An order with its sums; `taxes` are those of its lines, and `told` what was found out about its total."""

    rules: Rules
    taxes: tuple[LineTax, ...]
    totals: Totals
    exemption: str
    discount: Amount = 0
    told: str = ""

    @property
    def taxed(self) -> bool:
        """Whether any line bears tax."""
        return any(each.rate for each in self.taxes)


def reckon(record: OrderRecord, items: Mapping[str, Item], shop: Shop, taxing: Taxing) -> Reckoned:
    """The sums of an order with priced lines. Raises `Refused` when the file's total or tax is another."""
    found = list(_ways(record, items, shop, taxing))
    fitting = next((each for each in found if _fits(record, each)), None)
    if fitting is None:
        raise Refused(_difference(record, found[0]), field="total" if record.total is not None else "taxes")
    if record.total is not None and fitting.totals.total != record.total and not record.past:
        added = shown(fitting.totals.total - record.total, shop.currency)
        return replace(fitting, told=f"tax of {added} is added to the file's total")
    return fitting


def _ways(record: OrderRecord, items: Mapping[str, Item], shop: Shop, taxing: Taxing) -> Iterator[Reckoned]:
    """The ways to reckon an order, the likeliest first."""
    if record.past:
        yield from _past(record, shop)
    if not record.ended and (record.tax or not record.closed):
        yield from _work(record, items, shop, taxing)


def _past(record: OrderRecord, shop: Shop) -> Iterator[Reckoned]:
    """History bears no tax of ours: its prices are what was paid."""
    rules = Rules(shop.currency)
    taxes = (LineTax(0, shop.tax_home.place),) * len(record.lines)
    yield Reckoned(rules, taxes, _totals(record, taxes, rules), NO_TAX, record.discount)


def _work(record: OrderRecord, items: Mapping[str, Item], shop: Shop, taxing: Taxing) -> Iterator[Reckoned]:
    """The shop's own way first; the other one only where the file's tax speaks for it."""
    profile = shop.tax_profile
    classes = [items[line.sku].tax_class if line.goods and line.sku in items else "standard" for line in record.lines]
    taxes = tuple(taxing.tax_of(each) for each in classes)
    ways = (profile.inclusive, not profile.inclusive) if record.tax else (profile.inclusive,)
    for inclusive in ways:
        rules = Rules(shop.currency, inclusive, profile.policy, profile.rounding)
        yield Reckoned(rules, taxes, _totals(record, taxes, rules), taxing.exemption, record.discount)


def _totals(record: OrderRecord, taxes: tuple[LineTax, ...], rules: Rules) -> Totals:
    inputs = [
        LineInput(line.quantity, line.price or 0, tax.rate, line.discount, not line.goods, tax.place, tax.exemption)
        for line, tax in zip(record.lines, taxes, strict=True)
    ]
    return price_order(inputs, rules, record.discount)


def _fits(record: OrderRecord, way: Reckoned) -> bool:
    """Whether the file's total is the sum with tax or the one without, and its tax the one that is taken."""
    totals = way.totals
    if record.past and not way.taxed:
        return bool(record.ended) or (record.total in (None, totals.total) and not (record.tax and record.exact))
    if record.tax is not None and abs(record.tax - totals.tax) > (len(record.lines) if way.rules.inclusive else 0):
        return False
    if record.total is None or record.total == totals.total:
        return True
    return record.tax is None and not way.rules.inclusive and record.total == totals.net


def _difference(record: OrderRecord, way: Reckoned) -> str:
    currency, totals = way.rules.currency, way.totals
    here = shown(totals.total, currency)
    if totals.tax:
        here += f" with {shown(totals.tax, currency)} tax"
    if record.total is None:
        return f"By the shop's rules it bears tax of {shown(totals.tax, currency)}, by the file {_said(record)}."
    gap = shown(record.total - totals.total, currency)
    taxed = f" with {_said(record)} tax" if record.tax is not None else ""
    return f"The lines come to {here}, the file says {shown(record.total, currency)}{taxed}: a difference of {gap}."


def _said(record: OrderRecord) -> str:
    return shown(record.tax or 0, record.currency)


def with_rate(line: LineRecord, currency: str) -> LineRecord:
    """Money off a line as a part of it, exact to the minor unit; refuse more than the line comes to."""
    if not line.off:
        return line
    rules = Rules(currency)
    whole = line_gross(line.quantity, line.price or 0, 0, rules)
    if line.off > whole:
        told, worth = shown(line.off, currency), shown(whole, currency)
        raise Refused(f"Row {line.row}: {told} off is more than the line comes to, {worth}.", field="discount")
    exact = line.quantity * (line.price or 0) * 10 ** exponent(currency)
    rate = divide(line.off * RATE_SCALE * ONE * PRICE_SCALE, exact)
    for near in (rate, rate - 1, rate + 1):
        if 0 <= near <= RATE_SCALE and line_gross(line.quantity, line.price or 0, near, rules) == whole - line.off:
            return replace(line, discount=near, off=0)
    raise Refused(f"Row {line.row}: a discount of {shown(line.off, currency)} on so much cannot be kept exactly.")


def with_tax_line(record: OrderRecord, currency: str) -> OrderRecord:
    """History whose total has tax on top of its lines: the tax is a charge, as no rate of it is known."""
    if not record.closed or not record.tax or record.total is None:
        return record
    bare = _past_total(record, currency)
    if record.total != bare + record.tax:
        return record
    line = LineRecord(record.row, "", "Tax", ONE, price_of_amount(record.tax, currency), goods=False)
    return replace(record, lines=(*record.lines, line))


def _past_total(record: OrderRecord, currency: str) -> Amount:
    return _totals(record, (LineTax(0),) * len(record.lines), Rules(currency)).total
