"""The form with which a PC joins a shop that several PCs share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.services.care.joining import Server
from orderdesk.ui.welcome.password_page import KEEPING, password_input
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

Joined = Callable[[Server, str, bool], object]


def ask_server(parent: QWidget, send: Joined, before: Server | None = None) -> FormDialog:
    """Ask where the shop is and who may in, filled with what was tried `before`; `send(server, password, keep)` tries
    what can stand."""
    spec = (
        Field("host", "Server", hint="Its name or number in your network", required=True),
        Field("port", "Port"),
        Field("name", "Database", required=True),
        Field("user", "User", hint="The database's user for this PC", required=True),
        Field("password", "Password", password_input),
        Field("keep", "At the next start", kinds.choice(KEEPING)),
        Field("certificate", "Certificate of the server", hint="A file; empty if you were given none"),
    )

    def check(typed: Entered) -> None:
        keep, password = typed.pop("keep"), typed.pop("password")
        server = Server(**typed)
        server.address(password)
        filled[:] = [(server, password, keep)]

    filled: list[tuple[Server, str, bool]] = []
    dialog = ask_form(
        parent,
        "Join a shop on several PCs",
        spec,
        check,
        verb="Join the shop",
        values=before or Server("", "orderdesk", ""),
        width=640,
        columns=2,
        intro="Who keeps the PostgreSQL server knows these. Nothing is kept before it has answered.",
    )
    dialog.accepted.connect(lambda: send(*filled[0]))
    return dialog
