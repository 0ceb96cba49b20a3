"""The orders tab whole: the list with its detail, and over it the page on which an order is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from orderdesk.services.record.drafting import left_open
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.painted import read_ahead
from orderdesk.ui.orders.tab import OrdersTab
from orderdesk.ui.widgets.window.focus import let_go

if TYPE_CHECKING:
    # Read when an order is taken: with it the window would stand a quarter later.
    from orderdesk.services.orders.shorthand import TakenLine
    from orderdesk.ui.orders.in_one_line.shorthand import ShorthandBox
    from orderdesk.ui.orders.new_order.page import NewOrderPage

_SETTLED_MS = 200
"""After which the list stands, and the order page can be made while nobody waits for it."""
_MODULES = (
    "orderdesk.services.orders.entry",
    "orderdesk.ui.orders.new_order.page",
    "orderdesk.ui.orders.in_one_line.shorthand",
    "phonenumbers",
)
"""What taking an order needs, in pieces that are each read in a moment."""


class OrdersPage(QStackedWidget):
    """Shows the list; `new_order` opens the order page, at once where the program ended while one was being taken."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.list = OrdersTab(bench)
        self.addWidget(self.list)
        self._entry: NewOrderPage | None = None
        self._shorthand: ShorthandBox | None = None
        self.setFocusProxy(self.list)
        # Made with the first order it would cost that caller a third of a second.
        QTimer.singleShot(_SETTLED_MS, self, lambda: read_ahead(self, _MODULES, lambda: self.entry))
        unfinished, order_id = left_open(bench.desk, bench.place)
        if unfinished:
            self._take(order_id)

    @property
    def entry(self) -> NewOrderPage:
        """The order page, made when it is first needed."""
        if self._entry is None:
            from orderdesk.ui.orders.new_order.page import NewOrderPage

            self._entry = NewOrderPage(self._bench)
            self._entry.left.connect(self.show_list)
            self._entry.finished.connect(self.visit)
            self.addWidget(self._entry)
        return self._entry

    @property
    def context(self) -> str:
        """Whose commands work now."""
        return self.entry.context if self._entry is not None and self.currentWidget() is self._entry else "orders"

    def new_order(self, what: object = None) -> None:
        """Take a new order (None), or go on with the draft or quote of this key.

        A new call is a new order: what was left unfinished on the sheet is put aside, one key away.
        """
        order_id = what if isinstance(what, int) else None
        here = self.context != "orders" and self.entry.presenter.sheet.order_id is None
        if not here or order_id is not None:
            self._take(order_id)
        if order_id is None:
            self.entry.next_call(anew=here)

    def _take(self, order_id: int | None) -> None:
        entry = self.entry
        if self._bench.attempt(lambda: entry.open(order_id)):
            self.setFocusProxy(entry)
            self.setCurrentWidget(entry)
            entry.keeper.resume()

    def to_customer(self) -> bool:
        """Go to the customer of the order being taken, or of the one shown; False when there is none."""
        if self.context == "orders":
            shown = self.list.shown
            if shown is None or shown.customer is None:
                return False
            self._bench.go.emit("customers", shown.customer.id)
            return True
        self.entry.to_customer()
        return True

    def shorthand(self) -> None:
        """Take an order in one line."""
        if self._shorthand is None:
            from orderdesk.ui.orders.in_one_line.shorthand import ShorthandBox

            self._shorthand = ShorthandBox(self.window(), self._bench, self._take_line, self.visit)
        self._shorthand.open()

    def _take_line(self, taken: TakenLine) -> bool:
        if not self.entry.take_line(taken):
            return False
        self.setFocusProxy(self.entry)
        self.setCurrentWidget(self.entry)
        return True

    def show_list(self) -> None:
        """Back to the list."""
        let_go(self)
        self.setFocusProxy(self.list)
        self.setCurrentWidget(self.list)
        self.list.setFocus()

    def visit(self, what: object) -> None:
        """Show an order by its key or number, in the list where it stands there."""
        self.show_list()
        self._bench.attempt(lambda: self._visit(what))

    def _visit(self, what: object) -> None:
        from orderdesk.services.orders.views import order_id_of

        self.list.want(what if isinstance(what, int) else order_id_of(self._bench.desk, str(what)))

    def undo(self) -> bool:
        """Take back the last change of the lines being written; False when there is none."""
        if self.context == "orders" or not self.entry.presenter.undo():
            return False
        self.entry.refresh()
        return True

    def scanned(self, code: str) -> bool:
        """What a reader has read is a line of the order being taken; False where none is."""
        if self._shorthand is not None and self._shorthand.isVisible():
            self._shorthand.scanned(code)
        elif self.context != "orders":
            self.entry.scanned(code)
        else:
            return False
        return True
