"""Which column of a file means what, kept by name for the next file of the same shape."""

from __future__ import annotations

from collections.abc import Mapping

from orderdesk.domain.values.errors import BadInput, NotFound, Refused
from orderdesk.integrations.imports import fields, mapping
from orderdesk.persistence.imports import records as imports
from orderdesk.services.desk import Desk


def saved_mappings(desk: Desk, kind: str) -> dict[str, dict[str, str]]:
    """The mappings saved for a kind: {name: {heading: field}}."""
    with desk.reading() as connection:
        return imports.read_mappings(connection, kind)


def save_mapping(desk: Desk, kind: str, name: str, columns: Mapping[str, str]) -> None:
    """Keep a mapping under a name for the next file of this shape; one field from two columns is refused."""
    if not name.strip() or len(name) > 100:
        raise Refused("Give the mapping a name of at most 100 letters.", field="name")
    checked = mapping.check(kind, list(columns), columns)
    with desk.writing(right="import files") as work:
        imports.save_mapping(work.connection, kind, name.strip(), checked)
        work.touch("imports")


def drop_mapping(desk: Desk, kind: str, name: str) -> None:
    """Forget a saved mapping."""
    with desk.writing(right="import files") as work:
        if not imports.drop_mapping(work.connection, kind, name):
            raise NotFound(f"There is no mapping {name}.", field="name")
        work.touch("imports")


def fields_of(kind: str) -> tuple[fields.FileField, ...]:
    """The fields that a column may be mapped to."""
    if kind not in fields.FIELDS:
        raise BadInput(f"Choose what to import: {', '.join(fields.FIELDS)}.", field="kind")
    return fields.FIELDS[kind]
