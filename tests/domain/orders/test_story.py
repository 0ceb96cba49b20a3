"""Each kind of thing that happens to an order has its sentence, and what changed since a moment is told."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import orderdesk
from orderdesk.domain.orders.story import (
    CHANGES,
    MARKS,
    MESSAGE,
    SENTENCES,
    by_day,
    day_named,
    sentence_of,
    since,
    tell,
)
from orderdesk.domain.values.business_day import Calendar

DAYS = Calendar(ZoneInfo("UTC"))
NOW = datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
# The kinds that are handed to `event` in a variable.
HANDED_ON = {"shipment": {"delivered", "exception"}, "order": {"override", "undone"}}


@dataclass(frozen=True)
class Event:
    what: str
    detail: str = ""
    user: str = "ann"
    subject: str = "order"
    at: datetime = NOW


def words_in(value: ast.expr) -> set[str]:
    """The kinds an argument may be: a word, or either word of a choice."""
    if isinstance(value, ast.IfExp):
        return words_in(value.body) | words_in(value.orelse)
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def written() -> set[tuple[str, str]]:
    """Every (subject, kind) of event that a use case writes in words."""
    found = {(subject, what) for subject, kinds in HANDED_ON.items() for what in kinds}
    for path in (Path(orderdesk.__file__).parent / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event":
                (subject,) = words_in(node.args[0]) or {""}
                found |= {(subject, what) for what in words_in(node.args[2])}
    return found


def test_every_kind_that_is_written_has_its_sentence() -> None:
    kinds = {each for each in written() if each[0] in ("order", "shipment")}
    assert len(kinds) > 40
    assert sorted(each for each in kinds if each[1] not in SENTENCES[each[0]]) == []


def test_every_kind_that_is_a_change_or_a_moment_is_known() -> None:
    known = {what for words in SENTENCES.values() for what in words}
    assert known >= CHANGES
    assert {what for kinds in MARKS.values() for what in kinds} <= known


@pytest.mark.parametrize("subject", SENTENCES)
def test_sentences_are_whole_with_a_detail_and_without(subject: str) -> None:
    for what in SENTENCES[subject]:
        for detail in ("", "MUG", "a: b."):
            said = sentence_of(Event(what, detail, subject=subject), "SH-1")
            assert said.endswith(".")
            assert not set("{}|") & set(said)
            assert "  " not in said
            assert ".." not in said


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event("placed", "phone"), "Ann took the order by telephone."),
        (Event("placed", "online", ""), "The program took the order from the web shop."),
        (Event("quoted", "until 12 March"), "Ann made it a quote that stands until 12 March."),
        (Event("paid", "12.00 card, cash"), "Ann took 12.00 (card, cash)."),
        (
            Event("amended", "MUG 3 → 5: two more: for her sister"),
            "Ann changed the order: MUG 3 → 5. Reason: two more: for her sister.",
        ),
        (Event("picking", "PL-7", subject="shipment"), "Ann put SH-1 on picklist PL-7."),
        (Event("delivered", subject="shipment"), "SH-1 arrived."),
        (Event("put back", "2 MUG", subject="shipment"), "2 MUG of SH-1 had to be put back."),
        (Event("struck by lightning", "{twice}"), "Ann noted: struck by lightning: {twice}."),
    ],
)
def test_sentences_read_as_people_speak(event: Event, said: str) -> None:
    assert sentence_of(event, "SH-1") == said


def test_the_story_is_told_in_days() -> None:
    events = [Event("confirmed"), Event("placed", "phone", at=NOW - timedelta(days=1)), Event("shipped", "SH-1")]
    told = tell((event, "") for event in events)
    assert [(day.words, len(day.told)) for day in by_day(told, TODAY, DAYS)] == [("Yesterday", 1), ("Today", 2)]
    assert by_day(told, TODAY, DAYS)[1].told[0] == ("10:00", "Ann confirmed the order.")


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 3, 2), "Monday 2 March"), (date(2025, 12, 31), "Wednesday 31 December 2025"), (TODAY, "Today")],
)
def test_days_are_named(day: date, words: str) -> None:
    assert day_named(day, TODAY) == words


def test_what_changed_since_the_customer_was_told() -> None:
    later = [NOW + timedelta(hours=hour) for hour in range(4)]
    events = [
        Event("shipping", "wait for all", at=NOW - timedelta(days=1)),
        Event("amended", "MUG 3 → 5: she rang", at=later[0]),
        Event(MESSAGE, "Your order was changed", subject=MESSAGE, at=later[0]),
        Event("packed", "1 box", subject="shipment", at=later[1]),
        Event("promise moved", "MUG: 12 March, was 10 March", at=later[2]),
    ]
    told = tell((event, "SH-1") for event in events)
    found = since(told, "told", TODAY, DAYS)
    assert found is not None
    assert found.words == "since the customer was told or written to, today at 10:00"
    assert [each.sentence for each in found.changes] == ["The promised day moved: MUG: 12 March, was 10 March."]
    assert since(told, "paper", TODAY, DAYS) is None
