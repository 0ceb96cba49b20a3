"""Items whose names differ in one word: what a picker takes for one another, and a clerk mishears.

Two names are twins when they have the same words in the same order but for one, and at least two words in common:
“Cotton tee blue M” and “Cotton tee red M” are, “Desk lamp” and “Desk chair” are not. In the catalogue of a real
gift shop half of all items have a twin, and half of its orders hold both of a pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orderdesk.domain.values.texts import listed

FEWEST_COMMON = 2
MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Twin:
    """Another item, the word that sets this one apart from it, and the other's word in the same place."""

    item_id: int
    ours: str
    theirs: str


class Twins:
    """The twins among `names`, pairs of an item's key and its name."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        self._words: dict[int, list[str]] = {}
        self._alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for item_id, name in names:
            self._words[item_id] = words = name.split()
            for gapped in _gapped(words):
                self._alike[gapped].append(item_id)

    def of(self, item_id: int) -> list[Twin]:
        """The twins of an item, in the order of the word that differs and then of the names given."""
        ours = self._words.get(item_id, [])
        return [
            Twin(other, ours[place], theirs)
            for place, gapped in enumerate(_gapped(ours))
            for other in self._alike[gapped]
            if (theirs := self._words[other][place]).casefold() != ours[place].casefold()
        ]

    def told(self, item_id: int) -> str:
        """What to say so that it is not taken for a twin: “blue, not red or green”; "" without one."""
        others: dict[str, list[str]] = {}
        for twin in self.of(item_id):
            others.setdefault(twin.ours, []).append(twin.theirs)
        return "; ".join(f"{ours}, not {_few(theirs)}" for ours, theirs in others.items())


def _gapped(words: list[str]) -> list[tuple[object, ...]]:
    """The name with each of its words left out in turn; none of a name that is too short to have a twin."""
    if len(words) <= FEWEST_COMMON:
        return []
    folded = [word.casefold() for word in words]
    return [(place, *folded[:place], *folded[place + 1 :]) for place in range(len(folded))]


def _few(words: Iterable[str]) -> str:
    """“red, green or black”; of many the first few “or others”."""
    each = list(dict.fromkeys(words))
    return listed([*each[:MOST_TOLD], *(["others"] if len(each) > MOST_TOLD else [])], "or")
