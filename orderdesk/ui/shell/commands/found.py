"""What the search over everything offers beside orders and callers: papers and parcels by number, and items."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from orderdesk.persistence.record.numbers_of import Numbered
from orderdesk.services.desk import Desk
from orderdesk.services.record.finding import find_numbers
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion

Go = Callable[[str, object], object]
# Kind: its icon, what it is called, and the place that shows it ("" for its order).
_KINDS = {
    "order": ("clipboard-list", "Order", ""),
    "customer": ("users", "Customer", "customers"),
    "item": ("package", "Item", "inventory"),
    "shipment": ("truck", "Shipment", "shipping"),
    "tracking": ("truck", "Tracking", "shipping"),
    "void tracking": ("truck", "Void tracking", "shipping"),
    "return": ("undo-2", "Return", "returns"),
    "bill": ("receipt-text", "Bill", ""),
    "receipt": ("banknote", "Receipt", ""),
    "picklist": ("clipboard-list", "Picklist", "shipping"),
    "z": ("landmark", "Closed till", "reports"),
    "purchase": ("download", "Purchase order", "purchasing"),
}


def number_offers(desk: Desk, text: str, go: Go) -> list[Suggestion]:
    """What bears the number that is typed, then items; choosing one opens it where it is worked on."""
    if not text:
        return []
    numbers, items = find_numbers(desk, text)
    return [
        *(_of_number(each, go) for each in numbers),
        *(
            Suggestion(
                ("item", each.id), f"{each.sku}  {each.name}", "", "package", group="Items",
                data=partial(go, "inventory", each.id),
            )
            for each in items
        ),
    ]  # fmt: skip


def open_thing(thing: Numbered, go: Go) -> None:
    """Open a thing where it is worked on: a parcel on the board, an invoice or receipt with its order."""
    place = _KINDS[thing.kind][2]
    go(place or "orders", _key(thing) if place else thing.order_id)


def _of_number(each: Numbered, go: Go) -> Suggestion:
    icon, word, _ = _KINDS[each.kind]
    of = f" of {each.order}" if each.order else ""
    opening = partial(open_thing, each, go)
    return Suggestion((each.kind, each.id), f"{each.number}  {word}{of}", "", icon, group="Numbers", data=opening)


def _key(each: Numbered) -> int | str:
    """How its place knows it: a picklist by its number, which stands for many shipments."""
    return each.number if each.kind == "picklist" else each.id
