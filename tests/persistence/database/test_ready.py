"""A statement made ready once answers and writes as SQLAlchemy does, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Executable, bindparam, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.database.failures import Busy
from orderdesk.persistence.database.ready import Ready
from orderdesk.persistence.schema import counters, events, exchange_rates, items, rules, vendors

_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_EVENT = {"at": _AT, "user": "anna", "subject": "order", "subject_id": 7, "what": "placed", "detail": ""}


def _filled(connection: Connection) -> None:
    connection.execute(
        insert(items),
        [{"sku": f"S{n}", "name": f"item {n}", "price": n * 100, "tax_class": "standard"} for n in range(1, 6)],
    )
    connection.execute(insert(exchange_rates), {"currency": "USD", "valid_from": date(2026, 1, 1), "rate": 900_000})
    connection.execute(insert(events), [{**_EVENT, "hash": "0" * 32}, {**_EVENT, "what": "=odd", "hash": "1" * 32}])
    connection.execute(insert(rules), {"name": "r", "event": "placed", "conditions": [["a", "is", 1]], "actions": []})


_SKUS = select(items.c.sku).order_by(items.c.id)
_SOME = items.c.id.in_(bindparam("keys", expanding=True))
_QUESTIONS: list[tuple[Executable, dict[str, Any]]] = [
    (select(items).order_by(items.c.id), {}),
    (_SKUS.where(_SOME, items.c.price > bindparam("least")), {"least": 100, "keys": [5, 2, 1]}),
    (_SKUS.where(_SOME), {"keys": []}),
    (_SKUS.where(items.c.sku.not_in(["S2", "S4"]), items.c.stocked == 1).limit(2), {}),
    (select(func.aggregate_strings(items.c.sku, ", ")).where(items.c.price < bindparam("top")), {"top": 300}),
    (select(exchange_rates).where(exchange_rates.c.valid_from <= bindparam("day")), {"day": date(2026, 2, 1)}),
    (select(events).where(events.c.at == bindparam("at")).order_by(events.c.id), {"at": _AT}),
    (select(events.c.what).where(events.c.what == bindparam("word")), {"word": "placed"}),
    (select(rules.c.conditions), {}),
    (_SKUS.order_by(None).union_all(select(vendors.c.name)), {}),
    (text("SELECT sku FROM items WHERE price = :price OR id = :price"), {"price": 3}),
]


@pytest.mark.parametrize("place", range(len(_QUESTIONS)))
def test_it_answers_as_sqlalchemy_does(database: Database, place: int) -> None:
    statement, values = _QUESTIONS[place]
    ready = Ready(statement)
    with database.writing() as work:
        _filled(work.connection)
        expected = [tuple(row) for row in work.connection.execute(statement, values)]
        for _ in range(2):
            assert ready.rows(work.connection, values) == expected
        assert ready.first(work.connection, values) == (expected[0] if expected else None)
        assert ready.scalar(work.connection, values) == (expected[0][0] if expected else None)
        assert ready.column(work.connection, values) == [row[0] for row in expected]


def test_it_is_asked_with_more_and_with_fewer_keys(database: Database) -> None:
    ready = Ready(_SKUS.where(_SOME))
    with database.writing() as work:
        _filled(work.connection)
        numbers = work.connection.execute(select(items.c.id).order_by(items.c.id)).scalars().all()
        assert ready.column(work.connection, {"keys": numbers[:1]}) == ["S1"]
        assert ready.column(work.connection, {"keys": numbers[1:]}) == ["S2", "S3", "S4", "S5"]
        assert ready.column(work.connection, {"keys": numbers[2:3]}) == ["S3"]


def test_it_writes_one_row_or_many_and_says_how_many_were_met(database: Database) -> None:
    add = Ready(insert(vendors).returning(vendors.c.id))
    fill, change = Ready(insert(items)), Ready(update(items).where(items.c.sku == bindparam("s")).values(cost=5))
    raised = Ready(update(counters).where(counters.c.series == bindparam("name")).values(next=counters.c.next + 1))
    with database.writing() as work:
        key = add.scalar(work.connection, {"name": "Vinh & Co"})
        assert work.connection.execute(select(vendors.c.name).where(vendors.c.id == key)).scalar() == "Vinh & Co"
        rows = [{"sku": f"T{n}", "name": "x", "tax_class": "standard"} for n in range(3)]
        fill.run(work.connection, rows)
        # Other columns of the same table, by the same statement.
        fill.run(work.connection, {"name": "y", "sku": "T9", "weight_g": 40, "tax_class": "own"})
        assert change.run(work.connection, [{"s": "T0"}, {"s": "T9"}, {"s": "none"}]) == 2
        assert raised.run(work.connection, {"name": "none"}) == 0
        kept = work.connection.execute(select(items.c.sku, items.c.cost, items.c.tax_class).order_by(items.c.sku))
        assert kept.all() == [
            ("T0", 5, "standard"), ("T1", 0, "standard"), ("T2", 0, "standard"), ("T9", 5, "own"),
        ]  # fmt: skip


def test_a_broken_rule_is_told_as_ever(database: Database) -> None:
    add = Ready(insert(items))
    row = {"sku": "S1", "name": "x", "tax_class": "standard"}

    def twice() -> None:
        with database.writing() as work:
            add.run(work.connection, row)
            add.run(work.connection, row)

    with pytest.raises(IntegrityError if database.path else Busy):
        twice()


def test_the_gate_looks_through_it(database: Database) -> None:
    add = Ready(insert(vendors))
    with database.writing() as work:
        with pytest.raises(Refused, match="card"):
            add.run(work.connection, {"name": "4111 1111 1111 1111"})
        with pytest.raises(Refused, match="card"):
            add.run(work.connection, [{"name": "ours"}, {"name": "4111111111111111"}])


def test_who_listens_hears_of_it(database: Database) -> None:
    heard: list[tuple[str, bool]] = []

    def listen(_c: Any, _cursor: Any, statement: str, _bound: Any, _context: Any, many: bool) -> None:
        heard.append((statement.split()[0], many))

    add, ask = Ready(insert(vendors)), Ready(select(vendors.c.name))
    with database.writing() as work:
        event.listen(work.connection, "before_cursor_execute", listen)
        add.run(work.connection, [{"name": "one"}, {"name": "two"}])
        assert ask.column(work.connection) == ["one", "two"]
    assert heard[:2] == [("INSERT", True), ("SELECT", False)]
