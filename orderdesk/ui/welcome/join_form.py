"""The form with which a PC joins a shop that several PCs share."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from orderdesk.services.joining import PORT, Server
from orderdesk.ui.welcome.password_page import KEEPING, password_input
from orderdesk.ui.welcome.ways import Ways
from orderdesk.ui.widgets.choice import Choice
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.text_input import TextInput


def ask_server(parent: QWidget, ways: Ways) -> FormDialog:
    """Ask where the shop is and who may in; it is tried before anything is kept."""
    host, port, name, user, certificate = (TextInput() for _ in range(5))
    password, keep = password_input(), Choice(KEEPING)
    port.setText(str(PORT))
    name.setText("orderdesk")
    fields = {
        "host": FormField("Server", host, required=True, hint="Its name or number in your network"),
        "port": FormField("Port", port),
        "name": FormField("Database", name, required=True),
        "user": FormField("User", user, required=True, hint="The database's user for this PC"),
        "password": FormField("Password", password),
        "keep": FormField("At the next start", keep),
        "certificate": FormField("Certificate of the server", certificate, hint="A file; empty if you were given none"),
    }

    def send() -> None:
        server = Server(host.text(), name.text(), user.text(), port.text(), certificate.text())
        ways.join(server, password.text(), keep=keep.value())

    dialog = FormDialog(
        parent,
        "Join a shop on several PCs",
        fields,
        verb="Join the shop",
        send=send,
        width=640,
        columns=2,
        intro="Who keeps the PostgreSQL server knows these. Nothing is kept before it has answered.",
    )
    dialog.open()
    return dialog
