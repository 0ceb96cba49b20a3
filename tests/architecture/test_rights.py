"""Every use case names the right it needs, and every right it names is in the table."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from orderdesk.domain.values.rights import LIMITS, NO_RIGHT, RIGHTS
from tests.architecture.sources import modules, place, tree

# What is done without a right, and why nobody's power grows by it.
FREE = {
    "drafting.py": "a draft on one's own desk",
    "setting_up.py": "a shop that does not exist yet",
    "shop.py": "a shop that does not exist yet",
    "history.py": "an invented shop",
    "return_days.py": "the last day of a return comes true by the calendar",
    "keeping.py": "where the history goes on after a restore, which asked for its right before",
    "reserving.py": "what was agreed on with the order comes true by the calendar",
    "owning.py": "saying that one is still at one's own waves",
    "stage.py": "an invented shop",
    "wanted_later.py": "what was promised with the order comes true by the calendar",
    "users.py": "one's own PIN, and proving who one is",
}


def _rights() -> Iterator[tuple[str, str, str]]:
    """The right named at each call, as written, with its file and place; "" where none is named."""
    for path in modules("orderdesk/services", "orderdesk/cli", "orderdesk/ui"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = node.func.attr
                given = [each.value for each in node.keywords if each.arg == "right"]
                of_desk = called == "writing" and "database" not in ast.unparse(node.func.value)
                if path.name == "desk.py":
                    continue  # it hands on what it is asked for
                if of_desk or (called == "reading" and given):
                    yield (ast.unparse(given[0]) if given else ""), path.name, place(path, node.lineno)
                elif called in ("need", "noting") and node.args:
                    yield ast.unparse(node.args[0]), path.name, place(path, node.lineno)


def test_every_use_case_names_a_right_of_the_table() -> None:
    known = {repr(right) for right in (*RIGHTS, *LIMITS)}
    found = list(_rights())
    assert len(found) > 80
    wrong = [where for right, file, where in found if right not in known and not (right == "NO_RIGHT" and file in FREE)]
    assert not wrong


def test_every_right_is_asked_for_somewhere() -> None:
    asked = {right for right, _file, _where in _rights()}
    assert {right for right in (*RIGHTS, *LIMITS) if repr(right) not in asked} <= {"see margins", "change prices"}


def test_no_right_is_not_a_right() -> None:
    assert NO_RIGHT not in RIGHTS
