"""The page of one list with its detail beside it, as every tab of the window shows its work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.empty_state import EmptyState
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.label import Divider
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.page_head import PageHead
from orderdesk.ui.widgets.window.focus import holds_focus, take_out
from orderdesk.ui.widgets.window.visibility import show_part

NARROW = 1180
"""Below this width of the window, in design pixels, side columns and filter buttons fold away."""


def is_narrow(widget: QWidget) -> bool:
    """Whether the window that holds `widget` is narrow."""
    return widget.window().width() < px(NARROW)


class ListDetailPage(QWidget):
    """Title and summary, buttons; a card with view tabs, search, filters and the table; the detail at the right.

    `views` may be None. `filters` fold into `folded` (one "Filters" button) in a narrow window. `banner` is the page's
    place for lasting conditions. While rows are marked, `show_batch(widget)` puts batch actions in place of the search.
    """

    def __init__(
        self,
        title: str,
        table: Table,
        *,
        views: ViewTabs | None = None,
        search: SearchField | None = None,
        buttons: Sequence[QWidget] = (),
        filters: Sequence[QWidget] = (),
        folded: Sequence[QWidget] = (),
        detail: DetailPanel | None = None,
        foot: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.head = PageHead(title, buttons)
        self.banner = Banner()
        self.table, self.views, self.search, self.detail = table, views, search, detail
        self.empty = EmptyState()
        self._filters, self._folded = tuple(filters), tuple(folded)
        self._wants_detail = False
        self._tools, self._batch = QWidget(), QWidget()
        self._build(foot)
        self._wire()
        self.setFocusProxy(table)
        follow(self._restyle)
        self.close_detail()

    def _build(self, foot: QWidget | None) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._main = QVBoxLayout()
        self._main.addWidget(self.head)
        self._main.addWidget(self.banner)
        self._card = Card(padding=0, spacing=0)
        if self.views is not None:
            self._tabs = QHBoxLayout()
            self._tabs.addWidget(self.views)
            self._card.body.addLayout(self._tabs)
            self._card.body.addWidget(Divider(strong=True))
        self._card.body.addWidget(self._tools)
        self._card.body.addWidget(self._batch)
        self._batch.hide()
        self._fill_tools()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.body.addWidget(self._stack, 1)
        self._main.addWidget(self._card, 1)
        if foot is not None:
            self._main.addWidget(foot)
        outer.addLayout(self._main, 1)
        if self.detail is not None:
            outer.addWidget(self.detail)

    def _fill_tools(self) -> None:
        self._row = QHBoxLayout(self._tools)
        if self.search is not None:
            self._row.addWidget(self.search, 1)
        else:
            self._row.addStretch()
        for part in (*self._filters, *self._folded):
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._row.addWidget(part)
        show_part(self._tools, self.search is not None or bool(self._filters))
        self._batch_row = QHBoxLayout(self._batch)

    def _wire(self) -> None:
        if self.search is not None:
            self.search.left_down.connect(self.enter_list)
        if self.detail is not None:
            self.detail.closed.connect(self.close_detail)

    def _restyle(self) -> None:
        self._main.setContentsMargins(px(20), px(12), px(20), px(16))
        self._main.setSpacing(px(11))
        if self.views is not None:
            self._tabs.setContentsMargins(px(16), 0, px(16), 0)
        for line in (self._row, self._batch_row):
            line.setContentsMargins(px(16), px(10), px(16), px(8))
            line.setSpacing(px(8))
        self._fit()

    # What it shows

    def add_table(self, table: Table) -> None:
        """Have another table in the place of the first, for what is not read in the same columns."""
        self._stack.addWidget(table)

    def use_table(self, table: Table) -> None:
        """Show and work on one of the tables from now on."""
        if table is self.table:
            return
        shown = self._stack.currentWidget() is self.table
        self.table = table
        if shown:
            self.show_list()

    def set_summary(self, text: str) -> None:
        """The line under the title."""
        self.head.summary.setText(text)

    def enter_list(self) -> None:
        """Put the focus into the list, on its first row if none is current."""
        self.table.setFocus()
        if self.table.current_number() < 0:
            self.table.select_first()

    def show_list(self) -> None:
        """Show the table."""
        self._put_in_sight(self.table)

    def show_empty(self) -> None:
        """Show the empty state in place of the table; fill it with `page.empty.say(...)` first."""
        self._put_in_sight(self.empty)

    def _put_in_sight(self, part: QWidget) -> None:
        """Show one of the lists or the empty state, which has the focus that was in the other."""
        before = self._stack.currentWidget()
        had_focus = before is not None and holds_focus(before)
        self._stack.setCurrentWidget(part)
        self.setFocusProxy(part)
        if had_focus:
            part.setFocus()

    def open_detail(self) -> None:
        """Show the panel at the right."""
        self._wants_detail = True
        if self.detail is not None:
            self.detail.show()

    def close_detail(self) -> None:
        """Hide the panel and go back to the list."""
        self._wants_detail = False
        if self.detail is not None:
            had_focus = self.detail.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self.detail.hide()
            if had_focus:
                self.table.setFocus()

    def show_batch(self, *parts: QWidget) -> None:
        """Put `parts` in place of search and filters; none brings those back."""
        while (item := self._batch_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                take_out(old)
        for part in parts:
            self._batch_row.addWidget(part)
        if parts:
            self._batch_row.addStretch()
        self._batch.setVisible(bool(parts))
        self._tools.setVisible(not parts and (self.search is not None or bool(self._filters)))

    def _fit(self) -> None:
        narrow = is_narrow(self)
        if self.detail is not None:
            self.detail.set_narrow(narrow)
        for part in self._filters:
            show_part(part, not (narrow and self._folded))
        for part in self._folded:
            show_part(part, narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
