"""A real X display with real keys: what a bar code reader sends is not what a test puts into a field."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import LIMIT

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool")


def missing() -> str:
    """What this machine lacks for a display, "" for nothing."""
    return ", ".join(name for name in NEEDED if not shutil.which(name))


@dataclass(frozen=True)
class Display:
    """One display; `keys` and `type_text` send real key events to whatever has the focus there."""

    name: str

    def run(self, *words: str) -> str:
        """A command on this display; returns what it prints."""
        env = os.environ | {"DISPLAY": self.name}
        done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=LIMIT, check=True)
        return done.stdout

    def type_text(self, text: str) -> None:
        """As a reader does: each key with Shift or AltGr as a key of its own, some milliseconds apart."""
        self.run("xdotool", "type", "--delay", "4", "--", text)

    def keys(self, *names: str) -> None:
        """Keys by their names ("Return", "ctrl+bracketright") or by the number of the key ("38")."""
        self.run("xdotool", "key", "--delay", "4", *names)


@contextmanager
def display() -> Iterator[Display]:
    """A display of one's own, gone at the end."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        yield Display(f":{number}")
    finally:
        server.terminate()
        server.wait()


@contextmanager
def program(shown: Display, script: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program of ours on the display, its printed lines to be read; ended at the end."""
    env = os.environ | {"DISPLAY": shown.name, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    words_of = [sys.executable, "-u", str(Path(__file__).parent / script), *words]
    with subprocess.Popen(words_of, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT) as started:
        try:
            yield started
        finally:
            started.kill()
