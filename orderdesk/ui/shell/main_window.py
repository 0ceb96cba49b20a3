"""The one window: tabs at the left, the page of the chosen one, the status line, and what floats above.

It is painted empty first and filled right after: its parts are read only then, since reading them takes longer than
all else that stands between the person and a window in sight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from orderdesk.ui.shell.tab_spec import TabSpec
from orderdesk.ui.theme.tokens import LEAST_HEIGHT, LEAST_WIDTH, THEMES

if TYPE_CHECKING:
    from orderdesk.ui.bench.commands import Commands
    from orderdesk.ui.bench.jobs import JobRunner
    from orderdesk.ui.bench.messages import Messages
    from orderdesk.ui.bench.session import WindowSession
    from orderdesk.ui.shell.commands.palette import Palette, Provider
    from orderdesk.ui.shell.room_above import RoomAbove
    from orderdesk.ui.shell.sidebar import Sidebar
    from orderdesk.ui.shell.status_bar import StatusBar
    from orderdesk.ui.widgets.banner import Banner


def _system_now() -> datetime:
    return datetime.now(UTC)


class MainWindow(QMainWindow):
    """`tabs` in their order; each page is built when it is first opened.

    Offers `commands`, `messages`, `jobs`, `status`, `sidebar`, `banner` and the room `above` to the pages.
    `settings()` opens the settings, `providers` feed the palette, `may_close()` may say no to closing. `ready()` runs
    after the first paint and before the first page; when it says no it has shown something else instead.
    `tab_changed(id)` follows each change of tab.

    With `at_once` False the parts named above are made only after the first paint; `prepared` tells when they are
    there, and `dress()` is called before they are made, to put the theme on. `places` are pages without a tab of their
    own; `came_from` is the tab that was shown before one of them.
    """

    prepared = Signal()
    tab_changed = Signal(str)

    commands: Commands
    messages: Messages
    jobs: JobRunner
    status: StatusBar
    sidebar: Sidebar
    above: RoomAbove
    banner: Banner

    def __init__(
        self,
        tabs: Sequence[TabSpec],
        *,
        session: WindowSession | None = None,
        settings: Callable[[], object] = lambda: None,
        providers: Sequence[Provider] = (),
        may_close: Callable[[], bool] = lambda: True,
        ready: Callable[[], bool] = lambda: True,
        now: Callable[[], datetime] = _system_now,
        dress: Callable[[], object] = lambda: None,
        at_once: bool = True,
        places: Sequence[TabSpec] = (),
    ) -> None:
        super().__init__()
        self.setWindowTitle("OrderDesk")
        # Without it the sum of all minimum sizes would push the window wider than a small screen.
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.tabs, self.places, self.session = tuple(tabs), tuple(places), session
        self._settings, self._may_close, self._now, self._dress = settings, may_close, now, dress
        self._ready = ready
        self._instead: QWidget | None = None
        self._pages: dict[str, QWidget] = {}
        self._tab = self.came_from = ""
        self._given_providers = tuple(providers)
        self._providers = list(providers)
        self._palette: Palette | None = None
        self._prepared = self._painted = False
        if session is not None:
            session.restore_window(self)
        if at_once:
            self.prepare()
        else:
            self._show_ground()

    def _show_ground(self) -> None:
        colours = QPalette()
        theme = self.session.theme if self.session else ""
        colours.setColor(QPalette.ColorRole.Window, QColor(THEMES[theme or "light"]["bg"]))
        self.setPalette(colours)

    def prepare(self) -> None:
        """Make all parts of the window; by itself after the first paint, or earlier where somebody cannot wait."""
        if self._prepared:
            return
        self._prepared = True
        self.setPalette(QPalette())
        self._dress()
        from orderdesk.ui.bench.commands import Commands
        from orderdesk.ui.bench.jobs import JobRunner
        from orderdesk.ui.bench.messages import Messages
        from orderdesk.ui.shell.commands.own_commands import own_commands
        from orderdesk.ui.theme.look import follow

        self._build()
        self.messages = Messages(self, self.banner, self._now)
        self.commands = Commands(self, self.messages.refused)
        self.jobs = JobRunner(self)
        self.jobs.started.connect(self.above.show_job)
        self.commands.add(own_commands(self), self)
        self.sidebar.chosen.connect(self.go_to)
        follow(self._fit)
        self.prepared.emit()
        if self.isVisible():
            QTimer.singleShot(0, self, self.start)

    def _build(self) -> None:
        from orderdesk.ui.shell.room_above import RoomAbove
        from orderdesk.ui.shell.sidebar import Sidebar
        from orderdesk.ui.shell.status_bar import StatusBar
        from orderdesk.ui.widgets.banner import Banner

        self.banner = Banner()
        self.sidebar = Sidebar(self.tabs, self.open_palette, self._settings, self.switch_user)
        self.stack = QStackedWidget()
        self.status = StatusBar(self.show_shortcuts)
        centre = QWidget()
        outer = QVBoxLayout(centre)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.sidebar)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.above = RoomAbove()
        self.above.put(self.banner)
        middle.addWidget(self.above)
        middle.addWidget(self.stack, 1)
        upper.addLayout(middle, 1)
        outer.addLayout(upper, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(centre)

    # Tabs

    @property
    def tab(self) -> str:
        """The id of the tab shown, "" before the first page is built."""
        return self._tab

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._pages.get(self.tab)

    @property
    def context(self) -> str:
        """Whose commands work now: a page over its tab may name its own, else it is the tab."""
        return str(getattr(self.page, "context", self.tab))

    def go_to(self, tab: str) -> QWidget:
        """Show the tab or place `tab`, building its page when it was never open; returns the page."""
        from orderdesk.ui.widgets.window.focus import holds_focus

        if tab not in self._pages:
            spec = next(one for one in (*self.tabs, *self.places) if one.id == tab)
            with self.commands.all_or_none():
                self._pages[tab] = spec.make_page()
            self.stack.addWidget(self._pages[tab])
        changed, self._tab = self._tab != tab, tab
        if tab in [one.id for one in self.tabs]:
            self.came_from = tab
        self.stack.setCurrentWidget(self._pages[tab])
        self.sidebar.choose(tab)
        self._show_frame(not getattr(self._pages[tab], "whole_window", False))
        if changed or not holds_focus(self._pages[tab]):
            self._pages[tab].setFocus()
        if changed:
            self.messages.clear()
            self.tab_changed.emit(tab)
        return self._pages[tab]

    def _show_frame(self, shown: bool) -> None:
        """Show what stands around the page, or leave the whole window to it."""
        for part in (self.sidebar, self.status):
            part.setVisible(shown)

    def built(self, tab: str) -> QWidget | None:
        """The page of `tab` if it was ever open; what changes need not wake the others."""
        return self._pages.get(tab)

    def show_instead(self, page: QWidget) -> None:
        """Show `page` in place of all tabs until `start` succeeds."""
        self._drop_instead()
        self._instead = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._show_frame(True)
        self.sidebar.setEnabled(False)

    @property
    def instead(self) -> QWidget | None:
        """What stands in place of all tabs now."""
        return self._instead

    @property
    def closed_because(self) -> str | None:
        """Why no tab can be opened now: something else stands in place of them all."""
        return "The shop is not open yet." if self._instead is not None else None

    def put_away(self, page: QWidget) -> None:
        """Show `page` in place of all tabs, whose pages are gone with their commands until `start` makes new ones."""
        from orderdesk.ui.shell.commands.own_commands import own_commands
        from orderdesk.ui.widgets.toast import Toast

        self.messages.forget()
        self.sidebar.forget()
        self.show_instead(page)
        old, self._pages, self._tab, self.came_from = self._pages.values(), {}, "", ""
        for each in old:
            self.stack.removeWidget(each)
        floating = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        for each in (*old, *floating):
            if each is not self.centralWidget() and not isinstance(each, Toast):
                each.hide()
                each.deleteLater()
        self._palette, self._providers = None, list(self._given_providers)
        self.commands.clear()
        self.commands.add(own_commands(self), self)

    def start(self) -> None:
        """Show the first page, or the one of yesterday, once everything behind it is there."""
        if self._pages or not self.tabs or not self._ready():
            return
        self._drop_instead()
        self.sidebar.setEnabled(True)
        known = [tab.id for tab in self.tabs]
        kept = self.session.tab if self.session else ""
        self.go_to(kept if kept in known else known[0])

    def _drop_instead(self) -> None:
        if self._instead is not None:
            self.stack.removeWidget(self._instead)
            self._instead.deleteLater()
            self._instead = None

    # What floats above

    def add_provider(self, provider: Provider) -> None:
        """Let the palette find more things."""
        self._providers.append(provider)
        self._palette = None

    def open_palette(self, text: str = "") -> None:
        """Open the command palette, with `text` typed already."""
        from orderdesk.ui.shell.commands.palette import Palette

        if self._palette is None:
            self._palette = Palette(self, self.commands, self._providers)
        self._palette.open(self.context, text)

    @property
    def searching(self) -> bool:
        """Whether the command palette is open."""
        return self._palette is not None and self._palette.isVisible()

    def switch_user(self) -> None:
        """Let another person sit down, where a shop is open."""
        if self.commands.has("go.user"):
            self.commands.run("go.user")

    def show_shortcuts(self) -> None:
        """Show the keys of this screen."""
        from orderdesk.ui.shell.commands.shortcut_sheet import ShortcutSheet

        here = next((one.title for one in (*self.tabs, *self.places) if one.id == self.tab), "This screen")
        ShortcutSheet(self, self.commands.of(self.context), here).open()

    # Size, first paint and end

    def _fit(self) -> None:
        from orderdesk.ui.theme.look import px
        from orderdesk.ui.widgets.lists.list_detail import is_narrow

        self.setMinimumSize(px(LEAST_WIDTH), px(LEAST_HEIGHT))
        self.sidebar.set_narrow(is_narrow(self))
        if self._palette is not None:
            self._palette.setGeometry(self.rect())

    def focusNextPrevChild(self, forward: bool) -> bool:
        from orderdesk.ui.widgets.window.reading_order import go_on

        return go_on(self, forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._prepared:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._prepared and not self._pages:
            # The frame is painted first; the page and all that it reads come right after.
            QTimer.singleShot(0, self, self.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.prepare)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        if self._prepared:
            self.jobs.stop()
        if self.session is not None:
            self.session.tab = self.tab
            self.session.keep_window(self)
        event.accept()
