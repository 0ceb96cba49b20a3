"""Inter in the sizes and weights of the design, with digits of equal width where figures stand in columns."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from orderdesk.resources import resource
from orderdesk.ui.theme.look import LOOK, px

FAMILY = "Inter"
REGULAR, MEDIUM, STRONG = 400, 500, 600
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
_KINDS: dict[str, tuple[float, int]] = {
    "title": (20, STRONG),
    "heading": (15, STRONG),
    "body": (13, REGULAR),
    "strong": (13, STRONG),
    "label": (12, MEDIUM),
    "small": (12, REGULAR),
    "key": (11, MEDIUM),
    "total": (24, STRONG),
    "bin": (24, STRONG),
    "count": (32, STRONG),
}
KINDS = tuple(_KINDS)
_loaded: list[int] = []
_made: dict[tuple[float, int, bool, float], QFont] = {}


def load_fonts() -> None:
    """Make Inter known to Qt, once a process; a missing file leaves the system's font in its place."""
    if not _loaded:
        _loaded.extend(QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) for name in _FILES)


def font(size: float = 13, weight: int = REGULAR, *, tabular: bool = False) -> QFont:
    """A font of `size` design pixels; `tabular` for money, quantities, dates and numbers. Shared: never change it."""
    key = (size, weight, tabular, LOOK.scale)
    if key not in _made:
        made = QFont(FAMILY)
        made.setPixelSize(px(size))
        made.setWeight(QFont.Weight(weight))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if tabular:
            made.setFeature(QFont.Tag("tnum"), 1)
        _made[key] = made
    return _made[key]


def font_of(kind: str, *, tabular: bool = False) -> QFont:
    """The font of a kind of text: title, heading, body, strong, label, small, key, total, bin or count."""
    size, weight = _KINDS[kind]
    return font(size, weight, tabular=tabular)
