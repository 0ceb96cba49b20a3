"""Shops that many tests start from: made once in this process, then laid down in a new database as they were."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.engine import URL, make_url

from orderdesk.persistence.database.engine import Database

_count = itertools.count()
_kept: dict[tuple[str, str], str] = {}
"""The copy of each shop (a file, or a database of the same server), by its server and its name."""


def stamp(place: str | Database, name: str, make: Callable[[], object]) -> None:
    """Have in `place` what `make` makes of it: made the first time, copied from then on.

    `place` is the address of a database that is new, or such a database, open. With an address `make` leaves nobody
    connected.
    """
    url = make_url(place) if isinstance(place, str) else place.url
    key = (f"{url.host}:{url.port}", name)
    if key not in _kept:
        make()
        _let_go(place)
        _kept[key] = _keep(url)
        return
    _let_go(place)
    if url.host is None:
        _copy(Path(_kept[key]), Path(str(url.database)))
        return
    with _housekeeping(url) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(str(url.database))))
        _create(server, str(url.database), _kept[key])


def _let_go(place: str | Database) -> None:
    """Nobody may be connected to a PostgreSQL database that is copied; who works on connects anew."""
    if isinstance(place, Database) and place.path is None:
        place.write.dispose()


def _keep(url: URL) -> str:
    number = next(_count)
    if url.host is None:
        kept = _folder() / f"{number}.db"
        _copy(Path(str(url.database)), kept)
        return str(kept)
    with _housekeeping(url) as server:
        _create(server, f"stamp_{number}", str(url.database))
    return f"stamp_{number}"


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database page by page; others may have the target open."""
    target.parent.mkdir(parents=True, exist_ok=True)
    give, take = sqlite.connect(source), sqlite.connect(target)
    try:
        give.backup(take)
    finally:
        take.close()
        give.close()


def _create(server: psycopg.Connection[tuple[object, ...]], database: str, template: str) -> None:
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    server.execute(create.format(sql.Identifier(database), sql.Identifier(template)))


def _housekeeping(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    plain = url.set(drivername="postgresql", database="postgres", query={})
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


@cache
def _folder() -> Path:
    made = Path(tempfile.mkdtemp(prefix="orderdesk-stamps-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
