"""The form of a rule: when, if, and what is done; it is tried on the last 90 days before it can be saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.checks.rules import (
    ACTIONS,
    EVENTS,
    FACTS,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CONDITIONS,
    Action,
    Condition,
    Rule,
    comparisons_of,
    condition,
    value_text,
)
from orderdesk.domain.values.errors import BadInput, OrderDeskError
from orderdesk.domain.values.written.local import shown_day
from orderdesk.services.checks.rules import DryRun, RuleEffect, dry_run, save_rule, summary
from orderdesk.services.desk import Desk
from orderdesk.services.shop.shop import services_of
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.banner import announce
from orderdesk.ui.widgets.card import row
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField, all_valid
from orderdesk.ui.widgets.forms.text_input import TextInput
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column
from orderdesk.ui.widgets.window.visibility import show_part

TRY, SAVE = "Try it on 90 days", "Save rule"
LOOKING = "Looking through the orders of the last 90 days\N{HORIZONTAL ELLIPSIS}"
_SUCH_AS = {
    "total": "500",
    "weight": "20",
    "units": "100",
    "channel": "phone, email or online",
    "tender": "account, card, cod\N{HORIZONTAL ELLIPSIS}",
    "country": "GB, IE",
    "group": "Trade",
    "customer": "C-1001",
    "item": "MUG, TEE",
    "service": "road",
    "first": "yes or no",
}


class ConditionRow(QWidget):
    """What is looked at, how, and against what."""

    def __init__(self, number: int, currency: str, known: Condition | None, changed: Callable[[], object]) -> None:
        super().__init__()
        self._currency, self._changed = currency, changed
        facts = [("", "Nothing more" if number > 1 else "Choose"), *FACTS.items()]
        self.fact = Choice(facts, name=f"Condition {number}", current=known.fact if known else "")
        self.how = Choice(name=f"Comparison {number}")
        self.value = TextInput(longest=LONGEST_TEXT)
        self.value.setAccessibleName(f"Value {number}")
        self.fact.setMinimumWidth(px(140))
        self.how.setMinimumWidth(px(96))
        self.setFocusProxy(self.fact)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addLayout(row(self.fact, self.how, self.value, spacing=4))
        self._fit(self.fact.value())
        if known is not None:
            self.how.choose(known.comparison)
            self.value.setText(value_text(known, currency))
        self.fact.currentIndexChanged.connect(lambda _index: self._fit(self.fact.value()))
        self.how.currentIndexChanged.connect(lambda _index: changed())
        self.value.textChanged.connect(lambda _text: changed())

    def condition(self) -> Condition | None:
        """The condition as it stands, None for a row that is left out."""
        fact = self.fact.value()
        return condition(fact, self.how.value(), self.value.text(), self._currency) if fact else None

    def _fit(self, fact: str) -> None:
        """Offer what goes with the fact."""
        self.how.set_options([(each, each) for each in comparisons_of(fact)] if fact else [])
        self.value.setPlaceholderText(_SUCH_AS.get(fact, ""))
        self.how.setEnabled(bool(fact))
        self.value.setEnabled(bool(fact))
        self._changed()


class ConditionRows(QWidget):
    """Some rows under each other."""

    def __init__(self, rows: Sequence[ConditionRow]) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(4))
        for each in rows:
            body.addWidget(each)
        self.setFocusProxy(rows[0])


class RuleDialog(FormDialog):
    """Ctrl+Enter tries the rule, and when nothing was changed since, saves it; `saved` hears the rule."""

    def __init__(
        self, parent: QWidget, bench: Bench, known: Rule | None, currency: str, saved: Callable[[Rule], object]
    ) -> None:
        self._bench, self._known, self._heard = bench, known, saved
        self._asked: Rule | None = None
        self._is_tried = self._is_saved = False
        given = known.conditions if known else ()
        padded = (*given, *[None] * (MOST_CONDITIONS - len(given)))
        self.rows = [ConditionRow(at, currency, each, self._edited) for at, each in enumerate(padded, start=1)]
        self.found = Label("", "body", "text", wrap=True)
        self.differences: Table = Table(_columns(bench.desk), lambda each: each.number, "What would differ")
        self.differences.setFixedHeight(px(132))
        super().__init__(
            parent,
            f"Change {known.name}" if known else "Add a rule",
            self._fields(known),
            verb=TRY,
            send=self._next,
            extra=(self.found, self.differences),
            width=880,
            columns=2,
        )
        self._show("")
        self._listen()

    def submit(self) -> None:
        """Try the rule, or save what was tried."""
        self._is_saved = False
        self.banner.clear()
        done = all_valid(tuple(self.fields.values())) and self.attempt(self._next, self.submit)
        if done and self._is_saved:
            self.accept()

    def _fields(self, known: Rule | None) -> dict[str, FormField]:
        texts = {kind: TextInput(longest=LONGEST_TEXT) for kind in ACTIONS if kind != "service"}
        done = {each.kind: each.text for each in known.actions} if known else {}
        for kind, editor in texts.items():
            editor.setText(done.get(kind, ""))
        name, priority = TextInput(longest=LONGEST_NAME), TextInput(longest=3)
        name.setText(known.name if known else "")
        priority.setText(str(known.priority if known else 10))
        event = Choice(list(EVENTS.items()), current=known.event if known else "placed")
        after = Choice([(False, "Look at the next rule"), (True, "Stop, look at no other")])
        after.choose(bool(known and known.stop))
        half = len(self.rows) // 2
        return {
            "name": FormField("Name", name, required=True),
            "event": FormField("When", event),
            "conditions": FormField("If all of this holds", ConditionRows(self.rows[:half])),
            "more": FormField("And", ConditionRows(self.rows[half:])),
            "hold": FormField(ACTIONS["hold"], texts["hold"]),
            "service": FormField(ACTIONS["service"], self._services(done.get("service", ""))),
            "packer": FormField(ACTIONS["packer"], texts["packer"]),
            "internal": FormField(ACTIONS["internal"], texts["internal"]),
            "priority": FormField("Priority, the lowest comes first", priority, required=True),
            "after": FormField("After it", after),
        }

    def _services(self, chosen: str) -> Choice:
        offered = [(each.code, each.name) for each in services_of(self._bench.desk)]
        if chosen and chosen not in [code for code, _name in offered]:
            offered.append((chosen, f"{chosen}, no longer offered"))
        return Choice([("", "Leave it as it is"), *offered], current=chosen)

    def _listen(self) -> None:
        for field in self.fields.values():
            if isinstance(field.editor, TextInput):
                field.editor.textChanged.connect(lambda _text: self._edited())
            elif isinstance(field.editor, Choice):
                field.editor.currentIndexChanged.connect(lambda _index: self._edited())

    def done(self, result: int) -> None:
        """Close; what is still being tried is not waited for."""
        self._asked = None
        super().done(result)

    def _edited(self) -> None:
        if self._asked is not None:
            self._asked, self._is_tried = None, False
            self.verb.set_text(TRY)
            self._show("")

    def _next(self) -> None:
        rule = self._rule()
        if rule != self._asked:
            self._try(rule)
        elif self._is_tried:
            self._heard(save_rule(self._bench.desk, rule))
            self._is_saved = True

    def _try(self, rule: Rule) -> None:
        """Look through the orders beside the window; switched off or not, it is told what the rule would do."""
        self._asked, self._is_tried = rule, False
        self._show(LOOKING)
        desk, on = self._bench.desk, replace(rule, active=True)
        self._bench.jobs.run(
            "Trying the rule",
            lambda _job: dry_run(desk, on),
            lambda found: self._seen(rule, found),
            lambda error: self._failed(rule, error),
        )

    def _seen(self, rule: Rule, found: DryRun) -> None:
        if self._asked is rule:
            self._is_tried = True
            self.verb.set_text(SAVE)
            self._show(summary(found), found.rows)
            announce(self.found, self.found.text())

    def _failed(self, rule: Rule, error: BaseException) -> None:
        if not isinstance(error, OrderDeskError):
            raise error
        if self._asked is rule:
            self._edited()
            self.attempt(lambda: _raise(error), self.submit)

    def _show(self, words: str, rows: Sequence[RuleEffect] = ()) -> None:
        self.found.setText(words)
        self.differences.show_rows(rows)
        show_part(self.found, bool(words))
        show_part(self.differences, bool(rows))

    def _rule(self) -> Rule:
        known = self._known
        conditions = tuple(each for row in self.rows if (each := row.condition()) is not None)
        wanted = {kind: self._chosen(kind) if kind == "service" else self.fields[kind].text for kind in ACTIONS}
        actions = tuple(Action(kind, text) for kind, text in wanted.items() if text)
        event, stop = self._chosen("event"), bool(self._chosen("after"))
        active, key = (known.active, known.id) if known else (True, 0)
        return Rule(self.fields["name"].text, event, conditions, actions, self._priority(), stop, active, key)

    def _chosen(self, name: str) -> str:
        editor = self.fields[name].editor
        assert isinstance(editor, Choice)
        value: str = editor.value()
        return value

    def _priority(self) -> int:
        text = self.fields["priority"].text
        if not (text.isascii() and text.isdecimal()):
            raise BadInput("The priority is a whole number from 1 to 999.", field="priority")
        return int(text)


def _raise(error: OrderDeskError) -> None:
    raise error


def _columns(desk: Desk) -> list[Column[RuleEffect]]:
    return [
        Column("Order", lambda each: each.number, 96),
        Column("Placed", lambda each: shown_day(desk.day_of(each.placed_at)), 116),
        Column("Customer", lambda each: each.customer, 130),
        Column("What would differ", lambda each: "; ".join(each.sentences), 0),
    ]
