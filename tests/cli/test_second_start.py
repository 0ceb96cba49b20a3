"""OrderDesk is started twice on one shop: the first window comes to the front, or the second start says who has it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orderdesk import app as door
from orderdesk.services.showroom.sample_shop import open_sample_shop
from orderdesk.settings import Settings
from tests.cli.test_processes import PROGRAM, ROOT
from tests.patience import LIMIT

_FIRST = """
import sys
from pathlib import Path
from orderdesk.app import run_window
from orderdesk.settings import Settings
from orderdesk.ui.shell.main_window import MainWindow
MainWindow.raise_ = lambda window: print("raised", flush=True)
MainWindow.prepare = lambda window, prepare=MainWindow.prepare: (prepare(window), print("shown", flush=True))
run_window(Settings(data_dir=Path(sys.argv[1])))
"""


def environment(platform: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": platform}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    desk = door.open_desk(Settings(data_dir=tmp_path), create=True)
    open_sample_shop(desk)
    desk.database.close()
    return tmp_path


@pytest.fixture
def first(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program with its window on the shop, in a process of its own."""
    words = [sys.executable, "-P", "-c", _FIRST, str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment("offscreen")) as program:
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == "shown\n"
            yield program
        finally:
            program.kill()


def again(folder: Path, *words: str, platform: str = "offscreen") -> subprocess.CompletedProcess[str]:
    """Start the program on the same folder; a platform that is never loaded stands for a screen."""
    return subprocess.run(
        [*PROGRAM, "--data-dir", str(folder), *words],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env=environment(platform),
    )


def test_where_nobody_sees_it_the_second_start_says_who_has_the_shop(
    folder: Path, first: subprocess.Popen[str]
) -> None:
    second = again(folder)
    assert (second.returncode, second.stdout) == (4, "")
    assert "OrderDesk is already open on" in second.stderr
    assert f"process {first.pid}" in second.stderr
    assert len(second.stderr.splitlines()) == 1


def test_with_json_it_is_said_as_an_object(folder: Path, first: subprocess.Popen[str]) -> None:
    second = again(folder, "--json", platform="xcb")
    assert second.returncode == 4
    assert json.loads(second.stderr)["error"]["kind"] == "storage"


def test_on_a_screen_the_first_window_comes_to_the_front(folder: Path, first: subprocess.Popen[str]) -> None:
    second = again(folder, platform="xcb")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert first.stdout is not None
    assert first.stdout.readline() == "raised\n"
    assert first.poll() is None


def test_after_a_kill_the_next_start_has_the_shop(folder: Path, first: subprocess.Popen[str]) -> None:
    first.kill()
    first.wait()
    words = [sys.executable, "-P", "-c", _FIRST, str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment("offscreen")) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "shown\n"
        assert again(folder, platform="xcb").returncode == 0
        program.kill()
