"""The window's modules: none knows another in a circle, not even within a function, and they ask the services."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, modules, place, tree

BEFORE_THE_SHOP = {"orderdesk.persistence.database.sharing.lock.window_lock"}
"""What holds the file while there is no desk yet that could be asked."""
FOR_TYPES = {
    "orderdesk.ui.fulfilment.station.page",
    "orderdesk.ui.imports.page",
    "orderdesk.ui.orders.new_order.page",
    "orderdesk.ui.shell.main_window",
    "orderdesk.ui.welcome.shops",
    "orderdesk.ui.widgets.grid.line_grid",
    "orderdesk.ui.widgets.lists.table",
}
"""Whose parts still name their whole in an annotation; no more may join them."""


def test_no_module_of_the_window_imports_another_in_a_circle() -> None:
    assert circles(types=False) == []


def test_no_part_newly_names_its_whole() -> None:
    whole = [{*circle} & FOR_TYPES for circle in circles(types=True)]
    assert all(whole), circles(types=True)
    assert set().union(*whole) == FOR_TYPES, "one was untied: take it off the list"


def test_the_window_asks_the_services_and_takes_only_rows_from_persistence() -> None:
    asked = [
        f"{place(path, node.lineno)}: {node.module}.{each.name}"
        for path in modules("orderdesk/ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("orderdesk.persistence")
        for each in node.names
        if each.name[0].islower() and f"{node.module}.{each.name}" not in BEFORE_THE_SHOP
    ]
    assert asked == []


def circles(*, types: bool) -> list[list[str]]:
    """The groups of modules that import each other, with what is imported for `types` alone or without."""
    known = {_name(path): path for path in modules("orderdesk/ui")}
    arrows = {name: {to for to in _imports(tree(path), types=types) if to in known} for name, path in known.items()}
    reached = {name: _reach(arrows, name) for name in arrows}
    groups = {frozenset(to for to in reached[name] if name in reached[to]) for name in arrows if name in reached[name]}
    return sorted(sorted(group) for group in groups)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imports(node: ast.AST, *, types: bool) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and not types and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.ImportFrom):
            yield str(child.module)
            yield from (f"{child.module}.{each.name}" for each in child.names)
        elif isinstance(child, ast.Import):
            yield from (each.name for each in child.names)
        yield from _imports(child, types=types)


def _reach(arrows: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [*arrows[start]]
    while waiting:
        if (at := waiting.pop()) not in seen:
            seen.add(at)
            waiting += arrows[at]
    return seen
