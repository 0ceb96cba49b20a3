"""One report as a table with its period, to be read, saved as CSV or as a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.values.money import grouped
from orderdesk.domain.values.written.local import current, shown_day
from orderdesk.services.care.files_out import TABLE, write_out
from orderdesk.services.reports.reports import REPORTS, report_table
from orderdesk.services.reports.tables import ReportTable, as_csv, as_xlsx
from orderdesk.services.reports.taxes import WHOSE
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.bar_chart import Bar, BarChart
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import COMPACT, Table
from orderdesk.ui.widgets.lists.table_model import LEFT, RIGHT, Column
from orderdesk.ui.widgets.window.visibility import show_part

MOST_BARS, MOST_DAYS = 12, 31
"""So many bars, or days, are drawn; the table below tells all."""
Line = tuple[int, tuple[str, ...]]
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NONE = {
    "late-orders": "No order is late on that day.",
    "journal": "Nothing was posted in these days.",
    "accounts": "Nothing was posted until that day.",
    "stock-value": "Nothing was in stock at the end of that day.",
}
_WITH_CHART = ("sales-by-day", "sales-by-channel")


def _column(place: int, title: str, figure: bool, first_text: int) -> Column[Line]:
    """A column that takes the rest of the width when it is the widest text, else a fixed one."""

    def text(line: Line) -> str:
        value = line[1][place]
        return grouped(value) if figure and value else _day(value)

    def strong(line: Line) -> bool:
        return line[0] < 0

    width = 110 if figure else (0 if place == first_text else 130)
    return Column(title, text, width, align=RIGHT if figure else LEFT, strong=strong)


class TablePage(QWidget):
    """Shows the report `report_id`; `read` makes it anew for the period typed."""

    def __init__(self, bench: Bench, report_id: str) -> None:
        super().__init__()
        self.bench, self.report_id = bench, report_id
        self.made: ReportTable | None = None
        self.first = self._day_input("From", 29)
        self.last = self._day_input("To", 0)
        self._tools = QHBoxLayout()
        as_of = next(each.as_of for each in REPORTS if each.id == report_id)
        before = (
            [Label("End of", "label", "text2")]
            if as_of
            else [Label("From", "label", "text2"), self.first, Label("to", "label", "text2")]
        )
        for part in (*before, self.last):
            self._tools.addWidget(part)
        self._tools.addStretch()
        self._behind = next((each.id for each in REPORTS if each.behind == report_id), "")
        self.by_paper = QCheckBox("Each paper")
        self.by_paper.toggled.connect(self.read)
        self._tools.addWidget(self.by_paper)
        self._tools.addWidget(Button("Save as CSV", self.save_csv, icon="download"))
        self._tools.addWidget(Button("Save as XLSX", self.save_xlsx, icon="file-spreadsheet"))
        self._card = Card(padding=0, spacing=0)
        self._chart = BarChart("Sales", (), upright=True)
        self._tables: dict[str, Table] = {}
        self._none = Label(_NONE.get(report_id, "Nothing was sold in these days."), "body", "text2")
        self._none.setContentsMargins(px(16), px(16), px(16), px(16))
        self._card.body.addWidget(self._none)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addLayout(self._tools)
        self._body.addWidget(self._chart)
        self._body.addWidget(self._card, 1)
        show_part(self.by_paper, bool(self._behind))
        follow(self._restyle)

    def _day_input(self, name: str, days_ago: int) -> DayInput:
        desk = self.bench.desk
        made = DayInput(lambda: desk.today, desk.today - timedelta(days=days_ago), name=name, past=True)
        made.settled.connect(self.read)
        return made

    def _restyle(self) -> None:
        self._body.setSpacing(px(12))
        self._tools.setSpacing(px(8))
        for each in (self.first, self.last):
            each.setMaximumWidth(px(164))

    def read(self) -> None:
        """Make the report for the period; a wrong period is said and the table stays."""
        self.bench.attempt(self._make)

    def _make(self) -> None:
        shown = self._behind if self.by_paper.isChecked() else self.report_id
        self.made = report_table(self.bench.desk, shown, self.first.day(), self.last.day())
        if shown not in self._tables:
            self._tables[shown] = self._new_table(self.made)
            self._card.body.addWidget(self._tables[shown])
            if self._behind:
                self._tables[shown].opened.connect(self._look_behind)
        rows: list[Line] = [(number, row) for number, row in enumerate(self.made.rows)]
        if self.made.totals and rows:
            rows.append((-1, self.made.totals))
        self._tables[shown].show_rows(rows)
        show_part(self._none, not rows)
        for each, table in self._tables.items():
            show_part(table, each == shown and bool(rows))
        self._show_chart(self.made)

    def _new_table(self, made: ReportTable) -> Table:
        texts = [place for place, head in enumerate(made.heads) if not head.figure]
        wide = [place for place, head in enumerate(made.heads) if head.wide]
        widest = (*wide, *texts[1:], texts[0])[0]
        columns = [_column(place, head.title, head.figure, widest) for place, head in enumerate(made.heads)]
        return Table(columns, lambda line: line[0], made.title, height=COMPACT)

    def _look_behind(self, line: Line) -> None:
        """From a sum to its first paper, and from a paper to what it says."""
        if line[0] < 0 or self.made is None:
            return
        if self.made.id == self._behind:
            said = dict(zip((head.title for head in self.made.heads), line[1], strict=True))
            self.bench.paper.emit("credit-note" if said["Base"].startswith("-") else "invoice", said["Number"])
            return
        self.by_paper.setChecked(True)
        sums = next(number for number, row in enumerate(self.made.rows) if row[:WHOSE] == line[1][:WHOSE])
        self._tables[self._behind].select_key(sums)
        self._tables[self._behind].setFocus()

    def _show_chart(self, made: ReportTable) -> None:
        if self.report_id not in _WITH_CHART:
            self._chart.hide()
            return
        by_day = self.report_id == "sales-by-day"
        rows = self._each_day(made) if by_day else [(row[0], row[-1]) for row in made.rows[:MOST_BARS]]
        bars = [Bar(_short(name), int(total.replace(".", "")), grouped(total)) for name, total in rows]
        self._chart.show_bars(bars)
        self._chart.setVisible(any(bar.size > 0 for bar in bars))

    def _each_day(self, made: ReportTable) -> list[tuple[str, str]]:
        """Every day of the period with its total, the last ones of a long one; a day without sales has none."""
        sold = {row[0]: row[-1] for row in made.rows}
        last = self.last.day()
        span = min((last - self.first.day()).days + 1, MOST_DAYS)
        days = [(last - timedelta(days=back)).isoformat() for back in reversed(range(span))]
        return [(day, sold.get(day, "0")) for day in days]

    def save_csv(self) -> None:
        """Save the table as CSV."""
        self._save("CSV (*.csv)", ".csv", lambda made: as_csv(made).encode("utf-8-sig"))

    def save_xlsx(self) -> None:
        """Save the table as a spreadsheet."""
        self._save("Spreadsheet (*.xlsx)", ".xlsx", as_xlsx)

    def _save(self, kind: str, ending: str, make: Callable[[ReportTable], bytes]) -> None:
        if self.made is None:
            return
        made = self.made
        chosen, _ = QFileDialog.getSaveFileName(self, f"Save {made.title}", f"{made.id}{ending}", kind)
        if chosen:
            self.bench.attempt(
                lambda: write_out(self.bench.desk, Path(chosen), make(made), TABLE),
                f"{made.title} saved as {Path(chosen).name}",
            )


def _day(value: str) -> str:
    """A day of a table as the shop writes it, anything else as it is."""
    return shown_day(date.fromisoformat(value)) if _ISO.fullmatch(value) else value


def _short(key: str) -> str:
    """A day as "23 Nov", anything else as it is."""
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return key
    return current().days.short(day)
