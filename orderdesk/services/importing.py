"""Bringing a file in: a plan that shows what would become of each row, the import itself, and taking it back.

    plan = plan_import(desk, "products", path)          # reads and compares, writes nothing
    result = run_import(desk, plan)                     # one transaction: all of it or none
    undo_import(desk, result.batch_id)

A second run of the same file changes nothing: items are known by SKU, customers by their channel's id, orders by
channel and id, prices by their list or customer, item and quantity.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orderdesk.domain.errors import BadInput, NotFound, Refused
from orderdesk.domain.orders import CHANNELS
from orderdesk.integrations.imports import mapping
from orderdesk.integrations.imports.opening import files_of, open_sheet
from orderdesk.integrations.imports.protocol import Options, Problem, Reading, Sheet
from orderdesk.integrations.imports.registry import format_of
from orderdesk.persistence import imports
from orderdesk.persistence.imports import Batch
from orderdesk.persistence.shop import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.imports import customers, order_writing, orders, prices, products, stock_levels, undoing
from orderdesk.services.imports.error_file import write_errors as write_errors
from orderdesk.services.imports.matched import Context, Outcome, Tally

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is (0 when not known), and what is being done."""
Cancelled = Callable[[], bool]
Paths = Path | Sequence[Path]
_SAMPLE = 20
_MATCHERS: dict[str, Any] = {
    "products": products.match,
    "customers": customers.match,
    "orders": orders.match,
    "stock": stock_levels.match,
    "prices": prices.match,
}
_WRITERS: dict[str, Any] = {
    "products": products.write,
    "customers": customers.write,
    "orders": order_writing.write,
    "stock": stock_levels.write,
    "prices": prices.write,
}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. `mapping` is {heading: field}; `rows` are the first of each outcome, `errors` all.

    `notes` tell what was guessed or mended; `unbooked` counts lines that bring nothing, by reason.
    """

    kind: str
    format: str
    title: str
    paths: tuple[Path, ...]
    channel: str
    headers: tuple[str, ...]
    mapping: Mapping[str, str]
    sample: tuple[tuple[str, ...], ...]
    lines: int
    counts: Mapping[str, int]
    rows: tuple[Outcome, ...]
    errors: tuple[Problem, ...]
    notes: tuple[str, ...]
    unbooked: Mapping[str, int]
    reading: Reading
    sha256: str = ""

    @property
    def changes(self) -> bool:
        """Whether running it would write anything."""
        return bool(self.counts["new"] or self.counts["changed"])


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; `batch_id` is None when there was nothing to write.

    Every line read is accounted for: `lines` = `booked` + `same` + lines of rows in `errors` + `unbooked`.
    """

    batch_id: int | None
    kind: str
    format: str
    counts: Mapping[str, int]
    errors: tuple[Problem, ...]
    lines: int
    booked: int
    same: int
    unbooked: Mapping[str, int]


