"""The search index: words of orders, customers and items, found by their beginnings on both databases.

Words are folded before they are written and before they are looked for: case, accents and the letters that have no
accent to lose (ø, ł, ß) count as their plain form, so that "ovrebo" finds "Øvrebø".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import (
    addresses,
    barcodes,
    boxes,
    contacts,
    customers,
    items,
    labels,
    orders,
    shipments,
)
from orderdesk.persistence.schema.ddl import SEARCHED

MOST_WORDS = 8
"""More words than this are not looked for; nobody types them."""
_SAMPLE, _COMMON = 400, 10
"""Words are common that a tenth of the newest 400 records have."""
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i", "ŋ": "n"}
)
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"(?<=\w)['’./\-](?=\w)")
_PHONE = re.compile(r"[\d\s()+./\-]{3,}", re.ASCII)
_NOT_DIALLED = re.compile(r"\(0\)|\D", re.ASCII)
_known = unicodedata.ucd_3_2_0.category


def fold(words: str) -> str:
    """Words as they are indexed: plain small letters and digits, one space between.

    A code is kept by its parts and whole: "SO-1042" as so, 1042 and so1042.
    """
    plain = _plain(words)
    joined = [_JOINED.sub("", word) for word in plain.split() if _JOINED.search(word)]
    return " ".join([*_WORD.findall(plain), *_WORD.findall(" ".join(joined))])


def asked_words(kind: str, typed: str) -> list[str]:
    """What is looked for: each word once. A code counts as a whole, since "c" and "1" of "C-1" begin half the shop; a
    telephone number as its digits, however they were grouped."""
    text = typed.strip()
    if kind != "items" and _PHONE.fullmatch(text):
        digits = _NOT_DIALLED.sub("", text)
        return [digits.removeprefix("00") if text.startswith("00") else digits] if digits else []
    words: list[str] = []
    for word in _plain(text).split():
        parts = _WORD.findall(word)
        in_words = all(part.isalpha() and len(part) > 1 for part in parts)
        words += parts if in_words else _WORD.findall(_JOINED.sub("", word))
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _plain(words: str) -> str:
    plain = words.casefold()
    if plain.isascii():
        return plain
    spread = unicodedata.normalize("NFKD", plain.translate(_PLAIN)).casefold()
    return "".join(_apart(letter) for letter in spread if not unicodedata.combining(letter))


def _apart(letter: str) -> str:
    """A letter younger than the databases' own tables stands alone, as they might take it for a space."""
    return letter if letter.isascii() or _known(letter) != "Cn" else f" {letter} "


