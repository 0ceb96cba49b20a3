"""Rules that hold for every source file: what it may import, how it counts money, and what it never names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported, kept_files, modules, place, tree

# What PySide6-Essentials holds; anything else of Qt would come with the big Addons package.
ESSENTIALS = {
    "QtConcurrent", "QtCore", "QtDBus", "QtGui", "QtHelp", "QtNetwork", "QtOpenGL", "QtOpenGLWidgets", "QtPrintSupport",
    "QtQml", "QtQuick", "QtQuickWidgets", "QtSql", "QtSvg", "QtSvgWidgets", "QtTest", "QtUiTools", "QtWidgets", "QtXml",
}  # fmt: skip
TOP_LEVEL = {
    "CHANGELOG.md", "LICENSE", "README.md", "orderdesk", "orderdesk.spec", "pyproject.toml", "requirements.lock",
    "resources", "start.py", "tests",
}  # fmt: skip
# Written in pieces, so that this file does not name what it looks for.
INDEX_WORDS = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "index" + "-url", "find" + "-links")
# Anna is the invented user of the tests.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/~-])/(?:root|work|opt/\w+|(?:home|Users)/(?!anna\b)\w+)/"
    r"|[A-Z]:\\+Users\\+(?!anna\b)\w"
)


@pytest.mark.parametrize("folder", ["orderdesk", "tests"])
def test_only_the_small_qt_package_is_used(folder: str) -> None:
    wrong = []
    for path in modules(folder):
        for name, line in imported(path):
            package, _, rest = name.partition(".")
            if package == "PySide6" and rest.partition(".")[0] not in ESSENTIALS | {"", "__version__"}:
                wrong.append(f"{place(path, line)} {name}")
    assert not wrong


def test_the_product_uses_one_known_sqlite() -> None:
    """Python's own sqlite3 may be one with the WAL-reset fault; pysqlite3 brings the same good one everywhere."""
    wrong = [
        place(path, line)
        for path in modules("orderdesk")
        for name, line in imported(path)
        if name.partition(".")[0] in {"sqlite3", "_sqlite3"}
    ]
    assert not wrong


def test_no_float_counts_money_or_goods() -> None:
    wrong = [
        f"{place(path, line)} {what}"
        for path in modules("orderdesk/domain", "orderdesk/services")
        for what, line in floats(tree(path))
    ]
    assert not wrong


def test_the_domain_never_divides_into_a_float() -> None:
    wrong = [
        place(path, node.lineno)
        for path in modules("orderdesk/domain")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
    ]
    assert not wrong


def floats(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Every float written down or made by name in a source."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield repr(node.value), node.lineno
        elif isinstance(node, ast.Name) and node.id == "float":
            yield "float", node.lineno


def test_a_float_is_found_where_there_is_one() -> None:
    assert list(floats(ast.parse("rate = 0.2\nsum(map(float, texts))"))) == [("0.2", 1), ("float", 2)]


def test_every_module_says_what_it_is_for() -> None:
    paths = [*modules("orderdesk", "tests", ".ci"), ROOT / "start.py"]
    assert not [place(path, 1) for path in paths if not (ast.get_docstring(tree(path)) or "").strip()]


def test_the_top_level_stays_small() -> None:
    names = {name.partition("/")[0] for name in kept_files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_names_an_index_or_a_place_on_one_machine() -> None:
    wrong = []
    for name in kept_files():
        for number, line in enumerate(lines_of(ROOT / name), 1):
            if MACHINE_PATH.search(line) or any(word in line for word in INDEX_WORDS):
                wrong.append(f"{name}:{number}")
    assert not wrong


def lines_of(path: Path) -> list[str]:
    """The lines of a text file; none of a picture, a font or a data file in some old encoding."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def test_a_machine_path_is_known_from_others() -> None:
    assert all(map(MACHINE_PATH.search, ["see /" + "root/x", "'/" + "home/ben/shop'", "C:" + r"\Users\ben"]))
    others = ["#!/usr/bin/env bash", "~/work/x", "docs/work/a", "/home/", "/home/anna/shop.db"]
    assert not any(map(MACHINE_PATH.search, others))


def test_no_two_classes_have_one_name() -> None:
    named: dict[str, list[str]] = {}
    for path in modules("orderdesk"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(place(path, node.lineno))
    assert {name: places for name, places in named.items() if len(places) > 1} == {}
