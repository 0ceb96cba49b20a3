"""A program without a console has no streams at all, and every verb does its work and tells by its exit code."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from orderdesk.cli import main
from tests.cli.conftest import Call

STREAMS = ("stdin", "stdout", "stderr")


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (["stock", "show", "MUG"], 0),
        (["--json", "order", "list"], 0),
        (["check", "--deep"], 0),
        (["backup", "--to", "BACKUP"], 0),
        (["--help"], 0),
        (["stock", "--help"], 0),
        (["stock", "show", "ZEBRA"], 3),
        (["nonsense"], 2),
        (["order", "add"], 2),
    ],
)
def test_a_verb_without_streams_ends_as_it_should(
    shop: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str], code: int
) -> None:
    words = [str(tmp_path / "copy.odbackup") if word == "BACKUP" else word for word in verb]
    for name in STREAMS:
        monkeypatch.setattr(sys, name, None)
    ended = main(["--data-dir", str(tmp_path / "shop"), *words])
    made = [getattr(sys, name) for name in STREAMS]
    monkeypatch.undo()
    for stream in made:
        stream.close()
    assert ended == code
    assert "BACKUP" not in verb or (tmp_path / "copy.odbackup").exists()


def test_two_programs_lie_in_one_folder() -> None:
    spec = ast.parse((Path(__file__).parents[2] / "orderdesk.spec").read_text(encoding="utf-8"))
    made = {
        ast.literal_eval(each.args[0]): ast.literal_eval(each.keywords[0].value)
        for each in ast.walk(spec)
        if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "program"
    }
    assert made == {"orderdesk": True, "orderdesk-window": False}, "name, and whether it has a console"
