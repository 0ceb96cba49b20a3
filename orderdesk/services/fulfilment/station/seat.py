"""A station at work: what lies on its table, and the answer to each code, for the window and the command line."""

from __future__ import annotations

from orderdesk.domain.fulfilment.station.answers import STOP, StationAnswer
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.services.desk import Desk
from orderdesk.services.fulfilment.station.opening import open_task
from orderdesk.services.fulfilment.station.reading import view_task
from orderdesk.services.fulfilment.station.scanning import scan


class Station:
    """Remembers which parcel is on the table of the PC `name`, and nothing that would be lost with it."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.shipment_id: int | None = None
        self._asked = ""

    def take(self, code: str) -> StationAnswer:
        """Take a code that was read."""
        if self.shipment_id is None:
            return self._open(code.strip())
        return self.heard(scan(self.desk, self.name, self.shipment_id, code))

    def heard(self, said: StationAnswer) -> StationAnswer:
        """Take over what an answer says of the table."""
        self.shipment_id = said.shipment_id
        return said

    def leave(self) -> None:
        """Clear the table; what was counted stays counted."""
        self.shipment_id, self._asked = None, ""

    @property
    def task(self) -> PackingTask | None:
        """The parcel on the table."""
        return view_task(self.desk, self.shipment_id) if self.shipment_id is not None else None

    def _open(self, code: str) -> StationAnswer:
        said = open_task(self.desk, self.name, code, take_over=code == self._asked)
        self._asked = code if said.headline == STOP else ""
        return self.heard(said)
