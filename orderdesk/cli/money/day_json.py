"""The figures of a day or a till as JSON and as plain lines; amounts as texts in the report's currency."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from orderdesk.cli.orders.order_json import moment
from orderdesk.cli.typed.facts import place_facts
from orderdesk.cli.writing import columns
from orderdesk.domain.reports.day_report import (
    PROMISED_WORDS,
    CashFigures,
    DayReport,
    SeriesOfDay,
    TaxFigures,
    TenderFigures,
)
from orderdesk.domain.values.money import amount_text, percent_text, shown
from orderdesk.domain.values.quantity import quantity_text

_SUMS = ("gross", "discounts", "returns", "net", "tax", "total", "money_taken", "tendered", "owed", "settled")
_ALSO = ("cod_in_transit", "credit_issued", "credit_used")
_CASH = (
    *("float_amount", "sales", "refunds", "paid_in", "paid_out", "drops", "rounding"),
    *("expected", "counted", "difference", "left", "deposit"),
)
_CASH_LABELS = (
    ("float_amount", "Float"),
    ("expected", "Cash expected"),
    ("counted", "Cash counted"),
    ("difference", "Over or short"),
)
_COUNTS = ("taken", "shipped", "late", "backordered")


def report_facts(report: DayReport, zone: ZoneInfo) -> dict[str, Any]:
    """A whole report as JSON."""
    currency = report.currency
    return {
        "kind": report.kind,
        "shop": report.shop,
        "currency": currency,
        "day": report.day.isoformat(),
        "till": report.till or None,
        "z_number": report.z_number,
        "made_at": moment(report.made_at, zone),
        "made_by": report.made_by,
        "opened_at": moment(report.opened_at, zone),
        "opened_by": report.opened_by or None,
        "closed_at": moment(report.closed_at, zone),
        "closed_by": report.closed_by or None,
        "verified_by": report.verified_by or None,
        **_amounts(report, (*_SUMS, *_ALSO), currency),
        "invoices": _series(report.invoices, currency),
        "credit_notes": _series(report.credit_notes, currency),
        "taxes": [_tax(each, currency) for each in report.taxes],
        "tenders": [_tender(each, currency) for each in report.tenders],
        "cash": None if report.cash is None else _cash(report.cash, currency),
        "watched": [{"what": each.what, "user": each.user, "count": each.count} for each in report.watched],
        "opening": _amounts(report.opening, ("receivables", "deposits"), currency),
        "closing": _amounts(report.closing, ("receivables", "deposits"), currency),
        "deposits": _deposits(report, currency),
        "work": {
            **{name: getattr(report.work, name) for name in _COUNTS},
            "taken_total": amount_text(report.work.taken_total, currency),
            "backordered_units": quantity_text(report.work.backordered_units),
        },
    }


def report_text(report: DayReport) -> str:
    """The figures an owner asks for first."""
    currency = report.currency
    rows = [(name.replace("_", " ").capitalize(), shown(getattr(report, name), currency)) for name in _SUMS]
    moved = report.deposits
    if moved is not None and (moved.taken or moved.promised or moved.applied):
        rows += [("Deposits taken", shown(moved.taken, currency))]
        if moved.promised:
            rows += [(PROMISED_WORDS, shown(moved.promised, currency))]
        rows += [("Deposits applied", shown(moved.applied, currency))]
    if report.closing.deposits:
        rows += [("Deposits held", shown(report.closing.deposits, currency))]
    rows += [(each.label, shown(each.expected, currency)) for each in report.tenders if each.is_money]
    rows += [(label, shown(amount, currency)) for label, amount in report.without_money]
    if report.cash is not None:
        found = [(label, getattr(report.cash, name)) for name, label in _CASH_LABELS]
        rows += [(label, shown(amount, currency)) for label, amount in found if amount is not None]
    title = f"{report.kind} {report.z_number or ''} {report.till}".strip() if report.kind != "day" else "Day"
    return f"{title}, {report.day}, {report.shop} ({currency})\n{columns(rows, right=(1,))}"


def _deposits(report: DayReport, currency: str) -> dict[str, Any] | None:
    """What moved the deposits; the shop held `opening` before and holds `closing` deposits now."""
    if report.deposits is None:
        return None
    return _amounts(report.deposits, ("taken", "promised", "applied", "credited", "given_back"), currency)


def _amounts(holder: Any, names: tuple[str, ...], currency: str) -> dict[str, Any]:
    found = {name: getattr(holder, name) for name in names}
    return {name: None if amount is None else amount_text(amount, currency) for name, amount in found.items()}


def _series(series: SeriesOfDay, currency: str) -> dict[str, Any]:
    ends = {"first": series.first or None, "last": series.last or None, "count": series.count}
    return ends | _amounts(series, ("net", "tax", "total"), currency)


def _tax(figures: TaxFigures, currency: str) -> dict[str, Any]:
    names = ("sales_base", "sales_tax", "credits_base", "credits_tax", "base", "tax")
    return {"rate": percent_text(figures.rate), **place_facts(figures.place), **_amounts(figures, names, currency)}


def _tender(figures: TenderFigures, currency: str) -> dict[str, Any]:
    names = ("taken", "refunded", "expected", "counted", "difference")
    return {
        "tender": figures.tender,
        "name": figures.label,
        "slips": figures.slips,
        **_amounts(figures, names, currency),
    }


def _cash(cash: CashFigures, currency: str) -> dict[str, Any]:
    found = _amounts(cash, _CASH, currency)
    found["float"] = found.pop("float_amount")
    return {**found, "denominations": dict(cash.denominations), "reason": cash.reason or None}
