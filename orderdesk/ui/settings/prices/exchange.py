"""Exchange rates: what the currencies of price lists are worth, from day to day."""

from __future__ import annotations

from orderdesk.domain.prices.exchange import ExchangeRate, parse_exchange, shown_exchange
from orderdesk.domain.values.money import grouped
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.prices.exchange import exchange_rates, remove_exchange_rate, set_exchange_rate
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

WORDS = "Price lists in other currencies are priced by them; orders keep their prices."


class ExchangeSection(ListSection[ExchangeRate]):
    """A rate holds from its day until a later one of the same currency."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Exchange rates", WORDS)
        self.currency = shop_now(bench.desk).currency
        columns: list[Column[ExchangeRate]] = [
            Column("Currency", lambda rate: f"1 {rate.currency}", 0),
            Column(f"In {self.currency}", lambda rate: shown_exchange(rate.rate), 140, align=RIGHT),
            Column("Holds from", lambda rate: shown_day(rate.valid_from), 130),
        ]
        table = Table(columns, lambda rate: (rate.currency, rate.valid_from), "Exchange rates")
        self.add = Button("Set rate", self.ask, role="primary", icon="plus")
        self.drop = Button("Remove rate", self.remove, icon="trash-2")
        table.opened.connect(lambda _rate: self.ask())
        self.put(table, self.add, self.drop, height=260)

    def read(self) -> None:
        """Show the rates as they are now."""
        found = exchange_rates(self.bench.desk)
        self.show_rows(found)
        self.drop.setEnabled(bool(found))
        self.say("" if found else f"Every price is in {self.currency}.")

    def ask(self) -> None:
        """Ask for today's rate of a currency, at first the one chosen in the list."""
        chosen: ExchangeRate | None = self.list.current_row()
        worth = kinds.figure(parse_exchange, shown_exchange)
        spec = (
            Field("currency", "Currency", hint="Its three letters, such as EUR", required=True),
            Field("rate", f"One of it is, {self.currency}", worth, f"Such as {grouped('0.8571')}", required=True),
            Field("day", "Holds from", kinds.day(lambda: self.bench.desk.today), required=True),
        )

        def send(typed: Entered) -> None:
            made = ExchangeRate(typed["currency"], typed["day"], typed["rate"])
            set_exchange_rate(self.bench.desk, made)
            code = made.currency.upper()
            self.bench.messages.done(
                f"1 {code} is {shown_exchange(made.rate)} {self.currency} from {shown_day(made.valid_from)}"
            )
            self.read()
            self.list.select_key((code, made.valid_from))

        known = {"currency": chosen.currency if chosen else "", "day": self.bench.desk.today}
        ask_form(
            self, "Set an exchange rate", spec, send, verb="Set rate", values=known, width=480,
            begin="rate" if chosen else "",
        )  # fmt: skip

    def remove(self) -> None:
        """Let the chosen rate no longer count; it can be taken back while its toast shows."""
        chosen: ExchangeRate | None = self.list.current_row()
        if chosen is None:
            return
        desk = self.bench.desk
        if self.bench.attempt(
            lambda: remove_exchange_rate(desk, chosen.currency, chosen.valid_from),
            f"The rate of {chosen.currency} from {shown_day(chosen.valid_from)} was removed",
            undo=lambda: set_exchange_rate(desk, chosen),
        ):
            self.read()
