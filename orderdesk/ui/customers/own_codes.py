"""What a customer calls our items: listed on their card, added and taken away there."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from orderdesk.services.customers.own_codes import LONGEST_CODE, drop_own_code, own_codes, save_own_code
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import ONE, TextInput
from orderdesk.ui.widgets.label import ElidedLabel
from orderdesk.ui.widgets.lists.detail_panel import Section


def codes_section(bench: Bench, customer_id: int) -> Section | None:
    """The codes of a customer; None when there are none."""
    codes = own_codes(bench.desk, customer_id)
    if not codes:
        return None
    section = Section("Their codes", str(len(codes)))
    for each in codes:
        remove = Button("Remove", partial(_remove, bench, customer_id, each.code, each.sku), role="link", small=True)
        remove.setAccessibleName(f"Remove code {each.code}")
        line = QWidget()
        line.setLayout(row(ElidedLabel(f"{each.code} is {each.sku} · {each.name}", figures=True), remove))
        section.add(line)
    return section


def _remove(bench: Bench, customer_id: int, code: str, sku: str) -> None:
    bench.attempt(
        lambda: drop_own_code(bench.desk, customer_id, code),
        f"Code {code} removed",
        undo=lambda: save_own_code(bench.desk, customer_id, code, sku),
    )


def ask_code(bench: Bench, parent: QWidget, customer_id: int, name: str) -> FormDialog:
    """Ask for a code and the item that it means; a code that is known is changed."""
    code, sku = TextInput(longest=LONGEST_CODE), TextInput("SKU or barcode", scans=ONE)
    fields = {"code": FormField("Their code", code, required=True), "sku": FormField("Our item", sku, required=True)}

    def send() -> None:
        save_own_code(bench.desk, customer_id, fields["code"].text, fields["sku"].text)
        bench.messages.done(f"Code {fields['code'].text.strip().upper()} kept")

    dialog = FormDialog(
        parent, f"Add a code of {name}", fields, verb="Keep code", send=send,
        intro="When this customer orders, the code may be typed in place of the SKU.",
    )  # fmt: skip
    dialog.open()
    return dialog