_BETWEEN: tuple[BindParameter[int], BindParameter[int]] = (bindparam("low"), bindparam("high"))
_TRACKING = (
    select(func.aggregate_strings(boxes.c.tracking, " "))
    .select_from(boxes.join(shipments, shipments.c.id == boxes.c.shipment_id))
    .where(shipments.c.order_id == orders.c.id, boxes.c.tracking != "")
    .scalar_subquery()
)
# A number that was taken out of use still leads to its order.
_ONCE_BORNE = (
    select(func.aggregate_strings(labels.c.tracking, " "))
    .select_from(labels.join(shipments, shipments.c.id == labels.c.shipment_id))
    .where(shipments.c.order_id == orders.c.id, labels.c.tracking != "", labels.c.what == "issued")
    .scalar_subquery()
)
_POSTCODES = (
    select(func.aggregate_strings(addresses.c.postcode + " " + addresses.c.city, " "))
    .where(addresses.c.customer_id == customers.c.id, addresses.c.retired == 0)
    .scalar_subquery()
)
_PEOPLE = (
    select(func.aggregate_strings(contacts.c.name + " " + contacts.c.email, " "))
    .where(contacts.c.customer_id == customers.c.id)
    .scalar_subquery()
)
_ONCE = customers.alias("once")
_MERGED = (
    select(
        func.aggregate_strings(
            _ONCE.c.number + " " + _ONCE.c.name + " " + _ONCE.c.email + " " + _ONCE.c.phone_digits, " "
        )
    )
    .where(_ONCE.c.merged_into_id == customers.c.id)
    .scalar_subquery()
)
_CODES = select(func.aggregate_strings(barcodes.c.code, " ")).where(barcodes.c.item_id == items.c.id).scalar_subquery()
# What each record is found by; the first column is its key. An order keeps the words of its buyer.
_SOURCES = {
    "orders": Ready(
        select(
            orders.c.id,
            orders.c.number,
            orders.c.reference,
            orders.c.remote_id,
            customers.c.name,
            customers.c.company,
            customers.c.phone_digits,
            _TRACKING,
            _ONCE_BORNE,
        )
        .select_from(orders.outerjoin(customers, customers.c.id == orders.c.customer_id))
        .where(orders.c.id.between(*_BETWEEN))
    ),
    "customers": Ready(
        select(
            customers.c.id,
            customers.c.number,
            customers.c.name,
            customers.c.company,
            customers.c.email,
            customers.c.remote_id,
            _POSTCODES,
            _PEOPLE,
            _MERGED,
            customers.c.phone_digits,
        ).where(customers.c.id.between(*_BETWEEN))
    ),
    "items": Ready(select(items.c.id, items.c.sku, items.c.name, _CODES).where(items.c.id.between(*_BETWEEN))),
}
_REPLACE = {
    "sqlite": "INSERT OR REPLACE INTO search_{kind} (rowid, words) VALUES (:key, :words)",
    "postgresql": "INSERT INTO search_{kind} (rowid, words) VALUES (:key, :words) "
    "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words",
}
_INDEX = {
    (dialect, kind): Ready(text(statement.format(kind=kind)))
    for dialect, statement in _REPLACE.items()
    for kind in SEARCHED
}
_BY_INDEX_ALONE, _ANY_WAY = text("SET LOCAL enable_seqscan = off"), text("SET LOCAL enable_seqscan = on")
_DROP = {kind: text(f"DELETE FROM search_{kind} WHERE rowid = :key") for kind in SEARCHED}  # noqa: S608  our own names
_CLEAR = {kind: text(f"DELETE FROM search_{kind}") for kind in SEARCHED}  # noqa: S608  our own names


def index(connection: Connection, kind: str, record_id: int, words: str) -> None:
    """Make a record (kind "orders", "customers" or "items") found by these words and no others."""
    index_many(connection, kind, [(record_id, words)])


def index_many(connection: Connection, kind: str, records: Sequence[tuple[int, str]]) -> None:
    """Index many records in one statement: (key, words) each."""
    if records:
        rows = [{"key": key, "words": fold(words)} for key, words in records]
        _INDEX[connection.dialect.name, kind].run(connection, rows)


def index_more(connection: Connection, kind: str, record_id: int, words: str) -> None:
    """Make a record found by these words too."""
    index(connection, kind, record_id, " ".join([*_own_words(connection, kind, record_id, record_id).values(), words]))


def refresh_index(connection: Connection, kind: str, record_id: int) -> None:
    """Index a record that has changed by the words it has now."""
    index_many(connection, kind, list(_own_words(connection, kind, record_id, record_id).items()))


def unindex(connection: Connection, kind: str, record_id: int) -> None:
    """Let a record no longer be found."""
    connection.execute(_DROP[kind], {"key": record_id})


def reindex(connection: Connection, kind: str, *, chunk: int = 5_000) -> int:
    """Build the index of a kind anew from the records themselves; return how many there are."""
    connection.execute(_CLEAR[kind])
    records = {"orders": orders, "customers": customers, "items": items}[kind]
    last: int = connection.execute(select(func.coalesce(func.max(records.c.id), 0))).scalar_one()
    count = 0
    for low in range(1, last + 1, chunk):
        found = _own_words(connection, kind, low, low + chunk - 1)
        index_many(connection, kind, list(found.items()))
        count += len(found)
    return count


def matching(connection: Connection, kind: str, typed: str) -> Select[tuple[int]] | None:
    """The keys of the records that have every word typed, each at least as a beginning; None when nothing was typed.

    Use it as `orders.c.id.in_(...)`, or ordered and limited by itself.
    """
    words = asked_words(kind, typed)
    if not words:
        return None
    source = table(f"search_{kind}", column("rowid"))
    return select(source.c.rowid.label("id")).where(_matches(connection.dialect.name, kind, words))


