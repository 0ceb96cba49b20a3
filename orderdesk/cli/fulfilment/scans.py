"""`pack --scans`: the packing station without a window; each line of standard input is a code that was read."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

from orderdesk.cli.reading import read_text
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.fulfilment.station.answers import StationAnswer
from orderdesk.domain.values.errors import Refused
from orderdesk.services.fulfilment.station.seat import Station

MOST_SCANS = 100_000
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class _Read:
    """A code and what the station said to it."""

    code: str
    said: StationAnswer

    @property
    def facts(self) -> dict[str, Any]:
        """For programs."""
        return {"code": self.code, "what": str(self.said.what), "word": self.said.headline, "said": self.said.sentence}


def pack_by_scans(session: Session, number: str, station: str) -> Answer:
    """Put the parcel of `number` on the table and take what is read; exit code 3 while it is not packed; what is left
    to do is said last, and nothing that was counted is lost."""
    at = Station(session.desk, station.strip()[:60] or platform.node() or "desk")
    reads = [_take(session, at, number)]
    if at.shipment_id is None:
        raise Refused(reads[0].said.sentence, field="number")
    for line in read_text("-").split("\n")[:MOST_SCANS]:
        if not line.strip():
            continue
        reads.append(_take(session, at, line.strip()[:LONGEST]))
    task = at.task
    left = (task.lacks or "Everything is in; scan *DON.") if task is not None else ""
    facts = {"scans": [each.facts for each in reads], "left": left}
    text = "\n".join(f"{each.said.headline}: {each.said.sentence}" for each in reads)
    return Answer(f"{text}\n{left}".rstrip(), facts, code=3 if task is not None and not task.is_packed else 0)


def _take(session: Session, at: Station, code: str) -> _Read:
    return _Read(code, session.write(lambda _desk: at.take(code)))
