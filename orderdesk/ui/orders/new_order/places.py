"""Where on the order page a person is: named so that it can be kept and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from orderdesk.ui.orders.new_order.panels.newcomer import FIELDS

if TYPE_CHECKING:
    from orderdesk.ui.orders.new_order.page import NewOrderPage

LINES = "lines "
NEWCOMER = "newcomer "
Focus = tuple[str, str]


class FieldPlaces:
    """Knows every field of the page by name; a name with the text that stands there is a `Focus`."""

    def __init__(self, page: NewOrderPage) -> None:
        self._page = page
        self.last: Focus = ("", "")
        customer, summary = page.customer, page.summary
        self._widgets: dict[str, QWidget] = {
            "customer": customer.customer,
            "service": customer.service,
            "ship_by": customer.ship_by,
            "reference": customer.reference,
            "discount": summary.figures.discount,
            "coupon": summary.figures.coupon,
            "delivery": summary.figures.delivery,
            "charge": summary.figures.charges.label,
            "card": summary.payment.card,
            "cash": summary.payment.cash,
            **{name: summary.notes.input(name) for name in summary.notes.fields},
            **{NEWCOMER + name: customer.newcomer.fields[name].editor for name in FIELDS},
        }

    def where(self) -> Focus:
        """Where the focus is now, or was last when it has left the page; ("", "") on no field."""
        at = QApplication.focusWidget()
        if at is not None and self._page.isAncestorOf(at):
            self.last = self._find(at)
        return self.last

    def _find(self, at: QWidget) -> Focus:
        grid = self._page.lines.grid
        if at is grid or grid.isAncestorOf(at):
            place, text = grid.where()
            return LINES + place, text
        name = next((name for name, widget in self._widgets.items() if widget is at), "")
        text = at.text() if isinstance(at, QLineEdit) and name in ("discount", "delivery") else ""
        return name, text

    def go_to(self, focus: Focus) -> None:
        """Put the focus back where it was, with what stood there; else where an order begins."""
        self.last = focus
        name, text = focus
        if name.startswith(LINES):
            self._page.lines.grid.go_back_to(name.removeprefix(LINES), text)
            return
        widget = self._widgets.get(name)
        if widget is None or widget.isHidden():
            self._begin()
            return
        if isinstance(widget, QLineEdit) and text:
            widget.setText(text)
        widget.setFocus()

    def _begin(self) -> None:
        if self._page.presenter.sheet.channel == "counter" or self._page.presenter.sheet.lines:
            self._page.lines.grid.start_new()
        else:
            self._page.customer.customer.setFocus()
