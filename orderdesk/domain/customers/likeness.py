"""Whether two customers are likely one: the same telephone or e-mail, or much the same name at the same postcode."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.values.addresses import postcode_word

SAME_NAME = 85
"""How alike two names must be, of 100, with their words in any order; "Asha Patel" and "Patel, Aisha" are 90."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer; telephones as digits, one or several forms of each."""

    name: str
    company: str = ""
    email: str = ""
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()


def likeness(one: Known, other: Known) -> str:
    """Why the two are likely one customer, "" when nothing says so."""
    if one.phones & other.phones:
        return "the same telephone"
    if one.email and one.email.casefold() == other.email.casefold():
        return "the same e-mail"
    if _codes(one) & _codes(other) and _alike(one, other):
        return f"much the same name at the same {postcode_word()}"
    return ""


def _codes(known: Known) -> set[str]:
    return {"".join(code.upper().split()) for code in known.postcodes if code.strip()}


def _alike(one: Known, other: Known) -> bool:
    # Read when a customer is saved, which is seldom; not at every start.
    from rapidfuzz import fuzz, utils

    names = [(one.name, other.name), (one.company, other.company)]
    return any(
        fuzz.token_sort_ratio(mine, theirs, processor=utils.default_process) >= SAME_NAME
        for mine, theirs in names
        if mine and theirs
    )
