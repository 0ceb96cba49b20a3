"""What the station says to a scan."""

from __future__ import annotations

from dataclasses import dataclass, field

from orderdesk.domain.fulfilment.station.scans import ScanKind
from orderdesk.domain.fulfilment.station.task import PackingTask

_WORDS = {
    ScanKind.BEGUN: "READY",
    ScanKind.RIGHT: "RIGHT",
    ScanKind.BY_HAND: "BY HAND",
    ScanKind.UNDONE: "UNDONE",
    ScanKind.WRONG: "WRONG ITEM",
    ScanKind.TOO_MANY: "TOO MANY",
    ScanKind.UNKNOWN: "NOT KNOWN",
    ScanKind.WRONG_LABEL: "WRONG LABEL",
    ScanKind.ANSWERED: "GO ON",
    ScanKind.NEXT_BOX: "NEXT BOX",
    ScanKind.NOTE: "NOTE READ",
    ScanKind.WEIGHED: "WEIGHED",
    ScanKind.SHORT: "SHORT",
    ScanKind.HELP: "NEXT",
    ScanKind.PACKED: "PACKED",
    ScanKind.LABEL: "LABEL RIGHT",
    ScanKind.OPENED: "OPENED",
    ScanKind.CARTON: "CARTON",
}
STOP, HELD, NOT_YET, FINISHED = "STOP", "STILL HELD", "NOT YET", "DONE"


def twin_word(*, wanted: str, scanned: str) -> str:
    """What stands large when one of two that are easily taken for each other was scanned: "BLUE, NOT RED"."""
    return f"{wanted.upper()}, NOT {scanned.upper()}"


@dataclass(frozen=True, slots=True)
class StationAnswer:
    """What a scan was, in one word that is read from afar and one sentence; `shipment_id` is the parcel that is on the
    table after it, None when there is none, and `task` what it holds then; a `twin` was taken for what was wanted."""

    what: ScanKind
    sentence: str
    shipment_id: int | None = None
    word: str = ""
    task: PackingTask | None = field(default=None, compare=False)
    twin: bool = False

    @property
    def headline(self) -> str:
        """The one word."""
        return self.word or _WORDS[self.what]


EMPTY_TABLE = StationAnswer(ScanKind.HELP, "Scan a picklist, tote, slip or order.", word="READY")
"""What is said before anything was scanned."""
SCAN_FIRST = "Scan a picklist, tote, slip or order first."
"""What is said to a command while nothing is on the table."""
