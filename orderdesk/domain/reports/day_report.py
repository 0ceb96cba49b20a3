"""The day's figures: what was sold, taxed, taken and counted, and the sums that must tie before it may be printed."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from orderdesk.domain.money.deposits import Deposits
from orderdesk.domain.money.tenders import COD, NO_MONEY, STORE_CREDIT
from orderdesk.domain.prices.tax_places import rate_in, taxed_at
from orderdesk.domain.values.money import Amount, Rate
from orderdesk.domain.values.quantity import Quantity

PROMISED_WORDS = "Deposits by store credit or to carriers"
"""What came ahead of a bill and is no money, or none yet."""
_OF_THE_PAPER = {"of": "paper"}


@dataclass(frozen=True, slots=True)
class SeriesOfDay:
    """The papers of one number series in the report: first and last number, how many, and what they add up to."""

    first: str
    last: str
    count: int
    net: Amount
    tax: Amount

    @property
    def total(self) -> Amount:
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class TaxFigures:
    """One tax rate of one place (domain.prices.tax_places), sales and credits apart. A report that was kept before
    places were names none."""

    rate: Rate
    sales_base: Amount
    sales_tax: Amount
    credits_base: Amount
    credits_tax: Amount
    place: str = ""

    @property
    def base(self) -> Amount:
        return self.sales_base - self.credits_base

    @property
    def tax(self) -> Amount:
        return self.sales_tax - self.credits_tax


@dataclass(frozen=True, slots=True)
class TenderFigures:
    """One tender with what it was called: money taken (change given back is not in it), money refunded, how many
    slips, and the count. A report that was kept before names were has none."""

    tender: str
    taken: Amount
    refunded: Amount
    slips: int
    counted: Amount | None = None
    name: str = ""

    @property
    def label(self) -> str:
        return self.name or self.tender.replace("-", " ").capitalize()

    @property
    def is_money(self) -> bool:
        """Whether it brings money: store credit does not, nor, yet, what a carrier collects."""
        return self.tender not in NO_MONEY

    @property
    def expected(self) -> Amount:
        return self.taken - self.refunded

    @property
    def difference(self) -> Amount | None:
        return None if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class CashFigures:
    """The drawer: float + sales − refunds + rounding + paid in − paid out − drops is what should be in it.

    `rounding` is what the smallest coin added to sales and spared in refunds.
    """

    float_amount: Amount
    sales: Amount
    refunds: Amount
    paid_in: Amount
    paid_out: Amount
    drops: Amount
    rounding: Amount
    counted: Amount | None = None
    denominations: tuple[tuple[str, int], ...] = ()
    left: Amount | None = None
    reason: str = ""

    @property
    def expected(self) -> Amount:
        taken = self.sales - self.refunds + self.rounding
        return self.float_amount + taken + self.paid_in - self.paid_out - self.drops

    @property
    def difference(self) -> Amount | None:
        """Over when positive, short when negative; None before the count."""
        return None if self.counted is None else self.counted - self.expected

    @property
    def deposit(self) -> Amount | None:
        """What leaves the drawer at the close."""
        return None if self.counted is None or self.left is None else self.counted - self.left


@dataclass(frozen=True, slots=True)
class Watched:
    """Something an owner looks at twice (a void, a no-sale, a price override): who did it and how often."""

    what: str
    user: str
    count: int


@dataclass(frozen=True, slots=True)
class OwedBothWays:
    """What is owed both ways at one moment: receivables to the shop, deposits by it."""

    receivables: Amount = 0
    deposits: Amount = 0

    @property
    def balance(self) -> Amount:
        return self.receivables - self.deposits


@dataclass(frozen=True, slots=True)
class WorkOfDay:
    """How the work of the day went; late and back-ordered are as they stood when the report was made."""

    taken: int = 0
    taken_total: Amount = 0
    shipped: int = 0
    late: int = 0
    backordered: int = 0
    backordered_units: Quantity = 0


@dataclass(frozen=True, slots=True)
class DayReport:
    """An X report (a look), a Z report (a till closed) or a whole day; amounts in minor units of `currency`.

    `owed` was invoiced in the period and not paid in it; `settled` was paid in it for papers of another time.
    """

    kind: str
    shop: str
    currency: str
    day: date
    made_at: datetime
    made_by: str
    invoices: SeriesOfDay
    credit_notes: SeriesOfDay
    discounts: Amount
    taxes: tuple[TaxFigures, ...]
    tenders: tuple[TenderFigures, ...]
    owed: Amount
    settled: Amount
    watched: tuple[Watched, ...]
    opening: OwedBothWays
    closing: OwedBothWays
    cod_in_transit: Amount
    credit_issued: Amount
    credit_used: Amount
    work: WorkOfDay
    till: str = ""
    z_number: int | None = None
    opened_at: datetime | None = None
    opened_by: str = ""
    closed_at: datetime | None = None
    closed_by: str = ""
    verified_by: str = ""
    cash: CashFigures | None = None
    # A report that was kept before this was known has none.
    deposits: Deposits | None = None
    # How many events were written before it, and the hash of the newest: what came before can no longer be cut.
    chain: tuple[int, str] | None = None
    # The place that the shop's own tax is of, which is named only where other places are too.
    home: str = ""
    # Which print of it this is; of the paper, not of the figures, so it is not kept with them.
    copy: int = field(default=1, metadata=_OF_THE_PAPER)

    @property
    def gross(self) -> Amount:
        """Sales at full price, without tax."""
        return self.invoices.net + self.discounts

    @property
    def returns(self) -> Amount:
        return self.credit_notes.net

    @property
    def net(self) -> Amount:
        return self.gross - self.discounts - self.returns

    @property
    def tax(self) -> Amount:
        return self.invoices.tax - self.credit_notes.tax

    @property
    def total(self) -> Amount:
        """Net sales with tax: what the tenders and the accounts must come to."""
        return self.net + self.tax

    @property
    def tendered(self) -> Amount:
        """What was settled by all tenders less what went back by them."""
        return sum(each.expected for each in self.tenders)

    @property
    def money_taken(self) -> Amount:
        """The money that came less what went back; store credit and what carriers hold are none."""
        return sum(each.expected for each in self.tenders if each.is_money)

    @property
    def without_money(self) -> tuple[tuple[str, Amount], ...]:
        """What was settled or given back without money, each by its name, below zero where it was given."""
        each = {row.tender: row for row in self.tenders if not row.is_money}
        credit, cod = each.get(STORE_CREDIT), each.get(COD)
        found = (
            ("Store credit used", credit.taken if credit else 0),
            ("Store credit issued", -credit.refunded if credit else 0),
            ("Cash on delivery, with the carrier", cod.expected if cod else 0),
        )
        return tuple((label, amount) for label, amount in found if amount)

    def tax_label(self, figures: TaxFigures) -> str:
        """What a row of the tax table is called: its rate, and in which place where the report knows several."""
        several = any(each.place != self.home for each in self.taxes)
        return (rate_in if several else taxed_at)(figures.rate, figures.place, self.home)

    def problems(self) -> tuple[str, ...]:
        """Every sum that does not tie, as a sentence; a report with any of them must not be printed."""
        ties = (
            (sum(each.base for each in self.taxes), self.net, "The bases of the tax table do not add up to net sales"),
            (sum(each.tax for each in self.taxes), self.tax, "The tax table does not add up to the tax"),
            (self.tendered + self.owed - self.settled, self.total, "Tenders and accounts do not come to net sales"),
            *self._deposit_ties(),
            *self._day_ties(),
            *self._cash_ties(),
        )
        return tuple(f"{sentence}: {found} is not {due}." for found, due, sentence in ties if found != due)

    def _deposit_ties(self) -> tuple[tuple[Amount, Amount, str], ...]:
        moved = self.deposits
        if moved is None:
            return ()
        sentence = "Deposits and accounts do not move by what was invoiced and paid"
        ties = [(moved.accounts - moved.change, self.owed - self.settled, sentence)]
        if self.kind == "day":
            held = self.opening.deposits + moved.change
            ties.append((held, self.closing.deposits, "Deposits taken and applied do not come to those held"))
        return tuple(ties)

    def _day_ties(self) -> tuple[tuple[Amount, Amount, str], ...]:
        if self.kind != "day":
            return ()
        change = self.closing.balance - self.opening.balance
        return (
            (change, self.owed - self.settled, "Receivables and deposits do not move by what was invoiced and paid"),
        )

    def _cash_ties(self) -> tuple[tuple[Amount, Amount, str], ...]:
        if self.cash is None:
            return ()
        tender = next((each.expected for each in self.tenders if each.tender == "cash"), 0)
        return ((self.cash.sales - self.cash.refunds, tender, "The drawer's sales are not the cash tender"),)


_T = TypeVar("_T")


def as_json(value: Any) -> Any:
    """A report as plain JSON values: tuples as lists, times and dates in ISO 8601."""
    if is_dataclass(value):
        kept = (each for each in fields(value) if each.metadata != _OF_THE_PAPER)
        return {each.name: as_json(getattr(value, each.name)) for each in kept}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, datetime | date) else value


def from_json(kind: type[_T], value: Any) -> _T:
    """The inverse of `as_json`; raises `KeyError` or `ValueError` for what was not written by it.

    A field with a default that was not yet known when it was written has that default.
    """
    hints = get_type_hints(kind)
    told = [each for each in fields(kind) if each.name in value or each.default is MISSING]  # type: ignore[arg-type]
    return kind(**{each.name: _read(hints[each.name], value[each.name]) for each in told})


def _read(hint: Any, value: Any) -> Any:
    if get_origin(hint) is UnionType:
        return None if value is None else _read(get_args(hint)[0], value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(each, part) for each, part in zip(kinds, value, strict=True))
    if is_dataclass(hint) and isinstance(hint, type):
        return from_json(hint, value)
    return hint.fromisoformat(value) if hint in (date, datetime) else value
