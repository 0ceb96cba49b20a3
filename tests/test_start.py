"""The one command to start and the one to test, and the lock that they install from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import start

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
posix_only = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without a display and without any of Qt's libraries."""
    for name in DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start, "loads", lambda library: False)
    monkeypatch.setattr(sys, "platform", "linux")
    return monkeypatch


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what start.py reads, with an environment whose Python only writes down what it is asked."""
    folder = tmp_path / "desk"
    (folder / ".venv/bin").mkdir(parents=True)
    lib = folder / ".venv/lib/python{}.{}/site-packages".format(*sys.version_info[:2])
    lib.mkdir(parents=True)
    for name in ("start.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(start.ROOT / name, folder)
    python = folder / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\necho "$*" >> {folder}/asked\n')
    python.chmod(0o755)
    return folder


def asked(project: Path, *words: str) -> list[str]:
    """Start with these words; the commands that reached the environment's Python, one a line."""
    log = project / "asked"
    log.unlink(missing_ok=True)
    command = [sys.executable, str(project / "start.py"), *words]
    subprocess.run(command, check=True, env={**os.environ, "DISPLAY": ""}, capture_output=True)
    return log.read_text().splitlines()


@posix_only
def test_the_first_start_installs_the_lock_and_the_second_only_starts(project: Path) -> None:
    first = asked(project, "check", "--deep")
    assert [line for line in first if "pip install" in line and "--require-hashes" in line]
    assert asked(project, "check", "--deep") == ["-P -m orderdesk check --deep"]
    assert (project / ".venv/bin/orderdesk").stat().st_mode & 0o111


@posix_only
def test_a_second_start_adds_less_than_two_seconds(project: Path) -> None:
    asked(project, "check")
    before = time.perf_counter()
    asked(project, "check")
    assert time.perf_counter() - before < 2


@posix_only
def test_a_changed_lock_is_installed_again(project: Path) -> None:
    asked(project, "check")
    with (project / "requirements.lock").open("a") as lock:
        lock.write("# one line more\n")
    assert len(asked(project, "check")) > 1


@posix_only
def test_what_was_made_to_run_is_not_enough_to_test(project: Path) -> None:
    asked(project, "check")
    mark = (project / ".venv/orderdesk.stamp").read_text()
    assert mark == f"{mark.split()[0]}"
    assert [line for line in asked(project, "test") if "pip install" in line]
    assert asked(project, "test") == [f"-m pytest {' '.join(start.SIDE_BY_SIDE)}"]
    assert asked(project, "check") == ["-P -m orderdesk check"]


@posix_only
def test_a_part_is_added_once_and_stays(project: Path) -> None:
    asked(project, "check")
    (added,) = [line for line in asked(project, "add", "einvoice") if "pip install" in line]
    assert "--require-hashes" in added
    wanted = (project / ".venv/wanted.lock").read_text()
    assert ("drafthorse==" in wanted, "psycopg==" in wanted) == (True, False)
    assert not (project / "asked").unlink()
    subprocess.run([sys.executable, str(project / "start.py"), "add", "einvoice"], check=True)
    assert not (project / "asked").exists()
    with (project / "requirements.lock").open("a") as lock:
        lock.write("# one line more\n")
    asked(project, "check")
    assert "drafthorse==" in (project / ".venv/wanted.lock").read_text()


def test_a_part_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "missing_packages", lambda testing: [])
    for words in (["add"], ["add", "zebra"], ["add", "test"]):
        with pytest.raises(SystemExit, match="which part to add: einvoice or postgres"):
            start.main(words)


@posix_only
def test_without_a_display_the_sample_order_goes_to_paper(project: Path) -> None:
    asked(project, "check")
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    command = [sys.executable, str(project / "start.py")]
    said = subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout
    assert str(project / "demo") in said
    assert (project / "asked").read_text().endswith(f"-P -m orderdesk demo --headless --out {project / 'demo'}\n")


@pytest.mark.parametrize("display", DISPLAYS)
def test_with_a_display_the_window_opens_on_whatever_is_there(bare: pytest.MonkeyPatch, display: str) -> None:
    bare.setenv(display, ":0")
    assert start.desk_command([])[1:] == ["-P", "-m", "orderdesk"]


