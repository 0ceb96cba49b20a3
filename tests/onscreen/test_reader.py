"""A reader on a real display: Shift as a key of its own, CapsLock, figures with Alt, FNC1 and every ending."""

from __future__ import annotations

import json
import select
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from orderdesk.domain.items.gs1 import GS
from tests.onscreen.display import LIMIT, Display, display, missing, program

TRIES, PATIENCE = 6, 5.0
pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=f"not on this machine: {missing()}")]


@pytest.fixture(scope="module")
def screen() -> Iterator[Display]:
    with display() as shown:
        yield shown


def line_of(started: subprocess.Popen[str], patience: float = LIMIT) -> dict[str, Any] | None:
    """The next line that the program prints, None when none comes."""
    assert started.stdout is not None
    ready, _, _ = select.select([started.stdout], [], [], patience)
    return dict(json.loads(started.stdout.readline())) if ready else None


def read(
    screen: Display, send: Callable[[], None], *, where: str = "field", end: str = "", code: str = ""
) -> dict[str, Any]:
    """What comes of the keys that `send()` presses with the focus `where`.

    A machine at its limit sends the keys as slowly as a person types, all or the first of a `code`; then a new window
    gets another try.
    """
    for _ in range(TRIES):
        with program(screen, "reader_window.py", where, end) as started:
            assert line_of(started) == {"ready": True}
            send()
            told = line_of(started, PATIENCE)
        torn = told is not None and told["code"] != code and code.endswith(told["code"])
        if told is not None and not torn:
            return told
    raise AssertionError("no code was read")


@pytest.mark.parametrize("where", ["field", "note", "button"])
@pytest.mark.parametrize("code", ["SH-1001", "PL-1001", "AB12CD34", "a_B/c+D"])
def test_capitals_are_read_and_nothing_stays_typed(screen: Display, where: str, code: str) -> None:
    def send() -> None:
        screen.type_text(code)
        screen.keys("Return")

    assert read(screen, send, where=where, code=code) == {"code": code, "typed": "", "pressed": 0}


@pytest.mark.parametrize(
    "end", [["Return"], ["ctrl+m"], ["ctrl+j"], ["KP_Enter"], ["Tab"], ["Return", "ctrl+j"], ["Return", "Return"]]
)
def test_every_ending_and_no_button_pressed(screen: Display, end: list[str]) -> None:
    def send() -> None:
        screen.type_text("SH-1001")
        screen.keys(*end)

    assert read(screen, send, where="button", code="SH-1001") == {"code": "SH-1001", "typed": "", "pressed": 0}


def test_silence_ends_a_code_where_nothing_is_sent(screen: Display) -> None:
    assert read(screen, lambda: screen.type_text("SH-1001"), end="silence", code="SH-1001")["code"] == "SH-1001"


def test_caps_lock_changes_nothing(screen: Display) -> None:
    def send() -> None:
        screen.keys("Caps_Lock")
        # As a reader does it: the key of s with Shift, whatever the lock makes of it.
        screen.keys("shift+39", "shift+43", "20", "10", "19", "19", "10", "Return")
        screen.keys("Caps_Lock")

    assert read(screen, send, code="SH-1001") == {"code": "SH-1001", "typed": "", "pressed": 0}


def test_fnc1_is_kept_as_a_separator(screen: Display) -> None:
    def send() -> None:
        screen.type_text("]C1010950110153000310K1")
        screen.keys("ctrl+bracketright")
        screen.type_text("21S9")
        screen.keys("Return")

    code = f"]C1010950110153000310K1{GS}21S9"
    assert read(screen, send, code=code)["code"] == code


def test_figures_with_alt_on_the_number_pad(screen: Display) -> None:
    pad = dict(zip("0123456789", (90, 87, 88, 89, 83, 84, 85, 79, 80, 81), strict=True))

    def send() -> None:
        words = []
        for code in ("0083", "0072", "0045", "0049"):
            keys = [word for figure in code for word in ("key", "--delay", "1", str(pad[figure]))]
            words += ["keydown", "--delay", "1", "Alt_L", *keys, "keyup", "--delay", "1", "Alt_L"]
        screen.run("xdotool", *words)
        screen.keys("Return")

    assert read(screen, send, code="SH-1") == {"code": "SH-1", "typed": "", "pressed": 0}
