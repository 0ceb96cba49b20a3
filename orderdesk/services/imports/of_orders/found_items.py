"""Which item a line of a file is: by its SKU, else its barcode, else its exact name, and then it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.records import LineRecord
from orderdesk.persistence.imports import matching as import_matching
from orderdesk.persistence.imports.prices import items_by_code
from orderdesk.persistence.items.records import Item


def items_named(connection: Connection, codes: Iterable[str]) -> dict[str, Item]:
    """The items by the code that a file calls them: their SKU, in any letters, or one of their barcodes."""
    found = FoundItems.of(connection, (), codes)
    return found.items | {code: found.items[sku] for code, sku in found.codes.items()}


@dataclass(frozen=True, slots=True)
class FoundItems:
    """The items of a file by SKU; `codes` leads from a barcode, or a SKU in other letters, to a SKU, `names` from an
    item's name to all SKUs that are called so."""

    items: dict[str, Item]
    codes: dict[str, str]
    names: dict[str, list[str]]

    @staticmethod
    def of(connection: Connection, lines: Sequence[LineRecord], more: Iterable[str] = ()) -> FoundItems:
        """What is here of the goods on these lines."""
        codes = {code for line in lines for code in (line.sku, line.barcode) if code} | set(more)
        items = import_matching.items_by_sku(connection, codes)
        others = {code: sku for code, (_, sku) in items_by_code(connection, codes - items.keys()).items()}
        names = import_matching.skus_by_name(connection, {line.label for line in lines if not line.sku})
        wanted = {*others.values(), *(sku for skus in names.values() for sku in skus)} - items.keys()
        return FoundItems(items | import_matching.items_by_sku(connection, wanted), others, names)

    def settle(self, line: LineRecord) -> tuple[LineRecord, str]:
        """The line with the SKU we know, and what has to be said of it; refuse what is no item of ours."""
        for code in (line.sku, line.barcode):
            if code in self.items or code in self.codes:
                return replace(line, sku=self.codes.get(code, code)), ""
        if line.sku or line.barcode:
            raise Refused(f"Row {line.row}: there is no item {line.sku or line.barcode}.", field="sku")
        named = self.names.get(line.label, [])
        if len(named) == 1:
            return replace(line, sku=named[0]), f"row {line.row} has no SKU: {line.label} is taken for {named[0]}"
        if named:
            raise Refused(
                f"Row {line.row} has no SKU, and {line.label} can be {' or '.join(sorted(named)[:5])}.", field="sku"
            )
        raise Refused(f"Row {line.row} has no SKU, and no item is called {line.label}.", field="sku")
