"""Bringing a file in: a plan that shows what would become of each row, the import itself, and taking it back.

    plan = plan_import(desk, "products", path)          # reads and compares, writes nothing
    result = run_import(desk, plan)                     # part by part, so that nobody waits long
    undo_import(desk, result.batch_id)

A second run of the same file changes nothing: items are known by SKU, customers by their channel's id, orders by
channel and id, prices by their list or customer, item and quantity. An import that was stopped or killed leaves whole
parts; run again it goes on where it was, in the same batch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orderdesk.domain.orders.records import CHANNELS
from orderdesk.domain.shop.records import Shop
from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.integrations.imports import mapping
from orderdesk.integrations.imports.protocol import Options, Problem, Reading, Sheet
from orderdesk.integrations.imports.reading.opening import files_of, open_sheet
from orderdesk.integrations.imports.registry import format_of
from orderdesk.persistence.imports import records as imports
from orderdesk.persistence.imports.records import Batch
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk
from orderdesk.services.imports import undoing
from orderdesk.services.imports.error_file import write_errors as write_errors
from orderdesk.services.imports.kinds import KINDS
from orderdesk.services.imports.matched import MatchContext, Outcome, RowTally
from orderdesk.services.imports.places import notes_on
from orderdesk.services.imports.running import BatchHead, Stopped, run_in_parts

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is (0 when not known), and what is being done."""
Cancelled = Callable[[], bool]
Paths = Path | Sequence[Path]
SAMPLE = 20
_GUESSED_BY = 200
_READING = "Reading the rows"
_LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. `mapping` is {heading: field}; `rows` are the first of each outcome, `errors` all.

    `notes` tell what was guessed or mended and which columns are not used; `unbooked` counts lines that bring nothing,
    by reason.
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
    source: str = "",
    encoding: str = "",
    sheet: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportPlan:
    """Read a file (or several of one shape, or a folder of them) and compare it with the books; nothing is written.

    `source` names the web shop or market that the ids of the file are of, where the channel has several; `encoding` and
    `sheet` say what a text or a workbook does not tell by itself. Raises `BadInput` for a file that cannot be read and
    `Refused` for a mapping with one field from two columns.
    """
    if channel not in CHANNELS:
        raise Refused(f"Choose a channel: {', '.join(CHANNELS)}.", field="channel")
    paths = _paths(path)
    step = _stepper(progress, cancelled)
    sheets = [_opened(each, step, encoding, sheet) for each in paths]
    digest = _digest(paths)
    shape = format_of(kind, sheets[0].headers, format)
    columns = _columns(kind, sheets, shape, mapping)
    with desk.reading() as connection:
        shop = shop_of(connection)
        inclusive = shop.tax_profile.inclusive
        options = Options(shop.currency, channel, _source(source), inclusive, lambda lines: step(lines, _READING))
        reading = shape.read(sheets, columns, options)
        tally: RowTally = KINDS[kind].match(connection, reading, _context(desk, shop, channel, step, "Comparing")).tally
    return ImportPlan(
        kind,
        shape.name,
        shape.title,
        tuple(paths),
        channel,
        sheets[0].headers,
        columns,
        sample_of(sheets[0], SAMPLE),
        reading.lines,
        dict(tally.counts),
        tuple(tally.shown),
        tuple(tally.problems),
        _notes(sheets, reading, columns, shop.country),
        dict(reading.unbooked),
        reading,
        digest,
    )


def _source(name: str) -> str:
    """The name of a web shop as ids begin with it."""
    kept = name.strip().casefold()
    if len(kept) > _LONGEST_SOURCE or ":" in kept or not kept.isprintable():
        raise Refused(f"A shop's name here has at most {_LONGEST_SOURCE} letters, and no colon.", field="source")
    return kept


def _notes(sheets: Sequence[Sheet], reading: Reading, columns: Mapping[str, str], home: str) -> tuple[str, ...]:
    """What was found out, without saying anything twice; columns that hold something and are not used are named."""
    notes = [*(note for sheet in sheets for note in sheet.notes), *reading.notes, *notes_on(reading.records, home)]
    unused = [heading for heading in sheets[0].headers if heading not in columns]
    if unused:
        notes.append(f"Not used: {', '.join(unused)[:500]}.")
    return tuple(dict.fromkeys(notes))


def run_import(
    desk: Desk, plan: ImportPlan, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> ImportResult:
    """Write what a plan would, part by part: each part is compared anew inside the one transaction that writes it.

    Rows in error are left out and named in the result. Raises `Refused` when it is stopped; what the parts before
    brought is in the books then, as a batch that can be undone, or gone on with by running the import again.
    """
    step = _stepper(progress, cancelled)

    def context(shop: Shop, what: str) -> MatchContext:
        return _context(desk, shop, plan.channel, step, what)

    names = ", ".join(each.name for each in plan.paths)[:500]
    head = BatchHead(plan.kind, plan.format, names, plan.sha256, plan.lines, plan.unbooked)
    batch_id, tally, booked, same = run_in_parts(desk, KINDS[plan.kind], head, plan.reading, context)
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


def _opened(path: Path, step: Callable[[int, str], None], encoding: str, sheet: str) -> Sheet:
    step(0, f"Opening {path.name}")
    return open_sheet(path, encoding=encoding, sheet=sheet)


def _columns(kind: str, sheets: Sequence[Sheet], shape: Any, given: Mapping[str, str] | None) -> dict[str, str]:
    """The mapping, checked; all files of one import must have the same headings."""
    first = sheets[0].headers
    for other in sheets[1:]:
        if other.headers != first:
            raise BadInput(f"{other.name} has other columns than {sheets[0].name}; import them one by one.")
    if shape.name == "generic":
        guessed = shape.columns(first, sample_of(sheets[0], _GUESSED_BY)) if given is None else given
        return mapping.check(kind, first, guessed)
    if given:
        raise BadInput(f"{shape.title} have their own columns; a mapping is for other files.", field="mapping")
    return dict(shape.columns(first))


def sample_of(sheet: Sheet, count: int) -> tuple[tuple[str, ...], ...]:
    """The first rows of a table."""
    return tuple(tuple(cells) for _, (_, cells) in zip(range(count), sheet.rows(), strict=False))


def _context(desk: Desk, shop: Shop, channel: str, step: Callable[[int, str], None], what: str) -> MatchContext:
    now = desk.clock()
    return MatchContext(shop, desk.zone, channel, desk.day_of(now), now, desk.user, lambda done: step(done, what))


def _stepper(progress: Progress | None, cancelled: Cancelled | None) -> Callable[[int, str], None]:
    def step(done: int, what: str) -> None:
        if cancelled is not None and cancelled():
            raise Stopped("The import was stopped; nothing was changed.")
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
