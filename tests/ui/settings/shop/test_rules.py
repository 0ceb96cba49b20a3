"""Settings, rules: one is written, tried, saved, changed, switched and removed by keys alone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from orderdesk.domain.checks.rules import Action, Rule, condition_words, read_condition
from orderdesk.domain.orders.records import LineRequest, OrderRequest
from orderdesk.domain.values.quantity import pieces
from orderdesk.services.checks import rules
from orderdesk.services.orders.placing import place_order
from orderdesk.services.orders.views import view_order
from orderdesk.ui.settings.shop.rule_form import LOOKING, SAVE, TRY, RuleDialog
from orderdesk.ui.settings.shop.rules import RulesSection
from tests.ui.accessible import assert_accessible
from tests.ui.settings.conftest import open_section, push, tab_to, type_in
from tests.ui.tabs.conftest import Clerk

HEIGHT = 700 - 40


def form(clerk: Clerk) -> RuleDialog:
    found = clerk.dialog
    assert isinstance(found, RuleDialog)
    return found


def try_it(clerk: Clerk, qtbot: QtBot) -> None:
    """Send the form and wait until it was tried."""
    clerk.send()
    qtbot.waitUntil(lambda: form(clerk).found.text() not in ("", LOOKING))


def choose(clerk: Clerk, name: str, words: str) -> None:
    """Tab to a choice and type the beginning of what is wanted."""
    tab_to(clerk, name)
    clerk.write(words)


def order(clerk: Clerk) -> int:
    return place_order(clerk.desk, OrderRequest((LineRequest(pieces(4), "MUG"),), customer_id=1))


def test_a_rule_is_tried_before_it_is_saved_and_acts(clerk: Clerk, qtbot: QtBot) -> None:
    first = order(clerk)
    clerk.program.window.resize(1024, 700)
    section = open_section(clerk, "Rules", RulesSection)
    assert section.meaning.text().startswith("No rules yet")
    push(clerk, "Add rule")
    assert_accessible(clerk.dialog)
    type_in(clerk, "Name", "High value")
    choose(clerk, "Condition 1", "Total")
    type_in(clerk, "Value 1", "much")
    type_in(clerk, "Hold with this reason", "Call first.")
    clerk.send()
    assert "much" in form(clerk).fields["conditions"].error
    type_in(clerk, "Value 1", "40")
    try_it(clerk, qtbot)
    said = form(clerk)
    assert "would differ" in said.found.text()
    assert said.verb.text().startswith(SAVE)
    shown = [
        str(said.differences.rows_model.index(at, 3).data()) for at in range(len(said.differences.rows_model.rows))
    ]
    assert "would be held: Call first." in shown
    assert rules.list_rules(clerk.desk) == []
    QApplication.processEvents()
    assert said.height() <= HEIGHT
    type_in(clerk, "Note for the packer", "Wrap.")
    assert (said.verb.text().startswith(TRY), said.found.isVisible()) == (True, False)
    try_it(clerk, qtbot)
    clerk.send()
    (row,) = rules.list_rules(clerk.desk)
    assert [condition_words(each, "GBP") for each in row.rule.conditions] == ["total at least 40.00"]
    assert row.rule.actions == (Action("hold", "Call first."), Action("packer", "Wrap."))
    assert view_order(clerk.desk, first).order.hold == ""
    held = view_order(clerk.desk, order(clerk)).order
    assert (held.hold_note, held.instructions) == ("High value: Call first.", "Wrap.")


def test_a_rule_is_changed_switched_and_removed_and_taken_back(clerk: Clerk, qtbot: QtBot) -> None:
    made = Rule("Dear", "placed", (read_condition("country is not GB", "GBP"),), (Action("hold", "Call."),), 7, True)
    rules.save_rule(clerk.desk, made)
    section = open_section(clerk, "Rules", RulesSection)
    assert section.meaning.text() == (
        "An order is placed, country is not GB: held: Call. No rule after it is looked at then."
    )
    push(clerk, "Change rule")
    type_in(clerk, "Priority, the lowest comes first", "x")
    clerk.send()
    assert "whole number from 1 to 999" in form(clerk).fields["priority"].error
    type_in(clerk, "Priority, the lowest comes first", "9")
    try_it(clerk, qtbot)
    clerk.send()
    changed = rules.rule_named(clerk.desk, "dear")
    assert (changed.priority, changed.stop, changed.conditions) == (9, True, made.conditions)
    push(clerk, "Add rule")
    type_in(clerk, "Name", "DEAR")
    choose(clerk, "Condition 1", "Units")
    type_in(clerk, "Value 1", "3")
    type_in(clerk, "Internal note", "x")
    clerk.send()
    qtbot.waitUntil(lambda: bool(form(clerk).fields["name"].error))
    assert form(clerk).fields["name"].error == "There is a rule DEAR already."
    clerk.press("Escape")
    push(clerk, "Switch off")
    assert rules.rule_named(clerk.desk, "dear").active is False
    clerk.press("Ctrl+Z")
    assert rules.rule_named(clerk.desk, "dear").active is True
    push(clerk, "Remove rule")
    assert rules.list_rules(clerk.desk) == []
    clerk.press("Ctrl+Z")
    assert [row.name for row in rules.list_rules(clerk.desk)] == ["Dear"]
