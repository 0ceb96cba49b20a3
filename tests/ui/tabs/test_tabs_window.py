"""What holds for every tab: names, room, themes, papers on the screen, the work of others, and what is remembered."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.record.drafting import kept_drafts
from orderdesk.services.shop.shop import edit_shop, form_of, shop_now
from orderdesk.settings import Settings
from orderdesk.ui import pictures
from orderdesk.ui.bench.papers import PaperView
from orderdesk.ui.pictures import SIZES, THEMES
from orderdesk.ui.shell.commands.shortcut_sheet import ShortcutSheet
from orderdesk.ui.shell.window import Program
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.tokens import THEMES as TOKENS
from orderdesk.ui.welcome.shops import Doors
from orderdesk.ui.widgets.lists.table import Table
from tests.patience import LIMIT
from tests.ui.accessible import assert_accessible
from tests.ui.orders.conftest import start, stop
from tests.ui.tabs.conftest import Clerk, clipped

OTHER = """
import sys
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
desk = Desk(open_database(sys.argv[1]), user="ben")
place_order(desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1))
desk.database.close()
"""


def busy(clerk: Clerk) -> None:
    """Something in every list."""
    clerk.place(("MUG", 2), ("TEE", 1), confirm=False)
    clerk.place(("LAMP", 9))
    clerk.shipped(("BOOK", 1))


@pytest.mark.parametrize("theme", THEMES)
def test_every_tab_fits_its_window_and_can_be_announced(clerk: Clerk, theme: str) -> None:
    busy(clerk)
    apply_theme(QApplication.instance(), theme, 1.0)  # type: ignore[arg-type]
    window = clerk.program.window
    for width, height in SIZES:
        window.resize(width, height)
        for tab in window.tabs:
            page = window.go_to(tab.id)
            for _ in range(3):
                QApplication.processEvents()
            assert (window.width(), window.height()) == (width, height)
            assert_accessible(page)
            for table in clerk.find(Table):
                assert clipped(table) == [], f"{tab.id} at {width}"
                assert table.horizontalScrollBar().maximum() == 0, f"{tab.id} at {width}"
    ground = window.grab().toImage().pixelColor(width // 2, 3)
    assert ground == QColor(TOKENS[theme]["bg"])


def test_a_paper_is_shown_and_closed(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    program = start(tmp_path, dressed, qtbot, shop)
    try:
        clerk = Clerk(program, shop)
        view = clerk.shipped(("MUG", 1))
        program.go("orders", view.order.id)
        clerk.press("Ctrl+P")
        qtbot.waitUntil(lambda: program.papers.view is not None)
        (paper,) = clerk.find(PaperView)
        assert paper.windowTitle().split()[-1] in {each.number for each in view.papers} | {
            each.number for each in view.shipments
        }
        assert paper.print_button.hasFocus()
        assert_accessible(paper)
        paper.reject()
        assert not clerk.find(PaperView)
    finally:
        stop(program, dressed)


def test_what_another_pc_does_appears_by_itself(clerk: Clerk, qtbot: QtBot) -> None:
    assert clerk.rows == []
    url = str(clerk.desk.database.url)
    subprocess.run([sys.executable, "-c", OTHER, url], check=True, timeout=LIMIT, env=os.environ)
    qtbot.waitUntil(lambda: len(clerk.rows) == 1)
    column = clerk.program.window.sidebar.column
    qtbot.waitUntil(lambda: column.accessibleTabName(0) == "Orders 1")


def test_tab_and_size_come_back(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> None:
    first = start(tmp_path, dressed, qtbot, shop)
    first.window.resize(960, 690)
    first.window.go_to("shipping")
    first.window.close()
    stop(first, dressed)
    second = start_again(shop, tmp_path, dressed, qtbot)
    assert second.window.tab == "shipping"
    assert (second.window.width(), second.window.height()) == (960, 690)
    stop(second, dressed)


def start_again(shop: Desk, tmp_path: Path, dressed: QApplication, qtbot: QtBot) -> Program:
    """The program as it comes up by itself, with no size asked for."""
    program = Program(dressed, Doors(Settings(data_dir=tmp_path), lambda: shop))
    program.window.show()
    qtbot.waitUntil(lambda: program.window.page is not None)
    return program


def test_the_sheet_of_keys_names_those_of_the_tab(clerk: Clerk) -> None:
    clerk.press("F7", "F1")
    (sheet,) = clerk.find(ShortcutSheet)
    assert_accessible(sheet)
    words = {each.text() for each in sheet.findChildren(QLabel)}
    assert "Confirm picks" in words
    sheet.close()


def test_pictures_are_taken_and_leave_no_trace(
    shop: Desk, tmp_path: Path, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "SIZES", ((1440, 900),))
    monkeypatch.setattr(pictures, "THEMES", ("dark",))
    clerk_order = OrderRequest(lines=(LineRequest(pieces(2), "MUG"),), customer_id=1)
    place_order(shop, clerk_order, confirm=False)
    out = tmp_path / "pictures"
    out.mkdir()
    taken = pictures.take_pictures(Settings(data_dir=tmp_path), lambda: shop, out)
    names = {path.name.removesuffix("-dark-1440.png") for path in taken}
    assert {"orders", "inventory", "shipping", "returns", "reports", "new-order", "palette", "shortcuts"} <= names
    assert all(QImage(str(path)).size() == QSize(1440, 900) for path in taken)
    assert kept_drafts(shop, pictures.PLACE) == []
    assert not (tmp_path / "window.ini").exists()


def test_the_foot_names_the_shop_and_where_it_lies_through_every_state(clerk: Clerk, qtbot: QtBot) -> None:
    status = clerk.program.window.status
    place = f"Northside  ·  {clerk.desk.database.place}"
    qtbot.waitUntil(lambda: status._place.text() == place)
    assert "SQLite" not in status._words.text() + status._place.text()
    status.say("The server does not answer; trying again", state="problem")
    assert status._place.text() == place
    edit_shop(clerk.desk, replace(form_of(shop_now(clerk.desk)), name="Southside"))
    qtbot.waitUntil(lambda: status._place.text().startswith("Southside"))
    clerk.program.sign_out()
    assert "Southside" not in status._place.text()
