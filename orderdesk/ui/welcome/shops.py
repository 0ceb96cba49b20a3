"""The shops of this PC: the owner's own, and the sample in a folder of its own beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from orderdesk.settings import BACKUPS, DATABASE, Settings, sample_of

if TYPE_CHECKING:
    from orderdesk.services.desk import Desk
    from orderdesk.ui.welcome.mending import Do, Restore


@dataclass(frozen=True, slots=True)
class Doors:
    """What is done at the place that `settings` name: `open_desk` opens its shop, `make_desk` makes an empty database
    first where there is none; `upgrade` and `restore(backup)` run when the person agrees."""

    settings: Settings
    open_desk: Callable[[], Desk]
    make_desk: Callable[[], Desk] | None = None
    upgrade: Do = bool
    restore: Restore | None = None


@dataclass(frozen=True, slots=True)
class Shops:
    """Where the shops of this PC lie; `home` are the settings it was started with, `doors` leads to a place."""

    home: Settings
    doors: Callable[[Settings], Doors]

    @property
    def sample(self) -> Settings:
        """Those of the sample shop."""
        return sample_of(self.home)

    @property
    def has_own(self) -> bool:
        """Whether a shop of the owner's own was begun, here or on a server."""
        return bool(self.home.database) or _file(self.home).exists()

    @property
    def has_sample(self) -> bool:
        """Whether the sample shop was made."""
        return _file(self.sample).exists()

    def first(self) -> Settings:
        """Where to begin: in the own shop; in the sample where it is all there is."""
        return self.sample if self.has_sample and not self.has_own else self.home

    def own(self, left: Settings) -> Settings:
        """Where the owner's own shop is or will be, for who leaves the sample shop of `left`.

        A sample that lies in the own shop's place, as older versions put it there, is moved into its folder first.
        """
        if left.sample:
            return self.home
        if left.database:
            return replace(self.home, database="")
        from orderdesk.services.showroom.sampling import move_aside

        folder = self.sample.data_dir
        move_aside(_file(left), folder)
        if (left.data_dir / BACKUPS).exists() and not (folder / BACKUPS).exists():
            (left.data_dir / BACKUPS).replace(folder / BACKUPS)
        return self.home

    def throw_sample_away(self) -> None:
        """Remove the sample shop with its backups; nothing outside its folder is touched."""
        from orderdesk.services.showroom.sampling import throw_away

        throw_away(_file(self.sample), self.sample.data_dir / BACKUPS)


def _file(settings: Settings) -> Path:
    return settings.data_dir / DATABASE
