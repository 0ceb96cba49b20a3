"""The states of orders, shipments, returns and tills in the words of the trade, and what is done first to go on."""

from __future__ import annotations

from collections.abc import Iterable

_SAID = {
    "draft": "a draft",
    "quote": "a quote",
    "waiting": "waiting for its goods",
    "allocated": "not picked yet",
    "picking": "being picked",
    "picked": "picked but not packed",
    "packed": "packed but not sent",
    "shipped": "on its way",
    "exception": "held up on its way",
    "returned-to-sender": "back unopened",
    "requested": "asked for but not agreed to",
    "authorised": "agreed to but not here",
    "in-transit": "on its way",
    "inspected": "inspected but not settled",
    "part-received": "received in part",
    "counting": "being counted",
}
_FIRST = {
    "waiting": "allocate stock to it first",
    "allocated": "print its picklist first",
    "picking": "confirm its picks first",
    "picked": "pack it first",
    "packed": "ship it first",
}
NONE_TO_PICK = "No shipment in this list is allocated and waiting to be picked."
_WAY = (*_FIRST, "shipped", "exception", "delivered")


def said_of(state: str) -> str:
    """A state as it stands behind "is" in a sentence: "being picked"."""
    return _SAID.get(state, state)


def not_yet(name: str, state: str, wanted: Iterable[str]) -> str:
    """Why a shipment cannot be treated as one in a later state: "SH-1001 is not picked yet; print its picklist first."

    Empty where the wanted states do not lie ahead.
    """
    places = [_WAY.index(each) if each in _WAY else -1 for each in wanted]
    ahead = state in _FIRST and bool(places) and min(places) > _WAY.index(state)
    return f"{name} is {said_of(state)}; {_FIRST[state]}." if ahead else ""


def nothing_left(name: str) -> str:
    """Why a thing cannot be taken a step on."""
    return f"Nothing is left to do for {name}."


def no_paper(name: str) -> str:
    """Why nothing can be printed of a thing."""
    return f"There is no paper for {name} yet."
