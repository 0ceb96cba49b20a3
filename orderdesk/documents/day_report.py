"""The X report (a look), the Z report (a till closed) and the whole day, on one or two pages of A4 or Letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from orderdesk.documents.kit.blocks import Row, band, code_at, heading, side_by_side, tiles, to_sign
from orderdesk.documents.kit.sheet import PaperSheet
from orderdesk.documents.kit.styles import BODY, STRONG
from orderdesk.documents.kit.tables import PaperTable, TableColumn, plain
from orderdesk.documents.kit.wording import printed_text, short_time_text, weekday_text
from orderdesk.documents.parts.letterhead import masthead
from orderdesk.documents.parts.rows import Seller
from orderdesk.domain.money.tenders import CASH
from orderdesk.domain.reports.day_report import PROMISED_WORDS, CashFigures, DayReport, SeriesOfDay
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.money import Amount, grouped, kept_amount, shown
from orderdesk.domain.values.quantity import shown_units
from orderdesk.domain.values.texts import count_word

_TITLES = {"X": "X report", "Z": "Z report", "day": "Day report"}
_MONEY = 58.0


def check(data: DayReport) -> None:
    """Refuse a report of which any printed sum does not tie, the counted pieces included."""
    problems = list(data.problems())
    cash = data.cash
    if cash and cash.counted is not None and cash.denominations:
        pieces = sum(kept_amount(piece, data.currency) * count for piece, count in cash.denominations)
        if pieces != cash.counted:
            problems.append(f"The pieces come to {pieces}, the count is {cash.counted}.")
    if problems:
        raise Refused(f"The {_title(data)} does not add up: {problems[0]}")


def build(data: DayReport, paper: str = "a4") -> bytes:
    """The report as PDF; `paper` is "a4" or "letter". Times print in the zone they carry: convert them first."""
    check(data)
    sheet = PaperSheet(
        paper, f"{_title(data)} {data.shop}", data.shop, printed_text(data.made_at, data.made_by, data.till)
    )
    is_z = data.z_number is not None
    marks = [*(["COPY"] if data.copy > 1 else []), *([f"Z no. {data.z_number}"] if is_z else [])]
    masthead(sheet, Seller(data.shop, (weekday_text(data.day),)), _title(data), marks)
    sheet.y -= 8
    if is_z:
        sheet.y = code_at(sheet.ink, sheet.right, sheet.y, f"Z-{data.z_number}", 22) + 4
    band(sheet, _session(data))
    tiles(sheet, _tiles(data))
    side_by_side(sheet, (("Sales", _sales(data)), ("The day's work", _work(data))))
    _tenders(sheet, data)
    _taxes(sheet, data)
    _drawer(sheet, data)
    to_sign(sheet, ("Counted by", "Verified by"))
    return sheet.pdf()


def _title(data: DayReport) -> str:
    return _TITLES.get(data.kind, "Day report")


def _session(data: DayReport) -> list[tuple[str, str]]:
    return [
        ("Till", data.till),
        ("Opened", _known(short_time_text(data.opened_at), data.opened_by)),
        ("Closed", _known(short_time_text(data.closed_at), data.closed_by)),
        ("Verified", data.verified_by),
    ]


def _known(when: str, who: str) -> str:
    """A moment and a name, as far as known."""
    return " · ".join(part for part in (when, who) if part)


def _tiles(data: DayReport) -> list[tuple[str, str, str]]:
    amount = _shower(data)
    found = [
        (f"Net sales {data.currency}", amount(data.net), "without tax"),
        ("Tax", amount(data.tax), count_word(len({each.rate for each in data.taxes}), "rate")),
        ("Sales with tax", amount(data.total), _papers(data)),
    ]
    difference = data.cash.difference if data.cash else None
    if difference is not None:
        return [*found, ("Cash over / short", amount(difference), _over(difference))]
    if data.cash:
        return [*found, ("Cash expected", amount(data.cash.expected), "not counted yet")]
    return [*found, ("Orders taken", str(data.work.taken), amount(data.work.taken_total))]


def _over(difference: Amount) -> str:
    return "over" if difference > 0 else "short" if difference < 0 else "exact"


def _shower(data: DayReport) -> Callable[[Amount | None], str]:
    """Amounts as text in the report's currency; nothing for none."""
    return lambda amount: "" if amount is None else shown(amount, data.currency)


def _sales(data: DayReport) -> list[Row]:
    amount = _shower(data)
    return [
        ("Sales before tax", amount(data.gross), False),
        ("Discounts", amount(-data.discounts), False),
        ("Returns", amount(-data.returns), False),
        ("Net sales", amount(data.net), True),
        ("Tax", amount(data.tax), False),
        ("Sales with tax", amount(data.total), True),
        ("Invoices", _series(data.invoices), False),
        ("Credit notes", _series(data.credit_notes), False),
    ]


def _papers(data: DayReport) -> str:
    return f"{count_word(data.invoices.count, 'invoice')}, {count_word(data.credit_notes.count, 'credit')}"


def _series(series: SeriesOfDay) -> str:
    return f"{series.count}: {series.first} to {series.last}" if series.count else "none"


def _work(data: DayReport) -> list[Row]:
    amount, work = _shower(data), data.work
    backordered = f"{count_word(work.backordered, 'line')}, {shown_units(work.backordered_units)}"
    return [
        (_since(data), f"{work.taken} for {amount(work.taken_total)}", False),
        ("Shipped", str(work.shipped), False),
        ("Late", str(work.late), False),
        ("Back-ordered", backordered if work.backordered else "none", False),
        ("COD in transit", amount(data.cod_in_transit), False),
        *_deposits(data),
        ("Deposits held", amount(data.closing.deposits), False),
        ("Owed by customers", amount(data.closing.receivables), False),
        ("Credit issued / used", f"{amount(data.credit_issued)} / {amount(data.credit_used)}", False),
    ]


