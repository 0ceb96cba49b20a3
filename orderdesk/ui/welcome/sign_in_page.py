"""What a person sees before anything else where PINs are set: who works now, and their PIN."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.values.errors import BadInput, Refused, StorageFailed
from orderdesk.services.desk import Desk
from orderdesk.services.people.users import sign_in, users_of
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.banner import Banner
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField, show_refusal
from orderdesk.ui.widgets.forms.pin_input import PinInput
from orderdesk.ui.widgets.label import Label


class SignInPage(QWidget):
    """Proposes the person called `proposed`; `signed_in(name)` runs when someone has proved who they are, and
    `leave()` on Esc: nothing of the shop is shown to nobody."""

    def __init__(
        self,
        desk: Desk,
        proposed: str,
        signed_in: Callable[[str], object],
        leave: Callable[[], object],
        why: str = "",
    ) -> None:
        super().__init__()
        self._desk, self._signed_in, self._left = desk, signed_in, leave
        working = [(each.name, each.name) for each in users_of(desk) if each.active]
        self.banner = Banner()
        self.who = Choice(working, current=proposed)
        self.pin = PinInput()
        self.fields = {
            "user": FormField("Who works now", self.who),
            "pin": FormField("PIN", self.pin, hint="Leave empty if you have none"),
        }
        self.leave = Button("Leave OrderDesk", leave, large=True)
        self.go = Button("Sign in", self.submit, role="primary", keys="Enter", large=True)
        self._body = QVBoxLayout(self)
        self._body.addStretch(2)
        self._card = self._made_card()
        self._body.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._body.addStretch(3)
        self.pin.returnPressed.connect(self.submit)
        self.who.picked.connect(lambda _name: self._chosen())
        self.setFocusProxy(self.pin)
        follow(self._restyle)
        if why:
            self.banner.say(why, "warning")

    def _made_card(self) -> Card:
        card = Card()
        card.body.addWidget(Label("Sign in", "title"))
        card.body.addWidget(self.banner)
        for field in self.fields.values():
            card.body.addWidget(field)
        card.body.addLayout(row(self.leave, None, self.go))
        return card

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(48), px(24), px(48), px(24))
        self._card.setFixedWidth(px(400))
        self._card.body.setSpacing(px(12))

    def _chosen(self) -> None:
        """Another name was picked: what was said of the one before is over."""
        self.banner.clear()
        self.fields["pin"].set_error("")
        self.pin.clear()
        self.pin.setFocus()

    def submit(self) -> None:
        """Try the PIN; one that is wrong is said under it, and the cursor stays there."""
        self.banner.clear()
        try:
            name = sign_in(self._desk, self.who.value() or "", self.pin.text()).user
        except (Refused, BadInput, StorageFailed) as said:
            self._say(said)
        else:
            self._signed_in(name)

    def _say(self, said: Refused | BadInput | StorageFailed) -> None:
        self.pin.clear()
        if isinstance(said, StorageFailed) or not show_refusal(self.fields, said):
            self.banner.say(str(said), "danger")
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._left()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.text().isdecimal():
            # A name chosen by its letter has led to the PIN already; who presses Tab all the same is past it.
            self.pin.setFocus()
            self.pin.insert(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.pin.setFocus()
