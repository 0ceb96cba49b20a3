"""The people who work here: their roles, their PINs, how far each role may go, and what one lends another."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from dataclasses import replace

from orderdesk.domain.people.pins import checked_pin, fits, hash_pin, wait_after
from orderdesk.domain.values.errors import NotFound, Refused
from orderdesk.domain.values.rights import LIMITS, NO_RIGHT, ROLES, Limits, NotAllowed, NotAtWork, Person, may, refusal
from orderdesk.domain.values.texts import clean, one_of
from orderdesk.persistence.people import records as people
from orderdesk.persistence.people.records import User
from orderdesk.services.desk import Approval, Desk, Work, person_named

UNNAMED = "owner"
"""The name under which a desk begins when nobody was named."""


def users_of(desk: Desk) -> list[User]:
    """Everyone who works or worked here, by name."""
    with desk.reading() as connection:
        return people.read_users(connection)


def save_user(desk: Desk, name: str, role: str, *, active: bool = True) -> None:
    """Add a person or give them another role; the last owner stays one."""
    with desk.writing(right="manage people") as work:
        kept = clean(name, "name", required=True, longest=60)
        wanted = one_of(role, "role", ROLES)
        known = people.hold_users(work.connection)
        _keep_an_owner(known, kept, stays=active and wanted == "owner")
        if not any(each.name == kept for each in known):
            _check_name(work, known, kept, 0)
        people.save_user(work.connection, kept, wanted, active=active)
        user = next(each for each in people.read_users(work.connection) if each.name == kept)
        work.event("user", user.id, "saved", f"{kept}: {wanted}" + ("" if active else ", no longer active"))
        work.touch("shop")


def rename_user(desk: Desk, name: str, new_name: str) -> None:
    """Call a person by another name; their history keeps the name under which it was written. Whoever renames
    themselves goes on working under the new name."""
    with desk.writing(right="manage people") as work:
        known = people.hold_users(work.connection)
        user = _named(known, name)
        kept = clean(new_name, "name", required=True, longest=60)
        if kept == user.name:
            return
        _check_name(work, known, kept, user.id)
        people.rename_user(work.connection, user.id, kept)
        work.event("user", user.id, people.RENAMED, f"{user.name}{people.NOW}{kept}")
        work.touch("shop")
        renamed_self = user.name == work.user
    if renamed_self:
        desk.user = kept


def _check_name(work: Work, known: list[User], name: str, user_id: int) -> None:
    """Refuse the name of somebody else, present or past."""
    if any(each.name.casefold() == name.casefold() and each.id != user_id for each in known):
        raise Refused(f"{name} is the name of someone who works or worked here; choose another one.", field="name")
    if people.was_called(work.connection, name, user_id):
        raise Refused(f"Someone else was called {name} before; choose another name.", field="name")


def _keep_an_owner(known: list[User], name: str, *, stays: bool) -> None:
    """Refuse what would leave the shop without an owner at work."""
    others = [each for each in known if each.active and each.name != name]
    if not stays and not any(each.role == "owner" for each in others):
        raise Refused("The shop needs an owner; make someone else owner first.", field="role")


def retire_user(desk: Desk, name: str) -> None:
    """Let a person go: their name stays on what they did, and they no longer work here."""
    user = _named(users_of(desk), name)
    save_user(desk, user.name, user.role, active=False)


def set_pin(desk: Desk, name: str, pin: str) -> None:
    """Give a person a PIN, or none when it is empty; each may change their own, an owner may set anyone's."""
    with desk.writing(right=NO_RIGHT) as work:
        user = _named(people.read_users(work.connection), name)
        if user.name != work.user:
            work.need("manage people")
        people.save_pin(work.connection, user.id, hash_pin(checked_pin(pin), secrets.token_bytes(16)) if pin else "")
        work.event("user", user.id, "PIN set" if pin else "PIN removed", user.name)
        work.touch("shop")


def begins_work(desk: Desk, proposed: str) -> str:
    """Who begins at this desk without saying who they are; "" where somebody has to sign in first.

    Nobody has to while no one has a PIN: then it is the only one who works here, or the one `proposed`.
    """
    working = [each for each in users_of(desk) if each.active]
    if any(each.has_pin for each in working):
        return ""
    if len(working) == 1:
        return working[0].name
    return proposed if not working or any(each.name == proposed for each in working) else ""


def still_works(desk: Desk, name: str) -> bool:
    """Whether this person may go on at the desk: they were not retired or renamed since they sat down."""
    with desk.reading() as connection:
        try:
            person_named(connection, name)
        except NotAtWork:
            return False
    return True


def unlock(desk: Desk, name: str) -> None:
    """Let a person try their PIN at once, at every PC, after too many wrong ones."""
    with desk.writing(right="manage people") as work:
        user = _named(people.read_users(work.connection), name)
        people.forget_tries(work.connection, user.id)
        work.event("user", user.id, "unlocked", user.name)
        work.touch("shop")


def user_of(desk: Desk) -> User:
    """The person at this desk; refuse one the shop does not know."""
    return _named(users_of(desk), desk.user)


