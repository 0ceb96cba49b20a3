"""The window on a real display in each of the six shops: signed in, an order taken by local figures and by a reader,
its paper on the screen, left, and opened again the next morning."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from orderdesk.domain.values.quantity import pieces
from orderdesk.persistence.database.engine import open_database
from orderdesk.services.care.checking import check
from orderdesk.services.customers.customer_forms import AddressForm, CustomerForm
from orderdesk.services.customers.customers import add_customer
from orderdesk.services.desk import Desk
from orderdesk.services.items.catalog import add_item
from orderdesk.services.items.item_forms import ItemForm
from orderdesk.services.orders.views import view_order
from orderdesk.services.people.users import set_pin
from orderdesk.services.stock.stocking import receive
from tests.countries import COUNTRIES, PRICE, Country, local_shop
from tests.onscreen.display import Display, display, missing, program
from tests.patience import LIMIT

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {missing()}")]
TRIES, PATIENCE, READER = 10, 5.0, 0.03
Seen = dict[str, Any]
PIN, EAN = "4711", "4006381333931"


@pytest.fixture(scope="module")
def screen() -> Iterator[Display]:
    with display() as shown:
        yield shown


@dataclass
class Person:
    """Somebody at the keyboard, who looks where the cursor is before the next key."""

    screen: Display
    started: subprocess.Popen[str]
    seen: Seen = field(default_factory=dict)
    lines: Queue[str] = field(default_factory=Queue)

    def __post_init__(self) -> None:
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.started.stdout is not None
        for line in self.started.stdout:
            self.lines.put(line)

    def until(self, what: str, holds: Callable[[Seen], bool], patience: float = LIMIT) -> None:
        """Wait for the window to be so."""
        end = time.monotonic() + patience
        while not (self.seen and holds(self.seen)):
            try:
                self.seen = json.loads(self.lines.get(timeout=max(0.0, end - time.monotonic())))
            except Empty:
                raise AssertionError(f"waited for {what}; last seen {self.seen}") from None

    def at(self, focus: str) -> None:
        self.until(f"the cursor in {focus}", lambda seen: seen["focus"] == focus)

    def write(self, text: str, *then: str) -> None:
        """Type as a person does, then these keys."""
        self.screen.run("xdotool", "type", "--delay", "700", "--", text)
        self.keys(*then)

    def keys(self, *names: str) -> None:
        for name in names:
            self.screen.run("xdotool", "key", name)

    def read(self, code: str, done: Callable[[Seen], bool]) -> None:
        """A reader's burst, until it is done.

        A machine at its limit sends the keys as slowly as a person types; then what was typed goes, and the reader
        reads again. Where it never sends them as quickly as a reader does, the test is skipped.
        """
        quickest = LIMIT * 1.0
        for _ in range(TRIES):
            begun = time.monotonic()
            self.screen.run("xdotool", "type", "--delay", "2", "--", f"{code}\n")
            quickest = min(quickest, time.monotonic() - begun)
            try:
                self.until(f"{code} to be read", done, PATIENCE)
                return
            except AssertionError:
                self.keys("ctrl+a", "Delete")
        if quickest > READER * len(code):
            pytest.skip(f"this machine sends the keys of a reader too slowly: {quickest:.2f} s for {len(code)}")
        raise AssertionError(f"{code} was not read; last seen {self.seen}")

    def sign_in(self) -> None:
        self.at("PIN")
        self.write(PIN, "Return")
        self.until("the shop", lambda seen: seen["focus"] not in ("PIN", ""))

    def leave(self) -> None:
        self.keys("ctrl+q")
        assert self.started.wait(LIMIT) == 0


@pytest.fixture(params=list(COUNTRIES))
def country(request: pytest.FixtureRequest) -> Country:
    return COUNTRIES[request.param]


@pytest.fixture
def folder(country: Country, tmp_path: Path) -> Path:
    """A shop with a customer, an item with a bar code, and an owner with a PIN."""
    desk = local_shop(f"sqlite:///{tmp_path / 'shop.db'}", country)
    add_customer(desk, CustomerForm("Mara Holt"), AddressForm("9 Kay", city=country.city, postcode=country.postcode))
    add_item(desk, ItemForm("B", "Barcoded", PRICE, barcodes=(EAN,)))
    receive(desk, "B", pieces(5))
    set_pin(desk, "anna", PIN)
    desk.database.close()
    return tmp_path


def test_a_day_and_the_next_morning(country: Country, folder: Path, screen: Display) -> None:
    with program(screen, "desk_window.py", str(folder)) as started:
        person = Person(screen, started)
        person.sign_in()
        person.keys("F2")
        person.at("Customer")
        person.write("Mara", "Return")
        person.at("Item, new line")
        person.read(EAN, lambda seen: seen["lines"] == 1)
        person.write("A", "Return")
        person.at("Qty, line 2")
        person.write("2", "Tab")
        person.at("Price, line 2")
        person.write(country.figure.replace("\N{NARROW NO-BREAK SPACE}", " "), "Tab")
        person.keys("ctrl+Return")
        person.until("the order", lambda seen: "confirmed" in seen["said"])
        person.keys("ctrl+p")
        person.at("Print")
        person.keys("Escape")
        person.at("Orders")
        person.leave()
    with program(screen, "desk_window.py", str(folder)) as started:
        person = Person(screen, started)
        person.sign_in()
        person.keys("alt+2")
        person.at("Items")
        person.read("SO-1001", lambda seen: seen["focus"] == "Orders")
        person.leave()
    database = open_database(f"sqlite:///{folder / 'shop.db'}")
    with closing(database):
        desk = Desk(database, user="anna")
        lines = {line.sku: (line.quantity, line.price) for line in view_order(desk, 1).goods}
        assert lines == {"B": (1000, PRICE), "A": (2000, 12_345_000)}
        assert check(desk).ok
