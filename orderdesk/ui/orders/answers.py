"""How an order stands, found by whoever calls: a name or number typed into the search, one sentence to read out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from orderdesk.services.customers.callers import CallerAnswer, answers
from orderdesk.services.desk import Desk
from orderdesk.ui.widgets.forms.suggestion_list import Suggestion

LONGEST = 68
"""Letters that a row of the search has room for."""


def answer_offers(desk: Desk, text: str, go: Callable[[str, object], object]) -> list[Suggestion]:
    """What to tell the caller who is meant; choosing it opens the order, or the customer who has none."""
    return [
        Suggestion((each.customer.id, number), part, "", "phone" if not number else "", group="Callers", data=opening)
        for each in answers(desk, text)
        for opening in (_opening(each, go),)
        for number, part in enumerate(parts(words(each)))
    ]


def parts(sentence: str) -> list[str]:
    """A sentence cut where one draws breath, so that each part can be read in one row."""
    found: list[str] = []
    for part in sentence.split("; "):
        if found and len(found[-1]) + len(part) < LONGEST:
            found[-1] = f"{found[-1]}; {part}"
        else:
            found.append(part)
    return found


def words(answer: CallerAnswer) -> str:
    """ "Asha Patel, SO-1001: 4 of 6 shipped 3 March by Road; 2 Stoneware mug due 12 March"."""
    who = answer.customer.company or answer.customer.name
    return f"{who}, {answer.number}: {answer.sentence}" if answer.number else f"{who}: {answer.sentence}"


def _opening(answer: CallerAnswer, go: Callable[[str, object], object]) -> Callable[[], object]:
    if answer.order_id is None:
        return partial(go, "customers", answer.customer.id)
    return partial(go, "orders", answer.order_id)
