"""The shipping tab: the board by what is to be done, the chosen shipment, and its next step."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from orderdesk.domain.fulfilment.moves import next_event
from orderdesk.domain.lifecycles import SHIPMENT
from orderdesk.persistence.record.numbers_of import Numbered
from orderdesk.services.checks.holding import release_order
from orderdesk.services.fulfilment.board import ShipmentView
from orderdesk.services.fulfilment.picking import void_of
from orderdesk.services.fulfilment.tasks import Task, open_tasks
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.fulfilment.actions import CONTEXT, NEXT, ShippingActions
from orderdesk.ui.fulfilment.board.actions import BUILD, PRINT, WaveActions
from orderdesk.ui.fulfilment.board.panel import PanelDoors, show_wave
from orderdesk.ui.fulfilment.board.reading import ShippingPresenter
from orderdesk.ui.fulfilment.board.rows import BoardRow, DepartureRow, board_columns, head_of
from orderdesk.ui.fulfilment.columns import shipment_columns
from orderdesk.ui.fulfilment.detail import show_shipment
from orderdesk.ui.fulfilment.papers import fill_papers
from orderdesk.ui.fulfilment.presenter import to_do_words
from orderdesk.ui.promises.glance import glance_commands, to_customer_of
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel
from orderdesk.ui.widgets.lists.list_detail import is_narrow
from orderdesk.ui.widgets.lists.table import DENSE, TWO_LINES, Table
from orderdesk.ui.widgets.window.visibility import show_part

MORE = (
    "shipping.next",
    "shipping.station",
    "",
    "shipping.split",
    "shipping.rejoin",
    "",
    "shipping.label",
    "shipping.void-label",
    "shipping.slip",
    "",
    "shipping.tracking",
    "shipping.charges",
    "shipping.back",
    "shipping.exception",
    "",
    "shipping.take-wave",
    "shipping.leave-wave",
    "",
    "shipping.order",
    "shipping.promise",
    "shipping.way",
)


ON_BOARD = (
    "shipping.wave-for",
    "shipping.next-wave",
    "shipping.change-wave",
    "",
    "shipping.move-missed",
    "shipping.other-day",
)
"""The menu of the wave that would be built."""
_MINUTE_S = 60


class ShippingTab(ListTab[BoardRow, ShipmentView]):
    """The board by cutoff and the lists of shipments, beside the wave that would be built or the chosen shipment.

    On the board the panel is that of the wave; Enter shows a shipment whole in its place until it is closed.
    """

    CONTEXT = CONTEXT
    TOPICS = frozenset({"shipments", "orders", "shop"})
    EMPTY_ICON = "package-open"
    MORE = MORE
    presenter: ShippingPresenter

    def __init__(self, bench: Bench) -> None:
        self._tasks: list[Task] = []
        self._whole = False
        self.wave_panel = DetailPanel("Wave")
        shipping = ShippingPresenter(bench.desk)
        self._lists = Table(shipment_columns(bench.desk.today), lambda row: row.id, "Shipments", height=TWO_LINES)
        super().__init__(
            bench,
            shipping,
            "Shipping",
            self._lists,
            search="Search shipments, orders, tracking numbers",
            detail="Shipment details",
        )
        self._board = Table(
            board_columns(shipping.who),
            lambda row: row.id,
            "Departures",
            height=DENSE,
            band=head_of,
            tinted=shipping.is_suggested,
        )
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self.tick)
        waves = WaveActions(bench, self, shipping, self.show_board, CONTEXT)
        bench.commands.add(waves.commands(), self)
        bench.commands.add(ShippingActions(bench, self, lambda: self._tasks, waves.begin).commands(), self)
        bench.commands.add(glance_commands(bench, CONTEXT, self, self._order_id), self)
        self._add_board(waves)
        self._next = Button("", lambda: bench.commands.run("shipping.next"), role="primary")
        self.papers = MenuButton("Print", icon="printer", fill=self._fill_papers)
        self.panel.set_buttons(
            self._next, self.papers, MenuButton("", icon="ellipsis", fill=self.fill_more, name="More for this shipment")
        )
        for table in (self._lists, self._board):
            table.menu_wanted.connect(self.pop_menu)
        self.begin()

    def _add_board(self, waves: WaveActions) -> None:
        """Put the second table and its panel in their places, and the buttons of both."""
        action = self.bench.commands.action
        self.add_table(self._board)
        self.listen_to(self._board)
        self._board.marks_changed.connect(self._marked)
        outer = self.layout()
        assert outer is not None
        outer.addWidget(self.wave_panel)
        self.wave_panel.close_button.hide()
        more = MenuButton(
            "", icon="ellipsis", fill=lambda menu: self.bench.commands.fill(menu, ON_BOARD), name="More for this wave"
        )
        self.wave_panel.set_buttons(ActionButton(action("shipping.wave"), role="primary", large=True), more)
        self._day = ActionButton(action("shipping.other-day"))
        self._print = ActionButton(action("shipping.wave"), role="primary")
        self.head.add(self._day, self._print)
        self._doors = PanelDoors(
            waves.move,
            self.visit,
            lambda key: self.bench.go.emit("orders", key),
            self._release,
            lambda: self.show_view("exceptions"),
            self._buttons,
        )

    def _buttons(self) -> list[QWidget]:
        action = self.bench.commands.action
        return [ActionButton(action("shipping.change-wave")), ActionButton(action("shipping.next-wave"))]

    def _release(self, order_id: int, number: str) -> None:
        self.bench.attempt(lambda: release_order(self.bench.desk, order_id), f"{number} released")

    # The board

    @property
    def on_board(self) -> bool:
        """Whether the board is in sight."""
        return self.presenter.on_board

    def read_rows(self) -> None:
        """Read the list or the board for what is chosen and typed."""
        on_board = self.on_board
        self.use_table(self._board if on_board else self._lists)
        super().read_rows()
        self.set_summary(self.presenter.summary)
        commands = self.bench.commands
        commands.retitle("shipping.wave", BUILD if on_board else PRINT)
        commands.retitle("shipping.other-day", self.presenter.day_title())
        show_part(self._print, not on_board)
        show_part(self._day, on_board and self.presenter.other_day is not None)
        self._fill_wave()
        self._show_panel()

    def show_board(self) -> None:
        """Show the rows again as they were read, with another wave."""
        self._board.show_rows(self.presenter.board)
        self._fill_wave()
        self.refresh()

    def tick(self) -> None:
        """Another minute has begun: less time is left."""
        self._await_minute()
        if self.isVisible() and self.on_board:
            self.read_rows()

    def _await_minute(self) -> None:
        self._minute.start((_MINUTE_S - self.bench.desk.clock().second) * 1_000)

    def _marked(self) -> None:
        if self.on_board and list(self.presenter.marked) != (marked := self._board.marked()):
            self.presenter.mark(marked)
            self.show_board()

    def _fill_wave(self) -> None:
        if self.on_board:
            show_wave(self.wave_panel, self.presenter, self._doors)

    def _show_panel(self) -> None:
        """Show the panel of the wave on the board, but for a shipment that was opened."""
        wave = self.on_board and not self._whole
        if wave:
            self.panel.hide()
        show_part(self.wave_panel, wave)

    def remedies(self) -> list[tuple[str, object]]:
        """From a day on which nothing leaves, to the one on which something does."""
        if not self.on_board or self.presenter.other_day is None:
            return []
        return [(self.presenter.day_title(), lambda: self.bench.commands.run("shipping.other-day"))]

    def show_view(self, view: str) -> None:
        """Choose a view by its id."""
        self._whole = False
        super().show_view(view)

    def opened(self, row: BoardRow) -> None:
        """Enter on a row: a shipment is shown whole; whether what missed its van is moved is asked."""
        if isinstance(row, DepartureRow):
            if row.departure.missed(self.bench.desk.clock()):
                self.bench.commands.run("shipping.move-missed")
            return
        self._whole = True
        super().opened(row)

    def open_detail(self) -> None:
        """Show the chosen shipment beside the list; on the board only when it was opened."""
        if self.on_board and not self._whole:
            self._show_panel()
            return
        self.wave_panel.hide()
        super().open_detail()

    def close_detail(self) -> None:
        """Hide the shipment; on the board the wave comes back, and the row stays the one that commands are about."""
        whole, self._whole = self._whole, False
        super().close_detail()
        self._show_panel()
        row = self.table.current_row()
        if whole and row is not None and self.on_board:
            self.want(row.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._await_minute()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()

    def _fit(self) -> None:
        super()._fit()
        self.wave_panel.set_narrow(is_narrow(self))

    def count(self) -> None:
        """Count the board anew, and say what else is to be done."""
        super().count()
        self._tasks = open_tasks(self.bench.desk)
        verb = "Count" if self._tasks and self._tasks[0].by_counting else "Done"
        done = (f"{verb} (Ctrl+G)", lambda: self.bench.commands.run("shipping.put-back"))
        words = to_do_words(self._tasks)
        if self.banner.text != words:
            self.banner.say(words, "warning", [done])

    def show_thing(self, thing: ShipmentView) -> None:
        """Fill the panel, and put its next step on the button."""
        show_shipment(self.panel, thing, self.bench.desk.today, self.bench.desk.calendar)
        event = next_event(thing.row)
        self.show_step(self._next, SHIPMENT.title(event) if event else "", NEXT[event][1] if event else "")

    def key_of_shown(self, thing: ShipmentView) -> int:
        """The key of the shipment shown."""
        return thing.row.id

    def visit(self, what: object) -> None:
        """Open a shipment by its key; a number shows all that bears it: a picklist's, an order's or a shipment's."""
        if isinstance(what, int):
            self._whole = True
            self.open(what)
        else:
            self._show_all_of(str(what))

    def _order_id(self) -> int | None:
        return self.shown.row.order_id if self.shown else None

    def to_customer(self) -> bool:
        """Go to the customer of the shipment shown; False when there is none."""
        return to_customer_of(self.bench, self._order_id())

    def take_thing(self, thing: Numbered) -> bool:
        """A scanned order shows its parcels here; False for any other thing."""
        if thing.kind != "order":
            return False
        self._show_all_of(thing.number)
        return True

    def _show_all_of(self, number: str) -> None:
        """What has this number is looked for, and opened when it is the only one."""
        self.looking.reset(number)
        self.look_for(number)
        if self.table.rows_model.rowCount() == 1:
            self.table.select_first()
        if void := void_of(self.bench.desk, number):
            self.bench.messages.refused(void)

    # Menus

    def _fill_papers(self, menu: QMenu) -> None:
        fill_papers(menu, self.shown, self.bench.paper.emit)
