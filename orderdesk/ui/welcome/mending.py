"""What stands in place of the pages when the shop can not be opened, by the reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.errors import OrderDeskError
from orderdesk.persistence.engine import OldSchema
from orderdesk.settings import BACKUPS, DATABASE, Settings
from orderdesk.ui.welcome.upgrade_page import UpgradePage
from orderdesk.ui.widgets.empty_state import EmptyState

Do = Callable[[], object]


def page_for(trouble: OrderDeskError, settings: Settings, *, upgrade: Do, again: Do, leave: Do) -> QWidget:
    """An older shop is offered its upgrade; everything else says why, and to try again."""
    if isinstance(trouble, OldSchema):
        file = settings.data_dir / DATABASE
        here = not settings.database and file.exists()
        place = str(file) if here else "on the database that was set for this PC"
        size = file.stat().st_size if here else 0
        return UpgradePage(place, str(settings.data_dir / BACKUPS), size, upgrade, again, leave)
    verbs = [("Try again", again), ("Close", leave)]
    return EmptyState("octagon-alert", "The shop can not be opened", str(trouble), verbs)
