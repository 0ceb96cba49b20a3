"""Tills: opened with a float, counted blind, closed with a Z that never changes, verified by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from orderdesk.domain.lifecycles import TILL, Facts, TillState
from orderdesk.domain.money.tenders import Tenders
from orderdesk.domain.reports.day_report import DayReport, TenderFigures, as_json
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.money import LARGEST, Amount, exponent, kept_amount, shown
from orderdesk.persistence.database.seals import anchor_of
from orderdesk.persistence.money import tills
from orderdesk.persistence.money.tenders import read_tenders
from orderdesk.persistence.money.tills import TillSession
from orderdesk.persistence.record.numbers import take_numbers
from orderdesk.persistence.record.paper_hashes import ISSUED
from orderdesk.persistence.shop.records import shop_head
from orderdesk.services.desk import Desk, Work
from orderdesk.services.money.day_report import session_report
from orderdesk.services.record.posting import post_till_closed, post_till_move, post_till_opened

FIRST_TILL = "Till 1"
LIMIT_MAJOR = 5
"""A count that is off by more than this many pounds (or dollars…) needs a reason."""
LONGEST_REASON = 500
MOST_PIECES = 1_000_000


def add_till(desk: Desk, name: str) -> None:
    """Set up another till."""
    clean = name.strip()
    if not clean or len(clean) > 40:
        raise Refused("Give the till a name of up to 40 letters.", field="till")
    with desk.writing(right="change settings") as work:
        if clean in tills.till_names(work.connection):
            raise Refused(f"There is a till called {clean} already.", field="till")
        work.event("till", tills.add_till(work.connection, clean), "added", clean)
        work.touch("tills")


def open_till(desk: Desk, till: str = "", float_amount: Amount | None = None) -> TillSession:
    """Begin a session; the float is what was left at the last close unless it is counted anew.

    Where no till is named it is this PC's own, else the first; the first one of a shop is set up on the way.
    """
    if float_amount is not None and not 0 <= float_amount <= LARGEST:
        raise Refused("Enter a float of zero or more.", field="float")
    with desk.writing(right="open till") as work:
        till_id = _till(work, till or work.till)
        already = tills.open_session(work.connection, till_id)
        if already:
            TILL.check(already.state, "open", Facts(already.till), field="till")
        last = tills.last_closed(work.connection, till_id)
        left = last.left_in_till if last else 0
        start = left if float_amount is None else float_amount
        if last and start != left:
            raise Refused(
                f"{last.till} was left with {_shown(work, left)}; pay the difference in or out after opening it.",
                field="float",
            )
        values = {"till_id": till_id, "state": str(TillState.OPEN), "opened_at": work.now, "opened_by": work.user}
        session_id = tills.add_session(work.connection, values | {"float_amount": start})
        post_till_opened(work, session_id, start - left, till_id)
        work.event("till-session", session_id, "opened", f"float {_shown(work, start)}")
        work.touch("tills")
        return _session(work, session_id)


def paid_in(desk: Desk, amount: Amount, reason: str, *, till: str = "") -> None:
    """Put money into the drawer that is no sale."""
    _move(desk, "paid-in", amount, reason, till)


def paid_out(desk: Desk, amount: Amount, reason: str, *, till: str = "") -> None:
    """Take money out of the drawer for an expense."""
    _move(desk, "paid-out", amount, reason, till)


def drop(desk: Desk, amount: Amount, reason: str = "to the safe", *, till: str = "") -> None:
    """Carry money from the drawer to the safe."""
    _move(desk, "drop", amount, reason, till)


def no_sale(desk: Desk, reason: str, *, till: str = "") -> None:
    """Open the drawer without a sale; it is on the Z with the name of who did it."""
    _move(desk, "no-sale", 0, reason, till)


def count_till(desk: Desk, denominations: Mapping[str, int], *, till: str = "") -> Amount:
    """Keep a blind count, {"20.00": 5, "0.50": 3}; return what it comes to. It may be repeated until the close."""
    with desk.writing(right="close till") as work:
        session = _current(work, till)
        state = TILL.after(session.state, "count", facts_of(session.till, session))
        _, currency = shop_head(work.connection)
        counted = _counted(denominations, currency)
        kept = {piece.strip(): number for piece, number in denominations.items() if number}
        values = {"state": str(state), "counted": counted, "denominations": kept}
        tills.change_session(work.connection, session.id, values)
        work.event("till-session", session.id, "counted", shown(counted, currency))
        work.touch("tills")
        return counted


def resume_till(desk: Desk, *, till: str = "") -> TillState:
    """Go on selling; the count is forgotten. Returns the state of the session after it."""
    with desk.writing(right="close till") as work:
        session = _current(work, till)
        state = TILL.after(session.state, "resume", Facts(session.till))
        tills.change_session(work.connection, session.id, {"state": str(state), "counted": 0, "denominations": None})
        work.event("till-session", session.id, "opened again")
        work.touch("tills")
        return state


def close_till(
    desk: Desk,
    *,
    till: str = "",
    left: Amount | None = None,
    reason: str = "",
    counted: Mapping[str, Amount] | None = None,
) -> DayReport:
    """Close a counted till: any difference is kept for ever, above a limit only with a reason. Returns the Z report.

    `left` stays in the drawer as the next float (the old float unless said otherwise), the rest is the deposit.
    `counted` may give what the slips of other tenders came to, such as {"card": 16418}.
    """
    with desk.writing(right="close till") as work:
        session = _current(work, till)
        state = TILL.after(session.state, "close", facts_of(session.till, session), field="count")
        stays = min(session.float_amount, session.counted) if left is None else left
        if not 0 <= stays <= session.counted:
            raise Refused("What stays in the till cannot be more than was counted.", field="left")
        report = _z(work, desk, session, stays, _clean(reason), counted or {})
        values = {
            "state": str(state),
            "z_number": report.z_number,
            "closed_at": work.now,
            "closed_by": work.user,
            "expected": report.cash.expected if report.cash else 0,
            "left_in_till": stays,
            "note": _clean(reason),
            "z_report": as_json(report),
        }
        tills.change_session(work.connection, session.id, values)
        _post_close(work, session, report, stays)
        work.event("till-session", session.id, "closed", f"Z {report.z_number}{_over_short(report)}")
        work.event("till-session", session.id, ISSUED, tills.z_said(work.connection, session.id))
        work.touch("tills")
        return report


def verify_till(desk: Desk, session_id: int) -> None:
    """A second person has looked at a closed session."""
    with desk.writing(right="verify till") as work:
        session = _session(work, session_id)
        state = TILL.after(session.state, "verify", Facts(session.till))
        if session.closed_by == work.user:
            raise Refused(f"{work.user} closed this session; someone else must verify it.", field="user")
        tills.change_session(work.connection, session_id, {"state": str(state), "verified_by": work.user})
        work.event("till-session", session_id, "verified")
        work.touch("tills")


def x_report(desk: Desk, *, till: str = "") -> DayReport:
    """A look at the session that is going on; it changes nothing."""
    with desk.reading(right="close till") as connection:
        session = _one(tills.open_sessions(connection), till or desk.till, "x-report")
        return session_report(connection, desk, session, "X", desk.clock())


def open_tills(desk: Desk) -> list[TillSession]:
    """The sessions going on now."""
    with desk.reading() as connection:
        return tills.open_sessions(connection)


def facts_of(till: str, session: TillSession | None) -> Facts:
    """What the guards of a till look at."""
    if session is None:
        return Facts(till)
    return Facts(till, count=session.denominations is not None, counting=session.state == TillState.COUNTING)


def _post_close(work: Work, session: TillSession, report: DayReport, left: Amount) -> None:
    assert report.cash is not None
    expected, counted = report.cash.expected, session.counted
    post_till_closed(work, session.id, session.till_id, expected=expected, counted=counted, left=left)


def _z(
    work: Work, desk: Desk, session: TillSession, left: Amount, reason: str, counted: Mapping[str, Amount]
) -> DayReport:
    report = session_report(work.connection, desk, session, "Z", work.now)
    pieces = tuple(sorted((session.denominations or {}).items(), key=lambda each: -kept_amount(each[0], "KWD")))
    assert report.cash is not None
    cash = replace(report.cash, counted=session.counted, denominations=pieces, left=left, reason=reason)
    assert cash.difference is not None
    if abs(cash.difference) > LIMIT_MAJOR * 10 ** exponent(report.currency) and not reason:
        raise Refused("The count is further off than the shop allows; say why before closing.", field="reason")
    drawer = {"cash": cash.sales - cash.refunds + cash.difference}
    tenders = _slips(read_tenders(work.connection), report, {**counted, **drawer})
    (number,) = take_numbers(work.connection, f"Z-{session.till_id}")
    closed = replace(report, cash=cash, tenders=tenders, z_number=number)
    closed = replace(closed, closed_at=work.now, closed_by=work.user, chain=anchor_of(work.connection))
    if problems := closed.problems():
        raise Refused(f"{session.till} cannot be closed: {problems[0]} Run the check of the books.")
    return closed


def _slips(known: Tenders, report: DayReport, counted: Mapping[str, Amount]) -> tuple[TenderFigures, ...]:
    """The tenders with what was counted of each; a tender that was counted but never taken gets a row of its own."""
    came = {known.called(name, "counted").code: amount for name, amount in counted.items()}
    taken = {each.tender: each for each in report.tenders}
    rows = [
        taken.get(each.code) or TenderFigures(each.code, 0, 0, 0, name=each.name)
        for each in known
        if each.code in taken or came.get(each.code)
    ]
    return tuple(replace(each, counted=came.get(each.tender)) for each in rows)


def _move(desk: Desk, kind: str, amount: Amount, reason: str, till: str) -> None:
    why = _clean(reason)
    if kind != "no-sale" and not 0 < amount <= LARGEST:
        raise Refused("Enter an amount above zero.", field="amount")
    if not why:
        raise Refused("Say why.", field="reason")
    with desk.writing(right="move till cash") as work:
        session = _current(work, till)
        TILL.check(session.state, kind, facts_of(session.till, session), field="till")
        if kind in ("paid-out", "drop") and amount > tills.expected_cash(work.connection, session):
            raise Refused(f"{session.till} does not hold that much cash.", field="amount")
        row = {"till_session_id": session.id, "at": work.now, "kind": kind, "amount": amount, "reason": why}
        key = tills.add_till_movement(work.connection, row | {"user": work.user})
        post_till_move(work, key, kind, amount, session.till_id)
        work.event("till-session", session.id, kind, f"{_shown(work, amount)} {why}" if amount else why)
        work.touch("tills")
        work.opens_drawer = True


def _till(work: Work, named: str) -> int:
    """The key of a till by name, locked; without one the first, and a shop without any gets it."""
    known = tills.till_names(work.connection)
    name = named or next(iter(known), FIRST_TILL)
    found = tills.till_id_by_name(work.connection, name)
    if found is not None:
        return found
    if known:
        raise NotFound(f"There is no till {name}; there is {', '.join(known)}.", field="till")
    return tills.add_till(work.connection, name)


def _current(work: Work, till: str) -> TillSession:
    """The session going on at a till, else at this PC's own, locked; refuse a clock that was set back since."""
    session = _session(work, _one(tills.open_sessions(work.connection), till or work.till).id)
    if work.now < session.opened_at:
        raise Refused(
            f"The clock says {work.now:%Y-%m-%d %H:%M} UTC, but {session.till} was opened at "
            f"{session.opened_at:%Y-%m-%d %H:%M} UTC. Set the clock right first."
        )
    return session


