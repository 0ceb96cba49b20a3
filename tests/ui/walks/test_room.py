"""Every page has room for what it shows: long amounts of other currencies, long codes, large letters, small screens."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.money import parse_price
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.checks.verifying import set_check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.money.tills import open_till
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.services.stock.stocking import receive
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.look import fitting, px
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.day_input import DayInput
from orderdesk.ui.widgets.label import ElidedLabel
from orderdesk.ui.widgets.lists import row_painter
from orderdesk.ui.widgets.lists.row_painter import PAD, needed_width
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from tests.countries import COUNTRIES, local_shop
from tests.ui.orders.conftest import start, stop
from tests.ui.tabs.conftest import Clerk, clipped
from tests.ui.walks.stations import Station, Walk, fill_shop, no_file_chooser, settle

SCREENS = [(1024, 700), (1440, 900), (1920, 1080)]
LOOKS = [("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 1.5)]
FRAME = 40
"""What the title bar of a window takes."""
LETTERS = 3
"""So many letters before an … tell a word."""
DEAR = {"KW": "12345.678", "JP": "1234567"}
"""A price of each shop that is as long as its customers will see."""


PLACES = [
    (sorted(DEAR)[number % 2], *size, *look) for number, (size, look) in enumerate(itertools.product(SCREENS, LOOKS))
]
"""Every size in every look; each shop at every size and scale."""


@pytest.fixture
def dear(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A shop whose goods are dear, and whose names and codes are long."""
    country = COUNTRIES[request.param]
    desk = local_shop(f"sqlite:///{tmp_path / 'shop.db'}", country)
    for sku in ("MUG", "TEE", "BOOK", "LAMP"):
        name = f"{sku.title()}, stoneware with a glaze in seven colours of the harbour"
        bulky = {"length_mm": 620, "width_mm": 480, "height_mm": 410}
        price = parse_price(DEAR[country.code])
        add_item(desk, ItemForm(sku, name, price, weight_g=350, bin="AISLE-01-SHELF-2", **bulky))
        receive(desk, sku, pieces(12_000))
    save_service(desk, ServiceForm("road", "Road", "Carrier", bands=((2_000, 500), (900_000, 90_000))))
    long_sku = ItemForm("KILN-STONEWARE-0001-BL", "A long code", parse_price(DEAR[country.code]))
    add_item(desk, long_sku)
    at = AddressForm("12 Quay Street", city=country.city, postcode=country.postcode, country=country.code)
    add_customer(desk, CustomerForm("Asha Patel-Abernathy of the Northern Harbour Company", phone="020 7946 0018"), at)
    set_check(desk, "duplicate", on=False)
    open_till(desk)
    yield desk
    desk.database.close()


@pytest.mark.parametrize(("dear", "width", "height", "theme", "scale"), PLACES, indirect=["dear"])
def test_every_page_has_room_for_what_it_shows(
    dear: Desk,
    tmp_path: Path,
    dressed: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    theme: str,
    scale: float,
    lost: list[str],
) -> None:
    no_file_chooser(monkeypatch)
    program = start(tmp_path, dressed, qtbot, dear)
    assert program.bench is not None
    clerk = Clerk(program, program.bench.desk)
    program.bench.paper.disconnect()
    try:
        fill_shop(clerk)
        apply_theme(dressed, theme, fitting(scale, width, height))
        program.window.resize(width, height - FRAME)
        settle()
        problems = [
            f"{each.name}: {what}" for each in Walk(clerk).all() for what in (*looked_at(each), *painted(each, lost))
        ]
    finally:
        stop(program, dressed)
    assert not problems, "\n".join(problems)


def looked_at(station: Station) -> list[str]:
    """What has no room at a station and around it."""
    window = station.root.window()
    found: list[str] = []
    for part in window.findChildren(QWidget):
        if part.isVisible() and part.window() is window:
            found += [*outside(part, window), *cut(part)]
            if isinstance(part, Table):
                found += cut_cells(part)
    return found


def outside(part: QWidget, window: QWidget) -> list[str]:
    """Whether a part that one reads or uses lies where nobody can bring it into sight."""
    if not isinstance(part, QAbstractButton | QLineEdit | QComboBox | QLabel | QTabBar | Table | QScrollArea):
        return []
    place, at = QRect(QPoint(0, 0), part.size()), part
    while at is not window:
        place, at = QRect(at.mapToParent(place.topLeft()), place.size()), at.parentWidget()
        area = at.parentWidget()
        down = isinstance(area, QScrollArea) and at is area.viewport()
        room = at.rect()
        if place.left() < room.left() or place.right() > room.right():
            return [f"{named(part)} is cut at the side by {type(at).__name__}, {place.getRect()} in {room.width()}"]
        if down:
            return []
        if place.top() < room.top() or place.bottom() > room.bottom():
            return [f"{named(part)} is cut below by {type(at).__name__}, {place.getRect()} in {room.height()}"]
    return []


