"""What tells an item of the order apart from its twins: read beside the window, for in a big shop it takes a moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from orderdesk.domain.items.twins import Twins
from orderdesk.services.desk import Desk
from orderdesk.services.items.twins import twins_of
from orderdesk.ui.bench.jobs import Handle, JobRunner


class TwinReader(QObject):
    """Hands the shop's twins over to `take` once they are read; `read` again whenever items may have changed."""

    def __init__(self, desk: Desk, take: Callable[[Twins], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._take = desk, take
        self._jobs = JobRunner(self, threads=1, gently=True)
        self._again = False

    def read(self) -> None:
        """Read them, or once more after what is being read."""
        if self._jobs.busy:
            self._again = True
        else:
            self._jobs.run("Telling items apart", partial(_read, self._desk), self._came, _failed)

    def _came(self, twins: Twins) -> None:
        self._take(twins)
        if self._again:
            self._again = False
            self.read()


def _read(desk: Desk, _handle: Handle) -> Twins:
    with desk.reading() as connection:
        return twins_of(connection)


def _failed(error: BaseException) -> None:
    raise error
