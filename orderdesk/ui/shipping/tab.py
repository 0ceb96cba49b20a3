"""The shipping tab: the board by what is to be done, the chosen shipment, and its next step."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.persistence.queries.shipments import ShipmentRow
from orderdesk.services.views import shipment_id_of
from orderdesk.ui.bench import Bench
from orderdesk.ui.shipping.actions import CONTEXT, NEXT, ShippingActions
from orderdesk.ui.shipping.columns import shipment_columns
from orderdesk.ui.shipping.detail import show_shipment
from orderdesk.ui.shipping.presenter import VIEWS, ShipmentView, ShippingPresenter
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton, make_menu
from orderdesk.ui.widgets.detail_panel import DetailPanel
from orderdesk.ui.widgets.list_detail import ListDetailPage
from orderdesk.ui.widgets.search_field import SearchField
from orderdesk.ui.widgets.table import TWO_LINES, Table
from orderdesk.ui.widgets.view_tabs import ViewTabs

_READ_AGAIN = {"shipments", "orders"}
MORE = (
    "shipping.next",
    "",
    "shipping.label",
    "shipping.slip",
    "",
    "shipping.tracking",
    "shipping.back",
    "shipping.exception",
    "",
    "shipping.order",
)


class ShippingTab(ListDetailPage):
    """The board beside the chosen shipment."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = ShippingPresenter(bench.desk)
        self.shown: ShipmentView | None = None
        super().__init__(
            "Shipping",
            Table(shipment_columns(bench.desk.today), lambda row: row.id, "Shipments", height=TWO_LINES),
            views=ViewTabs(VIEWS),
            search=SearchField("Search shipments, orders, tracking numbers"),
            detail=DetailPanel("Shipment details"),
        )
        bench.commands.add(ShippingActions(bench, self).commands(), self)
        self.head.add(ActionButton(bench.commands.action("shipping.wave"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("shipping.next"), role="primary")
        assert self.detail is not None
        self.detail.set_buttons(
            self._next, MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this shipment")
        )
        self._connect()
        self.read()

    def _connect(self) -> None:
        assert self.views is not None
        assert self.search is not None
        self.views.picked.connect(self.show_view)
        self.search.searched.connect(self._look_for)
        self.table.current_changed.connect(self._show_row)
        self.table.opened.connect(lambda row: self.open(row.id))
        self.table.menu_wanted.connect(self._menu)
        self.bench.changed.connect(self._heard)

    # Reading

    def read(self) -> None:
        """Read the board anew; the chosen shipment stays chosen."""
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say("package-open", heading, sentence)
            self.show_empty()
        self._refresh()

    def _refresh(self) -> None:
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of(CONTEXT)))

    def show_view(self, view: str) -> None:
        """Choose a view by its id."""
        assert self.views is not None
        self.views.choose(view)
        self.presenter.view = view
        self.read()

    def _look_for(self, typed: str) -> None:
        self.presenter.typed = typed
        self.read()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & _READ_AGAIN:
            self.read()
            if self.shown is not None:
                self.open(self.shown.row.id)

    def visit(self, what: object) -> None:
        """Open a shipment by its key or number."""
        self.open(what if isinstance(what, int) else shipment_id_of(self.bench.desk, str(what)))

    def scanned(self, code: str) -> None:
        """A scanned shipment, picklist or tracking number is looked for and opened when it is the only one."""
        assert self.search is not None
        self.search.reset(code)
        self._look_for(code)
        if self.table.rows_model.rowCount() == 1:
            self.table.select_first()

    def open(self, shipment_id: int) -> None:
        """Show a shipment in the detail."""
        assert self.detail is not None
        self.shown = self.presenter.open(shipment_id)
        if self.shown is None:
            self.close_detail()
            return
        show_shipment(self.detail, self.shown, self.bench.desk.today)
        step = NEXT.get(self.shown.row.state)
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.set_text(step[1])
            self._next.set_icon(step[2])
        self._refresh()
        self.open_detail()

    def _show_row(self, row: ShipmentRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def close_detail(self) -> None:
        """Show the board alone."""
        self.shown = None
        super().close_detail()

    # Menus

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, MORE)

    def _menu(self, row: ShipmentRow, at: QPoint) -> None:
        self.open(row.id)
        menu = make_menu(self)
        self._fill_more(menu)
        menu.popup(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
