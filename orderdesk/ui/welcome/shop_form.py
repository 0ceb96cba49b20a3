"""The short form of a new shop; what it leaves out starts as is usual in the country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from orderdesk.domain.prices.tax_presets import prices_include_tax, tax_preset
from orderdesk.domain.values.addresses import headed, postcode_word
from orderdesk.domain.values.countries import countries, custom_of
from orderdesk.domain.values.money import parse_percent, with_percent
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.picture_input import PictureInput
from orderdesk.ui.widgets.forms.text_input import NoteInput, TextInput
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
    name, line1, city, postcode = (TextInput() for _ in range(4))
    phone, tax_id, currency, sales_tax = TextInput(), TextInput(), TextInput(longest=3), TextInput(longest=8)
    named = sorted(countries().items(), key=lambda pair: pair[1])
    country = Choice(named, current=country_here())
    paper, prices = Choice(_PAPERS), Choice(PRICE_WORDS)
    taxes = Label("", "small", "text2", wrap=True)
    bank, logo = NoteInput(lines=2), PictureInput()
    fields = {
        "name": FormField("Shop name", name, required=True),
        "line1": FormField("Street and number", line1),
        "city": FormField("City", city),
        "postcode": FormField(headed(postcode_word(country.value())), postcode),
        "country": FormField("Country", country),
        "phone": FormField("Phone", phone),
        "tax_id": FormField("Tax id", tax_id, hint="Printed on invoices; empty if you have none"),
        "currency": FormField("Currency", currency, required=True),
        "paper": FormField("Paper", paper),
        "bank_details": FormField("Bank account", bank, hint="Where customers pay to; it can wait"),
        "logo": FormField("Logo", logo, hint="A PNG or JPEG for the papers; it can wait"),
        "inclusive": FormField("Your prices are", prices, hint="As on your price list and your shelves"),
        "sales_tax": FormField("Tax rate, %", sales_tax, hint="Where no rates are known for your country"),
    }

    def show_usual(code: str) -> None:
        usual = custom_of(code)
        fields["postcode"].set_label(headed(postcode_word(code)))
        currency.setText(usual.currency)
        paper.choose(usual.paper)
        prices.choose(prices_include_tax(code))
        rules = tax_preset(code)
        known = any(rate.rate for rate in rules.rates)
        fields["sales_tax"].setVisible(not known)
        rates = ", ".join(f"{rate.label} {with_percent(rate.rate)}" for rate in rules.rates)
        taxes.setText(f"Tax: {rates}" if known else "")

    def submit() -> None:
        rate = parse_percent(sales_tax.text(), field="sales_tax") if sales_tax.text().strip() else 0
        send(
            ShopForm(
                name.text().strip(),
                line1=line1.text().strip(),
                city=city.text().strip(),
                postcode=postcode.text().strip(),
                country=country.value(),
                phone=phone.text().strip(),
                tax_id=tax_id.text().strip(),
                currency=currency.text().strip().upper(),
                paper=paper.value(),
                bank_details=fields["bank_details"].text,
                logo=logo.picture(),
                tax=replace(tax_preset(country.value(), rate), inclusive=bool(prices.value())),
            )
        )

    country.picked.connect(show_usual)
    show_usual(country.value())
    dialog = FormDialog(
        parent,
        "Set up my shop",
        fields,
        verb="Open my shop",
        send=submit,
        extra=[taxes],
        width=800,
        columns=3,
        intro="All of it can be changed later in Settings; country and currency until the first order.",
    )
    dialog.open()
    return dialog
