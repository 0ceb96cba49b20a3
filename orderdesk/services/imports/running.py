"""Running an import part by part: each part is one short transaction, so that nobody else waits long for it.

The batch is one all the same: undone as a whole, and gone on with when it was killed between two parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.protocol import Reading
from orderdesk.persistence.imports import records as imports
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.imports.kinds import Kind
from orderdesk.services.imports.matched import CHANGED, ERROR, NEW, MatchContext, RowTally

PART = 20_000
"""How much is written in one transaction: order lines, or a fifth of it in other records."""
MakeContext = Callable[[Shop, str], MatchContext]


class Stopped(Refused):
    """A person stopped the import."""


@dataclass(frozen=True, slots=True)
class BatchHead:
    """What is kept of an import beside its rows."""

    kind: str
    format: str
    file_name: str
    sha256: str
    lines: int
    unbooked: Mapping[str, int]


@dataclass(slots=True)
class _Run:
    """One import under way."""

    desk: Desk
    kind: Kind
    head: BatchHead
    reading: Reading
    context: MakeContext
    tally: RowTally
    batch_id: int | None = None
    booked: int = 0
    same: int = 0
    parts: int = 0

    def part(self, records: Sequence[Any] | None, began: Any, *, last: bool) -> None:
        """Write some records, or (None) what they all stand on, in one transaction."""
        with self.desk.writing(right="import files") as work:
            shop = shop_of(work.connection)
            reading = self.reading if records is None else replace(self.reading, records=list(records), problems=[])
            found = self.kind.match(work.connection, reading, self.context(shop, "Comparing"))
            if records is not None and not found.wanted and not self._has_begun(work):
                # Another PC has brought the same in since the whole was compared.
                self.same += same_lines(found)
                self.tally.counts["same"] += found.tally.counts["same"]
                return
            self._begin(work)
            writing = replace(self.context(shop, "Writing"), began=began)
            if records is None:
                assert self.kind.prepare is not None
                self.kind.prepare(work, self.batch_id, found, writing)
            elif found.wanted:
                self.kind.write(work, self.batch_id, found, writing)
            if records is not None:
                self._count(found)
            self._keep(work, last=last)
            if last:
                writing.step(0)
            self.desk.fail_at("import")
        self.parts += 1

    def _has_begun(self, work: Work) -> bool:
        """Whether there is a batch: this one's, or one that was left unfinished by the same file, which is taken up."""
        if self.batch_id is None:
            self.batch_id = imports.unfinished_batch(work.connection, self.head.kind, self.head.sha256)
        return self.batch_id is not None

    def _begin(self, work: Work) -> None:
        if not self._has_begun(work):
            values = {name: getattr(self.head, name) for name in ("kind", "format", "file_name", "sha256")}
            self.batch_id = imports.add_batch(work.connection, values | {"at": work.now, "user": work.user})
            work.event("import", self.batch_id, "imported", f"{self.head.kind}: {self.head.file_name}")

    def _count(self, found: Any) -> None:
        """Add what came of a part; what it found the same was counted when the whole was compared."""
        told: RowTally = found.tally
        for action in (NEW, CHANGED, ERROR):
            self.tally.counts[action] += told.counts[action]
        self.tally.problems += told.problems
        self.booked += getattr(found, "booked_lines", told.counts[NEW] + told.counts[CHANGED])

    def _keep(self, work: Work, *, last: bool) -> None:
        assert self.batch_id is not None
        counts = {"counts": dict(self.tally.counts), "lines": self.head.lines, "unbooked": dict(self.head.unbooked)}
        imports.change_batch(work.connection, self.batch_id, {"summary": counts if last else counts | {"open": True}})
        work.touch("imports", *self.kind.topics)


def run_in_parts(
    desk: Desk, kind: Kind, head: BatchHead, reading: Reading, context: MakeContext
) -> tuple[int | None, RowTally, int, int]:
    """Write all that is new in a reading; returns the batch (None: nothing was), the tally, and how many lines were
    booked and how many are the same."""
    with desk.reading() as connection:
        found = kind.match(connection, reading, context(shop_of(connection), "Comparing"))
    told: RowTally = found.tally
    tally = replace(told, counts=told.counts | {NEW: 0, CHANGED: 0}, problems=list(told.problems))
    run = _Run(desk, kind, head, reading, context, tally)
    if found.wanted:
        _write(run, found, context)
    return run.batch_id, run.tally, run.booked, same_lines(found) + run.same


def same_lines(found: Any) -> int:
    """How many lines of what was compared are there already as they are."""
    lines: int = getattr(found, "same_lines", found.tally.counts["same"])
    return lines


def _write(run: _Run, found: Any, context: MakeContext) -> None:
    kind = run.kind
    with run.desk.reading() as connection:
        whole = context(shop_of(connection), "Writing")
    began = kind.began(found, whole) if kind.began else None
    wanted = kind.in_turn(found, whole) if kind.in_turn else found.wanted
    parts = list(_parts(wanted, kind.weigh))
    try:
        if kind.prepare is not None and len(parts) > 1:
            run.part(None, None, last=False)
        for place, records in enumerate(parts):
            run.part(records, began, last=place == len(parts) - 1)
    except Stopped:
        if not run.parts:
            raise
        raise Refused(
            f"The import was stopped. What was written stays as import {run.batch_id}; run it again, or undo it."
        ) from None


def _parts(records: Sequence[Any], weigh: Callable[[Any], int]) -> Iterator[list[Any]]:
    """The records in parts of about the same weight."""
    part: list[Any] = []
    weight = 0
    for record in records:
        part.append(record)
        weight += weigh(record)
        if weight >= PART:
            yield part
            part, weight = [], 0
    if part:
        yield part
