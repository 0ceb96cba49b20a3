"""Every use case, done by eight people at the same moment: exactly as many succeed as may, everybody else reads one
sentence, and the books prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import URL

from orderdesk.domain.values.errors import OrderDeskError, StorageFailed
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.services.care.checking import check
from orderdesk.services.desk import Desk
from tests.factories import Clock, northside
from tests.hands.case import HANDS, Do
from tests.hands.cases import CASES
from tests.patience import LIMIT

pytestmark = pytest.mark.long


@contextmanager
def hands(url: URL, clock: Callable[[], object]) -> Iterator[list[Desk]]:
    """Eight desks, each with connections of its own as eight programs would have."""
    databases = [open_database(url, quick_check=False) for _ in range(HANDS)]
    yield [Desk(each, user="anna", clock=clock, zone=ZoneInfo("Europe/London")) for each in databases]  # type: ignore[arg-type]
    for each in databases:
        each.close()


def all_at_once(desks: list[Desk], do: Do, stage: object) -> tuple[list[object], list[BaseException]]:
    """What the hands got that succeeded, and what was said to the others."""
    together = Barrier(len(desks))

    def one(hand: int) -> object:
        together.wait(LIMIT)
        return do(desks[hand], stage, hand)

    with ThreadPoolExecutor(len(desks)) as people:
        done = [people.submit(one, hand) for hand in range(len(desks))]
    told = [each.exception() for each in done]
    return [each.result() for each, error in zip(done, told, strict=True) if error is None], [e for e in told if e]


def plain(told: list[BaseException]) -> None:
    """Everybody who was refused read one sentence, and nobody that the shop was busy."""
    for error in told:
        assert isinstance(error, OrderDeskError), error
        assert not isinstance(error, StorageFailed), error
        assert str(error).endswith("."), error
        assert "\n" not in str(error), error


def proven(desk: Desk) -> None:
    """Everything in the books follows the rules."""
    assert [each.sentence for each in check(desk, deep=True).findings] == []


@pytest.mark.parametrize("name", sorted(CASES))
def test_eight_hands_on(name: str, database: Database) -> None:
    case = CASES[name]
    desk = Desk(database, user="anna", clock=Clock()) if case.empty else northside(database)
    stage = case.stage(desk)
    with hands(database.url, desk.clock) as desks:
        got, told = all_at_once(desks, case.do, stage)
    plain(told)
    assert len(got) == case.wins, [str(each) for each in told]
    case.proof(desk, stage, got)
    proven(desk)
