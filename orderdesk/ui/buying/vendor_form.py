"""The form of a vendor: how they are reached, as purchase orders print it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.services.items.item_forms import VendorForm
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Field, ask_request


def ask_vendor(parent: QWidget, form: VendorForm, send: Callable[[VendorForm], object]) -> FormDialog:
    """Ask for a vendor; `send(form)` keeps them."""
    spec = (
        Field("name", "Name", required=True),
        Field("contact", "Whom to ask for"),
        Field("phone", "Telephone"),
        Field("email", "Email"),
        Field("address", "Address", kinds.note(4), "Printed on purchase orders"),
    )
    return ask_request(parent, f"Edit {form.name}", spec, form, send, verb="Save vendor", width=480, columns=1)
