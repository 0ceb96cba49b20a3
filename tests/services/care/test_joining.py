"""The address of a shared shop as a person fills it in, tried before it is kept."""

from __future__ import annotations

import pytest

from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence.care.creation import create_database
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.care.joining import Server, place_at, shop_at, with_password
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ShopForm
from tests.countries import Country


def test_an_address_is_made_of_what_was_filled_in() -> None:
    server = Server(" desk.local ", "orders", "till1", "5433", "/etc/root.crt")
    assert server.address("s3cret:/@") == (
        "postgresql+psycopg://till1:s3cret%3A%2F%40@desk.local:5433/orders?sslrootcert=%2Fetc%2Froot.crt"
    )
    assert Server("desk", "orders", "till1").address() == "postgresql+psycopg://till1@desk/orders"
    assert Server("desk", "orders", "till1", "").address() == "postgresql+psycopg://till1@desk/orders"
    assert place_at(server.address("s3cret")) == "orders on desk.local"
    assert with_password(Server("desk", "orders", "till1").address(), "a:b") == (
        "postgresql+psycopg://till1:a%3Ab@desk/orders"
    )


@pytest.mark.parametrize(
    ("server", "field"),
    [
        (Server("", "orders", "till1"), "host"),
        (Server("desk", " ", "till1"), "name"),
        (Server("desk", "orders", ""), "user"),
        (Server("desk", "orders", "till1", "many"), "port"),
    ],
)
def test_a_part_that_can_not_stand_is_refused_by_its_name(server: Server, field: str) -> None:
    with pytest.raises(Refused) as refused:
        server.address()
    assert refused.value.field == field


def test_the_shop_of_an_address_is_named_and_nothing_is_made(postgres_url: str, anywhere: Country) -> None:
    assert shop_at(postgres_url) == ""
    with pytest.raises(StorageFailed):
        open_database(postgres_url)
    create_database(postgres_url)
    assert shop_at(postgres_url) == ""
    desk = Desk(open_database(postgres_url))
    open_shop(desk, ShopForm("Harbour Books", country=anywhere.code))
    desk.database.close()
    assert shop_at(postgres_url) == "Harbour Books"


def test_a_server_that_is_not_there_is_said(postgres_url: str) -> None:
    with pytest.raises(StorageFailed, match="does not answer"):
        shop_at("postgresql+psycopg://od@127.0.0.1:1/orders")
    with pytest.raises(StorageFailed, match="has no database"):
        shop_at(f"{postgres_url}_nowhere")
