"""From the shop that is open to the others of this PC: a bar that says that this is the sample, and the commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from orderdesk.services.showroom.sample_sign import is_sample
from orderdesk.settings import Settings
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.shell.main_window import MainWindow
from orderdesk.ui.welcome.shops import Shops
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.forms.dialog import ask

KEY = "Ctrl+Shift+H"
_SAYS = "This is the sample shop: everything in it is invented, and nothing done here touches a shop of your own."


class Leads(Protocol):
    """What leads from shop to shop."""

    def lead(self, settings: Settings) -> None:
        """Open the shop of other settings."""

    def to_own(self) -> None:
        """Leave the sample for the owner's own shop."""

    def make_anew(self, *, stay: bool) -> None:
        """Throw the sample away, and make it anew for who wants to `stay` in it."""


class OtherShops:
    """Adds to `window` what leads from the shop of `bench` to another; `banner` says that it is the sample."""

    def __init__(self, window: MainWindow, bench: Bench, shops: Shops, leads: Leads, banner: Banner) -> None:
        self._window, self._bench, self._shops, self._leads = window, bench, shops, leads
        if bench.settings.sample or is_sample(bench.desk):
            self._stand_in_sample(banner)
        else:
            window.commands.add([_command("sample", "Open the sample shop", self._to_sample)], window)

    def _stand_in_sample(self, banner: Banner) -> None:
        apart = self._bench.settings.sample
        verb = "Open my shop" if apart and self._shops.has_own else "Set up my own shop"
        commands = [_command("own", verb, self._leads.to_own, KEY)]
        if apart:
            commands += [
                _command("anew", "Make the sample shop anew", self.ask_anew),
                _command("throw-away", "Throw the sample shop away", self.ask_throw_away),
            ]
        self._window.commands.add(commands, self._window)
        banner.say(_SAYS, "info", [(f"{verb} ({KEY})", self._leads.to_own)])

    def _to_sample(self) -> None:
        self._leads.lead(self._shops.sample)

    def ask_anew(self) -> None:
        """Ask before the sample is made anew."""
        body = "Everything that was tried in it goes. No other shop is touched."
        again = partial(self._leads.make_anew, stay=True)
        ask(self._window, "Make the sample shop anew?", body, verb="Make it anew", keep="Keep it", confirmed=again)

    def ask_throw_away(self) -> None:
        """Ask before the sample goes."""
        body = "Everything in it goes, with its backups. No other shop is touched, and it can be made again."
        away = partial(self._leads.make_anew, stay=False)
        ask(self._window, "Throw the sample shop away?", body, verb="Throw it away", keep="Keep it", confirmed=away)


def _command(name: str, title: str, run: Callable[[], object], key: str = "") -> Command:
    return Command(f"shop.{name}", title, run, None, key, "store", group="Go")
