"""Finding the item that a typed line means: exact codes first, then beginnings of codes, then words of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from orderdesk.domain.orders.typed.entry_line import Entry
from orderdesk.persistence.customers.customer_items import item_of_own_code, own_codes_beginning
from orderdesk.persistence.items.lists import FoundItem, find_items, items_by_id
from orderdesk.persistence.items.records import item_ids_by_exact_code
from orderdesk.persistence.record.search import asked_words, fold, is_found


@dataclass(frozen=True, slots=True)
class Match:
    """An item that a reading of the line may mean. `exact`: the words are its SKU, barcode or the customer's own
    code; `whole`: each word is a whole word of its SKU, name or code. `own` is the customer's code that fits."""

    item: FoundItem
    entry: Entry
    exact: bool = False
    whole: bool = False
    own: str = ""


def matches(connection: Connection, read: Sequence[Entry], customer_id: int | None, limit: int) -> list[Match]:
    """The items that fit the readings of a line, the best first and always in the same order."""
    found: list[Match] = []
    for entry in filter(lambda entry: entry.words, read):
        # A later reading that finds no room left can only come in with an exact code.
        look = _of_one if len(found) < limit else _exact_of_one
        found += look(connection, entry, customer_id, limit)
    return sorted(found, key=lambda match: not match.exact)[:limit]


def unknown_words(connection: Connection, words: str, customer_id: int | None) -> list[str]:
    """Those of the words with which no item on sale and no code of this customer begins."""
    return [word for word in words.split() if not _is_known(connection, word, customer_id)]


def _of_one(connection: Connection, entry: Entry, customer_id: int | None, limit: int) -> list[Match]:
    words = entry.words
    owned = own_codes_beginning(connection, customer_id, words, limit) if customer_id else []
    codes = {item_id: code for code, item_id in reversed(owned)}
    exact = _exact(connection, words, customer_id)
    found = {item.id: item for item in find_items(connection, words, limit)}
    missing = [key for key in (*exact, *codes) if key not in found]
    found |= {item.id: item for item in (items_by_id(connection, missing) if missing else ()) if item.active}
    ordered = dict.fromkeys((*exact, *codes, *found))
    asked = set(asked_words("items", words))
    return [
        Match(found[key], entry, key in exact, _whole(found[key], asked, codes.get(key, "")), codes.get(key, ""))
        for key in ordered
        if key in found
    ]


def _exact_of_one(connection: Connection, entry: Entry, customer_id: int | None, _limit: int) -> list[Match]:
    keys = _exact(connection, entry.words, customer_id)
    known = {item.id: item for item in (items_by_id(connection, keys) if keys else ()) if item.active}
    return [Match(known[key], entry, exact=True, whole=True) for key in keys if key in known]


def _exact(connection: Connection, words: str, customer_id: int | None) -> list[int]:
    """The items whose code this is, the customer's own first."""
    own = item_of_own_code(connection, customer_id, words) if customer_id else None
    codes = list(dict.fromkeys((words, words.upper())))
    known = item_ids_by_exact_code(connection, codes)
    found = [own, *(known.get(code) for code in codes)]
    return list(dict.fromkeys(key for key in found if key is not None))


def _whole(item: FoundItem, asked: set[str], own: str) -> bool:
    return bool(asked) and asked <= set(fold(f"{item.sku} {item.name} {own}").split())


def _is_known(connection: Connection, word: str, customer_id: int | None) -> bool:
    if is_found(connection, "items", word):
        return True
    return bool(customer_id and own_codes_beginning(connection, customer_id, word, 1))
