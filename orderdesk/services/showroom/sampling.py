"""The sample shop at work: made with a morning's orders, thrown away, and moved out of the way of the owner's own."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from orderdesk.domain.values.errors import Refused
from orderdesk.persistence.care.moving import move_shop, remove_shop
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.showroom.demonstrating import one_life
from orderdesk.services.showroom.sample_shop import open_sample_shop
from orderdesk.services.showroom.sample_sign import is_sample, lacks_orders
from orderdesk.services.showroom.work_in_hand import work_in_hand


def make_sample(desk: Desk) -> None:
    """Set up the sample shop and take its orders; one that has some already is left as it is."""
    open_sample_shop(desk)
    desk.read_days()
    if lacks_orders(desk):
        for _step in chain(one_life(desk), work_in_hand(desk)):
            pass


def throw_away(file: Path, backups: Path) -> None:
    """Remove the sample shop's file and its backups; refuse a file that holds anybody else's shop."""
    if file.exists():
        _check_sample(file)
        remove_shop(file)
    for backup in backups.glob("*.odbackup"):
        backup.unlink(missing_ok=True)


def move_aside(file: Path, folder: Path) -> Path:
    """Move a sample shop out of the place of the owner's own into `folder`; refuse any other shop."""
    _check_sample(file)
    return move_shop(file, folder)


def _check_sample(file: Path) -> None:
    database = open_database(f"sqlite:///{file}", quick_check=False)
    try:
        if not is_sample(Desk(database)):
            raise Refused(f"{file} is not the sample shop, so it stays where it is.")
    finally:
        database.close()
