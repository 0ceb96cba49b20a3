"""The shop as its papers show it: name, address, tax id, terms."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from orderdesk.domain.values.addresses import headed, one_line, postcode_word, region_word
from orderdesk.domain.values.countries import countries
from orderdesk.domain.values.money import grouped, money, with_percent
from orderdesk.domain.values.texts import count_word
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.shop.shop import edit_shop, form_of, logo_now, set_logo, shop_now
from orderdesk.services.shop.shop_forms import ShopForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Field, ask_request
from orderdesk.ui.widgets.forms.picture_input import KINDS, picture_of
from orderdesk.ui.widgets.label import Label

_FIXED = "Fixed from the first order on"
_SCALES = "Such as 21IIIIIWWWWWC: I item, W grams, P price, C check digit; one for each beginning"
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
        ask_request(self, "Edit the shop", _spec(shop.currency), form, self._save, verb="Save", width=1000, columns=4)

    def _save(self, form: ShopForm) -> None:
        edit_shop(self.bench.desk, form)
        self.bench.messages.done(f"{form.name} saved")
        self.read()


def _spec(currency: str) -> list[Field]:
    """The fields of the shop in the order of reading: what stands side by side belongs together."""
    days = kinds.whole("Enter whole days, such as 30.", most=4)
    named = sorted(countries().items(), key=lambda pair: pair[1])
    return [
        Field("name", "Shop name", required=True),
        Field("tax_id", "Tax id"),
        Field("line1", "Street and number"),
        Field("line2", "More of the address"),
        Field("postcode", headed(postcode_word())),
        Field("city", "City"),
        Field("region", headed(region_word())),
        Field("country", "Country", kinds.choice(named), _FIXED),
        Field("phone", "Phone"),
        Field("email", "E-mail"),
        Field("website", "Website"),
        Field("currency", "Currency", hint=_FIXED),
        Field("time_zone", "Time zone"),
        Field("day_ends", "The business day ends at", hint="00:00 is midnight; a bar may say 04:00"),
        Field("cash_step", f"Cash rounding, {currency}", kinds.money(currency), required=True),
        Field("paper", "Paper", kinds.choice(_PAPERS)),
        Field("numbers", "Figures are written", kinds.choice(_NUMBERS)),
        Field("terms_days", "Payment terms (days)", days, required=True),
        Field("return_days", "Return period (days)", days, required=True),
        Field("invoice_timing", "Invoices are issued", kinds.choice(_TIMINGS)),
        Field("bills_itself", "What ships is invoiced", kinds.choice(_WAYS)),
        Field("payment_terms", "Payment terms", kinds.note()),
        Field("bank_details", "Bank details", kinds.note()),
        Field("scale_codes", "Barcodes of scales", kinds.text(300), _SCALES),
    ]
