"""The tenders of the shop: those that there are, the owner's own, and what may still change of one that has money."""

from __future__ import annotations

from dataclasses import replace

from orderdesk.domain.money.tenders import Tender, Tenders, added, changed
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.persistence.money import tenders as kept
from orderdesk.services.desk import Desk, Work


def tenders_of(desk: Desk) -> Tenders:
    """All tenders in the order in which they are shown."""
    with desk.reading() as connection:
        return kept.read_tenders(connection)


def add_tender(desk: Desk, name: str, kind: str, *, account: str = "") -> Tender:
    """Add a tender of the owner's, such as "Gift voucher" of the kind "voucher"; without an account it has its own."""
    with desk.writing(right="change settings") as work:
        made = added(kept.tenders_to_change(work.connection), name, kind, account=account)
        made = replace(made, id=kept.add_tender(work.connection, made))
        _tell(work, "tender added", made)
        return made


def change_tender(desk: Desk, wanted: Tender) -> Tender:
    """Write what a tender is from now on. Refused for another kind or account once money came by it."""
    with desk.writing(right="change settings") as work:
        known = kept.tenders_to_change(work.connection)
        before = known.find(wanted.code)
        if before is None:
            raise NotFound(f"There is no tender {wanted.code}.", field="tender")
        after = changed(known, before, wanted, used=kept.is_used(work.connection, before.code))
        if after == before:
            raise Refused(f"{before.name} is like that already; nothing was changed.")
        kept.change_tender(work.connection, after)
        _tell(work, "tender changed", after)
        return after


def _tell(work: Work, what: str, tender: Tender) -> None:
    work.event("shop", 1, what, f"{tender.name}: {tender.kind}{'' if tender.active else ', retired'}")
    work.touch("shop")