def is_found(connection: Connection, kind: str, typed: str) -> bool:
    """Whether any record has every word typed, each at least as a beginning."""
    found = matching(connection, kind, typed)
    if found is None:
        return False
    server = connection.dialect.name == "postgresql"
    if server:
        # Asked for one alone, it would take the words of every record apart until it meets it.
        connection.execute(_BY_INDEX_ALONE)
    one = connection.execute(found.limit(1)).first()
    if server:
        connection.execute(_ANY_WAY)
    return one is not None


def having(connection: Connection, kind: str, words: str) -> Select[tuple[int]] | None:
    """The keys of the records that have each of these words whole, as they are indexed; None when there is no word.

    Quicker than their beginnings where half the shop has one of them, such as the end of an e-mail address.
    """
    whole = list(dict.fromkeys(fold(words).split()))
    if not whole:
        return None
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{word}"' for word in whole)
        match = text(f"search_{kind} MATCH :whole").bindparams(whole=asked)
    else:
        asked = " & ".join(f"'{word}'" for word in whole)
        match = text("to_tsvector('simple', words) @@ to_tsquery('simple', :whole)").bindparams(whole=asked)
    source = table(f"search_{kind}", column("rowid"))
    return select(source.c.rowid.label("id")).where(match)


def newest(connection: Connection, kind: str, typed: str, limit: int = 5_000) -> Select[tuple[int]] | None:
    """The keys of the newest records that have every word typed; None when nothing was typed."""
    found = matching(connection, kind, typed)
    if found is None:
        return None
    if connection.dialect.name == "postgresql":
        found = _on_a_server(connection, kind, asked_words(kind, typed), found)
    return found.order_by(found.selected_columns.id.desc()).limit(limit)


def _on_a_server(
    connection: Connection, kind: str, words: Sequence[str], found: Select[tuple[int]]
) -> Select[tuple[int]]:
    """The same for PostgreSQL, which finds by the index all that match before it knows which are the newest.

    Words that many records have are therefore looked for from the newest record back; all others by the index first,
    as PostgreSQL by itself would read back there too and take the words of each record apart.
    """
    source = table(f"search_{kind}", column("rowid"), column("words"))
    begin_so = and_(*(source.c.words.regexp_match(f"(^| )({'|'.join(each)})") for each in _choices(kind, words)))
    latest = select(begin_so.label("fits")).order_by(source.c.rowid.desc()).limit(_SAMPLE).subquery()
    fitting = connection.execute(select(func.count()).select_from(latest).where(latest.c.fits)).scalar_one()
    if fitting * _COMMON >= _SAMPLE:
        return select(source.c.rowid.label("id")).where(begin_so)
    apart = found.offset(literal_column("0")).subquery()
    return select(apart.c.id)


def begins(connection: Connection, column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """That a column begins so; SQLite sees only in a range that an index serves."""
    if connection.dialect.name == "sqlite":
        return and_(column >= start, column < f"{start}\U0010ffff")
    return column.startswith(start, autoescape=True)


def _own_words(connection: Connection, kind: str, low: int, high: int) -> dict[int, str]:
    found = {}
    for key, *words in _SOURCES[kind].rows(connection, {"low": low, "high": high}):
        if kind == "customers":
            once = [word for word in (words[-2] or "").split() if word.isdigit()]
            words.extend(backwards(number) for number in (*words[-1].split(), *once))
        found[key] = " ".join(word for word in words if word)
    return found


def backwards(digits: str) -> str:
    """A telephone number as it is found by its last digits: "…0018" as "r8100…"."""
    return "r" + digits[::-1]


def _choices(kind: str, words: Sequence[str]) -> list[tuple[str, ...]]:
    """How each word may stand in the index."""
    return [(word, backwards(word)) if kind == "customers" and word.isdigit() else (word,) for word in words]


def _matches(dialect: str, kind: str, words: Sequence[str]) -> TextClause:
    choices = _choices(kind, words)
    if dialect == "sqlite":
        asked = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in each) + ")" for each in choices)
        return text(f"search_{kind} MATCH :asked").bindparams(asked=asked)
    asked = " & ".join("(" + " | ".join(f"'{word}':*" for word in each) + ")" for each in choices)
    return text("to_tsvector('simple', words) @@ to_tsquery('simple', :asked)").bindparams(asked=asked)
