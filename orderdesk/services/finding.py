"""Finding anything by its number: what a clerk reads off a paper, a label or a bin."""

from __future__ import annotations

from orderdesk.persistence.queries.catalog import FoundItem, find_items
from orderdesk.persistence.queries.numbers_of import Numbered, numbered
from orderdesk.services.desk import Desk

MOST_ITEMS = 5
SHORTEST = 2
"""One letter begins half the goods of a shop and would cost as much as all else that is looked for."""


def find_numbers(desk: Desk, typed: str) -> tuple[list[Numbered], list[FoundItem]]:
    """What bears a number that begins as typed, and the items that fit by SKU, barcode or name."""
    with desk.reading() as connection:
        items = find_items(connection, typed, MOST_ITEMS) if len(typed.strip()) >= SHORTEST else []
        return numbered(connection, typed), items
