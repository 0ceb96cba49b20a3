"""The end of the day on the screen: tiles, tenders, tax, the tills, and what an owner should look at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from orderdesk.domain.reports.day_report import PROMISED_WORDS, DayReport, TenderFigures
from orderdesk.domain.values.money import Amount, shown
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.desk import Desk
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.bar_chart import Bar, BarChart
from orderdesk.ui.widgets.card import Card, scrolled
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.detail_panel import clear_layout
from orderdesk.ui.widgets.stat_tile import StatTile, tile_row
from orderdesk.ui.widgets.window.visibility import show_part
from orderdesk.ui.words import moment_word

Cells = Sequence[Sequence[str]]


class DayPage(QWidget):
    """Shows one DayReport and the tills; `show_day` fills it."""

    def __init__(self) -> None:
        super().__init__()
        self.ties = Banner()
        self._sales, self._tax = StatTile("Net sales", ""), StatTile("Tax", "")
        self._total, self._taken = StatTile("Total", ""), StatTile("Money taken", "")
        self._orders = StatTile("Orders taken", "")
        self._body = QVBoxLayout()
        self._pairs: list[_Pair] = []
        inner = QWidget()
        self._stack = QVBoxLayout(inner)
        self._stack.addWidget(self.ties)
        self._stack.addWidget(tile_row(self._sales, self._tax, self._total, self._taken, self._orders))
        self._stack.addLayout(self._body)
        self._stack.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        follow(self._restyle)

    def _restyle(self) -> None:
        self._stack.setContentsMargins(0, 0, px(4), px(8))
        self._stack.setSpacing(px(12))
        self._body.setSpacing(px(12))

    def show_day(self, report: DayReport, sessions: Sequence[TillSession], desk: Desk) -> None:
        """Show a day, and the tills that are open or were closed on it."""
        money = _Money(report.currency)
        problems = report.problems()
        if problems:
            self.ties.say(" ".join(problems), "danger")
        else:
            self.ties.say("The figures tie: tax table, tenders and accounts come to the sales.", "success")
        self._sales.show_figure(money(report.net), count_word(report.invoices.count, "invoice"))
        self._tax.show_figure(money(report.tax), "sales less credits")
        credits = count_word(report.credit_notes.count, "credit note")
        self._total.show_figure(f"{money(report.total)} {report.currency}", credits)
        self._taken.show_figure(money(report.money_taken), f"{money(report.owed)} on account")
        late = f"{count_word(report.work.late, 'order')} late" if report.work.late else "nothing late"
        self._orders.show_figure(f"{report.work.taken:,}", late, "danger" if report.work.late else "")
        clear_layout(self._body)
        self._pairs = [
            _Pair(_tenders(report, money), _tax_card(report, money)),
            _Pair(_tills(sessions, money, desk), _work(report, money)),
        ]
        for pair in self._pairs:
            self._body.addWidget(pair)
        self._body.addWidget(_chart(report, money))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two cards side by side, or below each other where they would be cut."""
        for pair in self._pairs:
            pair.fit(self.width() - px(20))

    def show_tills(self, why: str, sessions: Sequence[TillSession], currency: str, desk: Desk) -> None:
        """Show the open tills alone, to a person who may not see the day's figures, and `why`."""
        self.ties.say(why, "warning")
        for tile in (self._sales, self._tax, self._total, self._taken, self._orders):
            tile.show_figure("—", "")
        clear_layout(self._body)
        self._pairs = []
        self._body.addWidget(_tills(sessions, _Money(currency), desk))


class _Money:
    def __init__(self, currency: str) -> None:
        self._currency = currency

    def __call__(self, amount: Amount) -> str:
        return shown(amount, self._currency)


class _Pair(QWidget):
    """Two cards of like width."""

    def __init__(self, *cards: QWidget) -> None:
        super().__init__()
        self._cards = cards
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(px(12))
        for card in cards:
            self._line.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)

    def fit(self, width: int) -> None:
        """Lie side by side where `width` lets both be read whole."""
        widest = max(card.sizeHint().width() for card in self._cards)
        beside = 2 * widest + px(12) <= width
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            for card in self._cards:
                self._line.setAlignment(card, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))


