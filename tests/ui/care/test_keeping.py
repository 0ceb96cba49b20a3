"""A shop that cannot be written is said to be so once, in sight; what is typed is kept once it can be."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from orderdesk.persistence.database import engine
from orderdesk.services.record.drafting import kept_drafts
from orderdesk.ui.care.keeping import Keeping
from orderdesk.ui.widgets.banner import Banner
from tests.ui.orders.conftest import Hands, hands, shop

__all__ = ["hands", "shop"]
CLOSED = "The folder /shop cannot be written. Allow writing to it, or choose another one."


def keeping(hands: Hands) -> Keeping:
    assert hands.program.shop is not None
    return hands.program.shop.keeping


def in_sight(hands: Hands, words: str) -> list[str]:
    return [each.text for each in hands.program.window.findChildren(Banner) if each.isVisible() and words in each.text]


def test_it_is_said_once_and_every_step_refuses_until_it_can_be_written_again(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bench, closed = hands.program.bench, [CLOSED]
    assert bench is not None
    monkeypatch.setattr(engine, "why_unwritable", lambda _path: closed[0])
    bench.desk.database.halt.why = CLOSED
    keeping(hands).look()
    assert in_sight(hands, "cannot be written") == [f"{CLOSED} Everything can be read meanwhile, and nothing is kept."]
    hands.press("F2")
    hands.write("patel")
    hands.press("Enter")
    hands.line("mug", "2")
    hands.page.keeper.keep()
    assert len(in_sight(hands, "cannot be written")) == 1, "what is typed is not complained of as well"
    hands.press("Ctrl+Return")
    assert CLOSED in in_sight(hands, "cannot be written")
    assert kept_drafts(bench.desk, bench.place) == []
    closed[0] = ""
    keeping(hands).look()
    assert hands.said == "The shop can be written again"
    assert in_sight(hands, "cannot be written") == []
    qtbot.waitUntil(lambda: bool(kept_drafts(bench.desk, bench.place)))
    hands.press("Ctrl+Return")
    assert "confirmed" in hands.said
