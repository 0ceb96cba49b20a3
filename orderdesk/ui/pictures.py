"""Takes pictures of the real window on a shop: every tab and the main overlays, light and dark, wide and narrow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from orderdesk.domain.lifecycles import ORDER
from orderdesk.domain.values.errors import StorageFailed, Unavailable
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import view_order
from orderdesk.services.record.listing import orders_page
from orderdesk.settings import Settings
from orderdesk.ui.bench.list_tab import ListTab
from orderdesk.ui.fulfilment.tab import ShippingTab
from orderdesk.ui.orders.page import OrdersPage
from orderdesk.ui.orders.tab import OrdersTab
from orderdesk.ui.returns.tab import ReturnsTab
from orderdesk.ui.shell.commands.palette import Palette
from orderdesk.ui.shell.commands.shortcut_sheet import ShortcutSheet
from orderdesk.ui.shell.window import Program
from orderdesk.ui.tabs import TABS
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.look import colour
from orderdesk.ui.welcome.shops import Doors
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage

SIZES = ((1440, 900), (1024, 700))
THEMES = ("light", "dark")
PLACE = "pictures"
"""The name under which the order page keeps its form here, so that no real one is touched."""
PATIENCE = 10.0
"""Seconds the window may take to open its shop."""
TYPED = "mug"
_FULLEST = {"orders": "open", "shipping": "all", "returns": "all"}


def take_pictures(settings: Settings, open_desk: Callable[[], Desk], folder: Path) -> list[Path]:
    """Write PNGs named "orders-light-1440.png" into `folder`, which exists; returns their paths.

    The shop is only read, but for a form of the order page that is thrown away again. Nothing of the person's own
    window is touched. Raises Unavailable when the window does not open, StorageFailed when a file cannot be written.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    taken: list[Path] = []
    with TemporaryDirectory() as aside, _window(app, replace(settings, data_dir=Path(aside)), open_desk) as program:
        for theme in THEMES:
            apply_theme(app, theme, 1.0)
            for width, height in SIZES:
                program.window.resize(width, height)
                for name, picture in _round(program, whole=width == SIZES[0][0]):
                    taken.append(_write(picture, folder / f"{name}-{theme}-{width}.png"))
    return taken


@contextmanager
def _window(app: QApplication, settings: Settings, open_desk: Callable[[], Desk]) -> Iterator[Program]:
    program = Program(app, Doors(settings, open_desk))
    program.window.resize(*SIZES[0])
    program.window.show()
    try:
        until = time.monotonic() + PATIENCE
        while program.window.page is None:
            if time.monotonic() > until:
                raise Unavailable("The window did not open in time, so no pictures were taken.")
            app.processEvents()
            time.sleep(0.005)
        assert program.bench is not None
        program.bench.place = PLACE
        yield program
    finally:
        program.close()
        program.window.close()
        if program.bench is not None:
            program.bench.desk.database.close()
        program.window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _round(program: Program, *, whole: bool) -> Iterator[tuple[str, QPixmap]]:
    """Once through the window in its present size and colours; what floats above it only when `whole`."""
    window = program.window
    for tab in TABS:
        page = window.go_to(tab.id)
        _show_the_most(tab.id, page)
        yield tab.id, _grab(window)
    yield "new-order", _new_order(program)
    if not whole:
        return
    window.go_to("orders")
    window.open_palette("pa")
    yield "palette", _grab(window)
    for palette in window.findChildren(Palette):
        palette.close_palette()
    yield "shortcuts", _shortcuts(program)
    paper = _paper(program)
    if paper is not None:
        yield "paper", paper


def _show_the_most(tab: str, page: QWidget) -> None:
    """Choose the fullest view of a list and a row in it, so that the list and its detail are seen."""
    lists = page.list if isinstance(page, OrdersPage) else page
    if tab in _FULLEST and isinstance(lists, OrdersTab | ShippingTab | ReturnsTab):
        lists.show_view(_FULLEST[tab])
    if isinstance(lists, ListDetailPage):
        lists.table.select_first()
        lists.enter_list()
    if isinstance(lists, ListTab):
        # What waits for the keys to rest.
        lists.settle()


def _settle() -> None:
    """Let everything that was asked for be laid out and painted, and what was put away be gone."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _grab(window: QWidget) -> QPixmap:
    _settle()
    return window.grab()


def _new_order(program: Program) -> QPixmap:
    """The order page on a draft, with offers open in the new row."""
    desk, page = program.window, program.window.go_to("orders")
    assert isinstance(page, OrdersPage)
    program.go("new-order", _draft(program))
    _settle()
    page.entry.banner.clear()
    page.entry.lines.grid.start_new()
    editor = page.entry.lines.grid.editor()
    if isinstance(editor, QLineEdit):
        editor.setText(TYPED)
        editor.textEdited.emit(TYPED)
    picture = _grab(desk)
    page.entry.lines.grid.drop_editor()
    page.show_list()
    _settle()
    page.entry.keeper.ended()
    page.entry.presenter.journal.forget(page.entry.presenter.sheet.order_id)
    return picture


def _draft(program: Program) -> int | None:
    assert program.bench is not None
    rows = orders_page(program.bench.desk, "to-confirm")
    return next((row.id for row in rows if ORDER.allows(row.state, "quote")), None)


def _shortcuts(program: Program) -> QPixmap:
    program.window.show_shortcuts()
    sheet = program.window.findChild(ShortcutSheet)
    assert sheet is not None
    picture = _over(program.window, sheet)
    sheet.close()
    sheet.deleteLater()
    return picture


def _paper(program: Program) -> QPixmap | None:
    """The newest invoice as it is looked at; None where nothing was ever billed."""
    bench, room = program.bench, program.papers
    assert bench is not None
    rows = orders_page(bench.desk, "all")
    views = (view_order(bench.desk, row.id) for row in rows if ORDER.allows(row.state, "reopen"))
    number = next((paper.number for view in views for paper in view.papers if paper.kind == "invoice"), None)
    if number is None:
        return None
    room.view = None
    bench.paper.emit("invoice", number)
    until = time.monotonic() + PATIENCE
    while room.view is None and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    if room.view is None:
        return None
    picture = _over(program.window, room.view)
    room.view.close()
    return picture


def _over(window: QWidget, dialog: QDialog) -> QPixmap:
    """The window with a dialog in its middle, as a person sees the two."""
    picture, above = _grab(window), _grab(dialog)
    corner = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    painter.drawPixmap(corner, above)
    painter.setPen(colour("border_strong"))
    painter.drawRect(QRect(corner, dialog.size()).adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


def _write(picture: QPixmap, path: Path) -> Path:
    if not picture.save(str(path), "PNG"):
        raise StorageFailed(f"{path} cannot be written. Is the disk full or the folder read-only?")
    return path