def _one(going_on: list[TillSession], till: str, event: str = "close") -> TillSession:
    chosen = [each for each in going_on if not till or each.till == till]
    if not chosen:
        TILL.check(TillState.CLOSED, event, Facts(till or "The till"), field="till")
    if len(chosen) > 1:
        raise Refused(f"Say which till: {', '.join(each.till for each in chosen)}.", field="till")
    return chosen[0]


def _session(work: Work, session_id: int) -> TillSession:
    found = tills.read_session(work.connection, session_id, lock=True)
    if found is None:
        raise NotFound("There is no such till session.", field="session")
    return found


def _counted(denominations: Mapping[str, int], currency: str) -> Amount:
    total = 0
    for piece, number in denominations.items():
        value = kept_amount(piece, currency, field="denominations")
        if value <= 0 or not 0 <= number <= MOST_PIECES:
            raise Refused(f"{number} pieces of {piece} cannot be counted.", field="denominations")
        total += value * number
    return total


def _clean(reason: str) -> str:
    clean = reason.strip()
    if len(clean) > LONGEST_REASON:
        raise Refused(f"Keep the reason below {LONGEST_REASON} letters.", field="reason")
    return clean


def _over_short(report: DayReport) -> str:
    off = report.cash.difference if report.cash else 0
    if not off:
        return ""
    return f", {'over' if off > 0 else 'short'} {shown(abs(off), report.currency)}"


def _shown(work: Work, amount: Amount) -> str:
    return shown(amount, shop_head(work.connection)[1])
