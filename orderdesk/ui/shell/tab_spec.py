"""What the window needs to know of a tab before it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class TabSpec:
    """One tab: `make_page()` builds its widget when first opened; `icon` names its icon, `keys` is shown beside it."""

    id: str
    title: str
    icon: str
    make_page: Callable[[], QWidget]
    keys: str = ""