def _since(data: DayReport) -> str:
    """What the orders are counted from: the day, or the moment at which the till was opened."""
    return "Orders taken" if data.kind == "day" else "Orders taken since the till opened"


def _deposits(data: DayReport) -> list[Row]:
    """What moved the deposits; nothing where nothing did."""
    moved, amount = data.deposits, _shower(data)
    if moved is None:
        return []
    figures = (
        ("Deposits taken", moved.taken),
        (PROMISED_WORDS, moved.promised),
        ("Deposits by credit notes", moved.credited),
        ("Deposits applied to invoices", -moved.applied),
        ("Deposits given back", -moved.given_back),
    )
    rows: list[Row] = [(label, amount(figure), False) for label, figure in figures if figure]
    if rows and data.kind == "day":
        rows.insert(0, ("Deposits held before", amount(data.opening.deposits), False))
    return rows


def _tenders(sheet: PaperSheet, data: DayReport) -> None:
    """Each tender; with what was sold but not paid, and paid but not sold today, they come to the sales with tax."""
    amount = _shower(data)
    titles = ("Slips", "Taken", "Refunded", "Expected", "Counted", "Difference")
    table = _table(sheet, "Tenders", titles, "Tender", 5)
    for each in sorted(data.tenders, key=lambda each: not each.is_money):
        figures = (each.taken, -each.refunded, each.expected, each.counted, each.difference)
        label = f"{each.label}, without the float" if data.cash and each.tender == CASH else each.label
        _row(table, [label, str(each.slips), *map(amount, figures)])
    taken = sum(each.taken for each in data.tenders)
    refunded = sum(each.refunded for each in data.tenders)
    _row(table, ["All tenders", str(sum(each.slips for each in data.tenders)), amount(taken), amount(-refunded),
                 amount(data.tendered), "", ""], strong=True)  # fmt: skip
    if data.without_money:
        _row(table, ["Money taken", "", "", "", amount(data.money_taken), "", ""], strong=True)
        for label, figure in data.without_money:
            _row(table, [label, "", "", "", amount(figure), "", ""])
    if data.owed or data.settled:
        _row(table, ["Sold, not paid yet", "", "", "", amount(data.owed), "", ""])
        _row(table, ["Paid for other days", "", "", "", amount(-data.settled), "", ""])
        _row(table, ["Sales with tax", "", "", "", amount(data.total), "", ""], strong=True)
    sheet.y += 12


def _taxes(sheet: PaperSheet, data: DayReport) -> None:
    amount = _shower(data)
    titles = ("Sales base", "Sales tax", "Returns base", "Returns tax", "Net base", "Net tax")
    table = _table(sheet, "Tax", titles, "Rate", 3)
    rows = [
        (each.sales_base, each.sales_tax, -each.credits_base, -each.credits_tax, each.base, each.tax)
        for each in data.taxes
    ]
    for each, figures in zip(data.taxes, rows, strict=True):
        _row(table, [data.tax_label(each), *map(amount, figures)])
    totals = [sum(row[place] for row in rows) for place in range(6)]
    _row(table, ["All rates", *map(amount, totals)], strong=True)
    sheet.y += 12


def _drawer(sheet: PaperSheet, data: DayReport) -> None:
    """The cash drawer, its count, and what an owner looks at twice."""
    exceptions = [(f"{each.what.capitalize()} · {each.user}", str(each.count), False) for each in data.watched]
    parts: list[tuple[str, Sequence[Row]]] = [("Exceptions", exceptions or [("None", "", False)])]
    if data.cash:
        parts = [("Cash drawer", _cash(data, data.cash)), ("Count", _count(data, data.cash)), *parts]
    side_by_side(sheet, parts)
    if data.cash and data.cash.reason:
        sheet.paragraph(f"Reason given for the difference: {data.cash.reason}", BODY, gap=4)


def _cash(data: DayReport, cash: CashFigures) -> list[Row]:
    amount = _shower(data)
    return [
        ("Float", amount(cash.float_amount), False),
        ("Sales", amount(cash.sales), False),
        ("Refunds", amount(-cash.refunds), False),
        ("Cash rounding", amount(cash.rounding), False),
        ("Paid in", amount(cash.paid_in), False),
        ("Paid out", amount(-cash.paid_out), False),
        ("Drops", amount(-cash.drops), False),
        ("Expected", amount(cash.expected), True),
    ]


def _count(data: DayReport, cash: CashFigures) -> list[Row]:
    amount = _shower(data)
    if cash.counted is None:
        return [("Not counted yet", "", False)]
    pieces: list[Row] = [
        (f"{count} × {grouped(piece)}", amount(kept_amount(piece, data.currency) * count), False)
        for piece, count in cash.denominations
    ]
    difference = cash.difference or 0
    label = {"exact": "Over / short"}.get(_over(difference), _over(difference).capitalize())
    found = [*pieces, ("Counted with the float", amount(cash.counted), True), (label, amount(difference), False)]
    if cash.left is not None:
        found += [("Float left", amount(cash.left), False), ("Deposit", amount(cash.deposit), True)]
    return found


def _table(sheet: PaperSheet, title: str, titles: Sequence[str], first: str, rows: int) -> PaperTable:
    heading(sheet, title, 40 + 17 * rows)
    table = PaperTable(
        sheet, (TableColumn(first), *(TableColumn(each, _MONEY, "right") for each in titles)), padding=2.5
    )
    table.head()
    return table


def _row(table: PaperTable, cells: Sequence[str], *, strong: bool = False) -> None:
    style = STRONG if strong else BODY
    table.row([plain(cells[0], style), *(plain(each, style) for each in cells[1:])])
