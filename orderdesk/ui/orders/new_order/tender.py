"""A tender that has no button of its own: chosen with its reference for the order that is being taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.ui.orders.new_order.panels.money import REFERENCE

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage
    from orderdesk.ui.widgets.forms.dialog import FormDialog


def ask_tender(page: NewOrderPage) -> FormDialog:
    """Ask by what the order is paid, of all tenders in use; Split afterwards takes the rest in cash."""
    from orderdesk.ui.widgets.forms import kinds
    from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

    page.presenter.read_offers()
    sheet, tenders = page.presenter.sheet, page.presenter.offers.tenders.in_use
    spec = [
        Field("tender", "Paid by", kinds.choice([(each.code, each.name) for each in tenders])),
        Field("reference", "Reference", hint="Of a sale, such as the voucher's number"),
    ]
    values = {"tender": sheet.tender, "reference": sheet.money.get(REFERENCE, "")}

    def send(typed: Entered) -> None:
        page.presenter.change(tender=typed["tender"], split=False, money={REFERENCE: typed["reference"]})
        page.refresh()

    return ask_form(page, "Pay by another tender", spec, send, verb="Keep", values=values)
