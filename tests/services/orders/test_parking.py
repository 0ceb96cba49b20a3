"""Sales that are put aside at the counter: each is taken up once, by any till, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from orderdesk.domain.values.errors import NotFound
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import Form
from orderdesk.services.orders.parking import park_sale, parked_sales, take_up_sale
from orderdesk.services.record.drafting import NEW_ORDER, keep_draft, kept_draft
from tests.factories import Clock, northside

FRONT, BACK = Form("front", NEW_ORDER, None), Form("back", NEW_ORDER, None)
BODY = {"lines": [{"sku": "MUG"}], "customer_text": "the lady with the dog"}


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def test_a_parked_sale_leaves_its_till_blank_and_is_seen_by_every_till(desk: Desk) -> None:
    keep_draft(desk, FRONT.place, FRONT.kind, BODY)
    park_sale(desk, FRONT, BODY, "3 mugs, 36.00")
    assert kept_draft(desk, FRONT.place, FRONT.kind) is None
    (parked,) = parked_sales(replace(desk, user="ben"))
    assert (parked.name, parked.user) == ("3 mugs, 36.00", "anna")


def test_any_till_takes_it_up_and_only_once(desk: Desk) -> None:
    key = park_sale(desk, FRONT, BODY, "3 mugs")
    assert take_up_sale(desk, BACK, key) == BODY
    kept = kept_draft(desk, BACK.place, BACK.kind)
    assert kept is not None
    assert kept.body == BODY
    assert parked_sales(desk) == []
    with pytest.raises(NotFound, match="another till has taken it up"):
        take_up_sale(desk, FRONT, key)
    assert kept_draft(desk, FRONT.place, FRONT.kind) is None


def test_the_first_one_put_aside_stands_at_the_top(desk: Desk) -> None:
    clock = desk.clock
    assert isinstance(clock, Clock)
    keys = []
    for form, name in ((FRONT, "one"), (BACK, "two"), (FRONT, "three")):
        keys.append(park_sale(desk, form, BODY, name))
        clock.advance(minutes=1)
    assert [each.name for each in parked_sales(desk)] == ["one", "two", "three"]
    take_up_sale(desk, FRONT, keys[0])
    again = park_sale(desk, FRONT, BODY, "four")
    assert again == keys[0]
    assert {each.name for each in parked_sales(desk)} == {"two", "three", "four"}


def test_no_order_is_made_and_no_number_taken(desk: Desk) -> None:
    facts = text("SELECT (SELECT COUNT(*) FROM orders), (SELECT SUM(next) FROM counters)")
    with desk.reading() as connection:
        before = connection.execute(facts).one()
    park_sale(desk, FRONT, BODY, "one")
    with desk.reading() as connection:
        assert connection.execute(facts).one() == before
