"""Would a test see it? Changes one place of the rules at a time: `python -m tests.rehearsal.mutation [COUNT] [SEED]`.

Each change is made in a copy of the project, in a random place of domain or services, and the tests are run there,
those nearest first, until one fails. A change that no test sees is shown; some
of those change nothing that can be seen.
"""

from __future__ import annotations

import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("domain", "services")
COUNT = 30
NEXT = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
"""What stands in the place of each operator."""
NO_CODE = ("annotation", "returns", "decorator_list", "type_params")


def changeable(node: ast.AST) -> bool:
    """Whether `change` knows what to make of it."""
    match node:
        case ast.Compare() | ast.BinOp():
            return type(node.ops[0] if isinstance(node, ast.Compare) else node.op) in NEXT
        case ast.Constant():
            return isinstance(node.value, int)
        case ast.BoolOp() | ast.If() | ast.IfExp():
            return True
    return False


def change(node: ast.AST) -> None:
    """Make it say the next best thing."""
    match node:
        case ast.Compare():
            node.ops[0] = NEXT[type(node.ops[0])]()  # type: ignore[assignment]
        case ast.BinOp() | ast.BoolOp():
            node.op = NEXT[type(node.op)]()  # type: ignore[assignment]
        case ast.Constant():
            node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no annotation, and nothing that only a type checker reads."""
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name not in NO_CODE:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, ast.AST):
                    yield from inside(each)


def places(source: str) -> tuple[ast.Module, list[ast.AST]]:
    """What a module says, and the places inside its functions that can be changed, always in the same order."""
    tree = ast.parse(source)
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    found = [node for function in functions for part in function.body for node in inside(part) if changeable(node)]
    return tree, list(dict.fromkeys(found))


def nearest(module: Path) -> list[list[str]]:
    """The tests to run for a module of orderdesk, those first that are about it."""
    layer, area = module.parts[1], module.parts[2].removesuffix(".py")
    near = [f"tests/{each}/{area}" for each in (layer, *(each for each in LAYERS if each != layer))]
    return [near, ["tests/domain", "tests/services"], ["tests/scenarios", "tests/persistence", "tests/cli"], ["tests"]]


def seen(copy: Path, module: Path) -> bool:
    """Whether a test in the copy fails; so does one that never ends."""
    for tests in nearest(module):
        there = [each for each in tests if (copy / each).exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "2", "--dist", "loadfile", *there]
        if there and subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode not in (0, 5):
            return True
    return False


def main(count: int = COUNT, seed: int = 1) -> None:
    """Make `count` changes, one after the other; prints those that no test sees, and how many were seen."""
    modules = [
        path.relative_to(ROOT) for layer in LAYERS for path in sorted((ROOT / "orderdesk" / layer).rglob("*.py"))
    ]
    sources = {module: (ROOT / module).read_text(encoding="utf-8") for module in modules}
    choice = [(module, index) for module, source in sources.items() for index in range(len(places(source)[1]))]
    caught = 0
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copy = Path(folder, "orderdesk")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "demo"))
        for module, index in random.Random(seed).sample(choice, count):
            tree, found = places(sources[module])
            before = first_line(found[index])
            change(found[index])
            (copy / module).write_text(ast.unparse(tree), encoding="utf-8")
            if seen(copy, module):
                caught += 1
            else:
                line = found[index].lineno  # type: ignore[attr-defined]
                print(f"not seen: {module}:{line}: {before} → {first_line(found[index])}", flush=True)
            (copy / module).write_text(sources[module], encoding="utf-8")
    print(f"{caught} of {count} changes were seen")


def first_line(node: ast.AST) -> str:
    """How it reads, as far as its first line."""
    return ast.unparse(node).splitlines()[0]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
