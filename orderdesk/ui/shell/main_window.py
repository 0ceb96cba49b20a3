"""The one window: tabs at the left, the page of the chosen one, the status line, and what floats above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from orderdesk.ui.shell.commands import Command, Commands
from orderdesk.ui.shell.jobs import Job, JobRunner
from orderdesk.ui.shell.messages import Messages
from orderdesk.ui.shell.palette import GO_TO, Palette, Provider
from orderdesk.ui.shell.session import Session
from orderdesk.ui.shell.shortcut_sheet import ShortcutSheet
from orderdesk.ui.shell.sidebar import Sidebar, TabSpec
from orderdesk.ui.shell.status_bar import StatusBar
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.list_detail import is_narrow
from orderdesk.ui.widgets.progress_strip import ProgressStrip
from orderdesk.ui.widgets.search_field import SearchField

MINIMUM_WIDTH, MINIMUM_HEIGHT = 960, 620
PATIENCE = 300
"""Milliseconds that work may take before its progress is shown."""


def _system_now() -> datetime:
    return datetime.now(UTC)


class MainWindow(QMainWindow):
    """`tabs` in their order; each page is built when it is first opened.

    Offers `commands`, `messages`, `jobs` and `status` to the pages. `settings()` opens the settings. `providers` feed
    the palette. `may_close()` may say no to closing. `ready()` runs after the first paint and before the first page;
    when it says no it has shown something else instead. `tab_changed(id)` follows each change of tab.
    """

    tab_changed = Signal(str)

    def __init__(
        self,
        tabs: Sequence[TabSpec],
        *,
        session: Session | None = None,
        settings: Callable[[], object] = lambda: None,
        providers: Sequence[Provider] = (),
        may_close: Callable[[], bool] = lambda: True,
        ready: Callable[[], bool] = lambda: True,
        now: Callable[[], datetime] = _system_now,
    ) -> None:
        super().__init__()
        self.setWindowTitle("OrderDesk")
        self.tabs, self.session, self._may_close, self._ready = tuple(tabs), session, may_close, ready
        self._instead: QWidget | None = None
        self._pages: dict[str, QWidget] = {}
        self._tab = ""
        self._providers = list(providers)
        self._palette: Palette | None = None
        self.banner = Banner()
        self.sidebar = Sidebar(self.tabs, self.open_palette, settings)
        self.stack = QStackedWidget()
        self.status = StatusBar(self.show_shortcuts)
        self._build()
        self.messages = Messages(self, self.banner, now)
        self.commands = Commands(self, self.messages.refused)
        self.jobs = JobRunner(self)
        self.jobs.started.connect(self._job_started)
        self.commands.add(self._own_commands(), self)
        self.sidebar.chosen.connect(self.go_to)
        follow(self._restyle)
        if session is not None:
            session.restore_window(self)

    def _build(self) -> None:
        centre = QWidget()
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.sidebar)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._room = QWidget()
        self._above = QVBoxLayout(self._room)
        self._above.addWidget(self.banner)
        self.banner.installEventFilter(self)
        self._middle.addWidget(self._room)
        self._middle.addWidget(self.stack, 1)
        upper.addLayout(self._middle, 1)
        outer.addLayout(upper, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(centre)

    def _restyle(self) -> None:
        # Without it the sum of all minimum sizes would push the window wider than a small screen.
        self.setMinimumSize(MINIMUM_WIDTH, MINIMUM_HEIGHT)
        self._fit()

    def _own_commands(self) -> list[Command]:
        going = [
            Command(GO_TO + tab.id, tab.title, partial(self.go_to, tab.id), None, f"Alt+{number}", tab.icon)
            for number, tab in enumerate(self.tabs, start=1)
        ]
        return [
            *going,
            Command("window.palette", "Search everything", self.open_palette, None, "Ctrl+K", "search"),
            Command("window.shortcuts", "Keyboard shortcuts", self.show_shortcuts, None, "F1", "keyboard"),
            Command("window.undo", "Undo", self._undo, None, "Ctrl+Z", "undo-2"),
            Command("window.search", "Search in this list", self._search, None, "Ctrl+F", "search", more=("/",)),
        ]

    # Tabs

    @property
    def tab(self) -> str:
        """The id of the tab shown, "" before the first page is built."""
        return self._tab

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._pages.get(self.tab)

    def go_to(self, tab: str) -> QWidget:
        """Show the tab `tab`, building its page when it was never open; returns the page."""
        if tab not in self._pages:
            spec = next(one for one in self.tabs if one.id == tab)
            self._pages[tab] = spec.make_page()
            self.stack.addWidget(self._pages[tab])
        changed, self._tab = self._tab != tab, tab
        self.stack.setCurrentWidget(self._pages[tab])
        self.sidebar.choose(tab)
        if changed:
            self._pages[tab].setFocus()
            self.messages.clear()
            self.tab_changed.emit(tab)
        return self._pages[tab]

    def show_instead(self, page: QWidget) -> None:
        """Show `page` in place of all tabs until `start` succeeds."""
        if self._instead is not None:
            self.stack.removeWidget(self._instead)
            self._instead.deleteLater()
        self._instead = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.sidebar.setEnabled(False)

    def built(self, tab: str) -> QWidget | None:
        """The page of `tab` if it was ever open; what changes need not wake the others."""
        return self._pages.get(tab)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._pages and self.tabs:
            # The frame is painted first; the page and all that it reads come right after.
            QTimer.singleShot(0, self, self.start)

    def start(self) -> None:
        """Show the first page, or the one of yesterday, once everything behind it is there."""
        if not self._ready():
            return
        if self._instead is not None:
            self.stack.removeWidget(self._instead)
            self._instead.deleteLater()
            self._instead = None
        self.sidebar.setEnabled(True)
        known = [tab.id for tab in self.tabs]
        kept = self.session.tab if self.session else ""
        if not self._pages:
            self.go_to(kept if kept in known else known[0])

    # What floats above

    def add_provider(self, provider: Provider) -> None:
        """Let the palette find more things."""
        self._providers.append(provider)
        self._palette = None

    def open_palette(self, text: str = "") -> None:
        """Open the command palette, with `text` typed already."""
        if self._palette is None:
            self._palette = Palette(self, self.commands, self._providers)
        self._palette.open(self.tab, text)

    def show_shortcuts(self) -> None:
        """Show the keys of this screen."""
        here = next((one.title for one in self.tabs if one.id == self.tab), "This screen")
        ShortcutSheet(self, self.commands.of(self.tab), here).open()

    def _undo(self) -> None:
        if not self.messages.undo():
            self.messages.refused("There is nothing to undo now.")

    def _search(self) -> None:
        fields = self.page.findChildren(SearchField) if self.page else []
        field = next((one for one in fields if one.isVisible()), None)
        if field is None:
            self.messages.refused("This screen has no list to search.")
            return
        field.setFocus()
        field.selectAll()

    def _job_started(self, job: Job) -> None:
        strip = ProgressStrip(job.title, job.cancel)
        strip.hide()
        strip.installEventFilter(self)
        self._above.addWidget(strip)
        job.progressed.connect(strip.show_progress)
        job.finished.connect(strip.hide)
        job.finished.connect(strip.deleteLater)
        wait = QTimer(strip)
        wait.setSingleShot(True)
        wait.timeout.connect(strip.show)
        job.finished.connect(wait.stop)
        wait.start(PATIENCE)

    # Size and end

    def _fit(self) -> None:
        self.sidebar.set_narrow(is_narrow(self))
        strips = self._room.findChildren(ProgressStrip)
        gap = px(12) if any(not part.isHidden() for part in (self.banner, *strips)) else 0
        self._above.setContentsMargins(px(20), gap, px(20), 0)
        if self._palette is not None:
            self._palette.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The banner or a strip came or went; the room above the page follows.
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.jobs.stop()
        if self.session is not None:
            self.session.tab = self.tab
            self.session.keep_window(self)
        event.accept()
