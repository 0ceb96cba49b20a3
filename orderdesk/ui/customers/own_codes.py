"""What a customer calls our items: listed on their card, added and taken away there."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from orderdesk.services.customers.own_codes import LONGEST_CODE, drop_own_code, own_codes, save_own_code
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.forms.text_input import ONE
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
    spec = (
        Field("code", "Their code", kinds.text(LONGEST_CODE), required=True),
        Field("sku", "Our item", kinds.text(placeholder="SKU or barcode", scans=ONE), required=True),
    )

    def send(typed: Entered) -> None:
        save_own_code(bench.desk, customer_id, **typed)
        bench.messages.done(f"Code {typed['code'].upper()} kept")

    intro = "When this customer orders, the code may be typed in place of the SKU."
    return ask_form(parent, f"Add a code of {name}", spec, send, verb="Keep code", intro=intro)
