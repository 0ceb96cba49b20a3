"""The search index: the folded words of each order, customer and item, found by the beginnings of words.

SQLite keeps them in FTS5, PostgreSQL in a table with a text-search index; the words are folded here, before either, so
that both find the same: "grosse" finds "Größe", "lukasz" finds "Łukasz".
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, text
from sqlalchemy.sql.elements import TextClause

KINDS = ("orders", "customers", "items")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 8


def fold(words: str) -> str:
    """Lower case without marks: "Größe" becomes "grosse"; words are letters and digits, one space between them."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.translate(_LETTERS)))


def index(connection: Connection, kind: str, record_id: int, words: str) -> None:
    """Make a record findable by `words`, in place of those before."""
    connection.execute(_ERASE[kind], {"key": record_id})
    connection.execute(_ADD[kind], {"key": record_id, "words": fold(words)})


def index_new(connection: Connection, kind: str, rows: list[tuple[int, str]]) -> None:
    """Make many new records findable in one statement: (key, words)."""
    if rows:
        connection.execute(_ADD[kind], [{"key": key, "words": fold(words)} for key, words in rows])


def unindex(connection: Connection, kind: str, record_id: int) -> None:
    """A record is gone."""
    connection.execute(_ERASE[kind], {"key": record_id})


def query_of(connection: Connection, typed: str) -> str:
    """What a person typed as the database's own query: every word must begin some word of the record."""
    words = fold(typed).split()[:_MOST_WORDS]
    star = "*" if connection.dialect.name == "sqlite" else ":*"
    joined = " AND " if connection.dialect.name == "sqlite" else " & "
    return joined.join(f'"{word}" {star}' if star == "*" else f"{word}{star}" for word in words)


def matching(connection: Connection, kind: str) -> TextClause:
    """The keys of records of `kind` that match the bound `:query` (from `query_of`), as a subquery."""
    return text(_MATCH[connection.dialect.name].format(kind=kind))


_MATCH = {
    "sqlite": "SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH :query",
    "postgresql": "SELECT rowid FROM search_{kind} WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :query)",
}
_ERASE = {kind: text(f"DELETE FROM search_{kind} WHERE rowid = :key") for kind in KINDS}  # noqa: S608  own names
_ADD = {
    kind: text(f"INSERT INTO search_{kind} (rowid, words) VALUES (:key, :words)")  # noqa: S608  own names
    for kind in KINDS
}