def cut(part: QWidget) -> list[str]:
    """Whether words are cut off."""
    if isinstance(part, ElidedLabel):
        figures = any(each.isdigit() for each in part.text()) and not any(each.isalpha() for each in part.text())
        needed = part.fontMetrics().horizontalAdvance(part.text())
        if needed > part.width() and (figures or gone(part.text(), part.fontMetrics(), part.width())):
            return [f"{named(part)} is elided, {part.width()} wide"]
        return []
    if isinstance(part, QLabel) and part.text() and part.pixmap().isNull():
        flags = Qt.TextFlag.TextWordWrap if part.wordWrap() else 0
        box = part.fontMetrics().boundingRect(QRect(0, 0, part.width(), 10_000), flags, part.text())
        if box.width() > part.width() + 1 or box.height() > part.height() + 2:
            return [f"{named(part)} needs {box.width()}x{box.height()}, has {part.width()}x{part.height()}"]
    if isinstance(part, DayInput):
        needed = part.fontMetrics().horizontalAdvance(part.text())
        room = part.width() - part.textMargins().right() - 14
        return [f"{named(part)} needs {needed} for {part.text()}, has {room}"] if needed > room else []
    if isinstance(part, QLineEdit) and not part.text() and part.placeholderText():
        margins = part.textMargins()
        room = part.width() - margins.left() - margins.right() - 14
        needed = part.fontMetrics().horizontalAdvance(part.placeholderText())
        return [f"placeholder {part.placeholderText()!r} needs {needed}, has {room}"] if needed > room else []
    if isinstance(part, QComboBox) and gone(part.currentText(), part.fontMetrics(), part.width() - px(11 + 24)):
        return [f"{named(part)} shows nothing of {part.currentText()!r}, {part.width()} wide"]
    if isinstance(part, QAbstractButton) and part.text():
        drawing = part.iconSize().width() if not part.icon().isNull() else 0
        needed = part.fontMetrics().horizontalAdvance(part.text().strip().replace("&&", "&")) + drawing
        return [f"{named(part)} needs {needed}, has {part.width()}"] if needed > part.width() else []
    if isinstance(part, ViewTabs):
        return cut_views(part)
    return []


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words of which something that paints by itself has left nothing but an …, until they are looked at."""
    told: list[str] = []
    usual = QFontMetrics.elidedText

    def watched(metrics: QFontMetrics, text: str, *where: Any) -> str:
        left = usual(metrics, text, *where)
        if _nothing_left(text, left):
            told.append(f"{text!r} is painted as {left!r}")
        return left

    monkeypatch.setattr(QFontMetrics, "elidedText", watched)
    return told


def painted(station: Station, lost: list[str]) -> list[str]:
    """What was lost while the station was painted."""
    row_painter._kept.clear()
    lost.clear()
    station.root.window().grab()
    return sorted(set(lost))


def gone(text: str, metrics: QFontMetrics, width: int) -> bool:
    """Whether … stands for a whole word: fewer than three letters are left of a longer text."""
    return _nothing_left(text, metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))


def _nothing_left(text: str, left: str) -> bool:
    return left != text and len(left.rstrip("…").strip()) < LETTERS


def cut_views(tabs: ViewTabs) -> list[str]:
    """Views that stand neither in the row, whole, nor in the menu beside it."""
    room = tabs.more.x() if tabs.more.isVisible() else tabs.width()
    shown = [number for number in range(tabs.count()) if tabs.isTabVisible(number)]
    rects = [(tabs.tabText(number), tabs.tabRect(number)) for number in shown]
    return [
        f"{tabs.accessibleName()}: {words} is cut" for words, rect in rects if rect.left() < 0 or rect.right() > room
    ]


def cut_cells(table: Table) -> list[str]:
    """Titles and figures of a list that are cut, words of which nothing is left, columns nobody brings into sight."""
    found = [f"{table.accessibleName()}: title {title} is cut" for title in clipped(table)]
    model, head, letters = table.rows_model, table.horizontalHeader(), QFontMetrics(font(13, tabular=True))
    shown = [number for number in range(model.columnCount()) if not table.isColumnHidden(number)]
    for number, line in itertools.product(shown, range(min(model.rowCount(), 20))):
        column, cell, width = model.columns[number], model.cell(line, number), head.sectionSize(number)
        whole = column.align == RIGHT or column.pill
        if (whole and needed_width(cell) > width) or gone(
            cell.text, letters, width - 2 * px(PAD) - (px(24) if cell.icon else 0)
        ):
            found.append(f"{table.accessibleName()}: {cell.text!r} is cut in {column.title or number}, {width} wide")
    if head.length() > table.viewport().width() and not table.horizontalScrollBar().isVisible():
        found.append(f"{table.accessibleName()}: {head.length()} wide in {table.viewport().width()}")
    return found


def named(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
    return f"{type(part).__name__} {words or part.accessibleName()!r}"


def test_the_walk_finds_what_has_no_room(qtbot: QtBot, dressed: QApplication, lost: list[str]) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    screen.resize(400, 300)
    gone_part, narrow, figure, word = (
        *(QLabel(text, screen) for text in ("Asha", "Asha Patel")),
        *(ElidedLabel(text) for text in ("12,345.678", "Stoneware")),
    )
    button, choice, views = QPushButton("Print picklist", screen), Choice([("v", "Van")]), ViewTabs([("o", "Open")])
    for number, part in enumerate((narrow, figure, word, button, choice, views)):
        part.setParent(screen)
        part.setGeometry(0, 40 * number, 20, 20)
    gone_part.move(390, 0)
    screen.show()
    station = Station("made wrong", screen)
    assert len(looked_at(station)) == 7
    assert painted(station, lost) == ["'12,345.678' is painted as '1…'", "'Stoneware' is painted as 'S…'"]
