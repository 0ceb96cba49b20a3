"""What is in sight while the theme changes looks as if it had been made in the new one, on every screen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, rmtree

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.services.money.tills import open_till
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.settings.this_pc.looks import LooksSection
from orderdesk.ui.shell.starting.step_list import StepList
from orderdesk.ui.theme.apply import apply_theme
from tests.factories import northside
from tests.ui.orders.conftest import start, stop
from tests.ui.tabs.conftest import Clerk
from tests.ui.walks.stations import Station, Walk, fill_shop, settle

pytestmark = pytest.mark.long


REST_MS = 60
"""What a screen puts off until the keys rest is done by then."""


@contextmanager
def worked(
    place: Path, template: Path, app: QApplication, qtbot: QtBot, theme: str, size: tuple[int, int]
) -> Iterator[Walk]:
    """A window in that theme and size on a shop of its own, in which there is something on every screen."""
    rmtree(place, ignore_errors=True)
    place.mkdir()
    copyfile(template, place / "shop.db")
    desk = northside(f"sqlite:///{place / 'shop.db'}")
    open_till(desk)
    WindowSession(place / "window.ini").theme = theme
    program = start(place, app, qtbot, desk)
    assert program.bench is not None
    program.bench.paper.disconnect()
    clerk = Clerk(program, program.bench.desk)
    fill_shop(clerk)
    program.window.resize(*size)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in program.window.findChildren(StepList)))
    settle()
    try:
        yield Walk(clerk)
    finally:
        stop(program, app)
        desk.database.close()


@pytest.mark.parametrize(("themes", "size"), [(("light", "dark"), (1440, 900)), (("dark", "light"), (1024, 700))])
def test_every_screen_follows_the_theme_while_it_is_in_sight(
    tmp_path: Path,
    sqlite_template: Path,
    dressed: QApplication,
    qtbot: QtBot,
    themes: tuple[str, str],
    size: tuple[int, int],
) -> None:
    QApplication.setCursorFlashTime(0)
    fresh: dict[tuple[str, str], Image.Image] = {}
    for theme in themes:
        with worked(tmp_path / "shop", sqlite_template, dressed, qtbot, theme, size) as walk:
            fresh |= {(theme, station.name): picture_of(station) for station in walk.pages()}
    found: list[str] = []
    with worked(tmp_path / "shop", sqlite_template, dressed, qtbot, themes[1], size) as walk:
        for station, theme in zip(walk.pages(), itertools.cycle(themes)):
            # Each screen comes in the theme of the one before, and changes while it is in sight.
            apply_theme(dressed, theme, 1.0)
            settle()
            for section in station.root.findChildren(LooksSection):
                section.theme.choose(theme)
            found += differing(station, fresh.pop((theme, station.name)))
    assert not found, "\n".join(found)


def picture_of(station: Station) -> Image.Image:
    QTest.qWait(REST_MS)
    shown = station.root.window().grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = (bytes(shown.constScanLine(row))[: 3 * shown.width()] for row in range(shown.height()))
    return Image.frombytes("RGB", (shown.width(), shown.height()), b"".join(rows))


def differing(station: Station, fresh: Image.Image) -> list[str]:
    """The parts of a station that are not as in its picture."""
    now = picture_of(station)
    if now.size != fresh.size:
        return [f"{station.name}: {now.size} large, made fresh {fresh.size}"]
    window, found = station.root.window(), set[str]()
    other = ImageChops.difference(now, fresh).convert("L").point(lambda value: 255 if value > 2 else 0)
    while (box := other.getbbox()) is not None:
        top = other.crop((0, box[1], other.width, box[1] + 1)).getbbox()
        assert top is not None
        spot = QPoint(top[0], box[1])
        part = window.childAt(spot) or window
        found.add(f"{station.name}: {path_of(part)} at {spot.toTuple()}")
        corner = part.mapTo(window, QPoint(0, 0))
        other.paste(0, (corner.x(), corner.y(), corner.x() + part.width(), corner.y() + part.height()))
        other.paste(0, (*spot.toTuple(), spot.x() + 1, spot.y() + 1))
    return sorted(found)


def path_of(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QPushButton) else part.accessibleName()
    parent = part.parentWidget()
    return f"{path_of(parent) + ' > ' if parent and not parent.isWindow() else ''}{type(part).__name__} {words!r}"
