"""Rules: what is done with orders by itself, in the order in which it is looked at; each is tried before it is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QShowEvent

from orderdesk.domain.checks.rules import EVENTS, Rule, action_words, condition_words
from orderdesk.services.checks import rules
from orderdesk.services.checks.rules import RuleRow
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.settings.shop.rule_form import RuleDialog
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

WORDS = (
    "Each firing is told in the order's history. What is being picked, or was sold at the counter, is never changed."
)


class RulesSection(ListSection[RuleRow]):
    """Enter on a rule changes it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Rules", WORDS)
        self.currency = shop_now(bench.desk).currency
        table = Table(_columns(), lambda each: each.rule.id, "Rules")
        self.add = Button("Add rule", self.ask_rule, role="primary", icon="plus")
        self.change = Button("Change rule", self._change, icon="pencil")
        self.switch = Button("Switch off", self._switch)
        self.drop = Button("Remove rule", self._remove, icon="trash-2")
        table.opened.connect(lambda chosen: self.ask_rule(chosen.rule))
        table.current_changed.connect(self._show)
        self.put(table, self.add, self.change, self.switch, self.drop, height=200)

    def read(self) -> None:
        """Show the rules as they are now."""
        self.show_rows(rules.list_rules(self.bench.desk))
        self._show(self.list.current_row())

    def ask_rule(self, known: Rule | None = None) -> None:
        """Ask for a rule, or for other words of one that is there."""
        RuleDialog(self, self.bench, known, self.currency, self._saved).open()

    def _saved(self, rule: Rule) -> None:
        self.bench.messages.done(f"{rule.name} saved")
        self.read()
        self.list.select_key(rule.id)

    def showEvent(self, event: QShowEvent) -> None:
        # How often each fired is counted when somebody looks, not with every order.
        self.read()
        super().showEvent(event)

    def _show(self, chosen: RuleRow | None) -> None:
        for button in (self.change, self.switch, self.drop):
            button.setEnabled(chosen is not None)
        if chosen is None:
            self.say("No rules yet: nothing is done automatically.")
            return
        rule = chosen.rule
        self.switch.set_text("Switch off" if rule.active else "Switch on")
        when = " and ".join(condition_words(each, self.currency) for each in rule.conditions)
        does = ", ".join(action_words(each) for each in rule.actions)
        after = " No rule after it is looked at then." if rule.stop else ""
        self.say(f"{EVENTS[rule.event]}, {when}: {does.rstrip('.')}.{after}")

    def _change(self) -> None:
        chosen: RuleRow | None = self.list.current_row()
        if chosen is not None:
            self.ask_rule(chosen.rule)

    def _switch(self) -> None:
        chosen: RuleRow | None = self.list.current_row()
        if chosen is not None:
            desk, name, on = self.bench.desk, chosen.name, not chosen.rule.active
            self.bench.attempt(
                lambda: rules.switch_rule(desk, name, on=on), f"{name}: {'on' if on else 'off'}",
                undo=lambda: rules.switch_rule(desk, name, on=not on),
            )  # fmt: skip

    def _remove(self) -> None:
        chosen: RuleRow | None = self.list.current_row()
        if chosen is not None:
            desk, gone = self.bench.desk, chosen.rule
            self.bench.attempt(
                lambda: rules.remove_rule(desk, gone.name), f"{gone.name} removed",
                undo=lambda: rules.save_rule(desk, replace(gone, id=0)),
            )  # fmt: skip


def _columns() -> list[Column[RuleRow]]:
    return [
        Column("Priority", lambda each: str(each.rule.priority), 76, align=RIGHT),
        Column("Rule", lambda each: each.name, 0),
        Column("When", lambda each: EVENTS[each.rule.event], 170),
        Column("Fired on", lambda each: f"{each.fired:,}", 84, align=RIGHT),
        Column("State", lambda each: "On" if each.rule.active else "Off", 70),
    ]
