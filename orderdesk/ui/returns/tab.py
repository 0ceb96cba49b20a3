"""The returns tab: the list, the chosen return, and the desk at which goods come back."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu

from orderdesk.domain.errors import NotFound
from orderdesk.persistence.queries.returns import ReturnRow
from orderdesk.services.views import return_id_of
from orderdesk.ui.bench import Bench
from orderdesk.ui.returns.actions import CONTEXT, NEXT, ReturnsActions
from orderdesk.ui.returns.columns import return_columns
from orderdesk.ui.returns.detail import show_return
from orderdesk.ui.returns.presenter import VIEWS, ReturnsPresenter, ReturnView
from orderdesk.ui.widgets.button import ActionButton, Button, MenuButton
from orderdesk.ui.widgets.detail_panel import DetailPanel
from orderdesk.ui.widgets.list_detail import ListDetailPage
from orderdesk.ui.widgets.search_field import SearchField
from orderdesk.ui.widgets.table import Table
from orderdesk.ui.widgets.view_tabs import ViewTabs


class ReturnsTab(ListDetailPage):
    """The list of returns beside the chosen one."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.presenter = ReturnsPresenter(bench.desk)
        self.shown: ReturnView | None = None
        super().__init__(
            "Returns",
            Table(return_columns(bench.desk.today, bench.zone), lambda row: row.id, "Returns"),
            views=ViewTabs(VIEWS),
            search=SearchField("Search returns, orders, customers, phone numbers"),
            detail=DetailPanel("Return details"),
        )
        self.desk_actions = ReturnsActions(bench, self)
        bench.commands.add(self.desk_actions.commands(), self)
        self.head.add(ActionButton(bench.commands.action("returns.new"), role="primary"))
        self._next = Button("", lambda: bench.commands.run("returns.next"), role="primary")
        assert self.detail is not None
        self.detail.set_buttons(
            self._next, MenuButton("", icon="ellipsis", fill=self._fill_more, name="More for this return")
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
        self.bench.changed.connect(self._heard)

    # Reading

    def read(self) -> None:
        """Read the list anew; the chosen return stays chosen."""
        assert self.views is not None
        self.views.set_counts(self.presenter.count())
        self.set_summary(self.presenter.summary)
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say("undo-2", heading, sentence, [("Start a return", self.start)])
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
        if not topics or topics & {"returns", "orders"}:
            self.read()
            if self.shown is not None:
                self.open(self.shown.row.id)

    def open(self, return_id: int) -> None:
        """Show a return in the detail."""
        assert self.detail is not None
        self.shown = self.presenter.open(return_id)
        if self.shown is None:
            self.close_detail()
            return
        show_return(self.detail, self.shown, self.bench.desk.today)
        step = NEXT.get(self.shown.row.state)
        self._next.setVisible(step is not None)
        if step is not None:
            self._next.set_text(step[0])
            self._next.set_icon(step[1])
        self._refresh()
        self.open_detail()

    def _show_row(self, row: ReturnRow | None) -> None:
        if row is not None:
            self.open(row.id)

    def close_detail(self) -> None:
        """Show the list alone."""
        self.shown = None
        super().close_detail()

    # Starting a return

    def visit(self, what: object) -> None:
        """A return's key or number opens it; an order's number starts a return on it."""
        text = str(what)
        if isinstance(what, int):
            self.open(what)
        elif text.startswith("RMA-"):
            self.open(return_id_of(self.bench.desk, text))
        else:
            self.start_on(text)

    def scanned(self, code: str) -> None:
        """A scanned return opens, a scanned order or receipt starts a return."""
        try:
            self.visit(code)
        except NotFound:
            self.desk_actions.offer_orders(code)

    def start(self) -> None:
        """Ask for the order by number, name or phone, then for what comes back of it."""
        self.desk_actions.offer_orders("")

    def start_on(self, what: int | str) -> None:
        """Ask what comes back of this order."""
        self.bench.attempt(lambda: self.desk_actions.ask(self.presenter.order(what)))

    def _fill_more(self, menu: QMenu) -> None:
        self.bench.commands.fill(menu, ("returns.note", "returns.order", "", "returns.decline"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()
