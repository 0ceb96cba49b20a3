"""What stands in place of the pages when the shop cannot be opened, by the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.persistence.database.engine import OldSchema
from orderdesk.persistence.database.failures import Damaged
from orderdesk.services.care.keeping import BroughtBack, backups
from orderdesk.settings import BACKUPS, DATABASE
from orderdesk.ui.welcome.damaged_page import DamagedPage
from orderdesk.ui.welcome.upgrade_page import UpgradePage
from orderdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from orderdesk.ui.welcome.shops import Doors

Do = Callable[[], object]
Restore = Callable[[Path], BroughtBack]


def page_for(trouble: OrderDeskError, doors: Doors, *, again: Do, leave: Do, sample: Do | None = None) -> QWidget:
    """An older shop is offered its upgrade, a damaged one its backups; everything else says why, and to try again, or
    to look around in the `sample` shop meanwhile."""
    settings = doors.settings
    if isinstance(trouble, OldSchema):
        file = settings.data_dir / DATABASE
        here = not settings.database and file.exists()
        place = str(file) if here else "on the database that was set for this PC"
        size = file.stat().st_size if here else 0
        return UpgradePage(place, str(settings.data_dir / BACKUPS), size, doors.upgrade, again, leave)
    if isinstance(trouble, Damaged) and doors.restore is not None and not settings.database:
        shelf = backups(settings.data_dir / BACKUPS)
        return DamagedPage(str(settings.data_dir / DATABASE), shelf, doors.restore, again, leave)
    verbs = [("Try again", again), *([("Open the sample shop", sample)] if sample else []), ("Close", leave)]
    return EmptyState("octagon-alert", "The shop cannot be opened", str(trouble), verbs)
