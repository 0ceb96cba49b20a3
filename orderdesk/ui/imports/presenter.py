"""The import page without a window: the file, how it is read, what would become of it, and what came of it.

`look`, `plan`, `run` and `undo` take long and touch nothing here, so that they may run beside the window; `taken`,
`planned` and `done` take in what they returned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from orderdesk.domain.values.addresses import headed, postcode_word, region_word
from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.integrations.imports.fields import FileField
from orderdesk.persistence.imports.records import Batch
from orderdesk.services.desk import Desk
from orderdesk.services.imports import importing, mappings
from orderdesk.services.imports.importing import Cancelled, ImportPlan, ImportResult, Progress
from orderdesk.services.imports.looking import FileLook, Shape, check_columns, look_at, missing_fields
from orderdesk.ui.imports.words import COLUMNS, DONE, FILE, REVIEW, counted

GUESSED = ""
"""The name of the mapping that was guessed."""


class ImportPresenter:
    """Holds where the person is and what was chosen; every step back keeps what was chosen before it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.kind, self.format, self.channel = "products", "", "online"
        self.source = self.encoding = self.sheet = ""
        self.columns: dict[str, str] = {}
        self.mapping = GUESSED
        self.saved: dict[str, dict[str, str]] = {}
        self.choose(())

    # The file

    def choose(self, paths: Sequence[Path]) -> None:
        """Take other files; nothing is known of them yet."""
        self.step = FILE
        self.paths = tuple(paths)
        self.encoding = self.sheet = ""
        self.file: FileLook | None = None
        self.rehearsal: ImportPlan | None = None
        self.result: ImportResult | None = None
        self.undone = False

    @property
    def file_name(self) -> str:
        """What was chosen, in words."""
        if self.file is not None:
            return self.file.name
        return self.paths[0].name + (f" and {len(self.paths) - 1} more" if len(self.paths) > 1 else "")

    def look(self) -> FileLook:
        """Open the file, in the encoding and on the sheet that were chosen. Raises BadInput."""
        return look_at(self.paths, encoding=self.encoding, sheet=self.sheet)

    def taken(self, file: FileLook) -> None:
        """Go on to the columns with what was guessed."""
        self.file, self.step = file, COLUMNS
        self.choose_kind(file.kind)

    # How it is read

    @property
    def has_ids(self) -> bool:
        """Whether what the file holds is known by ids of another shop."""
        return self.kind in ("orders", "customers")

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The ways to read the file as the chosen kind."""
        return self.file.shapes[self.kind] if self.file is not None else ()

    @property
    def shape(self) -> Shape:
        """The way that was chosen."""
        return next(each for each in self.shapes if each.name == self.format)

    def choose_kind(self, kind: str) -> None:
        """Read the file as another kind."""
        self.kind = kind
        self.choose_format(self.shapes[0].name)

    def choose_format(self, name: str) -> None:
        """Read the file in another format; a saved mapping that fits its headings is taken."""
        self.format = name
        self.read_mappings()
        fitting = [each for each, saved in self.saved.items() if saved and self._fits(saved)]
        self.choose_mapping(fitting[0] if fitting and self.shape.mapped else GUESSED)

    def _fits(self, saved: Mapping[str, str]) -> bool:
        return self.file is not None and set(saved) <= set(self.file.headers)

    def field_choices(self) -> list[tuple[str, str]]:
        """(field, title) of all that a column may be."""
        fields = mappings.fields_of(self.kind)
        return [(each.name, f"{_titled(each)} *" if each.required else _titled(each)) for each in fields]

    def title_of(self, field: str) -> str:
        """What a field is called; a heading that is no field is its own title."""
        return next((_titled(each) for each in mappings.fields_of(self.kind) if each.name == field), field)

    def map(self, heading: str, field: str) -> str:
        """Read a column as a field, or not at all (""). Returns what is wrong with the mapping now, or ""."""
        if field:
            self.columns[heading] = field
        else:
            self.columns.pop(heading, None)
        return self.wrong()

    def wrong(self) -> str:
        """The sentence of two columns on one field, or ""."""
        return self._doubled()[1]

    def _doubled(self) -> tuple[str, str]:
        """The second column that claims a field, with the sentence; what is only missing is said by `needed`."""
        if self.file is None or not self.shape.mapped:
            return "", ""
        try:
            check_columns(self.kind, self.file.headers, self.columns)
        except Refused as no:
            return no.field or "", str(no)
        except BadInput:
            return "", ""
        return "", ""

    def doubled(self) -> tuple[str, ...]:
        """The headings that claim one field together."""
        field = self.columns.get(self._doubled()[0])
        return tuple(each for each, taken in self.columns.items() if field and taken == field)

    def missing(self) -> tuple[str, ...]:
        """The titles of fields that are needed and come from no column yet."""
        return missing_fields(self.kind, self.columns) if self.file is not None and self.shape.mapped else ()

    # Saved mappings

    def read_mappings(self) -> None:
        """Read the mappings saved for the kind."""
        self.saved = mappings.saved_mappings(self.desk, self.kind)

    def choose_mapping(self, name: str) -> None:
        """Take a saved mapping as far as the file has its headings, or the guessed one."""
        saved = self.saved.get(name)
        self.mapping = name if saved is not None else GUESSED
        headers = self.file.headers if self.file is not None else ()
        found = self.shape.columns if saved is None else {each: saved[each] for each in headers if each in saved}
        self.columns = dict(found)

    def save_mapping(self, name: str) -> None:
        """Keep the mapping under a name. Raises Refused or BadInput."""
        mappings.save_mapping(self.desk, self.kind, name, self.columns)
        self.read_mappings()
        self.mapping = name.strip()

    def drop_mapping(self) -> Mapping[str, str]:
        """Forget the chosen mapping, which stays in use; returns it. Raises NotFound."""
        dropped = self.saved[self.mapping]
        mappings.drop_mapping(self.desk, self.kind, self.mapping)
        self.mapping = GUESSED
        self.read_mappings()
        return dropped

    # Rehearsal and import

    def plan(self, progress: Progress, cancelled: Cancelled) -> ImportPlan:
        """Read every row and compare it with the books; writes nothing."""
        assert self.file is not None
        return importing.plan_import(
            self.desk,
            self.kind,
            self.file.paths,
            format=self.format,
            mapping=dict(self.columns) if self.shape.mapped else None,
            channel=self.channel,
            source=self.source,
            encoding=self.encoding,
            sheet=self.sheet,
            progress=progress,
            cancelled=cancelled,
        )

    def planned(self, plan: ImportPlan) -> None:
        """Show what would become of each row."""
        self.rehearsal, self.step = plan, REVIEW

    def run(self, desk: Desk, progress: Progress, cancelled: Cancelled) -> ImportResult:
        """Write what the rehearsal showed, at `desk`."""
        assert self.rehearsal is not None
        return importing.run_import(desk, self.rehearsal, progress=progress, cancelled=cancelled)

    def done(self, result: ImportResult) -> None:
        """Show what came of it."""
        self.result, self.step, self.undone = result, DONE, False

    def undo(self, desk: Desk, batch_id: int) -> int:
        """Take an import back, at `desk`; returns how many rows were removed."""
        return importing.undo_import(desk, batch_id)

    def past(self) -> list[Batch]:
        """The latest imports, newest first."""
        return importing.imports_of(self.desk)

    # What the page says

    def back(self) -> bool:
        """One step back; False at the first."""
        if self.step in (FILE, DONE):
            return False
        self.step = FILE if self.step == COLUMNS else COLUMNS
        return True

    def next_title(self) -> str:
        """What the filled button does at this step."""
        if self.step == COLUMNS:
            return "Check the rows"
        if self.step == REVIEW and self.rehearsal is not None:
            wanted = self.rehearsal.counts["new"] + self.rehearsal.counts["changed"]
            return f"Import {counted(self.kind, wanted)}" if wanted else "Import"
        if self.step == DONE:
            return "Import another file"
        return "Read the file" if self.paths else "Choose a file"

    def refusal(self) -> str | None:
        """Why the next step may not be taken now."""
        if self.step == REVIEW and self.rehearsal is not None and not self.rehearsal.changes:
            return self.idle()
        return None

    def needed(self) -> str:
        """What is still missing, as a sentence."""
        missing = self.missing()
        return f"No column is mapped to {' and '.join(missing)}; choose which one it is." if missing else ""

    def idle(self) -> str:
        """Why there is nothing to import, "" when there is."""
        plan = self.rehearsal
        if plan is None or plan.changes:
            return ""
        if plan.counts["error"] and not plan.counts["same"]:
            return "No row can be imported; the reasons stand beside them."
        if plan.counts["error"]:
            return "Nothing new: the rows without an error are here already, just the same."
        return "Nothing new: every row is here already, just the same." if plan.lines else "The file has no rows."


def _titled(field: FileField) -> str:
    """What a field is called here: the parts of an address by the words of the shop's own country."""
    own = {"postcode": headed(postcode_word()), "region": headed(region_word())}
    return own.get(field.name, field.title)
