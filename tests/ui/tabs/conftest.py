"""A clerk at the real window on shop Northside, who works every tab with real keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.orders.view import OrderView
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.packing import pack_shipment
from orderdesk.services.fulfilment.picking import confirm_picks, start_picking
from orderdesk.services.fulfilment.shipping import ship_shipment
from orderdesk.services.money.paying import Tendered, take_payment
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import shipments_to_do, view_order
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.shell.window import Program
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from tests.ui.orders.conftest import shop, start, stop

__all__ = ["shop"]
Kind = TypeVar("Kind", bound=QWidget)


@dataclass
class Clerk:
    """Presses keys where the focus is and reads what the window shows."""

    program: Program
    desk: Desk
    papers: list[tuple[str, str]] = field(default_factory=list)

    @property
    def list(self) -> ListDetailPage:
        """The list of the tab shown, with what it put off until the keys rest."""
        QApplication.processEvents()
        page = self.program.window.page
        shown = getattr(page, "list", page)
        if isinstance(shown, ListTab):
            shown.settle()
        assert isinstance(shown, ListDetailPage)
        return shown

    @property
    def said(self) -> str:
        log = self.program.window.messages.log
        return log[-1][1] if log else ""

    @property
    def rows(self) -> list[str]:
        """The first words of each row in the list."""
        model = self.list.table.rows_model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    @property
    def step(self) -> str:
        """The words on the button of the next step, "" when there is none."""
        panel = self.list.detail
        assert panel is not None
        item = panel.buttons.itemAt(0)
        assert item is not None
        button = item.widget()
        return button.accessibleName() if button is not None and not button.isHidden() else ""

    @property
    def dialog(self) -> FormDialog:
        """The form over the window."""
        QApplication.processEvents()
        (shown,) = [each for each in self.program.window.findChildren(FormDialog) if each.isVisible()]
        return shown

    def press(self, *names: str) -> None:
        """Press keys by their names, such as "Ctrl+Right"."""
        for name in names:
            window = self.program.window
            if QApplication.activeModalWidget() is None and QApplication.activeWindow() is not window:
                # A window of another test that went away has left none in front, or itself.
                window.activateWindow()
                QApplication.processEvents()
            key = QKeySequence(name)[0]
            target = QApplication.focusWidget() or QApplication.activeModalWidget() or self.program.window
            QTest.keyClick(target, key.key(), key.keyboardModifiers())
            # As the program's own loop does between two keys: what was closed goes.
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def write(self, text: str) -> None:
        """Type over what the field with the focus holds."""
        at = QApplication.focusWidget()
        if isinstance(at, QLineEdit):
            at.selectAll()
        QTest.keyClicks(at, text)

    def fill(self, name: str, text: str) -> None:
        """Go to the field of the form that is announced as `name`, and type."""
        (at,) = [each for each in self.dialog.findChildren(QLineEdit) if each.accessibleName() == name]
        at.setFocus()
        self.write(text)

    def send(self) -> None:
        """Send the form."""
        self.dialog.activateWindow()
        QApplication.processEvents()
        self.press("Ctrl+Return")
        if not self.find(FormDialog):
            # Without a window manager nobody else gives the window its place back.
            self.program.window.activateWindow()
            QApplication.processEvents()

    def place(self, *lines: tuple[str, int], confirm: bool = True) -> OrderView:
        """An order of customer Patel, sent by road."""
        wanted = tuple(LineRequest(pieces(count), sku) for sku, count in lines)
        request = OrderRequest(lines=wanted, customer_id=1, service="road")
        return view_order(self.desk, place_order(self.desk, request, confirm=confirm))

    def shipped(self, *lines: tuple[str, int]) -> OrderView:
        """An order that is sent, billed and paid by card."""
        number = (view := self.place(*lines)).order.number
        (key,) = shipments_to_do(self.desk, number)
        confirm_picks(self.desk, start_picking(self.desk, [key]))
        pack_shipment(self.desk, key)
        ship_shipment(self.desk, key)
        issue_invoice(self.desk, view.order.id)
        take_payment(self.desk, view.order.id, [Tendered("card", view.order.total)])
        return self.again(view)

    def again(self, view: OrderView) -> OrderView:
        """The order as it is now."""
        return view_order(self.desk, view.order.id)

    def find(self, kind: type[Kind]) -> Sequence[Kind]:
        return [each for each in self.program.window.findChildren(kind) if each.isVisible()]


def clipped(table: Table) -> list[str]:
    """The titles of columns that are narrower than their words."""
    head = table.horizontalHeader()
    metrics = head.fontMetrics()
    shown = [number for number in range(table.rows_model.columnCount()) if not table.isColumnHidden(number)]
    titles = {number: str(table.rows_model.headerData(number, Qt.Orientation.Horizontal)) for number in shown}
    return [
        title
        for number, title in titles.items()
        if metrics.horizontalAdvance(title) > head.sectionSize(number) - 2 * px(12)
    ]


@pytest.fixture
def clerk(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> Iterator[Clerk]:
    program = start(tmp_path, dressed, qtbot, shop)
    assert program.bench is not None
    # Others of this program write through the same bench, so the window hears of it as of its own work.
    made = Clerk(program, program.bench.desk)
    program.bench.paper.disconnect()
    program.bench.paper.connect(lambda paper, number: made.papers.append((paper, number)))
    yield made
    stop(program, dressed)
