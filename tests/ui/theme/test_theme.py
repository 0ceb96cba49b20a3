"""Colours can be read in every theme, sizes follow the scale, and the stylesheet is whole."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from orderdesk.resources import resource
from orderdesk.ui.theme.apply import apply_theme
from orderdesk.ui.theme.fonts import font
from orderdesk.ui.theme.icons import pixmap
from orderdesk.ui.theme.look import LOOK, colour, hex_of, px
from orderdesk.ui.theme.style import stylesheet, write_images
from orderdesk.ui.theme.tokens import SHAPE_PAIRS, TEXT_PAIRS, THEMES, contrast
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.lists.list_detail import ListDetailPage
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column


def test_contrast_of_known_colours() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#2856D8") == pytest.approx(6.2, abs=0.1)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read(theme: str) -> None:
    tokens = THEMES[theme]
    ratios = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_every_border_and_ring_can_be_seen(theme: str) -> None:
    tokens = THEMES[theme]
    ratios = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_themes_know_the_same_colours() -> None:
    assert len({frozenset(tokens) for tokens in THEMES.values()}) == 1


@pytest.mark.parametrize(("scale", "width"), [(0.9, 313), (1.0, 348), (1.25, 435), (1.5, 522), (9.0, 522)])
def test_lengths_follow_the_scale(dressed: QApplication, scale: float, width: int) -> None:
    LOOK.take("light", scale)
    assert px(348) == width
    LOOK.take("light", 1.0)


def test_the_stylesheet_is_whole_in_every_theme(dressed: QApplication) -> None:
    for theme in THEMES:
        LOOK.take(theme, 1.25)
        sheet = stylesheet(write_images())
        assert "@" not in sheet
        assert sheet.count("{") == sheet.count("}")
        assert "40px" in sheet.replace("32px", "40px")
        assert "border-radius: 10px" in sheet, "8 px at 1.25 is 10 px"
    LOOK.take("light", 1.0)


def test_images_are_written_in_the_theme_s_colour(dressed: QApplication) -> None:
    folder = write_images()
    assert folder is not None
    assert hex_of("text2") in (folder / "chevron_down.svg").read_text()


def test_a_theme_switch_reaches_live_widgets(qtbot: QtBot, dressed: QApplication) -> None:
    button = Button("Print", icon="printer")
    qtbot.addWidget(button)
    button.show()
    before = button.grab().toImage()
    apply_theme(dressed, "dark", 1.25)
    assert colour("bg").name().upper() == THEMES["dark"]["bg"]
    assert button.font().pixelSize() == 16
    assert button.grab().toImage() != before


def test_a_scale_switch_widens_columns(qtbot: QtBot, dressed: QApplication) -> None:
    table = Table((Column[str]("Order", str, 100), Column[str]("Name", str)), key=str, name="Orders")
    page = ListDetailPage("Orders", table)
    qtbot.addWidget(page)
    assert table.columnWidth(0) == 100
    apply_theme(dressed, "light", 1.5)
    assert table.columnWidth(0) == 150
    assert table.widths() == [100, 0]


def test_inter_is_there_and_figures_are_of_one_width(dressed: QApplication) -> None:
    assert QFontInfo(font()).family() == "Inter"
    metrics = QFontMetrics(font(tabular=True))
    assert metrics.horizontalAdvance("1111.11") == metrics.horizontalAdvance("8888.88")


def test_icons_are_kept_by_colour_and_sharp_on_fine_screens(dressed: QApplication) -> None:
    assert pixmap("printer", "text2", 16, 1.0) is pixmap("printer", "text2", 16, 1.0)
    fine = pixmap("printer", "text2", 16, 2.0)
    assert (fine.width(), fine.devicePixelRatio()) == (32, 2.0)


def test_every_icon_that_the_code_names_is_there() -> None:
    source = "\n".join(path.read_text() for path in resource("../orderdesk/ui").rglob("*.py"))
    named = set(re.findall(r'(?:icon=|Icon(?:Button|Label)\(|pixmap\()"([a-z0-9-]+)"', source))
    assert named
    assert {name for name in named if not resource(f"icons/{name}.svg").is_file()} == set()


def test_plain_qt_buttons_keep_working(qtbot: QtBot, dressed: QApplication) -> None:
    plain = QPushButton("Calendar")
    qtbot.addWidget(plain)
    assert plain.sizeHint().isValid()


def test_the_window_s_modules_import_nothing_heavy() -> None:
    code = (
        "import sys, orderdesk.ui.shell.main_window, orderdesk.ui.bench.printing, orderdesk.ui.widgets.grid.line_grid\n"
        "heavy = {'sqlalchemy', 'reportlab', 'pypdfium2', 'PySide6.QtPrintSupport', 'PySide6.QtSvg'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
