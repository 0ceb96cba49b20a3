"""The shop as its papers show it: name, address, tax id, terms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from orderdesk.domain.money import percent_text
from orderdesk.services.shop import edit_shop, form_of, shop_now
from orderdesk.services.shop_forms import ShopForm
from orderdesk.ui.bench import Bench
from orderdesk.ui.settings.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.text_input import TextInput

_FIELDS = (
    ("name", "Shop name"),
    ("line1", "Street and number"),
    ("line2", "More of the address"),
    ("city", "City"),
    ("postcode", "Postcode"),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("website", "Website"),
    ("tax_id", "Tax id"),
    ("payment_terms", "Payment terms"),
    ("bank_details", "Bank details"),
)


class BusinessSection(SettingsSection):
    """What papers say of the shop; papers issued before keep what they said."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("Business", WHOLE_SHOP, "Papers that were issued keep what they said.")
        self.bench = bench
        self._words = Label("", wrap=True)
        self.edit = Button("Edit", self.ask, role="primary", icon="pencil")
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.edit, None))
        self.read()

    def read(self) -> None:
        """Show the shop as it is now."""
        shop = shop_now(self.bench.desk)
        rates = ", ".join(f"{rate.label} {percent_text(rate.rate)} %" for rate in shop.tax_profile.rates)
        lines = (
            shop.name,
            ", ".join(part for part in (shop.line1, shop.line2, shop.city, shop.postcode) if part),
            " · ".join(part for part in (shop.phone, shop.email, shop.website) if part),
            f"Tax id {shop.tax_id}" if shop.tax_id else "",
            f"{shop.currency}, {shop.paper.upper()} paper, {shop.time_zone}",
            f"Tax: {rates}" + (", included in prices" if shop.tax_profile.inclusive else ""),
        )
        self._words.setText("\n".join(line for line in lines if line))

    def ask(self) -> None:
        """Ask for what papers say."""
        form = form_of(shop_now(self.bench.desk))
        inputs = {name: TextInput() for name, _ in _FIELDS}
        for name, field in inputs.items():
            field.setText(getattr(form, name))
        fields = {name: FormField(title, inputs[name], required=name == "name") for name, title in _FIELDS}

        def send() -> None:
            changed: dict[str, Any] = {name: field.text().strip() for name, field in inputs.items()}
            self._save(replace(form, **changed))

        FormDialog(self, "Edit the shop", fields, verb="Save", send=send, width=480).open()

    def _save(self, form: ShopForm) -> None:
        edit_shop(self.bench.desk, form)
        self.bench.messages.done(f"{form.name} saved")
        self.read()