def has_pin(desk: Desk, name: str) -> bool:
    """Whether this person has to prove who they are."""
    return any(each.name == name and each.active and each.has_pin for each in users_of(desk))


def admit(desk: Desk, ask: Callable[[str], str]) -> Desk:
    """The desk once its person is known and has proved who they are; `ask(name)` gives the PIN, and only if needed.

    Nobody reads before that. Whoever names nobody (`UNNAMED`) works as the only person of a shop without PINs.
    """
    known = users_of(desk)
    working = [each for each in known if each.active]
    if desk.user == UNNAMED and len(working) == 1 and not working[0].has_pin:
        return replace(desk, user=working[0].name)
    if known and not any(each.name == desk.user for each in working):
        raise NotAtWork("" if desk.user == UNNAMED else desk.user)
    proved = any(each.name == desk.user and each.has_pin for each in working)
    return sign_in(desk, desk.user, ask(desk.user)) if proved else desk


def sign_in(desk: Desk, name: str, pin: str = "") -> Desk:
    """The desk with this person at it; one who has a PIN proves it."""
    user = _named(users_of(desk), name)
    if user.has_pin:
        _prove(desk, user, pin)
    return replace(desk, user=user.name, approval=None)


def approved_by(desk: Desk, name: str, pin: str, reason: str) -> Desk:
    """A desk whose next use case may use the rights of another person, who gives their PIN; it is written down.

    The reason is asked for before the PIN is tried, and one's own PIN lends nothing.
    """
    why = clean(reason, "reason", required=True, longest=200)
    user = _named(users_of(desk), name)
    if user.name == desk.user:
        raise Refused("Another person has to allow it; your own PIN does not.", field="name")
    if not user.has_pin:
        raise Refused(f"{user.name} has no PIN yet, and can allow nothing without one.", field="name")
    _prove(desk, user, pin)
    return replace(desk, approval=Approval(user.id, Person(user.name, user.role), why))


def approvers(desk: Desk, right: str) -> list[str]:
    """Who could lend a right to the person at the desk: the others who have a PIN and, in some measure, the right."""
    able = [each for each in users_of(desk) if each.active and each.has_pin and each.name != desk.user]
    return [each.name for each in able if right in LIMITS or may(each.role, right)]


def why_not(desk: Desk, right: str) -> NotAllowed | None:
    """Why the person at the desk may not do something, or None."""
    with desk.reading() as connection:
        person = person_named(connection, desk.user)
        return None if right in LIMITS or may(person.role, right) else refusal(person, right)


def limits_of(desk: Desk) -> Limits:
    """How far each role may go where the shop has set it; `domain.rights.limit_of` knows the rest."""
    with desk.reading() as connection:
        return people.read_limits(connection)


def set_limit(desk: Desk, role: str, right: str, most: int | None) -> None:
    """Set how far a role may go with a right of `LIMITS`; None is without end."""
    with desk.writing(right="manage people") as work:
        one_of(role, "role", ROLES)
        one_of(right, "right", tuple(LIMITS))
        if most is not None and (most < 0 or (right == "give this discount" and most > 1_000_000)):
            raise Refused("A limit is zero or more, and a discount at most 100 percent.", field="limit")
        people.save_limit(work.connection, role, right, most)
        user = next((each.id for each in people.read_users(work.connection) if each.name == work.user), 0)
        work.event("user", user, "limit set", f"{role} may {right}: {'any' if most is None else most}")
        work.touch("shop")


def person_at_work(work: Work, name: str) -> User:
    """Who is meant by a name, in small letters or large, to own a task or a wave; refuse one who does not work here."""
    for user in people.read_users(work.connection):
        if user.active and user.name.casefold() == name.strip().casefold():
            return user
    raise NotFound(f"{name.strip()[:60]} does not work here.", field="owner")


def _named(listed: list[User], name: str) -> User:
    for user in listed:
        if user.active and user.name == name.strip():
            return user
    raise NotFound(f"{name.strip()} does not work here.", field="user")


def _prove(desk: Desk, user: User, pin: str) -> None:
    """Hear one try; a wrong one is written down before it is refused, so that a new start forgets none."""
    with desk.writing(right=NO_RIGHT) as work:
        refused = _heard(work, user, pin)
    if refused is not None:
        raise refused


def _heard(work: Work, user: User, pin: str) -> Refused | None:
    pc = socket.gethostname()
    lock = people.read_lock(work.connection, user.id, pc)
    if lock.until is not None and lock.until > work.now:
        seconds = max(1, round((lock.until - work.now).total_seconds()))
        said = f"Too many wrong PINs for {user.name} at this PC; try again in {_in_words(seconds)}"
        return Refused(f"{said}, or ask an owner to unlock it.", field="pin")
    if fits(pin, lock.pin):
        if lock.wrong_tries:
            people.note_try(work.connection, user.id, pc, 0, None)
        return None
    wrong = lock.wrong_tries + 1
    people.note_try(work.connection, user.id, pc, wrong, work.now + wait_after(wrong))
    if wrong >= 5:
        work.event("user", user.id, "locked", f"{user.name} at {pc} after {wrong} wrong PINs")
    return Refused(f"That is not the PIN of {user.name}.", field="pin")


def _in_words(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
