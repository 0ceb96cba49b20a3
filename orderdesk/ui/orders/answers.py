"""How an order stands, found by whoever calls: a name or number typed into the search, one sentence to read out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from orderdesk.services.callers import Answer, answers
from orderdesk.services.desk import Desk
from orderdesk.ui.widgets.suggestion_list import Suggestion


def answer_offers(desk: Desk, text: str, go: Callable[[str, object], object]) -> list[Suggestion]:
    """What to tell the caller who is meant; choosing it opens the order, or the customer who has none."""
    return [
        Suggestion(("answer", each.customer.id), words(each), "", "phone", group="Callers", data=_opening(each, go))
        for each in answers(desk, text)
    ]


def words(answer: Answer) -> str:
    """ "Asha Patel, SO-1001: 4 of 6 shipped 3 March by Road; 2 Stoneware mug due 12 March"."""
    who = answer.customer.company or answer.customer.name
    return f"{who}, {answer.number}: {answer.sentence}" if answer.number else f"{who}: {answer.sentence}"


def _opening(answer: Answer, go: Callable[[str, object], object]) -> Callable[[], object]:
    if answer.order_id is None:
        return partial(go, "customers", answer.customer.id)
    return partial(go, "orders", answer.order_id)
