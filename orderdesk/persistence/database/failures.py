"""Storage faults in plain words: what went wrong with the database and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import exc

from orderdesk.domain.values.errors import StorageFailed, Unwritable


class Damaged(StorageFailed):
    """The file of the shop is damaged; only a backup helps."""


class PasswordNeeded(StorageFailed):
    """The server asks for a password and none was given."""


class Busy(StorageFailed):
    """Someone else holds what this step needs; nothing was changed and the same step may be tried again."""


# SQLite names an error by its kind, with a longer name for the special case: SQLITE_IOERR, SQLITE_IOERR_WRITE.
_SQLITE: dict[str, tuple[type[StorageFailed], str]] = {
    "SQLITE_FULL": (
        Unwritable,
        "The disk with {place} is full. Free some space and try again; nothing was changed.",
    ),
    "SQLITE_IOERR": (
        StorageFailed,
        "The disk with {place} could not be read or written: it may be full, unplugged or failing. "
        "Check the disk and try again; nothing was changed.",
    ),
    "SQLITE_READONLY": (
        Unwritable,
        "{place} cannot be written. Allow writing to the file and its folder, then try again; nothing was changed.",
    ),
    "SQLITE_PERM": (StorageFailed, "You may not open {place}. Ask its owner for the right to read and write it."),
    "SQLITE_CANTOPEN": (
        StorageFailed,
        "{place} could not be opened. See that the folder exists and that you may write to it.",
    ),
    "SQLITE_CORRUPT": (
        Damaged,
        "{place} is damaged. Leave the file as it is, and restore the newest backup with \N{LEFT DOUBLE QUOTATION MARK}"
        "orderdesk restore\N{RIGHT DOUBLE QUOTATION MARK}.",
    ),
    "SQLITE_BUSY": (Busy, "{place} is busy: another program holds it. Try again in a moment; nothing was changed."),
}
_SQLITE["SQLITE_NOTADB"] = _SQLITE["SQLITE_CORRUPT"]
_SQLITE["SQLITE_LOCKED"] = _SQLITE["SQLITE_BUSY"]
_SQLITE["SQLITE_NOLFS"] = _SQLITE["SQLITE_FULL"]
# Copying a whole file gives SQLite's words and no name.
_NAMELESS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database is locked": "SQLITE_BUSY",
}

POOLER = (
    "A connection pooler (such as pgbouncer) stands before {place}, which mixes up the sessions of several PCs. Give "
    "the address of the server itself, usually port 5432; nothing was changed."
)
_LOST = (
    StorageFailed,
    "The database server of {place} does not answer. See that it runs and that the network is up, then try again.",
)
_PG_BUSY = (Busy, "{place} is busy: another PC is changing the same thing. Try again in a moment; nothing was changed.")
# PostgreSQL names an error by five characters; the first two are its class.
_POSTGRESQL: dict[str, tuple[type[StorageFailed], str]] = {
    "40001": _PG_BUSY,
    "40P01": _PG_BUSY,
    # What we write is looked for first, so it came in between; a file has one writer at a time and never says this.
    "23505": _PG_BUSY,
    "55P03": (
        StorageFailed,
        "Another PC has held the same record in {place} for too long. Try again in a moment; nothing was changed.",
    ),
    "57014": (StorageFailed, "{place} took too long to answer. Try again; nothing was changed."),
    "53100": (Unwritable, "The disk of the server of {place} is full. Free some space there; nothing was changed."),
    "25006": (Unwritable, "{place} can only be read just now. Ask who looks after the server; nothing was changed."),
    "3D000": (StorageFailed, "The server has no database {place}. Create it there first, empty, then try again."),
    "28": (StorageFailed, "The server refused the user name or password for {place}. Correct the database address."),
    "pooler": (StorageFailed, POOLER),
    "no password": (
        PasswordNeeded,
        "The server of {place} asks for a password. Put it into ~/.pgpass or PGPASSWORD, or the whole address into "
        "ORDERDESK_DB or config.toml; on a terminal it is asked for.",
    ),
    "42501": (StorageFailed, "The database user has too few rights in {place}. Ask who looks after the server."),
    "ssl": (
        StorageFailed,
        "The server of {place} could not prove who it is. Give its certificate in the address "
        "(sslmode=verify-full&sslrootcert=FILE); nothing was sent.",
    ),
    "53": (StorageFailed, "The server of {place} is short of memory or connections. Try again in a moment."),
    "57": _LOST,
    "58": (StorageFailed, "The server of {place} reports a disk fault. Ask who looks after it; nothing was changed."),
    "08": _LOST,
    "XX": (StorageFailed, "The server reports damage in {place}. Restore the newest backup."),
}


def reads_only_words(place: str) -> str:
    """What is said of a server that only reads, whether it was asked or refused."""
    return _POSTGRESQL["25006"][1].format(place=place)


_REFUSALS = (
    (re.compile(r"unsupported startup parameter|pgbouncer"), "pooler"),
    (re.compile(r"no password supplied"), "no password"),
    (re.compile(r'database ".*" does not exist'), "3D000"),
    (re.compile(r'password|role ".*" does not exist|pg_hba\.conf|authentication'), "28"),
    (re.compile(r"too many (clients|connections)|remaining connection slots"), "53"),
    (re.compile(r"SSL|certificate"), "ssl"),
)


@contextmanager
def storage_errors(place: str, *, reading: bool = False) -> Iterator[None]:
    """Turn database faults inside into `StorageFailed` about `place`; broken rules and our own faults pass through.

    With `reading` an attempt to write is a fault of ours.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise Busy(_SQLITE["SQLITE_BUSY"][1].format(place=place)) from error
    except exc.DBAPIError as error:
        told = told_fault(error.orig, place, lost=error.connection_invalidated)
        if told is None or (reading and _is_write(error.orig)):
            raise
        raise told from error
    except sqlite.Error as error:
        told = told_fault(error, place)
        if told is None or (reading and _is_write(error)):
            raise
        raise told from error


def _is_write(error: BaseException | None) -> bool:
    """Whether a connection that may only read was asked to write; a file that is read-only has a longer name."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY" or getattr(error, "sqlstate", "") == "25006"


def told_fault(error: BaseException | None, place: str, *, lost: bool = False) -> StorageFailed | None:
    """The sentence for a driver's error about `place`, or None when it is no fault of storage."""
    found = _of_sqlite(error) if isinstance(error, sqlite.Error) else _of_postgresql(error)
    if found is None and lost:
        found = _LOST
    if found is None:
        return None
    kind, sentence = found
    return kind(sentence.format(place=place))


def _of_sqlite(error: sqlite.Error) -> tuple[type[StorageFailed], str] | None:
    name = getattr(error, "sqlite_errorname", None) or _NAMELESS.get(str(error), "")
    if str(error).startswith("Could not decode to UTF-8"):
        # We only ever write good text, so bytes that are none were damaged.
        name = "SQLITE_CORRUPT"
    return _SQLITE.get("_".join(name.split("_")[:2]))


def _of_postgresql(error: BaseException | None) -> tuple[type[StorageFailed], str] | None:
    state = getattr(error, "sqlstate", None)
    if state:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    # While connecting the driver gives no code: a refusal is told by its words, and the rest is a silent server.
    if type(error).__name__ not in {"OperationalError", "ConnectionTimeout"}:
        return None
    return next((_POSTGRESQL[state] for words, state in _REFUSALS if words.search(str(error))), _LOST)
