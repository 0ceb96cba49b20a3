"""The waves of who sits here: kept theirs while they are at the window, and told when somebody else takes one over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.ui.bench.bench import Bench

_EVERY_MS = 60_000
_REST_MS = 200
"""How soon after a change it is looked whose the waves are: when what it was made for stands on the screen."""


class OwnWaves(QObject):
    """Looks each minute whether the person was at the window since, by `hand()`, which is another value after each key
    and each way of the mouse; who went home lets their waves become free in time."""

    def __init__(self, bench: Bench, hand: Callable[[], object]) -> None:
        super().__init__()
        self._bench, self._hand = bench, hand
        self._last = hand()
        self._person, self._mine = "", frozenset[str]()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.note)
        self._timer.start()
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.look)
        self._rest.start()
        bench.changed.connect(self._heard)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._rest.stop()
        self._bench.changed.disconnect(self._heard)

    def note(self) -> None:
        """Note that the person is here, where they were; a shop out of reach is told the next time."""
        from orderdesk.services.fulfilment.waves.owning import note_presence

        before, self._last = self._last, self._hand()
        if self._last == before:
            return
        try:
            note_presence(self._bench.desk)
        except OrderDeskError:
            return

    def _heard(self, topics: frozenset[str]) -> None:
        if (not topics or "shipments" in topics) and not self._rest.isActive():
            self._rest.start()

    def look(self) -> None:
        """Say which waves of the person somebody else has now."""
        from orderdesk.services.fulfilment.waves.owning import own_waves

        desk = self._bench.desk
        try:
            waves = own_waves(desk)
        except OrderDeskError:
            return
        lost = sorted(self._mine & waves.keys()) if self._person == desk.user else []
        self._person = desk.user
        self._mine = frozenset(number for number, owner in waves.items() if owner == desk.user)
        for number in lost:
            if waves[number] not in ("", desk.user):
                self._bench.messages.refused(
                    f"{waves[number]} has taken {number} over from you; its list and goods are theirs now."
                )
