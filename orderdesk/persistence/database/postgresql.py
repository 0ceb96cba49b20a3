"""One PostgreSQL database for several PCs: time limits, keepalives and the name each PC is seen under."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, text

from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.database import gate
from orderdesk.persistence.database.failures import POOLER, reads_only_words, storage_errors
from orderdesk.persistence.database.server_seals import DESK_SETTING
from orderdesk.persistence.database.sharing.here import who

_LIMITS = (
    "-c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 "
    f"-c client_min_messages=warning -c datestyle=ISO -c {DESK_SETTING}=on"
)
_CONNECT: dict[str, Any] = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def engine(url: URL) -> Engine:
    """The pool of connections; each transaction is READ COMMITTED, and those that write take turns."""
    if find_spec("psycopg") is None:
        raise StorageFailed("The driver for PostgreSQL is not here yet. Add it by: python3 start.py add postgres")
    pool = create_engine(
        url.set(drivername="postgresql+psycopg", query={k: v for k, v in url.query.items() if k != "options"}),
        connect_args=connect_args(url),
        pool_pre_ping=True,
        query_cache_size=2000,
    )
    gate.guard(pool)
    event.listen(pool, "connect", _read_sums_as_whole_numbers)
    return pool


def known_options() -> set[str]:
    """What may stand behind the question mark of an address: the options of the driver."""
    if find_spec("psycopg") is None:
        return set()
    from psycopg import pq

    return {option.keyword.decode() for option in pq.Conninfo.get_defaults()}


def check_direct(pool: Engine, place: str) -> None:
    """Refuse a pooler in between: it drops our limits and the server would not know us for who we are."""
    with storage_errors(place), pool.connect() as connection:
        if connection.scalar(text("SELECT current_setting(:name, true)"), {"name": DESK_SETTING}) != "on":
            raise StorageFailed(POOLER.format(place=place))


def why_unwritable(pool: Engine, place: str) -> str:
    """Why nothing can be kept on the server, in a sentence: it stands by for another one, or may only be read."""
    with storage_errors(place), pool.connect() as connection:
        reads_only = connection.scalar(text("SHOW transaction_read_only")) == "on"
    return reads_only_words(place) if reads_only else ""


def _read_sums_as_whole_numbers(connection: Any, _record: object) -> None:
    """The server calls a sum of bigints numeric; all our numbers are whole, so they are read as such."""
    from psycopg.types.numeric import IntLoader

    connection.adapters.register_loader("numeric", IntLoader)


def reading(engine: Engine) -> Engine:
    """The face of the same pool that sees one snapshot per transaction and refuses to write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def connect_args(url: URL) -> dict[str, Any]:
    """What the driver is told beside the address; what the address itself says wins."""
    own = {**_CONNECT, "application_name": f"orderdesk {who()}"[:63]}
    hosts = {url.host or "", *_texts(url.query.get("host"))} - {""}
    if any(host not in _LOOPBACK and not host.startswith("/") for host in hosts):
        own["sslmode"] = "verify-full"
    kept = {name: value for name, value in own.items() if name not in url.query}
    return {**kept, "options": " ".join([_LIMITS, *_texts(url.query.get("options"))])}


def _texts(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()
