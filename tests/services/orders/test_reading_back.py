"""An order read back before and after it is kept, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.cancelling import cancel_order
from orderdesk.services.orders.entry import Form, finish_order
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.reading_back import note_read_back, read_back_form, read_back_order
from orderdesk.services.orders.telling import story_of
from orderdesk.services.orders.views import view_order
from orderdesk.services.shop.shop import save_service
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.services.stock.stocking import expect, receive, take
from tests.factories import northside

PATEL = 1


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def asked(*lines: tuple[str, int], service: str = "road") -> OrderRequest:
    wanted = tuple(LineRequest(pieces(count), sku) for sku, count in lines)
    return OrderRequest(lines=wanted, customer_id=PATEL, service=service, tender="card")


def test_it_tells_lines_place_way_day_and_total(desk: Desk) -> None:
    found = read_back_form(desk, asked(("MUG", 3), ("BOOK", 13)))
    assert found.parts[0].startswith("13 ")
    assert found.parts[0].endswith(": thirteen, not thirty")
    assert found.doubtful == 1
    assert "Meera Patel" in found.parts[2] or "Patel" in found.parts[2]
    assert found.parts[3] == "by Road"
    assert found.parts[-1].endswith("in all, by card")


def test_a_kept_order_is_read_back_as_its_form_was(desk: Desk) -> None:
    request = asked(("MUG", 3), ("TEE", 2))
    before = read_back_form(desk, request)
    order_id = place_order(desk, request)
    assert read_back_order(desk, order_id) == before
    assert before.parts[-2] == "all of it can go today"


def test_it_says_when_the_goods_come_and_when_nobody_knows(desk: Desk) -> None:
    expect(desk, "LAMP", pieces(20), reference="PO-7", due=date(2026, 3, 20))
    assert read_back_form(desk, asked(("LAMP", 20))).parts[-2] == "all of it can go on 20 March"
    assert read_back_form(desk, asked(("LAMP", 200))).parts[-2] == "no day can be given for all of it"


def test_what_is_not_counted_in_stock_waits_for_no_day(desk: Desk) -> None:
    add_item(desk, ItemForm(sku="WRAP", name="Gift wrapping", price=30_000, stocked=False))
    assert "all of it can go today" in read_back_form(desk, asked(("MUG", 1), ("WRAP", 1))).parts


def test_the_day_that_was_asked_for_is_read(desk: Desk) -> None:
    request = replace(asked(("MUG", 1)), ship_by=date(2026, 3, 12))
    before = read_back_form(desk, request)
    assert before.parts[-2] == "to be sent by 12 March"
    assert read_back_order(desk, place_order(desk, request)) == before


def test_what_cannot_be_confirmed_is_not_read(desk: Desk) -> None:
    save_service(desk, ServiceForm("parcel", "Parcel", bands=((1_000, 690),)), new=True)
    with pytest.raises(Refused) as refused:
        read_back_form(desk, asked(("LAMP", 2), service="parcel"))
    assert refused.value.field == "service"
    with pytest.raises(Refused, match=str(refused.value)[:40]):
        place_order(desk, asked(("LAMP", 2), service="parcel"))


def test_what_usually_goes_of_an_item_is_told_beside_far_more(desk: Desk) -> None:
    receive(desk, "MUG", pieces(100))
    assert read_back_form(desk, asked(("MUG", 8))).doubtful == 0
    for _ in range(5):
        take(desk, "MUG", pieces(2))
    assert read_back_form(desk, asked(("MUG", 8))).parts[0].endswith(": usually 2")


def test_a_twin_is_told_apart(desk: Desk) -> None:
    for sku, colour in (("TB", "blue"), ("TR", "red")):
        add_item(desk, ItemForm(sku=sku, name=f"Cotton tee {colour} M", price=100_000))
    parts = read_back_form(desk, asked(("MUG", 1), ("TB", 2))).parts
    assert parts[0] == "2 Cotton tee blue M: blue, not red"


def test_its_history_says_that_it_was_read_back(desk: Desk) -> None:
    order_id = finish_order(desk, Form("till", "order"), asked(("MUG", 3)), "confirm", was_read_back=True)
    view = view_order(desk, order_id)
    told = [each.what for each in story_of(view)]
    assert told.index("read back") < told.index("confirmed")
    note_read_back(desk, order_id)
    assert [each.what for each in story_of(view_order(desk, order_id))].count("read back") == 2


def test_a_cancelled_order_is_not_read_back(desk: Desk) -> None:
    order_id = place_order(desk, asked(("MUG", 1)))
    cancel_order(desk, order_id, "changed their mind")
    for refused in (read_back_order, note_read_back):
        with pytest.raises(Refused, match="there is nothing to read back"):
            refused(desk, order_id)
