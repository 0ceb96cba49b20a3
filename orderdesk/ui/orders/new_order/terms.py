"""When the order that is being taken is invoiced, the deposit it asks and until when its stock is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from orderdesk.domain.orders.terms import checked
from orderdesk.ui.orders.changing.term_form import asked_terms, read_terms, terms_spec
from orderdesk.ui.orders.changing.terms import TITLE

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage
    from orderdesk.ui.widgets.forms.dialog import FormDialog


def ask_terms(page: NewOrderPage) -> FormDialog:
    """Ask for the terms and put them on the sheet; what contradicts itself stays in the form."""
    from orderdesk.ui.widgets.forms.form import Entered, ask_form

    presenter, today = page.presenter, page.desk.today

    def send(typed: Entered) -> None:
        terms = checked(read_terms(typed), presenter.sheet.tender, today)
        presenter.note(**asdict(terms))
        page.refresh()

    spec, known = terms_spec(presenter.currency, today), asked_terms(presenter.sheet.terms)
    return ask_form(page, TITLE, spec, send, verb="Keep", values=known)
