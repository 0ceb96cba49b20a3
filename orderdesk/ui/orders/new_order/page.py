"""The order page: head, customer, lines and summary, everything kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from orderdesk.domain.items.twins import Twins
from orderdesk.services.desk import Desk
from orderdesk.services.orders.shorthand import TakenLine
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.orders.in_one_line.shorthand_lines import sheet_of_line
from orderdesk.ui.orders.new_order.ending import CONTEXT, Ending
from orderdesk.ui.orders.new_order.keeper import Keeper
from orderdesk.ui.orders.new_order.panels.caller_panel import CallerPanel
from orderdesk.ui.orders.new_order.panels.customer_card import CustomerPanel
from orderdesk.ui.orders.new_order.panels.lines import LinesCard
from orderdesk.ui.orders.new_order.panels.summary import SummaryPanel
from orderdesk.ui.orders.new_order.parking import put_aside, say_parked
from orderdesk.ui.orders.new_order.places import FieldPlaces
from orderdesk.ui.orders.new_order.presenter import NewOrderPresenter
from orderdesk.ui.orders.new_order.told_apart import TwinReader
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import IconButton
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.segmented import Option, Segmented
from orderdesk.ui.widgets.key_cap import KeyHints
from orderdesk.ui.widgets.lists.list_detail import is_narrow
from orderdesk.ui.widgets.page_head import PageHead
from orderdesk.ui.words import CHANNEL_ICONS, CHANNEL_WORDS, status_pill

CHANNELS: list[Option] = [(each, word, CHANNEL_ICONS[each]) for each, word in CHANNEL_WORDS.items()]
HINTS = [("Enter", "next cell"), ("Ins", "new line"), ("Ctrl+Del", "remove line"), ("Ctrl+Z", "undo"), ("F9", "pay")]


class NewOrderPage(QWidget):
    """`open(order_id)` takes up a new order (None) or a saved draft; `left` follows Esc and the back arrow,
    `finished(order_id)` the end of an order. `context` names its commands."""

    left = Signal()
    finished = Signal(object)
    context = CONTEXT

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.presenter = NewOrderPresenter(bench.desk, bench.place)
        self.ending = Ending(self)
        bench.commands.add(self.ending.commands(), self)
        self.channel = Segmented(CHANNELS, "Channel", current="phone")
        self.back = IconButton("arrow-left", "Back to the list", self.leave, keys="Esc")
        self.head = PageHead("New order", [self.channel])
        self.banner = Banner()
        self.customer = CustomerPanel(self.presenter)
        self.caller = CallerPanel(self.presenter, bench.commands)
        self.lines = LinesCard(self.presenter, self.refresh)
        self.hints = KeyHints(HINTS)
        self.summary = SummaryPanel(self.presenter, bench.commands)
        self.places = FieldPlaces(self)
        self.keeper = Keeper(self)
        self.twins = TwinReader(bench.desk, self._take_twins, self)
        self._build()
        self._wire()
        self.setFocusProxy(self.customer.customer)
        follow(self._restyle)

    @property
    def desk(self) -> Desk:
        """The desk the order is taken at."""
        return self.bench.desk

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._main = QVBoxLayout()
        self._main.addLayout(row(self.back, self.head))
        self._main.addWidget(self.banner)
        self._main.addWidget(self.customer)
        self._main.addWidget(self.caller)
        self._main.addWidget(self.lines, 1)
        self._main.addWidget(self.hints)
        outer.addLayout(self._main, 1)
        outer.addWidget(self.summary)

    def _wire(self) -> None:
        self.channel.chosen.connect(self._choose_channel)
        self.customer.changed.connect(self._customer_changed)
        self.customer.chosen.connect(self.lines.grid.start_new)
        self.customer.repeat_wanted.connect(lambda key: self.bench.attempt(lambda: self.same_again(key)))
        self.customer.warned.connect(lambda said: self.banner.say(said, "info", [("Dismiss", self.banner.clear)]))
        self.lines.ship_complete_chosen.connect(self._choose_ship_complete)
        self.lines.ask_chosen.connect(lambda: self.choose_shipping("ask"))
        self.lines.grid.typed.connect(self._typed_cell)
        self.lines.grid.dropped.connect(self._typed_nothing)
        self.lines.grid.undo_wanted.connect(self.undo)
        self.customer.typed.connect(self.keeper.soon)
        self.summary.changed.connect(self._money_changed)
        self.summary.typed.connect(self.keeper.soon)
        # Put off until the window is idle: with the order that this page has just placed, it is left as well.
        self._stale = QTimer(self, interval=0, singleShot=True)
        self._stale.timeout.connect(self._price_again)
        self.bench.changed.connect(self._heard)

    def _restyle(self) -> None:
        self._main.setContentsMargins(px(20), px(12), px(20), px(10))
        self._main.setSpacing(px(12))
        self._fit()

    # Opening and leaving

    def open(self, order_id: int | None) -> None:
        """Show the form of an order; what was being typed on another is kept first. Raises Refused, NotFound."""
        if self.isVisible() and order_id == self.presenter.sheet.order_id:
            return
        self.keeper.keep(on_screen=False)
        unfinished = self.presenter.begin(order_id)
        self.banner.clear()
        self.summary.notes.fold()
        self.refresh()
        if unfinished and not self.presenter.sheet.is_blank:
            self._say_continued()
        elif order_id is None:
            say_parked(self)
        self.places.last = self.presenter.sheet.focus
        self.twins.read()

    def _take_twins(self, twins: Twins) -> None:
        if twins is not self.presenter.twins:
            self.presenter.twins = twins
            self.lines.refresh()

    def take_customer(self, customer_id: int) -> None:
        """Choose the customer of the blank order that was begun."""
        self.presenter.choose_customer(customer_id)
        self.refresh()
        self.lines.grid.start_new()

    def take_copy(self, order_id: int) -> None:
        """Fill the blank order that was begun like an earlier one, of the same customer."""
        self.presenter.copy_head(order_id)
        self.same_again(order_id)

    def next_call(self, *, anew: bool) -> None:
        """Begin with who calls, on a blank sheet (`anew`: as after a sale); what stands on it is put aside."""
        if not self.presenter.sheet.is_blank:
            self.bench.attempt(lambda: put_aside(self))
        elif anew or self.lines.grid.where() != ("new", ""):
            self.presenter.start_afresh()
            self.started_afresh()

    def serve_counter(self) -> None:
        """Begin a sale at the counter with its first line, on the blank order that was begun."""
        if self.presenter.sheet.channel != "counter":
            self._choose_channel("counter")
        self.lines.grid.start_new()

    def take_line(self, taken: TakenLine) -> bool:
        """Go on here with an order that was typed in one line; False while another one is being taken."""
        if self.presenter.sheet.order_id is not None or not self.presenter.sheet.is_blank:
            self.bench.messages.refused("Another order is being taken. Confirm or discard it, then take this one.")
            return False
        self.presenter.put_back(sheet_of_line(taken))
        self.refresh()
        self.places.last = ("lines new", "")
        self.lines.grid.start_new()
        return True

    def same_again(self, order_id: int | None = None) -> None:
        """Put the goods of an order, by default the customer's last, on the sheet at today's prices."""
        again = self.presenter.same_again(order_id)
        self.refresh()
        changed = f" Changed since: {'; '.join(again.changes)}." if again.changes else " Nothing has changed since."
        tone = "warning" if again.changes else "info"
        self.banner.say(f"The same as {again.number}.{changed}", tone, [("Dismiss", self.banner.clear)])
        self.lines.grid.start_new()

    def take_focus_back(self) -> None:
        """Go on where the focus was before something came over the window."""
        self.places.go_to(self.places.last)

    def to_customer(self) -> None:
        """Go to the customer; from there, to their last orders."""
        if self.customer.customer.hasFocus() and self.presenter.sheet.customer_id:
            self.customer.offer_orders()
        else:
            self.customer.customer.setFocus()
            self.customer.customer.selectAll()

    def _say_continued(self) -> None:
        at = self.presenter.journal.saved_at
        when = f" at {at.astimezone(self.bench.zone):%H:%M}" if at else ""
        remedies = [("Start afresh", self.ending.start_afresh), ("Go on", self.banner.clear)]
        self.banner.say(f"This order was left unfinished{when}.", "info", remedies)

    def leave(self) -> None:
        """Back to the list; what is typed stays kept. An open form for a new customer is put away first."""
        if self.customer.newcomer.isVisible():
            self.customer.close_newcomer()
            return
        self.keeper.keep(on_screen=False)
        self.left.emit()

    def started_afresh(self) -> None:
        """Show a sheet that is blank again."""
        self.keeper.ended()
        self.customer.forget_day()
        self.lines.grid.forget_typed()
        self.banner.clear()
        self.summary.notes.fold()
        self.refresh()
        self.places.go_to(("", ""))

    # What is typed

    def wrong_entry(self) -> str:
        """Take what is still being typed; says what cannot be read of it."""
        return self.lines.finish_cell() or self.customer.wrong_day()

    def _customer_changed(self) -> None:
        """Show the order for who calls; what was saved for that is priced with it and is no news any more."""
        self._stale.stop()
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now, and keep it in a moment."""
        presenter = self.presenter
        sheet = presenter.sheet
        self.head.title.setText(f"{status_pill(sheet.state).word} {sheet.number}" if sheet.state else "New order")
        self.channel.choose(sheet.channel)
        self.customer.refresh()
        self.caller.refresh()
        self.lines.refresh()
        self.summary.refresh()
        self._name_confirm()
        self.keeper.say_saved()
        self.keeper.soon()

    def _money_changed(self) -> None:
        self.summary.refresh()
        self._name_confirm()
        self.keeper.soon()

    def _name_confirm(self) -> None:
        title = "Take payment" if self.presenter.is_sale else "Confirm order"
        if self.bench.commands.action("new-order.confirm").text() != title:
            self.bench.commands.retitle("new-order.confirm", title)

    def _typed_cell(self, text: str) -> None:
        place, _ = self.lines.grid.where()
        key, _, column = place.partition(":")
        if column:
            self.presenter.peek(int(key), column, text)
            self.summary.figures.refresh()
        self.keeper.soon()

    def _typed_nothing(self) -> None:
        self.presenter.price()
        self.summary.figures.refresh()
        self.keeper.soon()

    def _choose_channel(self, channel: str) -> None:
        self.presenter.choose_channel(channel)
        self.refresh()

    def _choose_ship_complete(self, wait: bool) -> None:
        self.choose_shipping("complete" if wait else "part")

    def choose_shipping(self, shipping: str) -> None:
        """Send what is there, wait for all, or ask: "part", "complete" or "ask"."""
        self.presenter.change(ship_complete=shipping == "complete", shipping=shipping)
        self.refresh()

    def undo(self) -> None:
        """Take the last change of the lines back."""
        if not self.presenter.undo():
            self.bench.messages.refused("There is no change of the lines to undo.")
            return
        self.refresh()

    def scanned(self, code: str) -> None:
        """Add one of what a reader has read, wherever the focus is."""
        self.bench.attempt(lambda: self.lines.take_scanned(code))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.keeper.shown()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keeper.hidden()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & {"stock", "items", "customers", "shop"}:
            self._stale.start()
        if not topics or "items" in topics:
            self.twins.read()

    def _price_again(self) -> None:
        if self.isVisible():
            self.presenter.price()
            self.caller.forget()
            self.caller.refresh()
            self.lines.refresh()
            self.summary.figures.refresh()

    # Size

    def _fit(self) -> None:
        narrow = is_narrow(self)
        self.lines.grid.set_narrow(narrow)
        self.summary.set_narrow(narrow)
        self.caller.set_narrow(narrow)
        self.hints.setVisible(not narrow)
        reference = self.customer.reference_field
        if narrow:
            self.summary.notes.place_reference(reference)
        else:
            self.customer.fields.addWidget(reference, 3, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
