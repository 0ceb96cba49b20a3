"""What a restore over the shop in use would take away, on both databases, and the backup that is made before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.quantity import pieces
from orderdesk.domain.values.rights import NotAllowed
from orderdesk.persistence.care.archive import read_manifest
from orderdesk.persistence.record.newer import Newer
from orderdesk.services.care.keeping import back_up, keep_before_restore, loss_of
from orderdesk.services.desk import Desk
from orderdesk.services.orders.placing import place_order
from orderdesk.services.people.users import save_user
from tests.factories import Clock, northside


@pytest.fixture
def desk(database_url: str) -> Desk:
    return northside(database_url)


def order(desk: Desk) -> None:
    place_order(desk, OrderRequest(lines=(LineRequest(pieces(1), "MUG"),), customer_id=1))


def test_what_is_newer_than_the_backup_is_counted(desk: Desk, tmp_path: Path) -> None:
    order(desk)
    made = back_up(desk, tmp_path)
    assert loss_of(desk, made.path).newer == Newer(0, 0, 0)
    assert isinstance(desk.clock, Clock)
    desk.clock.advance(minutes=5)
    order(desk)
    order(desk)
    loss = loss_of(desk, made.path)
    assert loss.newer == Newer(2, 0, 0)
    assert loss.newer.anything
    assert loss.manifest.counts["orders"] == 1
    desk.database.close()


def test_only_who_may_change_settings_may_ask(desk: Desk, tmp_path: Path) -> None:
    made = back_up(desk, tmp_path)
    save_user(desk, "paula", "packer")
    desk.user = "paula"
    with pytest.raises(NotAllowed):
        loss_of(desk, made.path)
    desk.database.close()


def test_what_is_no_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        loss_of(desk, tmp_path / "none.odbackup")
    desk.database.close()


def test_the_backup_before_a_restore_says_why_it_was_made(desk: Desk, tmp_path: Path) -> None:
    order(desk)
    kept = keep_before_restore(desk, tmp_path / "backups")
    assert read_manifest(kept).reason == "before-restore"
    assert read_manifest(kept).counts["orders"] == 1
    desk.database.close()
