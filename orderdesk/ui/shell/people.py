"""Who is at the desk: another person sits down by name and PIN, or lends a right once, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.rights import NotAllowed
from orderdesk.services.people.users import approved_by, approvers, sign_in, users_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.pin_input import PinInput
from orderdesk.ui.widgets.forms.text_input import TextInput


def switch_user(bench: Bench, parent: QWidget, done: Callable[[], object]) -> FormDialog | None:
    """Ask who sits down at the desk; Enter after the PIN is enough. Nobody is asked where only one works."""
    working = [each for each in users_of(bench.desk) if each.active]
    others = [each for each in working if each.name != bench.desk.user]
    if not others:
        add = ("Add a person", lambda: bench.go.emit("settings", "People"))
        bench.messages.refused(f"Nobody but {bench.desk.user} works here, so nobody can take over.", [add])
        return None
    who = Choice([(each.name, f"{each.name} · {each.role}") for each in others])
    pin = PinInput()
    fields = {
        "user": FormField("Who works now", who),
        "pin": FormField("PIN", pin, hint="Leave empty if you have none"),
    }

    def send() -> None:
        try:
            bench.desk.user = sign_in(bench.desk, who.value(), pin.text()).user
        finally:
            pin.clear()
        bench.messages.clear()
        done()

    dialog = FormDialog(parent, "Switch user", fields, verb="Switch", send=send, width=360)
    pin.returnPressed.connect(dialog.submit)
    who.picked.connect(lambda _name: pin.setFocus())
    if len(others) == 1:
        pin.setFocus()
    dialog.open()
    return dialog


def ask_approval(bench: Bench, parent: QWidget, no: NotAllowed, again: Callable[[], object]) -> None:
    """Let another person allow by PIN what was refused, then do it `again`; say the refusal where nobody can."""
    names = approvers(bench.desk, no.right)
    if not names:
        bench.messages.refused(str(no))
        return
    who, pin, reason = Choice([(name, name) for name in names]), PinInput(), TextInput(longest=200)
    fields = {
        "name": FormField("Who allows it", who),
        "reason": FormField("Why", reason, required=True, hint="It is kept, and listed on the day's report"),
        "pin": FormField("PIN", pin, required=True),
    }

    def send() -> None:
        try:
            bench.desk.approval = approved_by(bench.desk, who.value(), pin.text(), reason.text()).approval
        finally:
            pin.clear()

    def use() -> None:
        try:
            again()
        finally:
            bench.desk.approval = None

    dialog = FormDialog(parent, "Allow this once?", fields, verb="Allow once", send=send, intro=str(no), width=400)
    pin.returnPressed.connect(dialog.submit)
    dialog.accepted.connect(use)
    dialog.open()
