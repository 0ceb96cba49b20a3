"""A first look at a file: its headings, a few rows, and what it most probably is; the rows are not read yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports import mapping
from orderdesk.integrations.imports.fields import FIELDS
from orderdesk.integrations.imports.protocol import KINDS
from orderdesk.integrations.imports.reading import encodings
from orderdesk.integrations.imports.reading.opening import files_of, open_sheet
from orderdesk.integrations.imports.registry import FORMATS

GENERIC = "generic"
ENCODINGS = encodings.NAMES
"""What a person may say a text file is written in."""
_SAMPLE = 20
_GUESSED_BY = 200
_NAMED = {
    "orders": ("order", "sale", "invoice"),
    "customers": ("customer", "client", "contact", "buyer"),
    "stock": ("stock", "inventory", "count"),
    "prices": ("price", "tariff"),
    "products": ("product", "item", "catalog", "article"),
}
"""Words in the name of a file that tell what it holds."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to read the file; `columns` is {heading: field}, which only the generic one lets a person change."""

    kind: str
    name: str
    title: str
    columns: Mapping[str, str]

    @property
    def mapped(self) -> bool:
        """Whether the columns are chosen by hand."""
        return self.name == GENERIC


@dataclass(frozen=True, slots=True)
class FileLook:
    """What stands at the top of a file: headings, the first twenty rows, and the shapes it can be read as.

    `shapes` come by kind, the likeliest first; `kind` is the one guessed. `notes` tell encoding and separator.
    """

    paths: tuple[Path, ...]
    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    kind: str
    shapes: Mapping[str, tuple[Shape, ...]]
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    sheet: str = ""

    @property
    def name(self) -> str:
        """The file's name, or how many there are."""
        first = self.paths[0].name
        return first if len(self.paths) == 1 else f"{first} and {len(self.paths) - 1} more"


def look_at(paths: Sequence[Path], *, encoding: str = "", sheet: str = "") -> FileLook:
    """Open the first of some files of one shape. Raises BadInput with the reason when it cannot be read.

    `encoding` and `sheet` are named by a person where the file does not tell them.
    """
    found = tuple(each for path in paths for each in files_of(path))
    if not found:
        raise BadInput("Choose a file to import.", field="file")
    table = open_sheet(found[0], encoding=encoding, sheet=sheet)
    sample = tuple(tuple(cells) for _, (_, cells) in zip(range(_GUESSED_BY), table.rows(), strict=False))
    shapes = {kind: _shapes(kind, table.headers, sample) for kind in KINDS}
    notes = tuple(dict.fromkeys(table.notes))
    kind = _kind(shapes, found[0].name)
    return FileLook(found, table.headers, sample[:_SAMPLE], notes, kind, shapes, table.sheets, encoding, sheet)


def check_columns(kind: str, headers: Sequence[str], columns: Mapping[str, str]) -> None:
    """Refuse a mapping with one field from two columns, or without a field that is needed; names the heading."""
    mapping.check(kind, headers, columns)


def missing_fields(kind: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the fields that are needed and come from no column."""
    return tuple(mapping.missing_titles(kind, columns))


def _shapes(kind: str, headers: Sequence[str], sample: Sequence[Sequence[str]]) -> tuple[Shape, ...]:
    fitting = [each for each in FORMATS if each.kind == kind and (each.name == GENERIC or each.recognises(headers))]
    return tuple(Shape(kind, each.name, each.title, dict(each.columns(headers, sample))) for each in fitting)


def _kind(shapes: Mapping[str, tuple[Shape, ...]], name: str) -> str:
    """A shape that knows the headings decides; else what has all that it needs, the file's name, and most columns."""
    own = next((kind for kind, found in shapes.items() if not found[0].mapped), None)
    if own is not None:
        return own

    def score(kind: str) -> tuple[bool, int]:
        columns = shapes[kind][0].columns
        hinted = any(word in name.casefold() for word in _NAMED[kind])
        needed = sum(each.required for each in FIELDS[kind])
        # Columns that are needed tell more than those that many kinds have, such as a name.
        return not missing_fields(kind, columns), len(columns) + needed + 3 * hinted

    return max(shapes, key=score)
