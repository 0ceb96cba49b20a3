"""What is only counted from facts is written without a new version and leaves the seals of the books as they are."""

from __future__ import annotations

from sqlalchemy import Connection, text

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import ONE, pieces
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.orders import records as orders
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from tests.factories import northside


def _stands(connection: Connection, order_id: int) -> tuple[int, list[tuple[str, int]]]:
    """The version of an order, and what the seals of orders and lines add up to."""
    seals = connection.execute(text("SELECT name, total FROM seals WHERE name IN ('orders', 'order_lines')"))
    version = connection.execute(text("SELECT version FROM orders WHERE id = :key"), {"key": order_id}).scalar_one()
    return version, sorted((str(name), int(total)) for name, total in seals)


def _ordered(desk: Desk) -> tuple[int, int]:
    order_id = place_order(desk, OrderRequest((LineRequest(pieces(1), "MUG"),), customer_id=1))
    with desk.reading() as connection:
        return order_id, orders.read_lines(connection, order_id)[0].id


def test_counters_leave_version_and_seals_alone(database: Database) -> None:
    desk = northside(database)
    order_id, line_id = _ordered(desk)
    with desk.reading() as connection:
        before = _stands(connection, order_id)
    with desk.writing(right="take orders") as work:
        orders.advance_lines(work.connection, {line_id: {"allocated": -ONE, "shipped": ONE}})
        orders.change_order(work.connection, order_id, {"fulfilment": "shipped", "due": 7})
    with desk.reading() as connection:
        assert _stands(connection, order_id) == before
        line, order = orders.read_lines(connection, order_id)[0], orders.read_order(connection, order_id)
        assert (line.allocated, line.shipped, line.cancelled) == (0, ONE, 0)
        assert order is not None
        assert (order.fulfilment, order.due) == ("shipped", 7)


def test_what_is_given_up_or_agreed_is_sealed_anew(database: Database) -> None:
    desk = northside(database)
    order_id, line_id = _ordered(desk)
    with desk.reading() as connection:
        version, seals = _stands(connection, order_id)
    with desk.writing(right="take orders") as work:
        orders.advance_lines(work.connection, {line_id: {"allocated": -ONE, "cancelled": ONE}})
        orders.change_order(work.connection, order_id, {"reference": "PO 7", "due": 0})
    with desk.reading() as connection:
        after, anew = _stands(connection, order_id)
    assert after == version + 1
    assert all(mine != others for mine, others in zip(seals, anew, strict=True))


def test_a_deed_that_changes_no_column_raises_the_version(database: Database) -> None:
    desk = northside(database)
    order_id, _ = _ordered(desk)
    with desk.writing(right="take orders") as work:
        version, _ = _stands(work.connection, order_id)
        orders.change_order(work.connection, order_id, {})
        assert _stands(work.connection, order_id)[0] == version + 1
