"""A station at work: what lies on its table, and the answer to each code, for the window and the command line."""

from __future__ import annotations

from orderdesk.domain.fulfilment.station.answers import STOP, StationAnswer
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.station.opening import open_task
from orderdesk.services.fulfilment.station.reading import view_task
from orderdesk.services.fulfilment.station.scanning import scan


class Station:
    """Remembers which parcel is on the table of the PC `name`, and what it held after the last scan; nothing of that is
    lost with it."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.shipment_id: int | None = None
        self.task: PackingTask | None = None
        self._asked = ""

    def take(self, code: str) -> StationAnswer:
        """Take a code that was read."""
        if self.shipment_id is None:
            return self._open(code.strip())
        return self.heard(scan(self.desk, self.name, self.shipment_id, code, self.task))

    def heard(self, said: StationAnswer) -> StationAnswer:
        """Take over what an answer says of the table."""
        self.shipment_id, self.task = said.shipment_id, said.task
        return said

    def leave(self) -> None:
        """Clear the table; what was counted stays counted."""
        self.shipment_id, self.task, self._asked = None, None, ""

    def look(self) -> PackingTask | None:
        """The parcel on the table as it is now, whatever others have done to it."""
        self.task = view_task(self.desk, self.shipment_id) if self.shipment_id is not None else None
        return self.task

    def _open(self, code: str) -> StationAnswer:
        said = open_task(self.desk, self.name, code, take_over=code == self._asked)
        self._asked = code if said.headline == STOP else ""
        return self.heard(said)