def plan_import(
    desk: Desk,
    kind: str,
    path: Paths,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    channel: str = "online",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPlan:
    """Read a file (or several of one shape, or a folder of them) and compare it with the books; nothing is written.

    Raises `BadInput` for a file that can not be read and `Refused` for a mapping with one field from two columns.
    """
    if channel not in CHANNELS:
        raise Refused(f"Choose a channel: {', '.join(CHANNELS)}.", field="channel")
    paths = _paths(path)
    step = _stepper(progress, cancelled)
    sheets = [_opened(each, step) for each in paths]
    digest = _digest(paths)
    shape = format_of(kind, sheets[0].headers, format)
    columns = _columns(kind, sheets, shape, mapping)
    with desk.reading() as connection:
        shop = shop_of(connection)
        options = Options(shop.currency, channel, lambda lines: step(lines, "Reading the rows"))
        reading = shape.read(sheets, columns, options)
        tally: Tally = _MATCHERS[kind](connection, reading, _context(desk, shop, channel, step, "Comparing")).tally
    return ImportPlan(
        kind,
        shape.name,
        shape.title,
        tuple(paths),
        channel,
        sheets[0].headers,
        columns,
        _sample(sheets[0]),
        reading.lines,
        dict(tally.counts),
        tuple(tally.shown),
        tuple(tally.problems),
        tuple(dict.fromkeys(note for sheet in sheets for note in sheet.notes)),
        dict(reading.unbooked),
        reading,
        digest,
    )


def run_import(
    desk: Desk, plan: ImportPlan, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ImportResult:
    """Write what a plan would: compared anew inside the one transaction that writes it, so that nothing comes twice.

    Rows in error are left out and named in the result. Raises `Refused` when it is stopped; nothing is written then.
    """
    step = _stepper(progress, cancelled)
    with desk.writing(right="import files") as work:
        context = _context(desk, shop_of(work.connection), plan.channel, step, "Comparing")
        found = _MATCHERS[plan.kind](work.connection, plan.reading, context)
        tally: Tally = found.tally
        batch_id = None
        if tally.counts["new"] or tally.counts["changed"]:
            batch_id = _batch(work, plan, tally)
            writing = _context(desk, context.shop, plan.channel, step, "Writing")
            _WRITERS[plan.kind](work, batch_id, found, writing)
            work.event("import", batch_id, "imported", f"{plan.kind}: {', '.join(each.name for each in plan.paths)}")
            work.touch(plan.kind if plan.kind != "products" else "items", "imports")
        step(0, "Finishing")
        desk.fail_at("import")
    booked = getattr(found, "booked_lines", tally.counts["new"] + tally.counts["changed"])
    same = getattr(found, "same_lines", tally.counts["same"])
    return ImportResult(
        batch_id,
        plan.kind,
        plan.format,
        dict(tally.counts),
        tuple(tally.problems),
        plan.reading.lines,
        booked,
        same,
        dict(plan.unbooked),
    )


def import_file(desk: Desk, kind: str, path: Paths, **choices: Any) -> ImportResult:
    """Plan and run in one go; the choices are those of `plan_import`."""
    plan = plan_import(desk, kind, path, **choices)
    return run_import(desk, plan, progress=choices.get("progress"), cancelled=choices.get("cancelled"))


def undo_import(desk: Desk, batch_id: int) -> int:
    """Take an import back as a whole: what it made is removed, what it changed is as before. Returns how many rows.

    Refused, with the reason, when something done since stands on what it brought.
    """
    with desk.writing(right="import files") as work:
        batch = imports.read_batch(work.connection, batch_id)
        if batch is None:
            raise NotFound(f"There is no import {batch_id}.", field="batch")
        if batch.undone_at is not None:
            raise Refused(f"Import {batch_id} was undone already.")
        removed = undoing.undo(work, batch)
        imports.change_batch(work.connection, batch_id, {"undone_at": work.now})
        work.event("import", batch_id, "undone", batch.file_name)
        return removed


def imports_of(desk: Desk, limit: int = 100) -> list[Batch]:
    """The latest imports, newest first."""
    with desk.reading() as connection:
        return imports.read_batches(connection, limit)


def _paths(path: Paths) -> list[Path]:
    given = [path] if isinstance(path, Path) else list(path)
    found = [each for one in given for each in files_of(one)]
    if not found:
        raise BadInput("Choose a file to import.", field="file")
    return found


def _opened(path: Path, step: Callable[[int, str], None]) -> Sheet:
    step(0, f"Opening {path.name}")
    return open_sheet(path)


def _columns(kind: str, sheets: Sequence[Sheet], shape: Any, given: Mapping[str, str] | None) -> dict[str, str]:
    """The mapping, checked; all files of one import must have the same headings."""
    first = sheets[0].headers
    for other in sheets[1:]:
        if other.headers != first:
            raise BadInput(f"{other.name} has other columns than {sheets[0].name}; import them one by one.")
    if shape.name == "generic":
        return mapping.check(kind, first, shape.columns(first) if given is None else given)
    if given:
        raise BadInput(f"{shape.title} have their own columns; a mapping is for other files.", field="mapping")
    return dict(shape.columns(first))


def _sample(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cells) for _, (_, cells) in zip(range(_SAMPLE), sheet.rows(), strict=False))


def _context(desk: Desk, shop: Any, channel: str, step: Callable[[int, str], None], what: str) -> Context:
    now = desk.clock()
    return Context(shop, desk.zone, channel, desk.day_of(now), now, desk.user, lambda done: step(done, what))


def _stepper(progress: Progress | None, cancelled: Cancelled | None) -> Callable[[int, str], None]:
    def step(done: int, what: str) -> None:
        if cancelled is not None and cancelled():
            raise Refused("The import was stopped; nothing was changed.")
        if progress is not None:
            progress(done, 0, what)

    return step


def _digest(paths: Sequence[Path]) -> str:
    """SHA-256 over the files as they are."""
    found = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    return found.hexdigest()


def _batch(work: Work, plan: ImportPlan, tally: Tally) -> int:
    return imports.add_batch(
        work.connection,
        {
            "kind": plan.kind,
            "format": plan.format,
            "file_name": ", ".join(each.name for each in plan.paths)[:500],
            "sha256": plan.sha256,
            "at": work.now,
            "user": work.user,
            "summary": {"counts": dict(tally.counts), "lines": plan.lines, "unbooked": dict(plan.unbooked)},
        },
    )
