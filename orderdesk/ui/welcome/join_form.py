"""The form with which a PC joins a shop that several PCs share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.services.care.joining import Server
from orderdesk.ui.welcome.password_page import KEEPING, password_input
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput

Joined = Callable[[Server, str, bool], object]


def ask_server(parent: QWidget, send: Joined, before: Server | None = None) -> FormDialog:
    """Ask where the shop is and who may in, filled with what was tried `before`; `send(server, password, keep)` tries
    what can stand."""
    host, port, name, user, certificate = (TextInput() for _ in range(5))
    password, keep = password_input(), Choice(KEEPING)
    known = before or Server("", "orderdesk", "")
    for editor, text in ((host, known.host), (port, known.port), (name, known.name), (user, known.user)):
        editor.setText(text)
    certificate.setText(known.certificate)
    fields = {
        "host": FormField("Server", host, required=True, hint="Its name or number in your network"),
        "port": FormField("Port", port),
        "name": FormField("Database", name, required=True),
        "user": FormField("User", user, required=True, hint="The database's user for this PC"),
        "password": FormField("Password", password),
        "keep": FormField("At the next start", keep),
        "certificate": FormField("Certificate of the server", certificate, hint="A file; empty if you were given none"),
    }
    filled: list[Server] = []

    def check() -> None:
        server = Server(host.text(), name.text(), user.text(), port.text(), certificate.text())
        server.address(password.text())
        filled[:] = [server]

    dialog = FormDialog(
        parent,
        "Join a shop on several PCs",
        fields,
        verb="Join the shop",
        send=check,
        width=640,
        columns=2,
        intro="Who keeps the PostgreSQL server knows these. Nothing is kept before it has answered.",
    )
    dialog.accepted.connect(lambda: send(filled[0], password.text(), keep.value()))
    dialog.open()
    return dialog
