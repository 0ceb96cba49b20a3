"""What every tab with one list does alike: reads its rows, shows the chosen one beside them, and hears of changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.list_data import ListData, ListPresenter, Row, Shown
from orderdesk.ui.widgets.button import Button, MenuButton, make_menu, tip
from orderdesk.ui.widgets.forms.search_field import SearchField
from orderdesk.ui.widgets.lists.detail_panel import DetailPanel
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.plain import set_tip

Remedies = Sequence[tuple[str, Any]]
_NOTHING = -1
"""No key: nothing waits to be shown."""
_REST_MS = 30
"""The chosen thing is drawn when the keys rest: a list is run through without drawing what is passed."""


def import_button(bench: Bench) -> Button:
    """The way to bring many things in from a file, beside the one that adds a single one."""
    button = Button("Import", lambda: bench.go.emit("import", None), icon="upload")
    set_tip(button, tip("Import a file", "Ctrl+Shift+M"))
    return button


class ListTab(ListDetailPage, Generic[Row, Shown]):
    """A list beside the chosen thing; a tab says what it is called, and fills in `show_thing` and `key_of_shown`.

    The tab adds its commands and buttons after this constructor, then calls `begin()`.
    """

    CONTEXT: ClassVar[str]
    TOPICS: ClassVar[frozenset[str]]
    """The changes after which the list is read again."""
    EMPTY_ICON: ClassVar[str]
    MORE: ClassVar[tuple[str, ...]] = ()
    """The commands in the menu of the chosen thing."""
    papers: MenuButton | None = None
    """The button with the papers of the chosen thing."""

    def __init__(
        self,
        bench: Bench,
        data: ListData[Row, Shown] | ListPresenter[Row, Shown],
        title: str,
        table: Table,
        *,
        search: str,
        detail: str,
        filters: Sequence[QWidget] = (),
    ) -> None:
        self.bench = bench
        self.presenter = data if isinstance(data, ListPresenter) else ListPresenter(data, bench.desk)
        views = self.presenter.data.views
        self._shown: Shown | None = None
        self._stale, self._uncounted, self._wanted = False, False, _NOTHING
        self.panel, self.looking = DetailPanel(detail), SearchField(search)
        super().__init__(
            title,
            table,
            views=ViewTabs(views) if views else None,
            search=self.looking,
            filters=filters,
            detail=self.panel,
        )
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)

    def begin(self) -> None:
        """Listen, and read the list for the first time."""
        if self.views is not None:
            self.views.picked.connect(self.show_view)
        self.looking.searched.connect(self.look_for)
        self.listen_to(self.table)
        self.bench.changed.connect(self._heard)
        self._idle.timeout.connect(self._when_idle)
        self._rest.timeout.connect(self._when_rested)
        self.read()

    def listen_to(self, table: Table) -> None:
        """Show the row that a person goes to in a table, and open the one on which they press Enter."""
        table.current_changed.connect(self._show_row)
        table.opened.connect(self.opened)

    # What is each tab's own

    def show_thing(self, thing: Shown) -> None:
        """Fill the panel."""
        raise NotImplementedError

    def key_of_shown(self, thing: Shown) -> int:
        """The key by which the thing shown is read again."""
        raise NotImplementedError

    def remedies(self) -> Remedies:
        """The buttons of the empty list: (words, what it does)."""
        return ()

    def opened(self, row: Row) -> None:
        """Enter on a row."""
        self.open(row.id)

    # Reading

    def read(self) -> None:
        """Read rows and counts anew; the chosen thing stays chosen."""
        self.count()
        self.read_rows()

    def count(self) -> None:
        """Count each view anew, and sum up."""
        self._uncounted = False
        counts = self.presenter.count()
        if self.views is not None:
            self.views.set_counts(counts)
        self.set_summary(self.presenter.summary)

    def read_rows(self) -> None:
        """Read the rows for what is chosen and typed."""
        rows = self.presenter.rows()
        self.table.show_rows(rows, self.presenter.rows)
        if rows:
            self.show_list()
        else:
            heading, sentence = self.presenter.nothing()
            self.empty.say(
                "search" if self.presenter.typed else self.EMPTY_ICON, heading, sentence, list(self.remedies())
            )
            self.show_empty()
        if self._wanted == _NOTHING:
            if self._shown is not None:
                self.table.agree_with(self.key_of_shown(self._shown))
            self.refresh()

    def refresh(self) -> None:
        """Ask this tab's commands anew whether they may run."""
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of(self.CONTEXT)))

    def show_view(self, view: str) -> None:
        """Choose a view by its id."""
        if self.views is not None:
            self.views.choose(view)
        self.presenter.view = view
        self.read()
        self.choose_among_rows()

    def look_for(self, typed: str) -> None:
        """Search the list; with the search cleared, what was found stays chosen, however far down it stands."""
        self.presenter.typed = typed
        self.read()
        self.choose_among_rows(keep=not typed)

    def choose_among_rows(self, *, keep: bool = False) -> None:
        """Who looks at other rows works on those: what is not among them gives way to the first, or to an empty panel.

        With `keep` only an empty panel is filled.
        """
        key = self._wanted
        if key == _NOTHING and self._shown is not None:
            key = self.key_of_shown(self._shown)
        if key != _NOTHING and (keep or self.table.rows_model.place_of(key) is not None):
            return
        if self.table.rows_model.rowCount():
            self.table.select_first()
        else:
            self.close_detail()
            self.refresh()

    def _heard(self, topics: frozenset[str]) -> None:
        if not topics or topics & self.TOPICS:
            self._stale = True
            self._idle.start()

    def settle(self) -> None:
        """Read and show now what was put off: one key can change and choose several times over."""
        self.looking.search_now()
        self._read_news()
        if self._uncounted:
            self.count()
        if self._wanted != _NOTHING:
            self.open(self._wanted)

    def _when_idle(self) -> None:
        self._read_news()
        # Begun only now, so that what the key changed is painted before more is read.
        if self._uncounted or self._wanted != _NOTHING:
            self._rest.start()

    def _when_rested(self) -> None:
        # Behind another page it waits until somebody looks again.
        if self.isVisible():
            self.settle()

    def _read_news(self) -> None:
        # Behind another page nobody sees the list, and every draft kept there would read it again.
        if self._stale and self.isVisible():
            self._read_again()

    def _read_again(self) -> None:
        self._stale = False
        self.looking.search_now()
        wanted = self._wanted
        if wanted == _NOTHING and self._shown is not None:
            wanted = self.key_of_shown(self._shown)
        self.read_rows()
        self._uncounted = True
        self._idle.start()
        if wanted != _NOTHING:
            self.table.agree_with(wanted)
            self.want(wanted)

    # The chosen thing

    @property
    def shown(self) -> Shown | None:
        """What the detail shows, as it is in the database."""
        self.settle()
        return self._shown

    def open(self, key: int) -> None:
        """Show a thing in the detail; the list stands on its row, or on none where it is not among its rows."""
        self._wanted = _NOTHING
        self._shown = self.presenter.open(key)
        if self._shown is None:
            self.close_detail()
            return
        self.table.agree_with(key)
        self.show_thing(self._shown)
        self.refresh()
        self.open_detail()

    def _show_row(self, row: Row | None) -> None:
        if row is not None:
            self.want(row.id)

    def want(self, key: int) -> None:
        """Show a thing in the detail as soon as the keys rest."""
        self._wanted = key
        self._idle.start()

    def show_step(self, button: Button, words: str, icon: str) -> None:
        """Put the next step on its button; none, and the button is away."""
        button.setVisible(bool(words))
        if words:
            button.set_text(words)
            button.set_icon(icon)

    def close_detail(self) -> None:
        """Show the list alone."""
        self._shown, self._wanted = None, _NOTHING
        super().close_detail()

    def choose_paper(self) -> None:
        """Open the menu of papers with the first one ready for Enter."""
        assert self.papers is not None
        menu = self.papers.menu_shown
        # In a narrow window the button is folded away.
        at = self.papers if self.papers.isVisible() else self.head
        menu.popup(at.mapToGlobal(at.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def pop_menu(self, row: Row, at: QPoint) -> None:
        """Show a row and the menu of what can be done with it."""
        self.open(row.id)
        menu = make_menu(self)
        self.fill_more(menu)
        menu.popup(at)

    def fill_more(self, menu: QMenu) -> None:
        """The menu of the chosen thing."""
        self.bench.commands.fill(menu, self.MORE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read_again()
        self._idle.start()
        self.setFocus()
        # The list is painted before its first row is read whole.
        QTimer.singleShot(0, self, self._choose_first)

    def _choose_first(self) -> None:
        if self.isVisible() and self.table.current_number() < 0 and self.shown is None:
            self.table.select_first()
