"""What may happen at a till is told as it is done, closed, open, counted and with its Z."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.database.engine import Database
from orderdesk.services.desk import Desk
from orderdesk.services.money import tills
from orderdesk.services.money.moves import moves_of
from tests.countries import Country, local_shop


@pytest.fixture
def desk(database: Database, anywhere: Country) -> Desk:
    return local_shop(database, anywhere)


DEEDS: dict[str, Callable[[Desk], object]] = {
    "count": lambda desk: tills.count_till(desk, {"5": 2}),
    "resume": tills.resume_till,
    "close": tills.close_till,
    "open": tills.open_till,
    "paid-in": lambda desk: tills.paid_in(desk, 500, "change"),
    "drop": lambda desk: tills.drop(desk, 100),
    "no-sale": lambda desk: tills.no_sale(desk, "change"),
}


def told(desk: Desk) -> dict[str, str | None]:
    session = next(iter(tills.open_tills(desk)), None)
    name = session.till if session else "The till"
    return {move.event: move.refusal for move in moves_of(name, session) if move.event in DEEDS}


def refused(desk: Desk) -> set[str]:
    """What is refused now, after each was tried and said the same."""
    shut = {event: said for event, said in told(desk).items() if said}
    for event, said in shut.items():
        with pytest.raises(Refused) as wrong:
            DEEDS[event](desk)
        # Nothing is said of the count of a till that nobody opened.
        assert str(wrong.value) == said or (event == "resume" and not tills.open_tills(desk)), event
    return set(shut)


def test_the_move_that_waits_for_a_count_is_not_called_by_the_windows_button(desk: Desk) -> None:
    """Count and close is one button, live while the till is open; the step that closes waits for the count."""
    tills.open_till(desk)
    (session,) = tills.open_tills(desk)
    titles = {move.event: (move.title, move.refusal) for move in moves_of(session.till, session)}
    assert titles["count"] == ("Count till", None)
    assert titles["close"] == ("Close till", "Count Till 1 before closing it.")


def test_the_day_of_a_till(desk: Desk) -> None:
    in_hand = {"count", "paid-in", "drop", "no-sale"}
    assert refused(desk) == {"resume", "close", *in_hand}
    DEEDS["open"](desk)
    assert refused(desk) == {"open", "resume", "close"}
    assert told(desk)["close"] == "Count Till 1 before closing it."
    for event in ("paid-in", "drop", "no-sale", "count"):
        DEEDS[event](desk)
    assert refused(desk) == {"open", "paid-in", "drop", "no-sale"}
    assert DEEDS["resume"](desk) == "open"
    DEEDS["count"](desk)
    tills.close_till(desk, reason="the first day")
    assert told(desk)["open"] is None
