"""The ways to begin where no shop is open: the sample shop, your own, a backup, or one that several PCs share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from orderdesk.services.care.joining import Server, place_at, with_password
from orderdesk.services.shop.shop import open_shop
from orderdesk.services.shop.shop_forms import ShopForm, check_shop
from orderdesk.settings import DATABASE, Settings, save
from orderdesk.ui.welcome.shops import Doors, Shops


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done at the place of `doors`; `start()` opens what is there then, `lead(settings)` another place, and
    `settle(settings)` another place for the shop of the owner's own."""

    doors: Doors
    shops: Shops
    start: Callable[[], object]
    lead: Callable[[Settings], object]
    settle: Callable[[Settings], object]

    @property
    def place(self) -> str:
        """Where a shop of one's own will be."""
        settings = self.doors.settings
        return place_at(settings.database) if settings.database else str(settings.data_dir / DATABASE)

    def sample(self) -> None:
        """Go to the sample shop; it is made there if it is not there yet."""
        self.lead(self.shops.sample)

    def own(self, form: ShopForm) -> None:
        """Set up a shop of one's own; nothing is made before the form can stand."""
        check_shop(form)
        assert self.doors.make_desk is not None
        desk = self.doors.make_desk()
        try:
            open_shop(desk, form)
        finally:
            desk.database.close()
        self.start()

    def restore(self, archive: Path) -> None:
        """Bring a shop back from a backup file."""
        assert self.doors.restore is not None
        self.doors.restore(archive)
        self.start()

    def join(self, server: Server, password: str, *, keep: bool) -> None:
        """Work from now on in the shop of a server that has answered. The password is kept in this PC's own settings
        file if the person wants that, else asked for at each start."""
        settings = self.shops.home
        save(settings, database=server.address(password if keep else ""))
        self.settle(replace(settings, database=server.address(password)))

    def with_password(self, password: str) -> str:
        """The address of this place with the password that its server asks for."""
        return with_password(self.doors.settings.database, password)

    def sign_on(self, address: str, *, keep: bool) -> None:
        """Open this place by an address that was tried, and keep it with its password where the person wants that."""
        settings = self.doors.settings
        if keep:
            save(settings, database=address)
        self.settle(replace(settings, database=address))
