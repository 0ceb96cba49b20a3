"""One call of the program: its settings, and the desk it works at once a verb needs it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from orderdesk import settings
from orderdesk.cli.writing import write_note
from orderdesk.domain.values.errors import BadInput, Refused, Unavailable
from orderdesk.domain.values.written import local

if TYPE_CHECKING:
    from types import TracebackType

    from orderdesk.services.desk import Desk
    from orderdesk.settings import Settings

_T = TypeVar("_T")
PIN, APPROVER_PIN = "ORDERDESK_PIN", "ORDERDESK_APPROVER_PIN"
"""Where a script leaves the PIN of who works, and of who allows what they may not; a PIN is never an argument."""


class Session:
    """Opens the database when a verb first asks for the desk, and closes it at the end."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self.verb = "orderdesk"
        self._settings: settings.Settings | None = None
        self._desk: Desk | None = None
        self._approver, self._reason = "", ""

    def start(self, options: Namespace, words: Sequence[str]) -> None:
        """Take the settings for this call; of its words only the verb is remembered, for the log."""
        self.verb = " ".join(["orderdesk", *words[:1]])
        self._approver, self._reason = options.approved_by or "", options.reason_approved or ""
        refuse_open_password(options.db)
        # Figures are read in the form of the shop, which most verbs open after they have read their words.
        local.ask_shop_form(lambda: self.desk)
        self._settings = settings.load(
            data_dir=options.data_dir, database=options.db, user=options.user, allow_network=options.allow_network
        )

    @property
    def settings(self) -> settings.Settings:
        """The settings of this call."""
        assert self._settings is not None
        return self._settings

    @property
    def log(self) -> Path:
        """Where a bug is written down, settings or not."""
        return (self._settings or settings.load()).log

    @property
    def desk(self) -> Desk:
        """The desk on the shop's database, with the person at it who has proved who they are."""
        if self._desk is None:
            from orderdesk.app import open_desk
            from orderdesk.persistence.database.failures import PasswordNeeded

            try:
                found = open_desk(self.settings)
            except PasswordNeeded:
                if not sys.stdin.isatty():
                    raise
                found = open_desk(self._with_password())
            return self._opened(found)
        return self._desk

    def _with_password(self) -> Settings:
        """The settings with the password of the database's server, typed unseen and kept for this call alone."""
        from orderdesk.app import address_of

        address = address_of(self.settings).set(password=getpass("Password of the database: "))
        self._settings = replace(self.settings, database=address.render_as_string(hide_password=False))
        return self._settings

    def _signed_in(self, desk: Desk) -> Desk:
        from orderdesk.services.people.users import admit, approved_by

        desk = admit(desk, lambda name: ask_pin(PIN, name))
        if self._approver:
            desk = approved_by(desk, self._approver, ask_pin(APPROVER_PIN, self._approver), self._reason)
        return desk

    def _open_drawer(self) -> None:
        if not self.settings.drawer:
            return
        from orderdesk.integrations.drawer import open_drawer

        try:
            open_drawer(self.settings.drawer)
        except Unavailable as trouble:
            # What was booked is answered all the same.
            print(trouble, file=sys.stderr)

    def _say_waiting(self, still: bool) -> None:
        # A program that reads facts finds nothing beside them.
        if still and not self.json:
            write_note("Others are writing to the shop; waiting for our turn.")

    def write(self, work: Callable[[Desk], _T]) -> _T:
        """Do one use case. A file is waited for once, by SQLite; on a server it is done again when others were in its
        way, and nothing is kept of a try that failed."""
        desk = self.desk
        if desk.database.path is not None:
            return work(desk)
        from orderdesk.persistence.database.unit_of_work import retrying

        return retrying(lambda: work(desk))

    def use(self, desk: Desk) -> Desk:
        """Work at a desk that a verb has opened itself; it is closed with the session."""
        return self._opened(desk)

    def _opened(self, desk: Desk) -> Desk:
        """Nobody who is refused leaves a shop open behind."""
        self._desk = None
        try:
            desk.drawer, desk.waits = self._open_drawer, self._say_waiting
            self._desk = self._signed_in(desk)
            if (words := desk.database.halt.words) and not self.json:
                write_note(words)
        finally:
            if self._desk is None:
                desk.database.close()
        return self._desk

    def let_go(self) -> None:
        """Close the shop, so that another can take its place."""
        if self._desk is not None:
            self._desk.database.close()
            self._desk = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.let_go()


def refuse_open_password(address: str | None) -> None:
    """Refuse a password among the words of a call, which everyone on this PC can read in the list of processes."""
    _, _, rest = (address or "").partition("://")
    login, at, _ = rest.partition("/")[0].rpartition("@")
    named = "password=" in rest.partition("?")[2]
    if named or (at and ":" in login):
        raise BadInput(
            "A password in --db can be read by everyone on this PC. Leave it out: on a terminal it is asked for, and "
            "~/.pgpass, PGPASSWORD, ORDERDESK_DB and config.toml are read.",
            field="db",
        )


def ask_pin(variable: str, name: str, *, new: bool = False) -> str:
    """A PIN from the environment, or typed unseen; refuse when there is nobody to ask. A `new` one is to be set."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        said = f"Give the new PIN of {name} in {variable}." if new else f"{name} has a PIN; give it in {variable}."
        raise Refused(said, field="pin")
    return getpass(f"{'New PIN' if new else 'PIN'} of {name}: ")
