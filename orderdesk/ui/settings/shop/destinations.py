"""The tax of where goods are sent: rates by country, region and tax class, and countries free of tax."""

from __future__ import annotations

from orderdesk.domain.prices.destinations import DestinationRate
from orderdesk.domain.prices.export_rules import holds_from
from orderdesk.domain.prices.tax_categories import EU
from orderdesk.domain.values.addresses import headed, region_word
from orderdesk.domain.values.money import shown_percent, with_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.prices.taxing import (
    add_usual_rules,
    destinations,
    missing_rules,
    remove_destination,
    set_destination,
    tax_by_state,
    taxes_by_state,
)
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column


class DestinationsSection(ListSection[DestinationRate]):
    """Where a rate stands here, goods sent there bear it instead of the shop's own."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Tax abroad", "Confirmed orders keep the tax they were confirmed with.")
        columns: list[Column[DestinationRate]] = [
            Column("Goods sent to", lambda rate: rate.where, 0),
            Column(headed(region_word()), lambda rate: rate.region or "All", 132),
            Column("Tax class", lambda rate: rate.tax_class or "All", 92),
            Column("Percent", lambda rate: shown_percent(rate.rate), 78, align=RIGHT),
            Column("Holds", lambda rate: holds_from(rate.valid_from), 104),
            Column("Exempt because", lambda rate: rate.exemption, 136, wide=1),
        ]
        table = Table(columns, lambda rate: rate, "Rates by destination")
        self.add = Button("Add rate", lambda: self.ask(), role="primary", icon="plus")
        self.drop = Button("Remove rate", self.remove, icon="trash-2")
        table.opened.connect(self.ask)
        self.by_state = Button("Tax the EU by state", self.ask_by_state)
        self.usual = Button("Add the usual rules", self.add_usual)
        self.put(table, self.add, self.drop, self.by_state, self.usual, height=260)

    def read(self) -> None:
        """Show the rates as they are now."""
        found = destinations(self.bench.desk)
        self.show_rows(found)
        self.drop.setEnabled(bool(found))
        self.usual.setVisible(bool(missing_rules(self.bench.desk)))
        self.by_state.setVisible(shop_now(self.bench.desk).country in EU)
        self._by_state = taxes_by_state(self.bench.desk)
        self.by_state.set_text("Tax the EU at home" if self._by_state else "Tax the EU by state")
        self.say("" if found else "Goods bear the shop's own tax wherever they go.")

    def ask(self, chosen: DestinationRate | None = None) -> None:
        """Ask for a rate; it begins as the one that was opened in the list."""
        spec = (
            Field("country", "Country", hint="Or Exports, EU, EU businesses, Other states", required=True),
            Field("region", f"{headed(region_word())}, empty for all"),
            Field("tax_class", "Tax class, empty for all"),
            Field("rate", "Percent", kinds.percent(), required=True),
            Field("day", "Holds from", kinds.day(lambda: self.bench.desk.today), required=True),
            Field("exemption", "Reason when nothing is taxed there"),
        )
        known: Entered = {"day": self.bench.desk.today}
        if chosen is not None:
            known |= {name: getattr(chosen, name) for name in ("region", "tax_class", "exemption")}
            known["country"] = chosen.where

        def send(typed: Entered) -> None:
            made = DestinationRate(valid_from=typed.pop("day"), **typed)
            set_destination(self.bench.desk, made)
            self.bench.messages.done(
                f"Goods sent there bear {with_percent(made.rate)} from {shown_day(made.valid_from)}"
            )
            self.read()

        ask_form(self, "Add a rate by destination", spec, send, verb="Apply", values=known, width=480)

    def add_usual(self) -> None:
        """Tax exports as a new shop of this country does."""
        if self.bench.attempt(lambda: add_usual_rules(self.bench.desk), "The usual rules for exports were added"):
            self.read()

    def ask_by_state(self) -> None:
        """Tax consumers in the EU by their state (One Stop Shop), or at home again; it can be taken back."""
        desk, on = self.bench.desk, not self._by_state
        said = "Consumers in the EU bear " + ("the standard rate of their state" if on else "this shop's own tax")
        if self.bench.attempt(lambda: tax_by_state(desk, on=on), said, undo=lambda: tax_by_state(desk, on=not on)):
            self.read()

    def remove(self) -> None:
        """Let the chosen rate no longer count; it can be taken back while its toast shows."""
        chosen: DestinationRate | None = self.list.current_row()
        if chosen is None:
            return
        desk = self.bench.desk
        if self.bench.attempt(
            lambda: remove_destination(desk, chosen),
            f"The rate for {chosen.where} was removed",
            undo=lambda: set_destination(desk, chosen),
        ):
            self.read()
