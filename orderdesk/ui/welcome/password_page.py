"""What a person sees where the server of the shop asks for a password."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.welcome.trying import Trying
from orderdesk.ui.welcome.ways import Ways
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.label import Label

KEEPING = ((False, "Ask for the password"), (True, "Keep it in this PC's settings file"))


def password_input() -> TextInput:
    """A field whose letters are not shown."""
    field = TextInput(longest=200)
    field.setEchoMode(TextInput.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return field


class PasswordPage(QWidget):
    """Asks for the password of the place that `ways` are for."""

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self.banner = Banner()
        self._trying = Trying(self, self.banner)
        self.password, self.keep = password_input(), Choice(KEEPING)
        self.go = Button("Open the shop", self.submit, role="primary", keys="Enter", large=True)
        self.sample = Button("Open the sample shop", ways.sample, large=True)
        card = Card()
        card.body.addWidget(Label("The shop asks for its password", "title"))
        card.body.addWidget(Label(f"It lies in {ways.place}", "small", "text2", wrap=True))
        card.body.addWidget(self.banner)
        card.body.addWidget(FormField("Password of the database", self.password))
        card.body.addWidget(FormField("At the next start", self.keep))
        card.body.addLayout(row(self.sample, None, self.go))
        self._card = card
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._body.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(3)
        self.password.returnPressed.connect(self.submit)
        self.setFocusProxy(self.password)
        follow(self._restyle)

    def _restyle(self) -> None:
        self._card.setFixedWidth(px(460))
        self._card.body.setSpacing(px(12))

    def submit(self) -> None:
        """Try it; a wrong one is said, and the cursor stays."""
        address, keep = self._ways.with_password(self.password.text()), bool(self.keep.value())
        self._trying.run(address, lambda: self._ways.sign_on(address, keep=keep), self._again)

    def _again(self) -> None:
        self.password.selectAll()
        self.password.setFocus()
