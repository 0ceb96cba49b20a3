"""People: who works here, with which role and PIN, and how far each role may go."""

from __future__ import annotations

from typing import Any

from orderdesk.domain.values.money import shown, shown_percent
from orderdesk.domain.values.rights import LIMITS, ROLES, limit_of
from orderdesk.persistence.people.records import User
from orderdesk.services.people.users import limits_of, rename_user, retire_user, save_user, set_limit, set_pin, users_of
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import WHOLE_SHOP, SettingsSection
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column

_ROLES = [(role, role.capitalize()) for role in ROLES]
_DISCOUNT, _CASH = LIMITS
_ROLE = Field("role", "Role", kinds.choice(_ROLES))


class PeopleSection(SettingsSection):
    """The people in a list; what the buttons do is done to the one chosen."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("People", WHOLE_SHOP, "What a role may not do, another person can allow once by their PIN.")
        self.bench = bench
        columns: list[Column[User]] = [
            Column("Name", lambda user: user.name, 0),
            Column("Role", lambda user: user.role.capitalize(), 140),
            Column("PIN", lambda user: "Set" if user.has_pin else "None", 100),
        ]
        self.list = Table(columns, lambda user: user.id, "People")
        self.list.setMinimumHeight(px(220))
        self.body.addWidget(self.list)
        self.body.addLayout(
            row(
                Button("Add person", self.add, role="primary", icon="plus"),
                Button("Change role", lambda: self._with_chosen(self.ask_role)),
                Button("Rename", lambda: self._with_chosen(self.ask_name)),
                Button("Set PIN", lambda: self._with_chosen(self.ask_pin)),
                Button("Let go", lambda: self._with_chosen(self.ask_retire)),
                None,
            )
        )
        self._limits = Label("", "body", "text2", wrap=True, figures=True)
        self.body.addWidget(Label("Limits", "label", "text2"))
        self.body.addWidget(self._limits)
        self.body.addLayout(row(Button("Change limits", self.ask_limits), None))
        self.read()

    def read(self) -> None:
        """Show who works here now, and the limits."""
        self.list.show_rows([each for each in users_of(self.bench.desk) if each.active])
        self.list.select_first()
        self._limits.setText("\n".join(self._limit_words(role) for role in ("manager", "counter")))

    def _limit_words(self, role: str) -> str:
        discount, cash = (self._limit_text(role, right) for right in LIMITS)
        return f"{role.capitalize()}: discount up to {discount or 'any'} %, cash back up to {cash or 'any'}"

    def _limit_text(self, role: str, right: str) -> str:
        most = limit_of(role, right, limits_of(self.bench.desk))
        if most is None:
            return ""
        return shown_percent(most) if right == _DISCOUNT else shown(most, shop_now(self.bench.desk).currency)

    def _with_chosen(self, do: Any) -> None:
        chosen = self.list.current_row()
        if chosen is not None:
            do(chosen)

    def _done(self, said: str) -> None:
        self.bench.messages.done(said)
        self.read()

    def add(self) -> None:
        """Ask for a new person."""
        spec = (Field("name", "Name", kinds.text(60), required=True), _ROLE)
        ask_form(self, "Add a person", spec, self._save, verb="Add person", values={"role": "counter"})

    def _save(self, typed: Entered) -> None:
        save_user(self.bench.desk, typed["name"], typed["role"])
        self._done(f"{typed['name']} added as {typed['role']}")

    def ask_role(self, user: User) -> None:
        """Ask for another role."""

        def send(typed: Entered) -> None:
            self._save({"name": user.name, **typed})

        ask_form(self, f"Role of {user.name}", [_ROLE], send, verb="Save role", values=user)

    def ask_name(self, user: User) -> None:
        """Ask for another name."""
        hint = "What is written down so far keeps the old name"

        def send(typed: Entered) -> None:
            rename_user(self.bench.desk, user.name, typed["name"])
            self._done(f"{user.name} is now called {typed['name']}")

        spec = [Field("name", "Name", kinds.text(60), hint, required=True)]
        ask_form(self, f"Rename {user.name}", spec, send, verb="Rename", values=user, begin="name")

    def ask_pin(self, user: User) -> None:
        """Ask for a PIN, unseen; an empty one takes it away."""

        def send(typed: Entered) -> None:
            set_pin(self.bench.desk, user.name, typed["pin"])
            self._done(f"{user.name} has {'a new' if typed['pin'] else 'no'} PIN")

        spec = [Field("pin", "PIN", kinds.pin(), "4 to 8 digits; empty takes it away")]
        ask_form(self, f"PIN of {user.name}", spec, send, verb="Save PIN", width=360)

    def ask_retire(self, user: User) -> None:
        """Ask before a person is let go."""

        def send() -> None:
            self.bench.attempt(lambda: retire_user(self.bench.desk, user.name), f"{user.name} no longer works here")
            self.read()

        words = "Their name stays on what they did; they cannot be chosen any more."
        ask(self, f"Let {user.name} go?", words, verb="Let go", keep="Keep", confirmed=send)

    def ask_limits(self) -> None:
        """Ask how far managers and the counter may go; an empty limit is none."""
        asked = {f"{role} {right}": (role, right) for role in ("manager", "counter") for right in LIMITS}
        money = kinds.money(shop_now(self.bench.desk).currency)
        words = {_DISCOUNT: ("discount, percent", kinds.percent()), _CASH: ("cash back", money)}
        spec = [
            Field(name, f"{role.capitalize()}: {words[right][0]}", words[right][1], "Empty: any")
            for name, (role, right) in asked.items()
        ]
        limits = limits_of(self.bench.desk)

        def send(typed: Entered) -> None:
            for name, (role, right) in asked.items():
                set_limit(self.bench.desk, role, right, typed[name])
            self._done("Limits saved")

        known = {name: limit_of(role, right, limits) for name, (role, right) in asked.items()}
        ask_form(self, "Limits", spec, send, verb="Save limits", values=known)
