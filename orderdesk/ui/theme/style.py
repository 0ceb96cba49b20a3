"""The stylesheet and palette of a theme, filled from its tokens."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QPalette

from orderdesk.resources import resource
from orderdesk.ui.theme.icons import svg
from orderdesk.ui.theme.look import LOOK, colour, hex_of, px
from orderdesk.ui.theme.tokens import LINE, THEMES

_TOKEN = re.compile(r"@(\w+)")
_LENGTH = re.compile(r"\b(\d+)px")
_IMAGES = {
    "chevron_down": ("chevron-down", "text2"),
    "chevron_up": ("chevron-up", "text2"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
}
_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "on_toast",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Light: "surface2",
}
_FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@cache
def _template() -> str:
    return resource("style.qss").read_text(encoding="utf-8")


def stylesheet(images: Path | None) -> str:
    """The QSS of the look in use; `images` is the folder that `write_images` filled, None leaves marks undrawn."""
    line = LINE[LOOK.name]
    values = {**THEMES[LOOK.name], "line": f"{line}px"}
    # Fields and buttons are as high with a thick line as with a thin one.
    values["inside"] = f"{_length(32) - 2 * line}px"
    # Grounds that differ from the window by colour alone need an edge where there is no colour.
    values["edge"] = f"{line}px solid {hex_of('text')}" if LOOK.name == "contrast" else "none"
    for key in _IMAGES:
        values[f"image_{key}"] = f"url({images.as_posix()}/{key}.svg)" if images else "none"
    scaled = _LENGTH.sub(lambda found: f"{_length(int(found[1]))}px", _template())
    return _TOKEN.sub(lambda found: values[found[1]], scaled)


def _length(length: int) -> int:
    # Hairlines stay hairlines; a scaled border of 1.5 pixels would only blur.
    return length if length <= 2 else px(length)


def palette() -> QPalette:
    """The palette of the look in use, for what QSS does not reach: delegates, calendars, system dialogs."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, colour(token))
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text3"))
    return made


def write_images() -> Path | None:
    """Write the theme's arrows and check marks where QSS can read them; None when no folder lets us write.

    QSS knows images only as files, and their colours cannot be inherited, so each theme has its own.
    """
    for place in (QStandardPaths.StandardLocation.GenericCacheLocation, QStandardPaths.StandardLocation.TempLocation):
        folder = Path(QStandardPaths.writableLocation(place)) / "orderdesk" / "theme" / LOOK.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for key, (name, token) in _IMAGES.items():
                (folder / f"{key}.svg").write_bytes(svg(name, hex_of(token)))
        except OSError:
            continue
        return folder
    return None
