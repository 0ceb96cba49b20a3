"""What the window remembers from one day to the next: place and size, tab, widths of columns, theme and scale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from orderdesk.settings import old_look
from orderdesk.ui.bench.reader import ENDS, KEYBOARDS, LONGEST_PREFIX, Reader
from orderdesk.ui.theme.look import LARGEST, SMALLEST
from orderdesk.ui.theme.tokens import THEMES

DESIGN_WIDTH, DESIGN_HEIGHT = 1440, 900


class WindowSession:
    """Reads and writes the INI file at `path`; a damaged or foreign value counts as not there.

    Theme and scale are taken over once from `older`, a config.toml in which older versions kept them.
    """

    def __init__(self, path: Path, older: Path | None = None) -> None:
        self._kept = QSettings(str(path), QSettings.Format.IniFormat)
        if older is not None and not (self._kept.contains("look/theme") or self._kept.contains("look/scale")):
            self._take_over(older)

    def _take_over(self, older: Path) -> None:
        theme, scale = old_look(older)
        if theme in THEMES:
            self.theme = theme
        if scale is not None:
            self.scale = min(max(scale, SMALLEST), LARGEST)

    def _text(self, key: str, usual: str = "") -> str:
        value = self._kept.value(key, usual)
        return value if isinstance(value, str) else usual

    def _numbers(self, key: str) -> list[int]:
        try:
            return [int(part) for part in self._text(key).split(" ") if part]
        except ValueError:
            return []

    @property
    def theme(self) -> str:
        """The theme picked, "" when none was: follow the desktop."""
        theme = self._text("look/theme")
        return theme if theme in THEMES else ""

    @theme.setter
    def theme(self, theme: str) -> None:
        self._kept.setValue("look/theme", theme)

    @property
    def scale(self) -> float:
        """The scale picked, 0.9 to 1.5."""
        try:
            scale = float(self._text("look/scale", "1"))
        except ValueError:
            return 1.0
        return scale if SMALLEST <= scale <= LARGEST else 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._kept.setValue("look/scale", str(scale))

    def look_like(self, other: WindowSession) -> None:
        """Take theme, scale and reader of another shop's window over: it is the same PC."""
        self.theme, self.scale, self.reader = other.theme, other.scale, other.reader

    @property
    def reader(self) -> Reader:
        """What the bar code reader sends around a code."""
        prefix, end, keyboard = (self._text(f"scanner/{name}") for name in ("prefix", "end", "keyboard"))
        return Reader(
            prefix[:LONGEST_PREFIX], end if end in dict(ENDS) else "", keyboard if keyboard in dict(KEYBOARDS) else ""
        )

    @reader.setter
    def reader(self, reader: Reader) -> None:
        self._kept.setValue("scanner/prefix", reader.prefix)
        self._kept.setValue("scanner/end", reader.end)
        self._kept.setValue("scanner/keyboard", reader.keyboard)

    @property
    def person(self) -> str:
        """Who worked last at this PC."""
        return self._text("people/last")

    @person.setter
    def person(self, name: str) -> None:
        self._kept.setValue("people/last", name)

    @property
    def tab(self) -> str:
        """The id of the tab shown last."""
        return self._text("window/tab")

    @tab.setter
    def tab(self, tab: str) -> None:
        self._kept.setValue("window/tab", tab)

    def widths(self, table: str) -> list[int]:
        """The widths of the columns of `table`, for `Table.set_widths`; empty when none were kept."""
        return self._numbers(f"columns/{table}")

    def keep_widths(self, table: str, widths: list[int]) -> None:
        """Remember the widths of the columns of `table`."""
        self._kept.setValue(f"columns/{table}", " ".join(map(str, widths)))

    def text(self, key: str, usual: str = "") -> str:
        """Any other small thing a screen remembers."""
        return self._text(f"screen/{key}", usual)

    def keep_text(self, key: str, value: str) -> None:
        """Remember a small thing for `text`."""
        self._kept.setValue(f"screen/{key}", value)

    def restore_window(self, window: QWidget) -> None:
        """Put the window back where it was, or where it can be seen when that screen is gone."""
        numbers = self._numbers("window/place")
        place = QRect(*numbers) if len(numbers) == 4 else QRect(0, 0, DESIGN_WIDTH, DESIGN_HEIGHT)
        window.setGeometry(on_screen(place, centred=len(numbers) != 4))
        if self._text("window/maximised") == "yes":
            window.showMaximized()

    def keep_window(self, window: QMainWindow) -> None:
        """Remember the window's place, and write everything to the file."""
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        self._kept.setValue("window/place", f"{place.x()} {place.y()} {place.width()} {place.height()}")
        self._kept.setValue("window/maximised", "yes" if window.isMaximized() else "no")
        self._kept.sync()


def on_screen(place: QRect, *, centred: bool = False) -> QRect:
    """`place`, moved and cut so that it lies on a screen that is there now."""
    screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    size = place.size().boundedTo(room.size())
    fitted = QRect(place.topLeft(), size)
    if centred or not room.contains(place.center()):
        fitted.moveCenter(room.center())
    fitted.moveLeft(min(max(fitted.left(), room.left()), room.right() - size.width() + 1))
    fitted.moveTop(min(max(fitted.top(), room.top()), room.bottom() - size.height() + 1))
    return fitted
