"""Whoever writes a use case says what comes of it when eight people do it at once."""

from __future__ import annotations

from tests.hands.cases import CASES, UNTRIED
from tests.hands.usecases import use_cases


def test_every_use_case_is_tried_by_eight_hands() -> None:
    unknown = sorted(use_cases() - set(CASES) - set(UNTRIED))
    assert not unknown, (
        f"{', '.join(unknown)} opens desk.writing(…) and nobody has said what comes of it when eight people do it at "
        "once. Add it to a module of tests/hands: `once(call, stage)` where exactly one may succeed, `each(call, "
        "stage, proof)` where all may and the sum must be right."
    )


def test_nothing_is_tried_that_is_no_use_case() -> None:
    assert sorted((set(CASES) | set(UNTRIED)) - use_cases()) == []
