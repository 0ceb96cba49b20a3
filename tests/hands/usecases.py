"""The use cases of the services, found by reading their source: whatever opens `desk.writing(…)`, itself or by a
private function or a class of its module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

Part = ast.FunctionDef | ast.ClassDef
SERVICES = ROOT / "orderdesk" / "services"


@cache
def use_cases() -> frozenset[str]:
    """Every public function of the services that writes: "orders.cancelling.cancel_order" …"""
    return frozenset(name for path in sorted(SERVICES.rglob("*.py")) for name in _of(path))


def _of(path: Path) -> Iterator[str]:
    place = ".".join(path.relative_to(SERVICES).with_suffix("").parts).removesuffix(".__init__")
    body = ast.parse(path.read_text(encoding="utf-8")).body
    functions = {each.name: each for each in body if isinstance(each, ast.FunctionDef | ast.ClassDef)}
    writing = {name for name, function in functions.items() if _writes(function)}
    while more := {name for name, each in functions.items() if _calls(each) & writing & _private(functions)} - writing:
        writing |= more
    yield from (f"{place}.{name}" for name in sorted(writing - _private(functions)))


def _private(functions: dict[str, Part]) -> set[str]:
    """What nobody outside calls: functions of the module's own, and classes, whose users are found in their stead."""
    return {name for name, each in functions.items() if name.startswith("_") or isinstance(each, ast.ClassDef)}


def _writes(function: Part) -> bool:
    return any(
        isinstance(node, ast.withitem)
        and isinstance(node.context_expr, ast.Call)
        and isinstance(node.context_expr.func, ast.Attribute)
        and node.context_expr.func.attr == "writing"
        for node in ast.walk(function)
    )


def _calls(function: Part) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
