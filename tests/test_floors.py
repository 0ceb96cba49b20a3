"""The floors of coverage: each layer by itself, and a sentence that says where most is missing."""

from __future__ import annotations

from typing import Any

from tests.floors import FLOORS, layers, told


def a_file(statements: int, covered: int, branches: int = 0, gone: int = 0) -> dict[str, Any]:
    return {
        "summary": {
            "num_statements": statements, "covered_lines": covered, "num_branches": branches, "covered_branches": gone,
        }
    }  # fmt: skip


FILES = {
    "orderdesk/domain/a.py": a_file(80, 80, 20, 18),
    "orderdesk/domain/money/b.py": a_file(100, 99),
    "orderdesk/cli/c.py": a_file(50, 40),
    "orderdesk/cli/d.py": a_file(50, 45),
}


def test_lines_and_branches_of_a_layer_count_together() -> None:
    found = layers(FILES)
    assert found["domain"].percent == 98.5
    assert found["cli"].percent == 85


def test_a_layer_above_its_floor_makes_up_for_none_below() -> None:
    lines, below = told(FILES, {"domain": 97, "cli": 90, "ui": 85})
    assert lines == ["domain          98.50 %  (floor 97)", "cli             85.00 %  (floor 90)"]
    assert below == [
        "Coverage of cli is 85.00 %, below 90; missing most: orderdesk/cli/c.py (10), orderdesk/cli/d.py (5)"
    ]


def test_every_layer_has_a_floor() -> None:
    from tests.conftest import ROOT

    rooms = {path.name for path in (ROOT / "orderdesk").iterdir() if (path / "__init__.py").is_file()}
    assert set(FLOORS) == rooms
