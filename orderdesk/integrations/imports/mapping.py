"""Which column is which field: guessed from its heading and its cells, and checked before anything is read by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from orderdesk.domain.values.errors import BadInput, Refused
from orderdesk.integrations.imports.fields import DATE, FIELDS, FIGURE, ID, MAIL, NAME, ONE_OF, FileField
from orderdesk.integrations.imports.reading.words import words

NEAR_ENOUGH = 774
_AGAIN = re.compile(r" \(\d+\)$")
_LOOKS = {
    FIGURE: re.compile(r"[^\d]{0,6}\d[\d.,' \u00a0\u202f]*[^\d]{0,6}"),
    DATE: re.compile(r"\d{5}(\.\d+)?|.*\d.*[-/.: ].*\d.*"),
    MAIL: re.compile(r"[^@\s]+@[^@\s]+"),
    ID: re.compile(r"[^a-z\s]+|[^\s]+@[^\s]+|[^\s]*\d[^\s]*"),
    NAME: re.compile(r".*[^\W\d_].*[a-z].*|.*[^\W\d_]\s.*|.*[^\x00-\x7f].*"),
}
"""What most cells of a field look like."""

Sample = Sequence[Sequence[str]]


def guess(kind: str, headers: Sequence[str], sample: Sample = ()) -> dict[str, str]:
    """{heading: field} for the headings that are surely or probably a field; each field at most once.

    A column whose cells look like the field goes before one whose do not, and both before an empty one. A field that
    must be there may take a heading from one that need not: a lone "Item" is the SKU of an order.
    """
    scored = sorted(
        (
            (_fits(each, _cells(sample, place)), score, -place, -rank, heading, each)
            for place, heading in enumerate(headers)
            for rank, each in enumerate(FIELDS[kind])
            if heading and not _asks(heading, each) and (score := likeness(heading, each)) >= NEAR_ENOUGH
        ),
        key=lambda row: row[:4],
        reverse=True,
    )
    found: dict[str, FileField] = {}
    for _, _, _, _, heading, each in scored:
        if heading not in found and each not in found.values():
            found[heading] = each
    for _, _, _, _, heading, each in scored:
        needed = each.required or each.name == "sku"
        if needed and each not in found.values() and not found[heading].required:
            found[heading] = each
    return {heading: found[heading].name for heading in headers if heading in found}


def _asks(heading: str, field: FileField) -> bool:
    """Whether a heading asks for yes or no where a field is a figure: "In stock?" is no stock."""
    return heading.rstrip().endswith("?") and field.looks in (FIGURE, DATE)


def _cells(sample: Sample, place: int) -> list[str]:
    return [cell for row in sample if place < len(row) and (cell := row[place].strip())]


def _fits(field: FileField, cells: Sequence[str]) -> int:
    """Whether most cells look like the field (2), do not (1), or there are none (0)."""
    if not cells:
        return 0
    look = _LOOKS.get(field.looks)
    fitting = len(cells) if look is None else sum(look.fullmatch(cell) is not None for cell in cells)
    return 2 if fitting * 2 > len(cells) else 1


def likeness(heading: str, field: FileField) -> int:
    """How much a heading is like a field's name, from 0 to 1,030: its own title, its synonyms in order, its name."""
    plain = words(_AGAIN.sub("", heading))
    if plain == words(field.title):
        return 1_030
    others = [words(each) for each in field.synonyms]
    if plain in others:
        return 1_020 - min(others.index(plain), 110)
    if plain == words(field.name):
        return 905
    return int(10 * max(fuzz.ratio(plain, each) for each in (words(field.title), words(field.name), *others)) * 0.9)


def check(kind: str, headers: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """The mapping as it will be used; refuse unknown names, one field from two columns, and a needed field without."""
    known = {each.name: each for each in FIELDS[kind]}
    used: dict[str, str] = {}
    for heading, name in columns.items():
        if not name:
            continue
        if heading not in headers:
            raise BadInput(f"The file has no column {heading[:60]}.", field=heading)
        if name not in known:
            raise BadInput(f"{name[:60]} is nothing that {kind} have; choose one of {', '.join(known)}.", field=heading)
        if name in used.values():
            other = next(each for each, taken in used.items() if taken == name)
            raise Refused(
                f"The columns {other} and {heading} are both mapped to {known[name].title}; choose one.", field=heading
            )
        used[heading] = name
    missing = missing_titles(kind, used)
    if missing:
        raise BadInput(f"No column is mapped to {' and '.join(missing)}; choose which one it is.", field=missing[0])
    return used


def missing_titles(kind: str, columns: Mapping[str, str]) -> list[str]:
    """The titles of the fields that are needed and come from no column; of some one is enough."""
    taken = set(columns.values())
    titles = {each.name: each.title for each in FIELDS[kind]}
    missing = [each.title for each in FIELDS[kind] if each.required and each.name not in taken]
    either = ONE_OF.get(kind, ())
    if either and not taken & set(either):
        missing.append(" or ".join(titles[name] for name in either))
    return missing
