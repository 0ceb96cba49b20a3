"""One call of the program: its settings, and the desk it works at once a verb needs it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from orderdesk import settings
from orderdesk.cli.writing import write_note
from orderdesk.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from types import TracebackType

    from orderdesk.services.desk import Desk

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

            self._desk = open_desk(self.settings)
            self._desk.drawer = self._open_drawer
            self._desk.waits = _say_waiting
            self._desk = self._signed_in(self._desk)
        return self._desk

    def _signed_in(self, desk: Desk) -> Desk:
        from orderdesk.services.users import approved_by, has_pin, sign_in

        if has_pin(desk, desk.user):
            desk = sign_in(desk, desk.user, ask_pin(PIN, desk.user))
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

    def write(self, work: Callable[[Desk], _T]) -> _T:
        """Do one use case. A file is waited for once, by SQLite; on a server it is done again when others were in its
        way, and nothing is kept of a try that failed."""
        desk = self.desk
        if desk.database.path is not None:
            return work(desk)
        from orderdesk.persistence.unit_of_work import retrying

        return retrying(lambda: work(desk))

    def use(self, desk: Desk) -> Desk:
        """Work at a desk that a verb has opened itself; it is closed with the session."""
        self._desk = desk
        desk.waits = _say_waiting
        self._desk = self._signed_in(desk)
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


def _say_waiting(still: bool) -> None:
    if still:
        write_note("Others are writing to the shop; waiting for our turn.")


def ask_pin(variable: str, name: str) -> str:
    """A PIN from the environment, or typed unseen; refuse when there is nobody to ask."""
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise Refused(f"{name} has a PIN; give it in {variable}.", field="pin")
    return getpass(f"PIN of {name}: ")
