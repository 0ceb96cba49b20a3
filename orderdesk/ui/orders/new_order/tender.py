"""A tender that has no button of its own: chosen with its reference for the order that is being taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.services.money.tenders import tenders_of
from orderdesk.ui.orders.new_order.panels.money import REFERENCE

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage
    from orderdesk.ui.widgets.forms.dialog import FormDialog


def ask_tender(page: NewOrderPage) -> FormDialog:
    """Ask by what the order is paid, of all tenders in use; Split afterwards takes the rest in cash."""
    from orderdesk.ui.widgets.forms.choice import Choice
    from orderdesk.ui.widgets.forms.dialog import FormDialog
    from orderdesk.ui.widgets.forms.form_field import FormField
    from orderdesk.ui.widgets.forms.text_input import TextInput

    sheet = page.presenter.sheet
    chosen = Choice([(each.code, each.name) for each in tenders_of(page.desk).in_use], current=sheet.tender)
    reference = TextInput(longest=200)
    reference.setText(sheet.money.get(REFERENCE, ""))
    fields = {
        "tender": FormField("Paid by", chosen),
        "reference": FormField("Reference", reference, hint="Of a sale, such as the voucher's number"),
    }

    def send() -> None:
        money = {REFERENCE: reference.text().strip()}
        page.presenter.change(tender=chosen.value(), split=False, money=money)
        page.refresh()

    dialog = FormDialog(page, "Pay by another tender", fields, verb="Keep", send=send)
    dialog.open()
    return dialog
