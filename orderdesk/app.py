"""Where everything is put together: settings, database, desk and, when asked for, the window."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from orderdesk.settings import BACKUPS, DATABASE, Settings

# What takes long to load is loaded where it is used: the window paints before it opens the database.
if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from orderdesk.persistence.care.migrating import Upgraded
    from orderdesk.services.care.keeping import BroughtBack
    from orderdesk.services.desk import Desk
    from orderdesk.ui.welcome.shops import Doors

_NO_SCREEN = ("offscreen", "minimal")


def address_of(settings: Settings) -> URL:
    """The database's address: the one that was set, or the file in the data folder."""
    from sqlalchemy import URL

    from orderdesk.persistence.database.engine import parsed

    if settings.database:
        return parsed(settings.database)
    return URL.create("sqlite", database=str(settings.data_dir / DATABASE))


def open_desk(settings: Settings, *, create: bool = False, quick_check: bool = False) -> Desk:
    """The desk of this PC on the shop's database; `create` makes a missing one, empty.

    An older database is not touched: `OldSchema` says how to upgrade it. The database is closed with
    `desk.database.close()`.
    """
    from orderdesk.persistence.care.creation import open_or_create
    from orderdesk.persistence.database.engine import NoShop, open_database
    from orderdesk.services.desk import Desk
    from orderdesk.services.shop.local_forms import adopt_form

    if create:
        make_folder(settings)
    elif not settings.database and not settings.data_dir.exists():
        raise NoShop(f"There is no shop in {settings.data_dir} yet. Make one with: orderdesk init")
    address = address_of(settings)
    tidy(address, settings.data_dir)
    opened = open_or_create if create else open_database
    database = opened(address, allow_network=settings.allow_network, quick_check=quick_check)
    try:
        adopt_form(database)
        desk = Desk(database, user=settings.user, till=settings.till, fault=settings.fault)
        desk.read_days()
        return desk
    except BaseException:
        database.close()
        raise


def tidy(address: URL, folder: Path) -> None:
    """Sweep away what a killed program left half written, and keep what is the shop's from other users of this PC."""
    from orderdesk.persistence.care.tidying import make_private, sweep_all
    from orderdesk.persistence.database.engine import file_of

    backups = folder / BACKUPS
    if address.get_backend_name() == "sqlite":
        sweep_all(file_of(address), backups)
    make_private(folder, backups)


def run_window(settings: Settings, *, unseen: bool = False, sample: bool = False) -> int:
    """Open the window on the shop of this PC, or on what there is to choose from while there is none; returns the exit
    code when it is closed. With `sample` it begins in the sample shop.

    With `unseen`, or without a screen, nobody is led to a window that is open already: `StorageFailed` says so.
    """
    from orderdesk.ui.shell.starting.starting import run
    from orderdesk.ui.welcome.shops import Shops

    shops = Shops(settings, doors_to)
    begun = shops.sample if sample else shops.first()
    return run(
        begun,
        shops,
        file=file_of_shop(begun),
        unseen=unseen or os.environ.get("QT_QPA_PLATFORM", "").startswith(_NO_SCREEN),
    )


def doors_to(settings: Settings) -> Doors:
    """What the window does with the shop that `settings` name."""
    from orderdesk.ui.welcome.shops import Doors

    return Doors(
        settings,
        lambda: open_for_window(settings),
        lambda: open_desk(settings, create=True),
        lambda: upgrade_shop(settings),
        lambda archive: restore_shop(settings, archive),
    )


def file_of_shop(settings: Settings) -> Path | None:
    """The shop's file, found without loading what opens it; None on a server."""
    from pathlib import Path

    if not settings.database:
        return settings.data_dir / DATABASE
    head, _, rest = settings.database.partition(":///")
    return Path(rest.partition("?")[0]).absolute() if head.startswith("sqlite") and rest else None


def open_for_window(settings: Settings) -> Desk:
    """The desk for the window, which is looked through for damage first; `NoShop` where nothing was chosen yet."""
    return open_desk(settings, quick_check=True)


def upgrade_shop(settings: Settings) -> Upgraded:
    """Bring a shop of an older OrderDesk to today's layout, after a backup in the folder of backups."""
    from orderdesk.services.care.keeping import upgrade
    from orderdesk.services.desk import utc_now

    return upgrade(address_of(settings), settings.data_dir / BACKUPS, utc_now, allow_network=settings.allow_network)


def restore_shop(settings: Settings, archive: Path) -> BroughtBack:
    """Put the shop of a backup in the place of this PC's, which is kept aside."""
    from orderdesk.services.care.keeping import bring_back
    from orderdesk.services.desk import utc_now

    make_folder(settings)
    return bring_back(archive, address_of(settings), utc_now, allow_network=settings.allow_network)


def make_folder(settings: Settings) -> None:
    """Make the data folder when the shop's file is to lie in it."""
    from orderdesk.domain.values.errors import StorageFailed

    if settings.database:
        return
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or "unknown fault"
        raise StorageFailed(f"The folder {settings.data_dir} cannot be made: {why}. Choose another one.") from None
