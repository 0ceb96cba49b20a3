"""The value of stock as of the end of a day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.reports.reports import report_table
from orderdesk.services.reports.tables import as_csv
from orderdesk.services.stock import stocking
from tests.factories import Clock, northside


def test_the_value_of_stock_is_as_of_the_end_of_a_day(database: Database) -> None:
    clock = Clock()
    desk = northside(database)
    desk.clock = clock
    item = add_item(desk, ItemForm("WICK", "Wick", cost=12_500)).id
    stocking.receive(desk, item, pieces(4), bin="S-1")
    first = desk.today
    clock.advance(days=2)
    stocking.scrap(desk, item, pieces(1), "wet", bin="S-1")
    then = report_table(desk, "stock-value", first, first)
    assert then.period == f"the end of {first}"
    assert ("WICK", "Wick", "4", "0", "1.25", "5.00") in then.rows
    now = report_table(desk, "stock-value", first, desk.today)
    assert ("WICK", "Wick", "3", "0", "1.25", "3.75") in now.rows
    assert Decimal(now.totals[-1]) == sum(Decimal(row[-1]) for row in now.rows)
    assert "WICK,Wick,4,0,1.25,5.00\r\n" in as_csv(then)
    with pytest.raises(Refused, match="is still to come"):
        report_table(desk, "stock-value", first, desk.today + timedelta(days=1))
