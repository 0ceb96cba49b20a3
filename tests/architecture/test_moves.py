"""What may happen to a thing, and why not, is said by its lifecycle alone: the window and the command line write no
state and no sentence about one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orderdesk.domain.lifecycles import LIFECYCLES
from tests.architecture.sources import ROOT, imported, modules, place, tree

STATES = {str(state) for machine in LIFECYCLES for row in machine.transitions for state in (*row.sources, row.target)}
"""Every state of an order, a shipment, a return, a purchase order and a till."""
WORDS = {"orderdesk/ui/words.py", "orderdesk/ui/buying/columns.py"}
"""The pills of orders, shipments and returns, and of purchase orders: tables from states to words and colours."""
LISTED = {"orderdesk/cli/orders/orders.py"}
"""`order list --state` names the states as they may be typed."""
_REFUSAL = re.compile(
    r"^\{\} is \{\}[;.]|\bcan ?not be (?:done|sent|changed|cancelled|declined|received|picked|packed|shipped|settled)"
    r"|\bonly a (?:draft|quote|confirmed)|\bis on hold\b.*first|\b(?:release|pack|ship|settle|open|send) it first"
    r"|Nothing of \{\} has shipped|is left to do for|is closed; "
)


def compared(path: Path) -> Iterator[int]:
    """A state that is compared, with a word or with several."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Compare) and any(_is_of_a_thing(each) for each in (node.left, *node.comparators)):
            yield node.lineno


def _is_of_a_thing(node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return node.id == "state"
    typed = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "options"
    return isinstance(node, ast.Attribute) and node.attr == "state" and not typed


def grouped(path: Path) -> Iterator[int]:
    """States that stand together: those in which something may be done, or what follows on each."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and sum(map(_is_state, node.elts)) > 1:
            yield node.lineno
        if isinstance(node, ast.Dict) and node.keys and all(map(_is_state, node.keys)):
            yield node.lineno


def _is_state(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in STATES


def known(path: Path) -> Iterator[int]:
    """States or their words that are imported."""
    for name, line in imported(path):
        if re.search(r"lifecycles\..*(?:State|said_of|not_yet|HAVE_LEFT|LEFT_OR_GIVEN_UP)$", name):
            yield line


def refused(path: Path) -> Iterator[int]:
    """Sentences that say why a thing is not in a state for something."""
    found = list(ast.walk(tree(path)))
    parts = {id(part) for node in found if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {id(node.value) for node in found if isinstance(node, ast.Expr)}
    for node in found:
        if isinstance(node, ast.JoinedStr):
            said = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            said = node.value
        else:
            continue
        if _REFUSAL.search(said):
            yield node.lineno


@pytest.mark.parametrize(
    ("find", "but"),
    [(compared, WORDS), (grouped, WORDS), (known, LISTED), (refused, set())],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_doors_leave_it_to_the_lifecycles(find: Callable[[Path], Iterator[int]], but: set[str]) -> None:
    doors = [path for path in modules("orderdesk/ui", "orderdesk/cli") if path.relative_to(ROOT).as_posix() not in but]
    assert [place(path, line) for path in doors for line in find(path)] == []


@pytest.mark.parametrize(
    ("find", "source"),
    [
        (compared, 'if view.order.state == "draft": pass'),
        (compared, "if state in KNOWN: pass"),
        (grouped, 'able = ("picked", "packed")'),
        (grouped, 'NEXT = {"received": "Inspect", "inspected": "Settle"}'),
        (known, "from orderdesk.domain.lifecycles import ShipmentState"),
        (known, "from orderdesk.domain.lifecycles.words import said_of"),
        (refused, 'said = f"{order.number} is {word}; copy it."'),
        (refused, 'said = "Only that; pack it first."'),
    ],
)
def test_each_kind_is_found(tmp_path: Path, find: Callable[[Path], Iterator[int]], source: str) -> None:
    path = tmp_path / "door.py"
    path.write_text(source)
    assert list(find(path)) == [1]
