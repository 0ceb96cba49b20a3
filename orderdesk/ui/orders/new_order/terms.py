"""When the order that is being taken is invoiced, the deposit it asks and until when its stock is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from orderdesk.domain.money.prepaying import checked
from orderdesk.ui.orders.changing.term_form import read_terms, terms_fields
from orderdesk.ui.orders.changing.terms import TITLE

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage
    from orderdesk.ui.widgets.forms.dialog import FormDialog


def ask_terms(page: NewOrderPage) -> FormDialog:
    """Ask for the terms and put them on the sheet; what contradicts itself stays in the form."""
    from orderdesk.ui.widgets.forms.dialog import FormDialog

    presenter, today = page.presenter, page.desk.today
    fields = terms_fields(presenter.sheet.terms, presenter.currency, today)

    def send() -> None:
        terms = checked(read_terms(fields), presenter.sheet.tender, today)
        presenter.note(**asdict(terms))
        page.refresh()

    dialog = FormDialog(page, TITLE, fields, verb="Keep", send=send)
    dialog.open()
    return dialog
