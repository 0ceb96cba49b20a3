"""Which shipments make the next wave, and why: the first cutoff, one carrier, single-line orders first, at most as many
totes as the cart takes, and of those that are as urgent the ones that make the shortest walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from orderdesk.domain.fulfilment.waves.choosing import nearest
from orderdesk.domain.fulfilment.waves.cutoffs import TIGHT_PERCENT
from orderdesk.domain.fulfilment.waves.pace import Pace
from orderdesk.domain.fulfilment.waves.walk import Floor
from orderdesk.domain.values.quantity import Quantity
from orderdesk.domain.values.texts import count_word, listed


@dataclass(frozen=True, slots=True)
class Candidate:
    """A shipment that could be picked now: with which carrier and service it leaves, when (None: no cutoff) and in
    words ("at 14:00"), how many lines and units it has, and the bins they lie in."""

    id: int
    carrier: str
    service: str
    leaves: datetime | None
    leaves_words: str
    lines: int
    units: Quantity
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SuggestedWave:
    """A wave as it is suggested: its shipments by tote, why these, and the seconds that they take."""

    shipment_ids: tuple[int, ...]
    carrier: str
    reason: str
    units: Quantity
    bins: int
    picking: int
    packing: int

    @property
    def work(self) -> int:
        """Seconds until all of it is packed."""
        return self.picking + self.packing


def suggest(
    candidates: Iterable[Candidate], floor: Floor, totes: int, pace: Pace, now: datetime
) -> SuggestedWave | None:
    """The wave that is to be picked next; None where nothing waits."""
    waiting = sorted(candidates, key=lambda each: (*_urgency(each, now), each.id))
    if not waiting:
        return None
    first = waiting[0]
    same = [each for each in waiting if each.carrier == first.carrier]
    chosen: list[Candidate] = []
    for group in _groups(same, now):
        room = totes - len(chosen)
        if not room:
            break
        more = (
            group if len(group) <= room else nearest(group, [key for each in chosen for key in each.bins], room, floor)
        )
        if chosen and group[0].leaves != first.leaves:
            more = _in_time(chosen, more, first.leaves, pace, now)
        chosen += more
    reason = _reason(chosen, same, first, floor, totes)
    return wave_of(chosen, pace, reason)


def wave_of(chosen: Sequence[Candidate], pace: Pace, reason: str = "") -> SuggestedWave:
    """These shipments as a wave, whoever chose them."""
    units = sum(each.units for each in chosen)
    bins = {key for each in chosen for key in each.bins}
    carriers = dict.fromkeys(each.carrier for each in chosen)
    return SuggestedWave(
        tuple(each.id for each in chosen),
        listed(list(filter(None, carriers))),
        reason,
        units,
        len(bins),
        pace.picking(len(bins)),
        pace.packing(len(chosen), units),
    )


def _urgency(each: Candidate, now: datetime) -> tuple[bool, bool, datetime, str, bool]:
    """What has missed its van, and what leaves without a cutoff, comes after what can still go."""
    at = each.leaves
    return at is not None and at < now, at is None, at or now, each.carrier, each.lines > 1


def _groups(same: Sequence[Candidate], now: datetime) -> list[list[Candidate]]:
    """Those that are as urgent as each other, the most urgent first."""
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for each in same:
        groups.setdefault(_urgency(each, now), []).append(each)
    return list(groups.values())


def _in_time(
    chosen: Sequence[Candidate], more: Sequence[Candidate], leaves: datetime | None, pace: Pace, now: datetime
) -> list[Candidate]:
    """What may come along without making the first ones tight."""
    if leaves is None or leaves < now:
        return list(more)
    left = (leaves - now).total_seconds()
    taken: list[Candidate] = []
    for each in more:
        if wave_of([*chosen, *taken, each], pace).work * 100 > left * TIGHT_PERCENT:
            break
        taken.append(each)
    return taken


def _reason(chosen: Sequence[Candidate], same: Sequence[Candidate], first: Candidate, floor: Floor, totes: int) -> str:
    """Why these, in two or three sentences."""
    urgent = [each for each in chosen if each.leaves == first.leaves]
    waiting = [each for each in same if each.leaves == first.leaves]
    said = [_urgent_words(urgent, waiting)]
    others = [each for each in chosen if each.leaves != first.leaves]
    if others:
        near = {_aisle(floor, key) for each in urgent for key in each.bins}
        keys = [key for each in others for key in each.bins]
        on_the_way = sum(_aisle(floor, key) in near for key in keys)
        words = "comes along" if len(others) == 1 else "come along"
        where = f"{on_the_way} of {count_word(len(keys), 'row')} in aisles that are walked anyway"
        services = listed(list(dict.fromkeys(each.service for each in others)), "or")
        said.append(f"{len(others)} by {services} {words}: {where}.")
    if len(urgent) < len(waiting):
        single = sum(each.lines == 1 for each in urgent)
        few = f"orders of one line first ({single} of them), then " if single else ""
        said.append(f"The cart takes {count_word(totes, 'tote')}: {few}those that lie nearest to each other.")
    return " ".join(said)


def _urgent_words(urgent: Sequence[Candidate], waiting: Sequence[Candidate]) -> str:
    services = listed(list(dict.fromkeys(each.service for each in urgent if each.service)), "or")
    by, when = f"by {services} " if services else "", urgent[0].leaves_words or "today"
    many = count_word(len(waiting), "shipment")
    if len(waiting) == 1:
        return f"{many} leaves {by}{when}, and nobody has it yet."
    some = f" These are {len(urgent)} of them." if len(urgent) < len(waiting) else ""
    return f"{many} leave {by}{when}, and nobody has them yet.{some}"


def _aisle(floor: Floor, key: int) -> tuple[int, int]:
    spot = floor.spots[key]
    return spot.location, spot.aisle
