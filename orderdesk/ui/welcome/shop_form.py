"""The short form of a new shop; what it leaves out starts as is usual in the country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from orderdesk.domain.prices.tax_presets import NO_RATE, has_rates, prices_include_tax, tax_preset
from orderdesk.domain.values.addresses import headed, postcode_word
from orderdesk.domain.values.countries import countries, custom_of
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import with_percent
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.forms.picture_input import PictureInput
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.words import PRICE_WORDS

_USUAL = "GB"
_PAPERS = (("a4", "A4"), ("letter", "US Letter"))


def country_here() -> str:
    """The country that this PC is set to, the usual one where it says none that is known."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if code in countries() else _USUAL


def ask_shop(parent: QWidget, send: Callable[[ShopForm], object]) -> FormDialog:
    """Ask for name, address, tax id, currency, paper, bank account, logo, tax and whether prices contain it.

    `send(form)` sets the shop up.
    """
    taxes, here = Label("", "small", "text2", wrap=True), country_here()
    named = sorted(countries().items(), key=lambda pair: pair[1])
    spec = (
        Field("name", "Shop name", required=True),
        Field("line1", "Street and number"),
        Field("city", "City"),
        Field("postcode", headed(postcode_word(here))),
        Field("country", "Country", kinds.choice(named)),
        Field("phone", "Phone"),
        Field("tax_id", "Tax id", hint="Printed on invoices; empty if you have none"),
        Field("currency", "Currency", kinds.text(3), required=True),
        Field("paper", "Paper", kinds.choice(_PAPERS)),
        Field("bank_details", "Bank account", kinds.note(), "Where customers pay to; it can wait"),
        Field("logo", "Logo", PictureInput, "A PNG or JPEG for the papers; it can wait"),
        Field("inclusive", "Your prices are", kinds.choice(PRICE_WORDS), "As on your price list and your shelves"),
        Field("sales_tax", "Tax rate, %", kinds.percent(), "Where no rates are known for your country"),
    )

    def show_usual(code: str) -> None:
        usual = custom_of(code)
        fields["postcode"].set_label(headed(postcode_word(code)))
        fields["currency"].set_value(usual.currency)
        fields["paper"].set_value(usual.paper)
        fields["inclusive"].set_value(prices_include_tax(code))
        rules, known = tax_preset(code), has_rates(code)
        fields["sales_tax"].setVisible(not known)
        rates = ", ".join(f"{rate.label} {with_percent(rate.rate)}" for rate in rules.rates)
        taxes.setText(f"Tax: {rates}" if known else "")

    def submit(typed: Entered) -> None:
        inclusive, rate = bool(typed.pop("inclusive")), typed.pop("sales_tax")
        if rate is None and not has_rates(typed["country"]):
            raise BadInput(NO_RATE, field="sales_tax")
        tax = replace(tax_preset(typed["country"], rate or 0), inclusive=inclusive)
        send(ShopForm(**{**typed, "currency": typed["currency"].upper()}, tax=tax))

    dialog = ask_form(
        parent,
        "Set up my shop",
        spec,
        submit,
        verb="Open my shop",
        values={"country": here},
        extra=[taxes],
        width=800,
        columns=3,
        intro="All of it can be changed later in Settings; country and currency until the first order.",
    )
    fields = dialog.fields
    fields["country"].when_picked(show_usual)
    show_usual(here)
    return dialog
