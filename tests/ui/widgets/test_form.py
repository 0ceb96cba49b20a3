"""Forms as data: what a field says is shown, checked and read in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from orderdesk.domain.values.errors import Doubtful, Refused
from orderdesk.domain.values.money import Amount, Rate
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form, ask_request, twice

TODAY = date(2027, 1, 4)


@dataclass(frozen=True)
class _Request:
    name: str
    limit: Amount | None = None
    discount: Rate = 0
    first: date | None = None
    quiet: bool = False
    kept: str = "as it was"


_SPEC = (
    Field("name", "Name", required=True),
    Field("limit", "Limit"),
    Field("discount", "Discount", hint="Empty: none"),
    Field("first", "First day", kinds.day(lambda: TODAY)),
    Field("quiet", "Without a message"),
)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def test_a_request_is_its_own_form(page: QWidget) -> None:
    sent: list[_Request] = []
    form = ask_request(page, "T", _SPEC, _Request("Ann", 1250), sent.append, verb="Save", currency="EUR")
    limit, discount = form.fields["limit"], form.fields["discount"]
    assert (form.fields["name"].text, limit.value, discount.text) == ("Ann", 1250, "")
    limit.set_value(99)
    discount.editor.setText("7")  # type: ignore[attr-defined]
    form.fields["first"].set_value(date(2027, 2, 1))
    form.fields["quiet"].set_value(True)
    form.submit()
    (made,) = sent
    assert (made.limit, made.first, made.quiet, made.kept) == (99, date(2027, 2, 1), True, "as it was")
    assert made.discount > 0


def test_a_figure_left_empty_is_what_the_request_says_of_it(page: QWidget) -> None:
    sent: list[_Request] = []
    form = ask_request(page, "T", _SPEC, _Request("Ann", 1250, 70_000), sent.append, verb="Save", currency="EUR")
    for name in ("limit", "discount"):
        form.fields[name].editor.clear()  # type: ignore[attr-defined]
    form.submit()
    assert (sent[0].limit, sent[0].discount) == (None, 0)


def test_what_is_wrong_is_said_under_its_field_and_what_was_typed_stays(page: QWidget) -> None:
    sent: list[Entered] = []
    spec = (Field("amount", "Amount", kinds.money("EUR"), required=True), Field("day", "Day", kinds.day(lambda: TODAY)))
    form = ask_form(page, "T", spec, sent.append, verb="Save")
    form.submit()
    assert form.fields["amount"].error == "Amount is needed."
    form.fields["amount"].set_value(500)
    form.fields["day"].editor.setText("someday")  # type: ignore[attr-defined]
    form.submit()
    assert form.fields["day"].error.startswith("Enter a day such as 31/12/2027")
    assert form.fields["day"].text == "someday"
    assert form.focusWidget() is form.fields["day"].editor
    assert sent == []


def test_what_the_sender_refuses_is_said_under_the_field_it_names(page: QWidget) -> None:
    def refuse(_typed: Entered) -> None:
        raise Refused("There is no till of that name.", field="till")

    form = ask_form(page, "T", [Field("till", "Till"), Field("why", "Why")], refuse, verb="Save")
    form.submit()
    assert form.fields["till"].error == "There is no till of that name."
    assert form.isVisible()


def test_ticks_stand_below_the_fields_and_bear_their_words(page: QWidget) -> None:
    spec = (Field("sure", "Even so", kinds.tick()), Field("why", "Why"))
    form = ask_form(page, "T", spec, lambda _typed: None, verb="Save")
    tick, why = form.fields["sure"], form.fields["why"]
    assert isinstance(tick.editor, QCheckBox)
    assert tick.editor.text() == "Even so"
    assert tick.y() > why.y()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (kinds.money("EUR"), 1234),
        (kinds.price("EUR"), 12_345),
        (kinds.percent(), 75_000),
        (kinds.quantity(), 2_500),
        (kinds.count(), 0),
        (kinds.whole("A whole number."), 7),
        (kinds.day(lambda: TODAY), date(2027, 3, 4)),
        (kinds.day(lambda: TODAY, date(2027, 1, 1)), date(2028, 2, 29)),
        (kinds.choice([(False, "No"), (True, "Yes")]), True),
        (kinds.text(), "words"),
        (kinds.note(), "two\nlines"),
        (kinds.lines(lambda text: tuple(text.split()), tuple), ("a", "b")),
        (kinds.tick(), True),
        (kinds.pin(), "1234"),
    ],
)
def test_what_a_kind_shows_it_reads(qtbot: QtBot, kind: kinds.Kind, value: Any) -> None:
    field = Field("it", "It", kind).made(value)
    qtbot.addWidget(field)
    assert field.value == value
    assert field.validate()


def test_what_is_doubted_is_sent_as_sure_only_when_the_same_is_sent_again(page: QWidget) -> None:
    sent: list[tuple[str, bool]] = []

    def send(typed: Entered, sure: bool) -> None:
        sent.append((typed.pop("many"), sure))
        if not sure:
            raise Doubtful("That is a lot.")

    form = ask_form(page, "T", [Field("many", "Many")], twice(send), verb="Book")
    for typed in ("1000", "2000", "2000"):
        form.fields["many"].set_value(typed)
        form.submit()
    assert sent == [("1000", False), ("2000", False), ("2000", True)]


def test_enter_leads_through_the_fields_to_the_verb_and_past_every_other_button(page: QWidget, qtbot: QtBot) -> None:
    sent, pressed = [], []
    quick = Button("Exact", lambda: pressed.append(1))
    form = ask_form(page, "T", _SPEC[:2], sent.append, verb="Save", extra=[quick], values={"name": "Ann"})
    qtbot.waitUntil(lambda: form.fields["name"].editor.hasFocus())
    passed = []
    for _ in range(3):
        QTest.keyClick(form.focusWidget(), Qt.Key.Key_Return)
        passed.append(form.focusWidget())
    assert passed == [form.fields["limit"].editor, form.verb, form.verb]
    assert len(sent) == 1, "Enter on the verb presses it"
    assert not pressed
    assert not form.isVisible()
