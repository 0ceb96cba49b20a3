"""Whose a wave is: it is taken, left to others, taken over by whoever asks for it, and kept by being there."""

from __future__ import annotations

from datetime import timedelta

from orderdesk.domain.fulfilment.waves.owning import Holder
from orderdesk.domain.values.errors import Doubtful, NotFound, Refused
from orderdesk.domain.values.rights import NO_RIGHT
from orderdesk.persistence.fulfilment import records as shipments
from orderdesk.persistence.fulfilment.waves import lists, owners
from orderdesk.persistence.fulfilment.waves.lists import WaveRow
from orderdesk.persistence.shop.records import shop_of
from orderdesk.services.desk import Desk, Work
from orderdesk.services.people.users import person_at_work

SEEN_EVERY = timedelta(minutes=1)
"""Who is at their wave is noted no more often than this."""


def waves_at_work(desk: Desk) -> list[WaveRow]:
    """The waves of which something is being picked or waits to be packed, the oldest first."""
    with desk.reading() as connection:
        return lists.waves_at_work(connection)


def take_wave(desk: Desk, number: str, *, sure: bool = False) -> str:
    """Let the person at the desk pick by a list from now on. Raises `Doubtful` unless `sure` while somebody else is at
    it; they are told. Returns whose it was, "" for nobody's."""
    with desk.writing(right="pick goods") as work:
        wave = _being_picked(work, number)
        was = wave.holder
        if wave.owner == work.user:
            owners.own(work.connection, wave.id, work.user, work.now)
            return ""
        if was.has_it(work.now, _free_after(work)) and not sure:
            raise Doubtful(f"{was.said(wave.number, 'picking', work.now)}.", field="wave")
        _pass_on(work, wave.id, was.name, work.user)
        return was.name


def release_wave(desk: Desk, number: str) -> None:
    """Leave a wave to whoever comes first: one's own, or one that was left alone."""
    with desk.writing(right="pick goods") as work:
        wave = _being_picked(work, number)
        if not wave.owner:
            raise Refused(f"{wave.number} is nobody's already.", field="wave")
        refuse_others(work, wave.number, wave.holder)
        _pass_on(work, wave.id, wave.owner, "")


def note_presence(desk: Desk) -> int:
    """Note that the person at the desk is still at the waves that they pick; returns how many were noted."""
    with desk.reading() as connection:
        now = desk.clock()
        if not any(now - at >= SEEN_EVERY for _, _, at in owners.lists_of(connection, desk.user)):
            return 0
    with desk.writing(right=NO_RIGHT) as work:
        return owners.seen(work.connection, work.user, work.now, SEEN_EVERY)


def own_waves(desk: Desk) -> dict[str, str]:
    """Whose each wave is that is being picked, by its number."""
    return {each.number: each.owner for each in waves_at_work(desk) if each.picking}


def begin(work: Work, picklist_id: int, owner: str) -> None:
    """A new list is whose it was made for."""
    owners.own(work.connection, picklist_id, owner, work.now)


def working_name(work: Work, owner: str) -> str:
    """Who is meant by a name, "" for nobody; refuse one who does not work here."""
    name = owner.strip()
    if not name or name == work.user:
        return name
    return person_at_work(work, name).name


def claim(work: Work, picklist_id: int) -> None:
    """Whoever works on a list that is being picked has it; refused while it is somebody else's."""
    number, holder = owners.whose(work.connection, picklist_id)
    if holder.name != work.user:
        refuse_others(work, number, holder)
        _pass_on(work, picklist_id, holder.name, work.user)


def refuse_others(work: Work, number: str, holder: Holder) -> None:
    """Refuse what only those may do who have a list, while somebody else has it."""
    if holder.name != work.user and holder.has_it(work.now, _free_after(work)):
        raise Refused(f"{holder.said(number, 'picking', work.now)}. Take the wave over first.", field="wave")


def _pass_on(work: Work, picklist_id: int, was: str, owner: str) -> None:
    owners.own(work.connection, picklist_id, owner, work.now)
    if owner and was:
        work.event("picklist", picklist_id, "taken over", f"by {owner}, from {was}")
    else:
        work.event("picklist", picklist_id, "taken" if owner else "left to others", owner or was)
    work.touch("shipments")


def _being_picked(work: Work, number: str) -> WaveRow:
    typed = number.strip()
    wave = lists.wave_of(work.connection, typed)
    if wave is None:
        known = shipments.picklist_by_number(work.connection, typed)
        if known is None:
            raise NotFound(f"There is no picklist {typed[:40]}.", field="wave")
        raise Refused(f"Picklist {typed} is void: {known[1] or 'nothing is on it any more'}.", field="wave")
    if not wave.picking:
        raise Refused(f"{wave.number} is picked already.", field="wave")
    return wave


def _free_after(work: Work) -> int:
    return shop_of(work.connection).free_after
