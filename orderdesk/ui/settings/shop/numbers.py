"""Numbers: the next one of each series, and where it may still be set."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from orderdesk.services.record.numbering import Series, series_of, set_next_number, set_yearly
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column


class NumbersSection(SettingsSection):
    """The series in a list; Enter sets the next number of the one chosen, which only goes up."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            "Numbers",
            WHOLE_SHOP,
            "A number only goes up. Series without holes can be set until their first number is issued.",
        )
        self.bench = bench
        columns: list[Column[Series]] = [
            Column("Numbers of", lambda each: each.title, 0),
            Column("Series", lambda each: each.code, 80, tone="text2"),
            Column("Next", lambda each: each.text, 130, align=RIGHT, strong=True),
            Column("Holes", lambda each: "Never" if each.gapless else "Allowed", 110, tone="text2"),
            Column("Can be set", lambda each: "No more" if each.refusal else "Yes", 110, tone="text2"),
        ]
        self.list = Table(columns, lambda each: each.code, "Series of numbers")
        self.list.setMinimumHeight(px(36 * 11))
        self.why = Label("", "small", "text2", wrap=True)
        self.change = Button("Set next number", self._set, role="primary", icon="pencil")
        self.body.addWidget(self.list)
        self.body.addWidget(self.why)
        self.yearly = Button("Begin anew each year", self._turn_yearly)
        self.body.addLayout(row(self.change, self.yearly, None))
        self.list.opened.connect(lambda _series: self._set())
        self.list.current_changed.connect(self._chosen)
        bench.changed.connect(self._heard)
        self.read()

    def read(self) -> None:
        """Show every series as it is now."""
        self.list.show_rows(series_of(self.bench.desk))
        if self.list.current_number() < 0:
            self.list.select_first()

    def _heard(self, _topics: frozenset[str]) -> None:
        # Almost every piece of work takes a number; only what is seen is read again.
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def _chosen(self, series: Series | None) -> None:
        refusal = series.refusal if series else ""
        self.change.set_refusal(refusal or None)
        self.why.setText(refusal)
        if series is not None:
            self.yearly.set_text("Run on from year to year" if series.yearly else "Begin anew each year")
            self.yearly.set_refusal(f"{series.title} run on from year to year." if series.yearly is None else None)

    def _turn_yearly(self) -> None:
        """Ask before a series begins anew each year: the first number that is given out makes it final."""
        series: Series = self.list.current_row()

        def turn() -> None:
            wanted = not series.yearly
            self.bench.attempt(lambda: set_yearly(self.bench.desk, series.code, wanted), f"{series.title} saved")
            self.read()

        if series.yearly:
            turn()
            return
        words = (
            f"The next one is then {series.code}-{self.bench.desk.today.year}-0001, and each year begins with 0001. "
        )
        words += "Once the first of them is given out it stays so."
        title = f"Let the numbers of {series.title.lower()} begin anew each year?"
        ask(self, title, words, verb="Begin anew each year", keep="Leave as it is", confirmed=turn, danger=False)

    def _set(self) -> None:
        series: Series = self.list.current_row()
        if series.refusal:
            self.bench.messages.refused(series.refusal)
            return
        self.ask(series)

    def ask(self, series: Series) -> None:
        """Ask for the next number of a series."""
        whole = kinds.whole("Enter a whole number, such as 5001.", most=12)
        hint = f"{series.next:,} or higher; once set it cannot go down"

        def send(typed: Entered) -> None:
            now = set_next_number(self.bench.desk, series.code, typed["number"])
            self.bench.messages.done(f"{now.title} go on with {now.text}")
            self.read()

        spec = [Field("number", "Next number", whole, hint, required=True)]
        title, known = f"Next number of {series.title}", {"number": series.next}
        ask_form(self, title, spec, send, verb="Apply", values=known, width=400, begin="number")
