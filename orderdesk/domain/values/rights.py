"""Who may do what: the rights of each role as one table, and the limits within which a right may be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.texts import listed

ROLES = ("owner", "manager", "counter", "packer", "read-only")
_OFFICE = ("owner", "manager")
_SELLING = (*_OFFICE, "counter")
_GOODS = (*_OFFICE, "packer")
_WORKING = (*_SELLING, "packer")

RIGHTS: dict[str, tuple[str, ...]] = {
    "take orders": _SELLING,
    "change prices": _OFFICE,
    "cancel orders": _OFFICE,
    "hold orders": _WORKING,
    "release holds": _OFFICE,
    "promise dates": _SELLING,
    "keep customers": _SELLING,
    "merge customers": _OFFICE,
    "keep items": _OFFICE,
    "buy goods": _OFFICE,
    "receive goods": _GOODS,
    "move stock": _WORKING,
    "count stock": _WORKING,
    "adjust stock": _OFFICE,
    "pick goods": _WORKING,
    "pack goods": _WORKING,
    "ship goods": _WORKING,
    "issue invoices": _SELLING,
    "credit invoices": _OFFICE,
    "take payment": _SELLING,
    "undo payments": _OFFICE,
    "refund money": _OFFICE,
    "give back by another tender": _OFFICE,
    "take returns": _WORKING,
    "take late returns": _OFFICE,
    "open till": _SELLING,
    "move till cash": _SELLING,
    "close till": _SELLING,
    "verify till": _SELLING,
    "print papers": _WORKING,
    "import files": _OFFICE,
    "see margins": _OFFICE,
    "see figures": _OFFICE,
    "export data": _OFFICE,
    "back up": _OFFICE,
    "change settings": _OFFICE,
    "manage people": ("owner",),
    # Who puts another shop in the place of this one decides who its owner is.
    "restore backups": ("owner",),
    "mend books": ("owner",),
}
"""Each right, named as in "may not …", with the roles that have it; what is not here nobody may ask for."""

NO_RIGHT = "no right needed"
"""For work that is nobody's power: a draft on one's own desk, the making of a shop that does not exist yet, or what was
agreed on before and comes true by the calendar."""

LIMITS: dict[str, dict[str, int | None]] = {
    "give this discount": {"owner": None, "manager": 300_000, "counter": 100_000, "packer": 0, "read-only": 0},
    "give back this much cash": {"owner": None, "manager": 50_000, "counter": 0, "packer": 0, "read-only": 0},
}
"""Rights that reach so far and no further, by role, until the shop sets another limit; None is without end.

A discount is in millionths, cash in minor units of the shop's currency; a new shop whose money is worth less or more
than a euro begins with as much in its own.
"""
Limits = Mapping[tuple[str, str], int | None]
"""What a shop has set itself: the limit by (role, right)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk: the name under which work is written down, and the role whose rights they have."""

    name: str
    role: str


class NotAllowed(Refused):
    """This person may not do it; `right` is what another person's PIN would have to lend."""

    def __init__(self, message: str, right: str) -> None:
        super().__init__(message)
        self.right = right


class NotAtWork(NotFound):
    """Nobody of this name works here, or not any more: whoever is at the desk has to say anew who they are."""

    def __init__(self, name: str) -> None:
        said = (
            f"{name} does not work here."
            if name
            else "Nobody is at the desk; say who you are (--user NAME on the command line)."
        )
        super().__init__(said, field="user")


def may(role: str, right: str, measure: int | None = None, limits: Limits | None = None) -> bool:
    """Whether a role has a right, or for one of `LIMITS` whether `measure` is within it.

    A right that is in neither table is a fault of the program.
    """
    if right in LIMITS:
        most = limit_of(role, right, limits or {})
        return most is None or (measure or 0) <= most
    return right == NO_RIGHT or role in RIGHTS[right]


def limit_of(role: str, right: str, limits: Limits) -> int | None:
    """How far a role may go: as the shop has set it, else as the program starts it."""
    return limits[role, right] if (role, right) in limits else LIMITS[right][role]


def refusal(person: Person, right: str, measure: int | None = None, limits: Limits | None = None) -> NotAllowed:
    """The sentence for a right that a person lacks: who, what, and who may."""
    able = [role for role in ROLES if may(role, right, measure, limits)]
    asked = listed([f"{'an' if role[0] in 'aeio' else 'a'} {role}" for role in able], "or")
    return NotAllowed(f"{person.name} ({person.role}) may not {right}; ask {asked}.", right)
