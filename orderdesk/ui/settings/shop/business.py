"""The shop as its papers show it: name, address, tax id, terms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from orderdesk.domain.values.addresses import headed, one_line, postcode_word, region_word
from orderdesk.domain.values.countries import countries
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import grouped, money, parse_amount, shown, with_percent
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, logo_now, set_logo, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.picture_input import KINDS, picture_of
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, TextInput
from orderdesk.ui.widgets.label import Label

_TEXTS = (
    ("name", "Shop name"),
    ("tax_id", "Tax id"),
    ("line1", "Street and number"),
    ("line2", "More of the address"),
    ("postcode", ""),
    ("city", "City"),
    ("region", ""),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("website", "Website"),
    ("currency", "Currency"),
    ("time_zone", "Time zone"),
    ("day_ends", "The business day ends at"),
)
_HINTS = {"day_ends": "00:00 is midnight; a bar may say 04:00", "currency": "Fixed from the first order on"}
_NOTES = (("payment_terms", "Payment terms"), ("bank_details", "Bank details"))
_SCALES = "Such as 21IIIIIWWWWWC: I item, W grams, P price, C check digit; one for each beginning"
_DAYS = (("terms_days", "Payment terms (days)"), ("return_days", "Return period (days)"))
_TIMINGS = (
    ("shipment", "When goods leave"),
    ("order", "When the order is confirmed"),
    ("payment", "When goods leave, paid before"),
)
_WAYS = ((False, "By hand"), (True, "Automatically"))
_PAPERS = (("a4", "A4"), ("letter", "Letter"))
_NUMBERS = (("", "As usual in the country"), ("comma", "1.234,50"), ("point", "1,234.50"))


class BusinessSection(SettingsSection):
    """What papers say of the shop; papers issued before keep what they said."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("Business", WHOLE_SHOP, "Papers that were issued keep what they said.")
        self.bench = bench
        self._words = Label("", wrap=True)
        self.edit = Button("Edit", self.ask, role="primary", icon="pencil")
        self.body.addWidget(self._words)
        self.choose = Button("Choose logo", self.choose_logo, icon="upload")
        self.remove = Button("Remove logo", lambda: self.set_logo(None), role="link")
        self.body.addLayout(row(self.edit, self.choose, self.remove, None))
        self.read()

    def read(self) -> None:
        """Show the shop as it is now."""
        shop = shop_now(self.bench.desk)
        rates = ", ".join(f"{rate.label} {with_percent(rate.rate)}" for rate in shop.tax_profile.rates)
        lines = (
            shop.name,
            one_line(shop, shop.country),
            " · ".join(part for part in (shop.phone, shop.email, shop.website) if part),
            f"Tax id {shop.tax_id}" if shop.tax_id else "",
            f"{countries()[shop.country]}, {shop.currency}, {dict(_PAPERS)[shop.paper]} paper, {shop.time_zone}",
            f"The business day ends at {shop.day_ends}",
            f"To pay within {count_word(shop.terms_days, 'day')}, "
            f"to send back within {count_word(shop.return_days, 'day')}",
            f"Figures as {grouped('1234.5')}, days as {shown_day(self.bench.desk.today)}",
            f"Cash rounding {money(shop.cash_step, shop.currency)}",
            f"Invoiced {dict(_TIMINGS)[shop.invoicing].lower()}",
            f"What ships is invoiced {dict(_WAYS)[bool(shop.bills_itself)].lower()}",
            f"Tax: {rates}" + (", included in prices" if shop.tax_profile.inclusive else ""),
        )
        self._words.setText("\n".join(line for line in lines if line))
        self.remove.setVisible(logo_now(self.bench.desk) is not None)

    def choose_logo(self) -> None:
        """Ask for a picture for the head of the papers."""
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose the shop's logo", "", KINDS)
        if chosen:
            self.bench.attempt(lambda: self.set_logo(picture_of(Path(chosen))))

    def set_logo(self, picture: bytes | None) -> None:
        """Let papers from now on bear this picture, or none."""
        set_logo(self.bench.desk, picture)
        self.bench.messages.done("Papers bear the logo from now on" if picture else "Papers bear no logo from now on")
        self.read()

    def ask(self) -> None:
        """Ask for what papers say, and for how the shop works."""
        shop = shop_now(self.bench.desk)
        form = form_of(shop)
        fields = shop_fields(form, shop.currency)
        dialog = FormDialog(
            self,
            "Edit the shop",
            fields,
            verb="Save",
            send=lambda: self._save(read_shop(fields, form)),
            width=1000,
            columns=4,
        )
        dialog.open()

    def _save(self, form: ShopForm) -> None:
        edit_shop(self.bench.desk, form)
        self.bench.messages.done(f"{form.name} saved")
        self.read()


def shop_fields(form: ShopForm, currency: str) -> dict[str, FormField]:
    """The fields of the shop, filled; the smallest coin in `currency`."""
    titles = {"postcode": headed(postcode_word()), "region": headed(region_word())}
    fields = {
        name: FormField(titles.get(name, title), TextInput(), required=name == "name", hint=_HINTS.get(name, ""))
        for name, title in _TEXTS
    }
    named = sorted(countries().items(), key=lambda pair: pair[1])
    fields["country"] = FormField("Country", Choice(named, current=form.country), hint="Fixed from the first order on")
    coin = ParsedInput(
        lambda text: parse_amount(text, currency, field="cash_step"), lambda value: shown(value, currency)
    )
    fields["cash_step"] = FormField(f"Cash rounding, {currency}", coin, required=True)
    fields |= {name: FormField(title, ParsedInput(_days), required=True) for name, title in _DAYS}
    for name, field in fields.items():
        if isinstance(field.editor, ParsedInput):
            field.editor.set_value(getattr(form, name))
        elif isinstance(field.editor, TextInput):
            field.editor.setText(getattr(form, name))
    fields["invoice_timing"] = FormField("Invoices are issued", Choice(_TIMINGS, current=form.invoice_timing))
    ways = Choice(_WAYS, current=form.bills_itself)
    fields["bills_itself"] = FormField("What ships is invoiced", ways)
    fields["paper"] = FormField("Paper", Choice(_PAPERS, current=form.paper))
    layouts = TextInput(longest=300)
    layouts.setText(form.scale_codes)
    fields["scale_codes"] = FormField("Barcodes of scales", layouts, hint=_SCALES)
    fields["numbers"] = FormField("Figures are written", Choice(_NUMBERS, current=form.numbers))
    for name, title in _NOTES:
        note = NoteInput(lines=2)
        note.setPlainText(getattr(form, name))
        fields[name] = FormField(title, note)
    # The order of reading: what stands side by side belongs together.
    return {name: fields[name] for name in _ORDER}


def read_shop(fields: dict[str, FormField], form: ShopForm) -> ShopForm:
    """The form as it was filled in."""
    return replace(form, **{name: _value(field) for name, field in fields.items()})


def _value(field: FormField) -> Any:
    editor = field.editor
    return editor.value() if isinstance(editor, ParsedInput | Choice) else field.text


def _days(text: str) -> int:
    clean = text.strip()
    if not (clean.isascii() and clean.isdecimal() and len(clean) <= 4):
        raise BadInput("Enter whole days, such as 30.")
    return int(clean)


_ORDER = (
    *(name for name, _ in _TEXTS[:7]),
    "country",
    *(name for name, _ in _TEXTS[7:]),
    "cash_step",
    "paper",
    "numbers",
    *(name for name, _ in _DAYS),
    "invoice_timing",
    "bills_itself",
    "payment_terms",
    "bank_details",
    "scale_codes",
)