def figures_card(
    title: str,
    heads: Sequence[str],
    rows: Cells,
    total: Sequence[str] = (),
    none: str = "Nothing yet today.",
    *,
    after: Cells = (),
) -> Card:
    """A small table of figures: the first column at the left, the others right-aligned, a strong row at the end;
    `after` stands below that row,
    and `none` says that there are no rows."""
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(0, 1)
    for column, head in enumerate(heads):
        grid.addWidget(Label(head, "label", "text2", right=column > 0), 0, column)
    for number, row in enumerate([*rows, *([total] if total else []), *after], start=1):
        strong = bool(total) and number == len(rows) + 1
        for column, text in enumerate(row):
            kind = "strong" if strong else "body"
            grid.addWidget(Label(text, kind, figures=True, right=column > 0), number, column)
    card.body.addLayout(grid)
    if not rows:
        card.body.addWidget(Label(none, "body", "text2", wrap=True))
    return card


def _tenders(report: DayReport, money: _Money) -> Card:
    rows = [
        (each.label, money(each.taken), _back(each, money), money(each.expected), f"{each.slips}")
        for each in report.tenders
        if each.is_money
    ]
    apart = [(label, "", "", money(amount), "") for label, amount in report.without_money]
    slips = sum(each.slips for each in report.tenders if each.is_money)
    total = ("Money taken", "", "", money(report.money_taken), f"{slips}")
    return figures_card("Money by tender", ("Tender", "Taken", "Refunded", "Net", "Slips"), rows, total, after=apart)


def _back(each: TenderFigures, money: _Money) -> str:
    return MINUS + money(each.refunded) if each.refunded else "—"


def _tax_card(report: DayReport, money: _Money) -> Card:
    rows = [
        (
            report.tax_label(each),
            money(each.sales_tax),
            money(each.credits_tax),
            money(each.base),
            money(each.tax),
        )
        for each in report.taxes
    ]
    total = ("Total", "", "", money(report.net), money(report.tax))
    return figures_card("Tax", ("Rate", "On sales", "On credits", "Base", "Tax"), rows, total)


def _tills(sessions: Sequence[TillSession], money: _Money, desk: Desk) -> Card:
    rows = [
        (
            each.till,
            f"Z-{each.z_number}" if each.z_number is not None else each.state.capitalize(),
            each.opened_by,
            moment_word(each.opened_at, desk.today, desk.calendar),
            moment_word(each.closed_at, desk.today, desk.calendar) if each.closed_at else "—",
            money(each.counted - each.expected) if each.closed_at else "—",
        )
        for each in sessions
    ]
    heads = ("Till", "State", "Opened by", "Opened", "Closed", "Difference")
    return figures_card("Tills", heads, rows, none="No till is open. Open one with F12 before taking cash.")


def _work(report: DayReport, money: _Money) -> Card:
    work = report.work
    rows = [
        ("Orders taken", f"{work.taken:,}", money(work.taken_total)),
        ("Shipments sent", f"{work.shipped:,}", ""),
        ("Orders late", f"{work.late:,}", ""),
        ("Orders back-ordered", f"{work.backordered:,}", ""),
        ("Returns", f"{report.credit_notes.count:,}", money(report.credit_notes.total)),
        ("Discounts, before tax", "", money(report.discounts)),
        *_deposits(report, money),
        ("Deposits held", "", money(report.closing.deposits)),
        ("Owed by customers", "", money(report.closing.receivables)),
        ("COD in transit", "", money(report.cod_in_transit)),
    ]
    rows += [(f"{each.what.capitalize()} by {each.user}", f"{each.count}", "") for each in report.watched]
    return figures_card("The day", ("", "Count", "Amount"), rows)


def _deposits(report: DayReport, money: _Money) -> list[tuple[str, str, str]]:
    """What moved the deposits; nothing where nothing did."""
    moved = report.deposits
    if moved is None:
        return []
    figures = (
        ("Deposits taken", moved.taken),
        (PROMISED_WORDS, moved.promised),
        ("Deposits by credit notes", moved.credited),
        ("Deposits applied to invoices", -moved.applied),
        ("Deposits given back", -moved.given_back),
    )
    return [(label, "", money(figure)) for label, figure in figures if figure]


def _chart(report: DayReport, money: _Money) -> Card:
    card = Card("Money taken")
    taken = [each for each in report.tenders if each.is_money]
    bars = [Bar(each.label, each.expected, money(each.expected)) for each in taken]
    card.body.addWidget(BarChart("Money taken by tender", bars))
    show_part(card, any(each.expected > 0 for each in taken))
    return card
