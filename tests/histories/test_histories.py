"""Whatever happens in a shop, and in whatever order, after each step every rule of money and stock holds."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.histories.living import live

STEPS = 100


def test_every_rule_holds_after_each_step_of_a_random_history(tmp_path: Path) -> None:
    seed = Random().randrange(10**6)
    print(f"seed {seed}")
    lived = live(tmp_path, seed, STEPS)
    assert sum(lived.done.values()) > STEPS // 4
