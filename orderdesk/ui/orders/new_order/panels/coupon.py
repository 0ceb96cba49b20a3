"""The coupon of the order being taken: its code as a field, and what it gives."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from orderdesk.domain.values.money import shown
from orderdesk.domain.values.written.number_form import MINUS
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.widgets.forms.text_input import TextInput, mark_invalid


class CouponInput(TextInput):
    """Takes a code letter by letter. `changed` follows each; `looked` asks to say whether it applies, once it is whole.

    While it is typed nothing is said against it, for it is not whole yet.
    """

    changed = Signal()
    looked = Signal()

    def __init__(self, presenter: NewOrderPresenter) -> None:
        super().__init__("Code", name="Coupon", longest=60)
        self._presenter = presenter
        self.setProperty("slim", True)
        self.textEdited.connect(self._take)
        self.returnPressed.connect(self.looked.emit)

    def _take(self, text: str) -> None:
        self._presenter.set_coupon(text)
        mark_invalid(self, False)
        self.changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()
        self.looked.emit()

    def refresh(self) -> None:
        """Show the code as it is kept; a field with the focus keeps what is being typed."""
        if not self.hasFocus():
            self.setText(self._presenter.sheet.coupon)
            mark_invalid(self, bool(self._presenter.coupon_refused))

    @property
    def said(self) -> str:
        """What it gives, after the word for the row: ", 4.16 off"."""
        preview = self._presenter.preview
        given = preview.priced.given if preview and self._presenter.has_anything else None
        if given is None or given.coupon is None:
            return ""
        if given.free_delivery:
            return ", free post"
        return f", {MINUS}{shown(given.off, self._presenter.currency)}"
