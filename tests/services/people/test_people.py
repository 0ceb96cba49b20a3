"""People by name: renamed, retired, and the last owner, who stays."""

from __future__ import annotations

import threading

import pytest

from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.rights import NotAtWork
from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record.history import history_of
from orderdesk.services.desk import Desk
from orderdesk.services.people.users import (
    begins_work,
    rename_user,
    retire_user,
    save_user,
    set_pin,
    still_works,
    users_of,
)
from tests.factories import northside


@pytest.fixture
def desk(database: Database) -> Desk:
    return northside(database)


def _owners(desk: Desk) -> list[str]:
    return [each.name for each in users_of(desk) if each.active and each.role == "owner"]


def test_the_owner_is_renamed_and_history_keeps_who_it_was(desk: Desk) -> None:
    was = desk.user
    (owner,) = users_of(desk)
    set_pin(desk, was, "2468")
    rename_user(desk, was, "  Anna Berg ")
    assert desk.user == "Anna Berg", "whoever renames themselves goes on working"
    save_user(desk, "ben", "packer")
    with desk.reading() as connection:
        told = [(each.user, each.what, each.detail) for each in history_of(connection, "user", owner.id)]
    assert (was, "renamed", f"{was} is now Anna Berg") in told
    assert (was, "PIN set", was) in told, "what was written down keeps the name of its day"
    assert [each.name for each in users_of(desk) if each.has_pin] == ["Anna Berg"]


def test_a_name_of_somebody_else_past_or_present_is_refused(desk: Desk) -> None:
    was = desk.user
    save_user(desk, "ben", "packer")
    for taken in ("ben", "BEN"):
        with pytest.raises(Refused, match="choose another"):
            rename_user(desk, was, taken)
    rename_user(desk, was, "Berta")
    with pytest.raises(Refused, match="was called"):
        save_user(desk, was, "counter")
    with pytest.raises(Refused, match="was called"):
        rename_user(desk, "ben", was)
    rename_user(desk, "Berta", was)
    assert _owners(desk) == [was], "one's own name may be taken back"


def test_who_was_renamed_or_retired_at_another_pc_is_gone_here(desk: Desk) -> None:
    told: list[str] = []
    save_user(desk, "ben", "manager")
    here = Desk(desk.database, "ben", gone=lambda: told.append("gone"))
    assert still_works(here, "ben")
    rename_user(desk, "ben", "Benno")
    assert not still_works(here, "ben")
    with pytest.raises(NotAtWork), here.writing(right="take orders"):
        pass
    assert told


def test_of_two_owners_who_retire_each_other_at_once_one_stays(desk: Desk) -> None:
    first = desk.user
    save_user(desk, "boss", "owner")
    start = threading.Barrier(2)
    said: list[str] = []

    def go(name: str, by: str) -> None:
        mine = Desk(desk.database, by)
        start.wait()
        try:
            save_user(mine, name, "packer")
        except OrderDeskError as error:
            said.append(str(error))

    hands = [threading.Thread(target=go, args=pair) for pair in ((first, "boss"), ("boss", first))]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    assert len(_owners(desk)) == 1, said
    assert len(said) == 1


def test_who_begins_without_saying_who_they_are(desk: Desk) -> None:
    was = desk.user
    assert begins_work(desk, "somebody") == was, "the only one"
    save_user(desk, "ben", "packer")
    assert begins_work(desk, "ben") == "ben"
    assert begins_work(desk, "zoe") == "", "nobody of that name works here"
    set_pin(desk, was, "2468")
    assert begins_work(desk, "ben") == "", "where one has a PIN everybody says who they are"
    retire_user(desk, "ben")
    with pytest.raises(Refused, match="needs an owner"):
        retire_user(desk, was)
