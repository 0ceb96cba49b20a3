"""Who is at the desk: another person sits down by name and PIN, or lends a right once, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.rights import NotAllowed
from orderdesk.services.people.users import approved_by, approvers, sign_in, users_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form


def switch_user(bench: Bench, parent: QWidget, done: Callable[[], object]) -> FormDialog | None:
    """Ask who sits down at the desk; Enter after the PIN is enough. Nobody is asked where only one works."""
    working = [each for each in users_of(bench.desk) if each.active]
    others = [each for each in working if each.name != bench.desk.user]
    if not others:
        add = ("Add a person", lambda: bench.go.emit("settings", "People"))
        bench.messages.refused(f"Nobody but {bench.desk.user} works here, so nobody can take over.", [add])
        return None
    who = kinds.choice([(each.name, f"{each.name} · {each.role}") for each in others])
    spec = (Field("user", "Who works now", who), Field("pin", "PIN", kinds.pin(), "Leave empty if you have none"))

    def send(typed: Entered) -> None:
        try:
            bench.desk.user = sign_in(bench.desk, typed["user"], typed["pin"]).user
        finally:
            pin.set_value("")
        bench.messages.clear()
        done()

    begin = "pin" if len(others) == 1 else ""
    dialog = ask_form(parent, "Switch user", spec, send, verb="Switch", width=360, begin=begin)
    pin = dialog.fields["pin"]
    dialog.fields["user"].when_picked(lambda _name: pin.editor.setFocus())
    return dialog


def ask_approval(bench: Bench, parent: QWidget, no: NotAllowed, again: Callable[[], object]) -> None:
    """Let another person allow by PIN what was refused, then do it `again`; say the refusal where nobody can."""
    names = approvers(bench.desk, no.right)
    if not names:
        bench.messages.refused(str(no))
        return
    spec = (
        Field("name", "Who allows it", kinds.choice([(name, name) for name in names])),
        Field("reason", "Why", hint="It is kept, and listed on the day's report", required=True),
        Field("pin", "PIN", kinds.pin(), required=True),
    )

    def send(typed: Entered) -> None:
        try:
            bench.desk.approval = approved_by(bench.desk, typed["name"], typed["pin"], typed["reason"]).approval
        finally:
            dialog.fields["pin"].set_value("")

    def use() -> None:
        try:
            again()
        finally:
            bench.desk.approval = None

    dialog = ask_form(parent, "Allow this once?", spec, send, verb="Allow once", intro=str(no), width=400)
    dialog.accepted.connect(use)
