"""The second folder of backups, on a stick or a share: each new backup is copied there, and a stale one is said."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.domain.values.texts import count_word
from orderdesk.services.desk import Desk
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.bench.session import WindowSession
from orderdesk.ui.widgets.banner import Banner

STALE = timedelta(days=3)
_PLACE, _NEWEST = "second-backups", "second-backups-newest"
_FIRST_MS, _EACH_MS = 6_000, 3_600_000


class SecondFolder(QObject):
    """Copies the newest backup of `folder` to the place this PC remembers; `banner` says when that is too old.

    `looked` follows each try. A disk that is away for less than three days is nobody's worry.
    """

    looked = Signal()

    def __init__(self, desk: Desk, folder: Path, session: WindowSession, banner: Banner) -> None:
        super().__init__()
        self._desk, self._folder, self._session, self.banner = desk, folder, session, banner
        self._jobs = JobRunner(self, threads=1, gently=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._again)
        self._timer.start(_FIRST_MS)

    @property
    def place(self) -> str:
        """The folder chosen, "" when none is."""
        return self._session.text(_PLACE)

    @property
    def newest(self) -> datetime | None:
        """When the newest backup there was made, as far as this PC has seen."""
        try:
            return datetime.fromisoformat(self._session.text(_NEWEST))
        except ValueError:
            return None

    @property
    def busy(self) -> bool:
        """Whether a copy is under way."""
        return bool(self._jobs.busy)

    def choose(self, place: str) -> None:
        """Use another folder from now on, or none."""
        self._session.keep_text(_PLACE, place)
        self._session.keep_text(_NEWEST, "")
        self.banner.clear()
        self.copy()

    def copy(self) -> None:
        """Copy the newest backup now, beside the window, unless that is under way."""
        place = self.place
        if not place:
            self.looked.emit()
        elif not self._jobs.busy:
            now = self._desk.clock()
            self._jobs.run(
                "Copying the backup",
                lambda _job: self._copy_to(Path(place), now),
                self._copied,
                self._failed,
            )

    def _copy_to(self, place: Path, now: datetime) -> datetime | None:
        from orderdesk.services.care.keeping import copy_to_second

        return copy_to_second(self._folder, place, now)

    def stop(self) -> None:
        """Copy no more."""
        self._timer.stop()
        self._jobs.stop()

    def _again(self) -> None:
        self._timer.setInterval(_EACH_MS)
        self.copy()

    def _copied(self, newest: datetime | None) -> None:
        self._session.keep_text(_NEWEST, newest.isoformat() if newest else "")
        self._judge("")

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, OrderDeskError):
            raise error
        self._judge(str(error))

    def _judge(self, why: str) -> None:
        """Warn when the newest copy is older than three days, or when there is none and it cannot be made."""
        newest = self.newest
        age = self._desk.clock() - newest if newest else None
        if age is not None and age > STALE:
            self._warn(f"The newest backup in {self.place} is {count_word(age.days, 'day')} old. {why}".strip())
        elif age is None and why:
            self._warn(f"There is no backup in the second folder yet. {why}")
        else:
            self.banner.clear()
        self.looked.emit()

    def _warn(self, sentence: str) -> None:
        self.banner.say(sentence, "warning", [("Copy now", self.copy)])
