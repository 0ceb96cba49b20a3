"""The taxes of the shop: its rates with the day they hold from, and the rules new orders are worked out by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QCheckBox

from orderdesk.domain.prices.tax import TaxPolicy, TaxRate
from orderdesk.domain.prices.tax_presets import TaxRules
from orderdesk.domain.values.money import Rounding, parse_percent, shown_percent
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, set_tax_rate, shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection, typed_day
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput, shows_back
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
        names = (("tax_class", "Tax class"), ("label", "Name on papers"), ("rate", "Percent"), ("day", "Holds from"))
        inputs = {name: TextInput() for name, _ in (*names, ("exemption", ""))}
        inputs["day"].setPlaceholderText(shown_day(date(2027, 1, 31)))
        shows_back(inputs["rate"], parse_percent, shown_percent)
        shows_back(inputs["day"], typed_day, shown_day)
        if chosen is not None:
            for name in ("tax_class", "label", "exemption"):
                inputs[name].setText(getattr(chosen, name))
        fields = {name: FormField(title, inputs[name], required=True) for name, title in names}
        fields["exemption"] = FormField("Reason when exempt", inputs["exemption"])
        new = QCheckBox("This is a new tax class")

        def send() -> None:
            texts = {name: field.text().strip() for name, field in inputs.items()}
            rate = parse_percent(texts["rate"], field="rate")
            made = TaxRate(texts["tax_class"], texts["label"], rate, typed_day(texts["day"]), texts["exemption"])
            set_tax_rate(self.bench.desk, made, new_class=new.isChecked())
            self._done(f"{made.label} holds from {shown_day(made.valid_from)}")

        FormDialog(self, "Add a tax rate", fields, verb="Apply", send=send, extra=(new,), width=480).open()

    def ask_rules(self) -> None:
        """Ask how prices and tax are worked out on new orders."""
        shop = shop_now(self.bench.desk)
        now = shop.tax_profile
        prices = Choice(PRICE_WORDS, current=now.inclusive)
        policy = Choice(_POLICIES, current=now.policy)
        rounding = Choice(_ROUNDINGS, current=now.rounding)
        fields = {
            "inclusive": FormField("Prices", prices),
            "policy": FormField("Tax is rounded", policy),
            "rounding": FormField("Rounding", rounding),
        }

        def send() -> None:
            rules = TaxRules(now.name, now.rates, prices.value(), policy.value(), rounding.value())
            edit_shop(self.bench.desk, replace(form_of(shop), tax=rules))
            self._done("New orders follow the new tax rules")

        FormDialog(self, "Change the tax rules", fields, verb="Apply", send=send, width=480).open()

    def _done(self, words: str) -> None:
        self.bench.messages.done(words)
        self.read()
