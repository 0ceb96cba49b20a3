"""Proving the books: every rule of money and stock over the whole database, from facts and not from caches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from orderdesk.domain.care.checking import Certificate, Finding
from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.domain.values.texts import count_word
from orderdesk.persistence.care import shelf
from orderdesk.persistence.columns.types import millis
from orderdesk.persistence.proofs import hashes, registry, repair, search_index
from orderdesk.persistence.proofs.base import Anchor, Context, findings_of
from orderdesk.persistence.record import search
from orderdesk.services.desk import Desk, Work, refuse_sight

Progress = Callable[[int, int, str], None]
"""Called with the number of steps done, how many there are, and what is being looked at."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair of the caches found wrong and set right."""

    items: int
    lines_of_orders: int
    orders: int
    searched: int

    @property
    def anything(self) -> bool:
        return any((self.items, self.lines_of_orders, self.orders, self.searched))


def check(
    desk: Desk,
    deep: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    backups: Path | None = None,
) -> Certificate:
    """Run the proofs on one snapshot; nothing is changed. Without `deep` only the quick ones are run.

    Refuses to go on when `cancelled` says so. What a deep check says of the books is for who may see figures; the
    `backups` in a folder are asked whether the history still holds what they hold.
    """
    began = time.perf_counter_ns()
    families = [family for family in registry.FAMILIES if deep or not family.deep]
    steps = len(families) + deep

    def tick() -> None:
        if cancelled is not None and cancelled():
            raise Refused("The check was stopped; nothing was changed.")

    def show(done: int, what: str) -> None:
        tick()
        if progress is not None:
            progress(done, steps, what)

    findings: list[Finding] = []
    prints: dict[str, str] = {}
    looked_at: dict[str, int] = {}
    try:
        with desk.reading() as connection:
            if deep:
                refuse_sight(connection, desk.user, "see figures", desk.approval)
            registry.take_time(connection)
            context = registry.context_of(connection, tick, _witnesses(backups) if deep and backups else ())
            for place, family in enumerate(families):
                show(place, family.title)
                findings += findings_of(family, connection, context)
            looked_at = registry.counts(connection)
            if deep:
                show(len(families), "Fingerprints of the documents")
                prints = hashes.fingerprints(connection, tick)
    except StorageFailed:
        # Of a damaged file even the end of reading may fail; what was found in it counts more.
        if not any(each.rule.startswith("storage.") for each in findings):
            raise
    show(steps, "Done")
    return Certificate(
        made_at=desk.clock(),
        made_by=desk.user,
        deep=deep,
        database=desk.database.versions(),
        counts=looked_at,
        findings=tuple(findings),
        milliseconds=(time.perf_counter_ns() - began) // 1_000_000,
        hashes=prints,
    )


_LINKED_ANEW = 6
"""The layout since which events are hashed as plain words: a backup from before it knows the same events by others."""


def _witnesses(folder: Path) -> tuple[Anchor, ...]:
    kept = [(each.path.name, each.manifest) for each in shelf.backups(folder)]
    return tuple(
        (name, millis(found.made_at), found.events, found.head)
        for name, found in kept
        if found is not None and found.schema_version >= _LINKED_ANEW
    )


def repair_caches(desk: Desk) -> Repaired:
    """Build stock counters, line counters, order summaries and the search index anew from the facts.

    Everything that was wrong is in the history afterwards. Papers, payments and movements are never touched.
    """
    with desk.writing(right="mend books") as work:
        registry.take_time(work.connection)
        context = registry.context_of(work.connection)
        items = repair.recount_stock(work.connection)
        lines = repair.recount_lines(work.connection)
        orders = repair.recount_orders(work.connection, context)
        searched = _reindex(work, context)
        for item_id in items:
            work.event("item", item_id, "recounted", "stock counters built anew from movements and allocations")
        for order_id in sorted({*lines, *orders}):
            work.event("order", order_id, "recounted", "summary built anew from its facts")
        repaired = Repaired(len(items), len(lines), len(orders), searched)
        said = ", ".join(
            (
                count_word(len(items), "item"),
                count_word(len(lines), "line of an order", "lines of orders"),
                count_word(len(orders), "order"),
                count_word(searched, "index entry", "index entries"),
            )
        )
        work.event("books", 0, "caches built anew", said)
        if repaired.anything:
            work.touch("orders", "stock", "items", "customers")
        return repaired


def _reindex(work: Work, context: Context) -> int:
    """Build an index anew where it lacks a record or knows one too many; return how many it was wrong about."""
    wrong = list(search_index.prove(work.connection, context))
    for kind in sorted({f"{finding.thing}s" for finding in wrong}):
        search.reindex(work.connection, kind)
    return len(wrong)
