"""Joining a shop that several PCs share: the address of its PostgreSQL server, tried before it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import URL

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean
from orderdesk.persistence.database.engine import NoShop, open_database, parsed
from orderdesk.persistence.shop.records import shop_head
from orderdesk.persistence.shop.set_up import is_set_up

PORT = 5432


@dataclass(frozen=True, slots=True)
class Server:
    """Where the shared shop is, as a person fills it in: `certificate` is a file that proves the server, empty where
    this PC knows it otherwise."""

    host: str
    name: str
    user: str
    port: str = str(PORT)
    certificate: str = ""

    def address(self, password: str = "") -> str:
        """The address as settings keep it; refuse a part that cannot stand."""
        port = self.port.strip() or str(PORT)
        if not (port.isascii() and port.isdecimal()):
            raise Refused(f"{port[:20]} is not a port; PostgreSQL usually listens on {PORT}.", field="port")
        certificate = self.certificate.strip()
        url = URL.create(
            "postgresql+psycopg",
            username=clean(self.user, "user", required=True, longest=100),
            password=password or None,
            host=clean(self.host, "host", required=True, longest=200),
            port=int(port) if int(port) != PORT else None,
            database=clean(self.name, "name", required=True, longest=100),
            query={"sslrootcert": certificate} if certificate else {},
        )
        return parsed(url).render_as_string(hide_password=False)


def shop_at(address: str) -> str:
    """The name of the shop at an address, "" where its database holds none yet; nothing is made or changed there.

    `StorageFailed` says why it cannot be reached.
    """
    try:
        database = open_database(address, quick_check=False)
    except NoShop:
        return ""
    try:
        with database.reading() as connection:
            return shop_head(connection)[0] if is_set_up(connection) else ""
    finally:
        database.close()


def with_password(address: str, password: str) -> str:
    """An address with the password of its user."""
    return parsed(address).set(password=password).render_as_string(hide_password=False)


def place_at(address: str) -> str:
    """The database as a person knows it, without its password."""
    from orderdesk.persistence.database.engine import place_of

    return place_of(parsed(address))
