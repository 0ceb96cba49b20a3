"""The taxes of the shop: its rates with the day they hold from, and the rules new orders are worked out by."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.money import Rounding, shown_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, set_tax_rate, shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.words import PRICE_WORDS

_POLICIES = ((TaxPolicy.PER_DOCUMENT, "Once for the whole paper"), (TaxPolicy.PER_LINE, "On each line"))
_ROUNDINGS = (
    (Rounding.HALF_UP, "Half up"),
    (Rounding.HALF_EVEN, "Half to even"),
    (Rounding.UP, "Up"),
    (Rounding.DOWN, "Down"),
)


class TaxesSection(ListSection[TaxRate]):
    """What new orders are taxed by; confirmed orders and issued papers keep their rules."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Taxes", "Confirmed orders keep the rules they were confirmed by.")
        columns: list[Column[TaxRate]] = [
            Column("Tax class", lambda rate: rate.tax_class, 120, tone=self._tone),
            Column("Name on papers", lambda rate: rate.label, 0, tone=self._tone),
            Column("Percent", lambda rate: shown_percent(rate.rate), 84, align=RIGHT, tone=self._tone),
            Column("Holds", self._holds, 140, tone=self._tone),
            Column("Reason when exempt", lambda rate: rate.exemption, 160, tone=self._tone, wide=1),
        ]
        table = Table(columns, lambda rate: (rate.tax_class, rate.valid_from), "Tax rates")
        self.add = Button("Add rate", self.ask_rate, role="primary", icon="plus")
        self.rules = Button("Change rules", self.ask_rules, icon="pencil")
        table.opened.connect(lambda _rate: self.ask_rate())
        self.put(table, self.add, self.rules, height=260)

    def read(self) -> None:
        """Show the rates and rules as they are now."""
        self._profile = profile = shop_now(self.bench.desk).tax_profile
        self.show_rows(sorted(profile.rates, key=lambda rate: (rate.tax_class, rate.valid_from)))
        prices = dict(PRICE_WORDS)[profile.inclusive].lower()
        policy, rounding = dict(_POLICIES)[profile.policy].lower(), dict(_ROUNDINGS)[profile.rounding].lower()
        self.say(f"New orders: prices {prices}; tax rounded {policy}, {rounding}.")

    def _in_force(self, rate: TaxRate) -> bool:
        today = self.bench.desk.today
        return rate.valid_from <= today and self._profile.rate_on(rate.tax_class, today) == rate

    def _holds(self, rate: TaxRate) -> str:
        if self._in_force(rate):
            return "Now"
        return f"From {shown_day(rate.valid_from)}" if rate.valid_from > self.bench.desk.today else "No more"

    def _tone(self, rate: TaxRate) -> str:
        return "text3" if self._holds(rate) == "No more" else "text"

    def ask_rate(self) -> None:
        """Ask for a rate that holds from a day on; it begins as the one chosen in the list."""
        chosen: TaxRate | None = self.list.current_row()
        spec = (
            Field("tax_class", "Tax class", required=True),
            Field("label", "Name on papers", required=True),
            Field("rate", "Percent", kinds.percent(), required=True),
            Field("day", "Holds from", kinds.day(lambda: self.bench.desk.today, placeholder=True), required=True),
            Field("exemption", "Reason when exempt"),
            Field("new", "This is a new tax class", kinds.tick()),
        )
        known = {name: getattr(chosen, name, "") for name in ("tax_class", "label", "exemption")}

        def send(typed: Entered) -> None:
            is_new, day = typed.pop("new"), typed.pop("day")
            made = TaxRate(**typed, valid_from=day)
            set_tax_rate(self.bench.desk, made, new_class=is_new)
            self._done(f"{made.label} holds from {shown_day(made.valid_from)}")

        ask_form(self, "Add a tax rate", spec, send, verb="Apply", values=known, width=480)

    def ask_rules(self) -> None:
        """Ask how prices and tax are worked out on new orders."""
        shop = shop_now(self.bench.desk)
        now = shop.tax_profile
        spec = (
            Field("inclusive", "Prices", kinds.choice(PRICE_WORDS)),
            Field("policy", "Tax is rounded", kinds.choice(_POLICIES)),
            Field("rounding", "Rounding", kinds.choice(_ROUNDINGS)),
        )

        def send(typed: Entered) -> None:
            edit_shop(self.bench.desk, replace(form_of(shop), tax=TaxRules(now.name, now.rates, **typed)))
            self._done("New orders follow the new tax rules")

        ask_form(self, "Change the tax rules", spec, send, verb="Apply", values=now, width=480)

    def _done(self, words: str) -> None:
        self.bench.messages.done(words)
        self.read()