def test_the_tests_run_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(start.ROOT)
    monkeypatch.setattr(os, "environ", {"PYTHONDONTWRITEBYTECODE": "1"})
    assert start.test_command([])[1:] == ["-m", "pytest", *start.SIDE_BY_SIDE]
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ
    assert start.test_command(["tests/domain"])[1:] == ["-m", "pytest", *start.SIDE_BY_SIDE, "tests/domain"]


def test_a_bare_machine_gets_what_qt_loads(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(start, "PYTHON", Path("nowhere"))
    bare.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.missing_packages(testing=False) == [
        "python{}.{}-venv".format(*sys.version_info[:2]),
        *["libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libx11-6"],
    ]
    bare.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in start.missing_packages(testing=False)


def test_the_tests_also_need_a_screen_and_a_server(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(shutil, "which", lambda name: None)
    bare.setattr(Path, "glob", lambda folder, pattern: iter(()))
    assert {"libxcb-icccm4", "xvfb", "postgresql"} <= set(start.missing_packages(testing=True))


def test_nothing_is_asked_of_a_complete_machine(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(start, "loads", lambda library: True)
    bare.setattr(start, "PYTHON", Path(sys.executable))
    assert start.missing_packages(testing=False) == []
    bare.setattr(subprocess, "run", None)
    start.install_system_packages([])


def test_who_may_not_install_is_told_the_exact_command(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(os, "geteuid", lambda: 1000, raising=False)
    bare.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(SystemExit, match=r"sudo apt-get update && sudo apt-get install -y .* libegl1 xvfb"):
        start.install_system_packages(["libegl1", "xvfb"])


def test_who_may_install_is_told_first(bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    commands: list[str] = []

    def run(command: list[str], **options: object) -> None:
        assert "libegl1" in capsys.readouterr().out or commands
        commands.append(" ".join(command))

    bare.setattr(os, "geteuid", lambda: 0, raising=False)
    bare.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    bare.setattr(subprocess, "run", run)
    start.install_system_packages(["libegl1"])
    assert [command.partition("apt-get ")[2].split()[1] for command in commands] == ["update", "install"]


def test_a_library_is_looked_for_by_the_loader() -> None:
    assert not start.loads("libnobody-has-this.so.7")


@pytest.mark.parametrize(("version", "fits"), [((3, 10, 13), False), ((3, 11, 0), True), ((3, 14, 1), True)])
def test_an_old_python_gets_one_sentence(version: tuple[int, int, int], fits: bool) -> None:
    refusal = start.too_old(version)
    assert (refusal is None) is fits
    assert fits or (refusal and "3.11 or newer" in refusal and "3.10.13" in refusal)


def test_a_failed_step_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(testing: bool) -> list[str]:
        raise PermissionError("the folder is read-only")

    monkeypatch.setattr(start, "missing_packages", fail)
    with pytest.raises(SystemExit, match="could not be prepared: the folder is read-only"):
        start.main([])


def names(requirements: list[str]) -> set[str]:
    """The package names at the head of requirement lines, in the spelling of the lock."""
    found = (re.match(r"[\w.-]+", line) for line in requirements)
    return {match[0].lower().replace("_", "-") for match in found if match}


def test_the_lock_holds_all_that_the_project_names_with_hashes() -> None:
    project = tomllib.loads((start.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, everything = (re.split(r"\n(?=\w)", start.locked(held)) for held in (set(), start.parts()))
    assert names(project["dependencies"]) <= names(run)
    assert names(project["optional-dependencies"]["test"]) - {"orderdesk"} <= names(everything)
    for part in start.parts() - {start.TESTS}:
        alone = names(re.split(r"\n(?=\w)", start.locked({part})))
        assert names(project["optional-dependencies"][part]) <= alone <= names(everything)
    assert "pytest" not in names(run)
    assert all("==" in block and "--hash=sha256:" in block for block in everything if block[0].isalpha())


def test_the_lock_names_no_address() -> None:
    assert "://" not in start.LOCK.read_text(encoding="utf-8")
