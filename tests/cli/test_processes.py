"""The program as others start it: exit codes, one object after the commit, rivals, kills and readers that go away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.conftest import NORTHSIDE, Call, an_order
from tests.patience import LIMIT

Start = Callable[..., "subprocess.CompletedProcess[str]"]
PROGRAM = [sys.executable, "-P", "-m", "orderdesk"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(shop: Call, tmp_path: Path) -> Start:
    """Start the program on shop "Northside" in a process of its own."""
    return lambda *words, **more: run(tmp_path, *words, **more)


def run(folder: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    return subprocess.run(
        [*PROGRAM, "--data-dir", str(folder / "shop"), *words],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """As a scheduler would start it: no settings of a test, and not even UTF-8."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def test_an_order_from_stdin_and_its_exit_code(start: Start) -> None:
    placed = start("--json", "order", "add", "-", given=an_order())
    assert (placed.returncode, placed.stderr) == (0, "")
    assert json.loads(placed.stdout)["order"] == "SO-1001"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("order", "show", "SO-9"), 3),
        (("order", "shout"), 2),
        (("--db", "sqlite:////nowhere/at/all.db", "order", "list"), 4),
        (("print", "invoice", "INV-1"), 5),
    ],
)
def test_exit_codes_without_a_traceback(start: Start, words: tuple[str, ...], code: int) -> None:
    said = start(*words)
    assert said.returncode == code
    assert "Traceback" not in said.stderr
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1


def test_a_terminal_that_knows_no_umlauts(start: Start, tmp_path: Path) -> None:
    start("order", "add", given=an_order(customer={"name": "Łukasz Øvergård"}))
    said = subprocess.run(
        [*PROGRAM, "--data-dir", str(tmp_path / "shop"), "order", "list"],
        capture_output=True,
        timeout=LIMIT,
        env=environment() | {"PYTHONIOENCODING": "ascii"},
    )
    assert said.returncode == 0
    assert b"?ukasz" in said.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_goes_away(start: Start, tmp_path: Path) -> None:
    seen, writer = os.pipe()
    os.close(seen)
    said = subprocess.run(
        [*PROGRAM, "--data-dir", str(tmp_path / "shop"), "--json", "order", "list"],
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=LIMIT,
        env=environment(),
    )
    os.close(writer)
    assert (said.returncode, said.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_an_answer_that_can_not_be_written_is_no_loss(start: Start, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [*PROGRAM, "--data-dir", str(tmp_path / "shop"), "--json", "stock", "take", "LAMP", "1"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=LIMIT,
            env=environment(),
        )
    assert (said.returncode, json.loads(said.stderr)["error"]["kind"]) == (5, "unavailable")
    assert json.loads(start("--json", "stock", "show", "LAMP").stdout)["on_hand"] == "3"


def test_rivals_never_sell_more_than_there_is(start: Start) -> None:
    with ThreadPoolExecutor(4) as rivals:
        said = list(rivals.map(lambda _: start("--json", "stock", "take", "LAMP", "1"), range(8)))
    assert sorted(each.returncode for each in said) == [0] * 4 + [3] * 4
    assert all("not enough" in each.stderr for each in said if each.returncode)
    assert json.loads(start("--json", "stock", "show", "LAMP").stdout)["on_hand"] == "0"


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot kill so")
def test_what_was_acknowledged_survives_a_kill(start: Start, tmp_path: Path) -> None:
    words = [*PROGRAM, "--data-dir", str(tmp_path / "shop"), "simulate", "--orders", "500"]
    day = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment())
    assert day.stdout is not None
    told = [json.loads(day.stdout.readline()) for _ in range(25)]
    time.sleep(0.05)
    day.send_signal(signal.SIGKILL)
    day.wait(timeout=LIMIT)
    day.stdout.close()
    orders = [each["order"] for each in told if each["step"] in ("placed", "sold")]
    assert orders
    for number in orders:
        assert start("order", "show", number).returncode == 0
    assert json.loads(start("--json", "check", "--deep").stdout)["findings"] == []


def test_the_environment_names_the_place(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    env = environment() | {"ORDERDESK_DATA_DIR": str(place)}
    said = subprocess.run(
        [*PROGRAM, "--json", "init", "--shop", str(NORTHSIDE)], capture_output=True, text=True, timeout=LIMIT, env=env
    )
    assert said.returncode == 0, said.stderr
    assert (place / "shop.db").exists()


@pytest.mark.parametrize("modules", ["PySide6", "reportlab", "alembic", "xlsxwriter", "psycopg"])
def test_a_verb_loads_only_what_it_needs(start: Start, tmp_path: Path, modules: str) -> None:
    code = (
        "import sys; from orderdesk.cli import main; "
        f"main(['--data-dir', {str(tmp_path / 'shop')!r}, '--json', 'stock', 'take', 'MUG', '1']); "
        f"sys.exit(any(name.split('.')[0] == {modules!r} for name in sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=LIMIT, env=environment()
    )
    assert said.returncode == 0, said.stderr
